import { activerStructure } from '#app/organisation/structures/activer.ts'
import { creerStructure } from '#app/organisation/structures/creer.ts'
import { desactiverStructure } from '#app/organisation/structures/desactiver.ts'
import { dupliquerStructure } from '#app/organisation/structures/dupliquer.ts'
import { mettreAJourInsee } from '#app/organisation/structures/insee.ts'
import { modifierStructure } from '#app/organisation/structures/modifier.ts'
import { transfererGestionnaire } from '#app/organisation/structures/transferer.ts'
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
