import { lirePiece, type Piece } from '#app/organisation/pieces-jointes/lister.ts'
import { exigerStructure } from '#app/organisation/structures/exiger.ts'
import type { StructureVue } from '#app/organisation/structures/lire.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { defautDeLecture } from '#acces/index.ts'
import { refus } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'

type Lecteur = Contexte & { utilisateur: { id: string } }

/**
 * A structure whose attachments one may read: « Organisation consultation » on the whole of it. Two statements. @throws Refus introuvable,
 * acces-refuse
 */
export async function structureDesPieces(c: Lecteur, id: string | undefined): Promise<StructureVue> {
  const structure = await exigerStructure(c, id)
  const defaut = defautDeLecture(structure.acces)
  if (defaut) throw refusAcces(c.t, defaut, null, structure.acces.gestionnaire)
  return structure
}

/** An attachment that one may read, and its structure. Three statements. @throws Refus introuvable, acces-refuse */
export async function pieceVisible(
  c: Lecteur,
  id: string | undefined,
  structure?: string,
): Promise<{ piece: Piece; structure: StructureVue }> {
  const piece = estUuid(id) ? await lirePiece(c.db, id) : null
  if (!piece || (structure && piece.structure !== structure.toLowerCase())) throw refus(c.t, 'introuvable')
  return { piece, structure: await structureDesPieces(c, piece.structure) }
}
