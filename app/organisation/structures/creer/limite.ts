import { sql } from 'kysely'
import { refus } from '#demandes/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Structures that one person may create, or make by duplication, in 24 hours (STR-03); the operator has no limit. */
export const CREATIONS_PAR_JOUR = 20

/** Counts in the demandes themselves; in a transaction, one at a time for each person. @throws Refus trop-de-requetes, with the seconds to wait */
export async function limiterCreations(db: Db | Tx, t: Textes, auteur: { id: string; roles: string[] }, { verrou = false } = {}) {
  if (auteur.roles.includes('operateur')) return
  if (verrou) await sql`select from utilisateur where id = ${auteur.id}::uuid for no key update`.execute(db)
  const { rows } = await sql<{ nombre: number; attente: number }>`
    select count(*)::int as nombre, coalesce(ceil(extract(epoch from min(cree_le) + interval '24 hours' - maintenant())), 0)::int as attente
    from (select cree_le
        from demande
        where auteur = ${auteur.id}::uuid and type in ('structure.creer', 'structure.dupliquer')
          and cree_le > maintenant() - interval '24 hours'
        order by id desc
        limit ${CREATIONS_PAR_JOUR}) recentes`.execute(db)
  const { nombre, attente } = rows[0]!
  if (nombre >= CREATIONS_PAR_JOUR)
    throw refus(t, 'trop-de-requetes', {
      detail: t.structures.creer.tropDeCreations(CREATIONS_PAR_JOUR),
      reessayerDans: Math.max(attente, 1),
    })
}
