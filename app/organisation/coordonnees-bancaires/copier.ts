import { sql } from 'kysely'
import { ajouterCompte } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { lireCompte } from '#app/organisation/coordonnees-bancaires/lire.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'

/** DUP-03: the accounts of one structure made anew in another, each sealed to its new row, with a RIB of its own. */
export async function copierCoordonnees(
  tx: Tx,
  settings: Settings,
  { de, vers, ids, auteur }: { de: string; vers: string; ids: string[]; auteur: string },
): Promise<number> {
  if (!ids.length) return 0
  const { rows } = await sql<{
    id: string
    statut: string
    piece: string | null
  }>`select id, statut, piece_jointe as piece from coordonnee_bancaire where structure = ${de}::uuid and id = any(${ids}::uuid[]) order by id`.execute(
    tx,
  )
  for (const { id, statut, piece } of rows)
    await ajouterCompte(tx, settings, {
      structure: vers,
      compte: await lireCompte(tx, settings, id),
      statut,
      piece: await copierRib(tx, piece, vers, auteur),
    })
  return rows.length
}

async function copierRib(tx: Tx, piece: string | null, vers: string, auteur: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`insert into piece_jointe (structure, genre, fichier, nom, designation, auteur)
    select ${vers}::uuid, genre, fichier, nom, designation, ${auteur}::uuid
    from piece_jointe
    where id = ${piece}::uuid and supprimee_le is null
    returning id`.execute(tx)
  return rows[0]?.id ?? null
}
