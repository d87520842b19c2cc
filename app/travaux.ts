import { envoyerResumes } from '#app/avis/resumes.ts'
import { declarerCourriels } from '#app/comptes/courriels/travaux.ts'
import { faireLeMenage } from '#app/menage.ts'
import { envoyerAvis, envoyerAvisEnsemble } from '#app/demandes/avis.ts'
import type { ProgrammeNaissant } from '#app/contexte.ts'
import { nettoyerFichiers } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { reanalyserFichiers } from '#app/organisation/pieces-jointes/reanalyser.ts'
import { fabriquerSiLaSemaineEstPassee } from '#app/organisation/annuaire/fichiers.ts'
import { accepterInvitations, FILE_ADRESSE_VERIFIEE } from '#app/organisation/rattachements/accepter.ts'
import { envoyerInvitations } from '#app/organisation/rattachements/envoyer.ts'
import { FILE_INVITATIONS } from '#app/organisation/rattachements/inviter.ts'
import { rappelerImmatriculations } from '#app/organisation/structures/immatriculation.ts'
import { rappelerTitulaires } from '#app/organisation/recuperation/courriels.ts'
import { envoyerAvisDImport, FILE_IMPORTS, type EnvoiDImport } from '#app/organisation/utilisateurs/importer.courriels.ts'
import { declarerCourrielsRecus } from '#app/support/courriels/travaux.ts'
import { envoyerAvisDeSuivi, FILE_SUIVI, type AvisDeSuivi } from '#app/support/sans-compte/suivi.ts'
import { FILE_ECHEANCES, redaterLesTickets } from '#app/support/tickets/echeances.ts'
import { calculerLesDelais } from '#app/support/tickets/emetteur/delai.ts'
import { demanderLesAvis } from '#app/support/tickets/emetteur/demander-avis.ts'
import { rendreLesTicketsSansAgent } from '#app/support/tickets/rendre.ts'
import { prevenirSansRepondant } from '#app/support/tickets/sans-repondant.ts'
import { FILE_DEMANDE, type Moment } from '#demandes/notifier.ts'

/** Declares who works on which queue; each domain adds its own line. */
export function declarerTravaux(programme: ProgrammeNaissant) {
  declarerCourriels(programme)
  programme.jobs.handle(FILE_INVITATIONS, (envoi: { invitations: string[] }) => envoyerInvitations(programme, envoi))
  programme.jobs.handle<{ utilisateur: string }>(
    FILE_ADRESSE_VERIFIEE,
    async ({ utilisateur }) => void (await accepterInvitations(programme, utilisateur)),
  )
  programme.jobs.daily('recuperation.rappel', async () => void (await rappelerTitulaires(programme)))
  programme.jobs.daily('immatriculation.rappel', async () => void (await rappelerImmatriculations(programme)))
  programme.jobs.handle<EnvoiDImport>(FILE_IMPORTS, (envoi) => envoyerAvisDImport(programme, envoi))
  declarerCourrielsRecus(programme)
  programme.jobs.handle(FILE_SUIVI, (avis: AvisDeSuivi) => envoyerAvisDeSuivi(programme, avis))
  programme.jobs.handle(FILE_ECHEANCES, async () => void (await redaterLesTickets(programme.db)))
  programme.jobs.often('support.delais', 60, () => calculerLesDelais(programme.db))
  programme.jobs.often('support.rendus', 10, async () => void (await rendreLesTicketsSansAgent(programme.db)))
  programme.jobs.often('support.sans-repondant', 10, async () => void (await prevenirSansRepondant(programme)))
  programme.jobs.often('support.avis', 1, async () => void (await demanderLesAvis(programme)))
  programme.jobs.often('avis.resumes', 10, async () => void (await envoyerResumes(programme)))
  programme.jobs.daily('menage', () => faireLeMenage(programme))
  programme.jobs.daily('fichiers.menage', () => nettoyerFichiers(programme))
  programme.jobs.often('fichiers.analyse', 5, () => reanalyserFichiers(programme))
  programme.jobs.daily('annuaire.fichiers', () => fabriquerSiLaSemaineEstPassee(programme, new Date()))
  programme.jobs.handle(
    FILE_DEMANDE,
    (avis: { demande: number; moment: Moment }) => envoyerAvis(programme, avis),
    (tx, avis) => envoyerAvisEnsemble(programme, tx, avis),
  )
}
