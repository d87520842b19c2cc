import { acces } from '#ui/textes/fr/acces.ts'
import { accueil } from '#ui/textes/fr/accueil.ts'
import { api } from '#ui/textes/fr/api.ts'
import { authzen } from '#ui/textes/fr/authzen.ts'
import { annuaire } from '#ui/textes/fr/annuaire.ts'
import { approbations } from '#ui/textes/fr/approbations.ts'
import { avis } from '#ui/textes/fr/avis.ts'
import { catalogue } from '#ui/textes/fr/catalogue.ts'
import { assistant } from '#ui/textes/fr/assistant.ts'
import { champs } from '#ui/textes/fr/champs.ts'
import { clavardage } from '#ui/textes/fr/clavardage.ts'
import { chiffres } from '#ui/textes/fr/chiffres.ts'
import { client } from '#ui/textes/fr/client.ts'
import { commun } from '#ui/textes/fr/commun.ts'
import { communication } from '#ui/textes/fr/communication.ts'
import { comptes } from '#ui/textes/fr/comptes.ts'
import { coordonnees } from '#ui/textes/fr/coordonnees.ts'
import { courriels } from '#ui/textes/fr/courriels.ts'
import { creations } from '#ui/textes/fr/creations.ts'
import { courrielsRecus } from '#ui/textes/fr/courriels-recus.ts'
import { demandes } from '#ui/textes/fr/demandes.ts'
import { droits } from '#ui/textes/fr/droits.ts'
import { dupliquer } from '#ui/textes/fr/dupliquer.ts'
import { emission } from '#ui/textes/fr/emission.ts'
import { erreurs } from '#ui/textes/fr/erreurs.ts'
import { fichiers } from '#ui/textes/fr/fichiers.ts'
import { gouvernance } from '#ui/textes/fr/gouvernance.ts'
import { habilitations } from '#ui/textes/fr/habilitations.ts'
import { identifiants } from '#ui/textes/fr/identifiants.ts'
import { imports } from '#ui/textes/fr/imports.ts'
import { importsServices } from '#ui/textes/fr/imports-services.ts'
import { listes } from '#ui/textes/fr/listes.ts'
import { mandats } from '#ui/textes/fr/mandats.ts'
import { pages } from '#ui/textes/fr/pages.ts'
import { palette } from '#ui/textes/fr/palette.ts'
import { pieces } from '#ui/textes/fr/pieces.ts'
import { qualite } from '#ui/textes/fr/qualite.ts'
import { rattachements } from '#ui/textes/fr/rattachements.ts'
import { etatDuPortail } from '#ui/textes/fr/etat-du-portail.ts'
import { comptesDuPortail } from '#ui/textes/fr/comptes-du-portail.ts'
import { secondsFacteurs } from '#ui/textes/fr/seconds-facteurs.ts'
import { services } from '#ui/textes/fr/services.ts'
import { structures } from '#ui/textes/fr/structures.ts'
import { tickets } from '#ui/textes/fr/tickets.ts'
import { traitement } from '#ui/textes/fr/traitement.ts'
import { utilisateurs } from '#ui/textes/fr/utilisateurs.ts'
import { typographier, type Elargi } from '#ui/textes/typographie.ts'

// One line a domain, in order.
const phrases = {
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
}

export const fr: Elargi<typeof phrases> = typographier(phrases)
