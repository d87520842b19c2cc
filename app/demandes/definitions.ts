import { demandesFacturation } from '#app/facturation/definitions.ts'
import { desactiverCompte } from '#app/comptes/compte/desactiver.ts'
import { demandesCoordonnees } from '#app/organisation/coordonnees-bancaires/definitions.ts'
import { demandesHabilitations } from '#app/organisation/habilitations/definitions.ts'
import { demandesPiecesJointes } from '#app/organisation/pieces-jointes/definitions.ts'
import { demandesRattachements } from '#app/organisation/rattachements/definitions.ts'
import { demandesServices } from '#app/organisation/services/definitions.ts'
import { importerUtilisateurs } from '#app/organisation/utilisateurs/importer.ts'
import { demandesStructures } from '#app/organisation/structures/definitions.ts'
import type { Demande } from '#demandes/index.ts'

/** Every demande the portal knows, by type; a new domain adds its list here. */
export const DEFINITIONS = new Map<string, Demande>(
  [
    ...demandesStructures,
    ...demandesServices,
    ...demandesCoordonnees,
    ...demandesPiecesJointes,
    ...demandesRattachements,
    ...demandesHabilitations,
    ...demandesFacturation,
    desactiverCompte as unknown as Demande,
    importerUtilisateurs as unknown as Demande,
  ].map((d) => [d.type, d]),
)
