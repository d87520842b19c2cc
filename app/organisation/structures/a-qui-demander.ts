import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'

/**
 * Whom a person who manages nothing asks: the gestionnaire principal of the structure they act for, or of the only one they are attached
 * to; null: of several, or of none. One statement.
 */
export async function aQuiDemander(
  c: Pick<Contexte, 'db'> & Partial<Pick<Contexte, 'structureActive'>>,
  utilisateur: string,
): Promise<{ prenom: string; nom: string } | null> {
  const active = c.structureActive?.id ?? null
  const { rows } = await sql<{ prenom: string; nom: string }>`
    with siennes as materialized (select distinct r.structure
        from rattachement r
        where r.utilisateur = ${utilisateur}::uuid and r.retire_le is null and r.periode @> maintenant()
          and (${active}::uuid is null or r.structure = ${active}::uuid))
    select g.prenom, g.nom
    from siennes
    join structure s on s.id = siennes.structure
    join utilisateur g on g.id = s.gestionnaire_principal
    where (select count(*) from siennes) = 1 and g.id <> ${utilisateur}::uuid`.execute(c.db)
  return rows[0] ?? null
}
