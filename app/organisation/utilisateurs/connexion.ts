import { sql, type RawBuilder } from 'kysely'
import { VISIBLES, VISIBLES_DE } from '#app/organisation/utilisateurs/perimetre.ts'

/** People looked at on the way to those shown; past them everything is read instead. */
const REGARDES = 3000
/** People of a structure that are sooner read whole than looked for among everybody who signed in. */
const PEU = 200
/** Lines that are worth looking for so. */
export const CHERCHES = 200

/**
 * People of the structure « p » by last sign-in, which no attachment bears: it changes too often. Those who signed in are found by walking
 * all of the portal's in the order of their
 * sign-ins, those who never did by walking the structure's by name; each stops after so many. What is not found so is read whole, as
 * a small structure is at once, or for whoever may not see the sign-ins of all.
 */
export function parConnexion({
  structure,
  decroissant,
  limite,
  autrement,
}: {
  structure: string
  decroissant: boolean
  limite: number
  autrement: RawBuilder<unknown>
}): RawBuilder<unknown> {
  const [sens, avant] = decroissant ? [sql`desc`, sql`>`] : [sql`asc`, sql`<`]
  const visibles = sql`p.gere and ${VISIBLES} and r.structure = ${structure}::uuid`
  const [premiers, seconds] = decroissant ? [sql`connectes`, sql`jamais`] : [sql`jamais`, sql`connectes`]
  const [finPremiers, finSeconds] = decroissant
    ? [sql`(select le from jusque)`, sql`(select tri from jusqua)`]
    : [sql`(select tri from jusqua)`, sql`(select le from jusque)`]
  // No folded name comes after « ~ », none before the empty one.
  const [loin, bout, dernier] = decroissant
    ? [sql`'-infinity'`, sql`''`, sql`'00000000-0000-0000-0000-000000000000'`]
    : [sql`'infinity'`, sql`'~'`, sql`'ffffffff-ffff-ffff-ffff-ffffffffffff'`]
  return sql`(with peu as materialized (select count(*) <= ${PEU} as oui
            from (select from rattachement r where ${visibles} limit ${PEU + 1}) x),
          jusque as materialized (select v.derniere_connexion_le as le
            from utilisateur v
            where v.derniere_connexion_le is not null and not (select oui from peu)
            order by v.derniere_connexion_le ${sens}
            limit 1 offset ${REGARDES}),
          jusqua as materialized (select r.tri, r.utilisateur
            from rattachement r
            where ${visibles} and not (select oui from peu)
            order by r.tri ${sens}, r.utilisateur ${sens}
            limit 1 offset ${REGARDES}),
          connectes as materialized (select r.tri, v.id as utilisateur, v.derniere_connexion_le as cle
            from utilisateur v
            cross join lateral (select r.tri from rattachement r where p.gere and ${VISIBLES_DE(sql`v.id`)} limit 1) r
            where not (select oui from peu) and v.derniere_connexion_le is not null
              and v.derniere_connexion_le ${avant} coalesce((select le from jusque), ${loin})
            order by v.derniere_connexion_le ${sens}, r.tri ${sens}, v.id ${sens}
            limit ${limite}),
          jamais as materialized (select g.tri, g.utilisateur, '-infinity'::timestamptz as cle
            from (select r.tri, r.utilisateur
                from rattachement r
                where ${visibles} and not (select oui from peu)
                  and (r.tri, r.utilisateur) ${avant} (coalesce((select tri from jusqua), ${bout}),
                      coalesce((select utilisateur from jusqua), ${dernier}))
                group by r.tri, r.utilisateur
                order by r.tri ${sens}, r.utilisateur ${sens}) g
            where (select v.derniere_connexion_le from utilisateur v where v.id = g.utilisateur) is null
            limit ${limite}),
          n as materialized (select (select count(*) from ${premiers}) >= ${limite} as assez),
          trouves as materialized (select p.gere and not (select oui from peu)
              and (n.assez
                  or (${finPremiers} is null
                      and ((select count(*) from ${premiers}) + (select count(*) from ${seconds}) >= ${limite} or ${finSeconds} is null))) as oui
            from n)
        select *
        from ${premiers}
        where (select oui from trouves)
        union all select *
        from ${seconds}
        where (select oui and not assez from trouves, n)
        union all select l.tri, l.utilisateur, l.cle
        from (${autrement}) l
        where not (select oui from trouves))`
}
