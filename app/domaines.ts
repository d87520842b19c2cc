import { accueil } from '#app/accueil/domaine.ts'
import { api } from '#app/api/domaine.ts'
import { assistant } from '#app/assistant/domaine.ts'
import { avis } from '#app/avis/domaine.ts'
import { communication } from '#app/communication/domaine.ts'
import { comptes } from '#app/comptes/domaine.ts'
import { demandes } from '#app/demandes/domaine.ts'
import { evenements } from '#app/evenements/domaine.ts'
import { exploitation } from '#app/exploitation/domaine.ts'
import { facturation } from '#app/facturation/domaine.ts'
import { listes } from '#app/listes/domaine.ts'
import { annuaire } from '#app/organisation/annuaire/domaine.ts'
import { approbations } from '#app/organisation/approbations/domaine.ts'
import { coordonnees } from '#app/organisation/coordonnees-bancaires/domaine.ts'
import { habilitations } from '#app/organisation/habilitations/domaine.ts'
import { piecesJointes } from '#app/organisation/pieces-jointes/domaine.ts'
import { rattachements } from '#app/organisation/rattachements/domaine.ts'
import { recuperation } from '#app/organisation/recuperation/domaine.ts'
import { services } from '#app/organisation/services/domaine.ts'
import { structures } from '#app/organisation/structures/domaine.ts'
import { utilisateurs } from '#app/organisation/utilisateurs/domaine.ts'
import type { Domaine } from '#app/page.ts'
import { clavardage } from '#app/support/clavardage/domaine.ts'
import { support } from '#app/support/domaine.ts'
import { reponses } from '#app/support/reponses/domaine.ts'
import { sansCompte } from '#app/support/sans-compte/domaine.ts'
import { voirComme } from '#app/voir-comme/domaine.ts'
import type { Demande } from '#demandes/index.ts'

/** The portal, folder by folder, each by its `domaine.ts`: nothing is discovered, a new folder is added here and nowhere else. */
export const DOMAINES: Domaine[] = [
  demandes,
  approbations,
  structures,
  services,
  coordonnees,
  utilisateurs,
  habilitations,
  rattachements,
  piecesJointes,
  recuperation,
  annuaire,
  support,
  sansCompte,
  reponses,
  clavardage,
  exploitation,
  communication,
  facturation,
  avis,
  comptes,
  accueil,
  listes,
  assistant,
  evenements,
  voirComme,
  api,
]

/** Every demande the portal knows, by type. */
export const DEFINITIONS = new Map<string, Demande>(DOMAINES.flatMap((d) => d.demandes ?? []).map((d) => [d.type, d]))
