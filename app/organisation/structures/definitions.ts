import { activerStructure } from '#app/organisation/structures/activer.ts'
import { creerStructure } from '#app/organisation/structures/creer/creer.ts'
import { desactiverStructure } from '#app/organisation/structures/desactiver.ts'
import { dupliquerStructure } from '#app/organisation/structures/dupliquer/dupliquer.ts'
import { mettreAJourInsee } from '#app/organisation/structures/insee/insee.ts'
import { modifierStructure } from '#app/organisation/structures/modifier.ts'
import { transfererGestionnaire } from '#app/organisation/structures/transferer/transferer.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Structures », by name. */
export const demandesStructures = [
  creerStructure,
  dupliquerStructure,
  modifierStructure,
  activerStructure,
  desactiverStructure,
  mettreAJourInsee,
  transfererGestionnaire,
] as unknown as Demande[]
