import { acces } from '#ui/textes/en/acces.ts'
import { accueil } from '#ui/textes/en/accueil.ts'
import { api } from '#ui/textes/en/api.ts'
import { authzen } from '#ui/textes/en/authzen.ts'
import { annuaire } from '#ui/textes/en/annuaire.ts'
import { approbations } from '#ui/textes/en/approbations.ts'
import { avis } from '#ui/textes/en/avis.ts'
import { catalogue } from '#ui/textes/en/catalogue.ts'
import { assistant } from '#ui/textes/en/assistant.ts'
import { champs } from '#ui/textes/en/champs.ts'
import { clavardage } from '#ui/textes/en/clavardage.ts'
import { chiffres } from '#ui/textes/en/chiffres.ts'
import { client } from '#ui/textes/en/client.ts'
import { commun } from '#ui/textes/en/commun.ts'
import { communication } from '#ui/textes/en/communication.ts'
import { comptes } from '#ui/textes/en/comptes.ts'
import { coordonnees } from '#ui/textes/en/coordonnees.ts'
import { courriels } from '#ui/textes/en/courriels.ts'
import { creations } from '#ui/textes/en/creations.ts'
import { courrielsRecus } from '#ui/textes/en/courriels-recus.ts'
import { demandes } from '#ui/textes/en/demandes.ts'
import { droits } from '#ui/textes/en/droits.ts'
import { dupliquer } from '#ui/textes/en/dupliquer.ts'
import { emission } from '#ui/textes/en/emission.ts'
import { erreurs } from '#ui/textes/en/erreurs.ts'
import { fichiers } from '#ui/textes/en/fichiers.ts'
import { gouvernance } from '#ui/textes/en/gouvernance.ts'
import { habilitations } from '#ui/textes/en/habilitations.ts'
import { identifiants } from '#ui/textes/en/identifiants.ts'
import { imports } from '#ui/textes/en/imports.ts'
import { importsServices } from '#ui/textes/en/imports-services.ts'
import { listes } from '#ui/textes/en/listes.ts'
import { mandats } from '#ui/textes/en/mandats.ts'
import { pages } from '#ui/textes/en/pages.ts'
import { palette } from '#ui/textes/en/palette.ts'
import { pieces } from '#ui/textes/en/pieces.ts'
import { qualite } from '#ui/textes/en/qualite.ts'
import { rattachements } from '#ui/textes/en/rattachements.ts'
import { etatDuPortail } from '#ui/textes/en/etat-du-portail.ts'
import { comptesDuPortail } from '#ui/textes/en/comptes-du-portail.ts'
import { secondsFacteurs } from '#ui/textes/en/seconds-facteurs.ts'
import { services } from '#ui/textes/en/services.ts'
import { structures } from '#ui/textes/en/structures.ts'
import { tickets } from '#ui/textes/en/tickets.ts'
import { traitement } from '#ui/textes/en/traitement.ts'
import { utilisateurs } from '#ui/textes/en/utilisateurs.ts'
import type { fr } from '#ui/textes/fr.ts'

export const en = {
  acces,
  accueil,
  api,
  authzen,
  annuaire,
  approbations,
  assistant,
  avis,
  catalogue,
  champs,
  chiffres,
  clavardage,
  client,
  commun,
  communication,
  comptes,
  coordonnees,
  courriels,
  courrielsRecus,
  demandes,
  droits,
  dupliquer,
  emission,
  erreurs,
  fichiers,
  gouvernance,
  habilitations,
  identifiants,
  imports,
  importsServices,
  listes,
  mandats,
  creations,
  pages,
  palette,
  pieces,
  qualite,
  rattachements,
  comptesDuPortail,
  secondsFacteurs,
  etatDuPortail,
  services,
  structures,
  tickets,
  traitement,
  utilisateurs,
} satisfies typeof fr
