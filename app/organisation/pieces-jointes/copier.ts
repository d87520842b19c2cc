import { sql } from 'kysely'
import type { Tx } from '#platform/database/open.ts'

/** The same contents under the new structure, each a file of its own: removing one leaves the other. */
export async function copierPieces(
  tx: Tx,
  { de, vers, ids, auteur }: { de: string; vers: string; ids: string[]; auteur: string },
): Promise<void> {
  if (!ids.length) return
  await sql`insert into piece_jointe (structure, genre, fichier, nom, designation, auteur)
    select ${vers}::uuid, p.genre, p.fichier, p.nom, p.designation, ${auteur}::uuid
    from piece_jointe p
    where p.structure = ${de}::uuid and p.id = any(${ids}::uuid[]) and p.genre = 'STRUCTURE' and p.supprimee_le is null`.execute(tx)
}
