import type { Pool } from 'pg'

const uuid = (sorte: number, n: string) => `('0000000${sorte}-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
/** Held by everyone on their own structure; never held by anyone. */
export const [TENUE, JAMAIS] = ['factures-emises', 'certificats-de-cessibilite']

/**
 * People and as many structures, from `de` to `a`: each governs one structure and is attached to another, with five rights on each, of all
 * times and levels.
 * Ten rights a person. Indexes and constraints are put back after the rows: a tenth of the time.
 */
export async function peuplerHabilitations(pool: Pool, de: number, a: number) {
  const c = await pool.connect()
  try {
    await c.query(`set session_replication_role = replica; set maintenance_work_mem = '1GB'; set synchronous_commit = off`)
    const { rows: remises } = await c.query<{ oter: string; remettre: string }>(`
      select format('alter table %s drop constraint %I', conrelid::regclass, conname) as oter,
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as remettre
      from pg_constraint
      where conrelid in ('habilitation'::regclass, 'rattachement'::regclass) and contype in ('x', 'f')
      union all select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
      from pg_index
      where indrelid in ('habilitation'::regclass, 'rattachement'::regclass) and not indisprimary
        and not exists (select from pg_constraint where conindid = indexrelid)`)
    for (const { oter } of remises) await c.query(oter)
    const [qui, leur, autre] = [uuid(2, 'n'), uuid(1, 'n'), uuid(1, `${de} + (n::bigint * 7919) % (${a} - ${de} + 1)`)]
    const serie = `generate_series(${de}, ${a}) n`
    await c.query(
      `insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet)
        select ${qui}, 'personne.' || n || '@exemple.fr', true, 'Camille', 'Dubreuil ' || n, 'Camille Dubreuil ' || n
        from ${serie}`,
    )
    await c.query(
      `insert into structure (id, type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal)
        select ${leur}, 'SIRET', '9' || lpad(n::text, 13, '0'), 'Menuiserie ' || n, 'PRIVEE', ${qui}
        from ${serie}`,
    )
    await c.query(
      `insert into rattachement (utilisateur, structure, periode, tri, adresse)
        select ${qui}, s, tstzrange(now() - interval '1 year', null), 'dubreuil camille', 'personne.' || n || '@exemple.fr'
        from ${serie}, lateral (values (${leur}), (${autre})) x(s)`,
    )
    await c.query(`insert into habilitation (utilisateur, structure, application, niveau, periode)
      select ${qui}, x.s, a.id, case when a.rang = 1 then 2 else 1 + (n + a.rang) % 2 end,
        tstzrange(now() - interval '1 year', case when a.rang > 1 and n % 5 = 0 then now() - interval '1 day' end)
      from ${serie}, lateral (values (${leur}), (${autre})) x(s),
        (select id, row_number() over (order by code <> '${TENUE}', id) as rang
          from application
          where code <> '${JAMAIS}'
          order by 2
          limit 5) a`)
    for (const { remettre } of remises) await c.query(remettre)
    await c.query('set session_replication_role = default')
  } finally {
    c.release(true)
  }
  for (const table of ['utilisateur', 'structure', 'rattachement', 'habilitation']) await pool.query(`vacuum (analyze) ${table}`)
  // What the load left to write is not written while something is measured.
  await pool.query('checkpoint')
}
