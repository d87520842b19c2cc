import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/database/open.ts'

export interface Attache {
  utilisateur: string
  structure: string
  service?: string | null
  demande?: number | null
}

/** Attaches a person from now on; already attached there, or to be (a clock that stepped back), or their account closed: nothing, and false. */
export const attacher = async (tx: Tx, a: Attache): Promise<boolean> => (await attacherPlusieurs(tx, [a])) === 1

/** The same for any number of people and places. @returns how many were attached */
export const attacherPlusieurs = async (tx: Tx, lignes: Attache[]): Promise<number> =>
  lignes.length
    ? attacherParmi(
        tx,
        sql`jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) as x (utilisateur uuid, structure uuid, service uuid, demande bigint)`,
      )
    : 0

/**
 * The same for what a table « x » holds, in one statement. People are locked as whoever closes their account locks them: the one waits for
 * the other, so that
 * what comes first is seen. What lists sort services by is read with the lock that the foreign key takes anyway.
 * @returns how many were attached
 */
export async function attacherParmi(tx: Tx, lignes: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`with x as materialized (select distinct x.utilisateur, x.structure, x.service, x.demande from ${lignes}),
      m as (select maintenant() as ici offset 0),
      u as materialized (select u.id, lower(u.adresse_electronique::text collate "C") as adresse, plier(u.nom || ' ' || u.prenom) as tri
        from utilisateur u
        where u.id in (select utilisateur from x) and u.est_actif
        order by u.id for share),
      v as materialized (select v.id, v.code from service v where v.id in (select service from x) order by v.id for key share),
      fait as (insert into rattachement (utilisateur, structure, service, periode, demande, adresse, tri, code)
        select u.id, x.structure, x.service, tstzrange(m.ici, null), x.demande, u.adresse, u.tri, coalesce(v.code, '')
        from m, x
        join u on u.id = x.utilisateur
        left join v on v.id = x.service
        where not exists (select from rattachement r
            where r.utilisateur = u.id and r.structure = x.structure and r.service is not distinct from x.service
              and (r.retire_le is not null) is false and r.periode && tstzrange(m.ici, null))
        order by u.id
        returning 1)
    select count(*)::int as n
    from fait`.execute(tx)
  return rows[0]!.n
}

/** Grants every profile at its highest level, from now on: what whoever creates a structure receives. */
export async function accorderTout(tx: Tx, { utilisateur, structure }: Attache) {
  await sql`insert into habilitation (utilisateur, structure, application, niveau, periode)
    select ${utilisateur}::uuid, ${structure}::uuid, a.id, a.niveaux, tstzrange(maintenant(), null) from application a`.execute(tx)
}

/** The set that a new attachment to this structure receives: its own, else the portal's. */
export const ENSEMBLE_PAR_DEFAUT = (structure: RawBuilder<unknown>) =>
  sql`(select id from ensemble_profils where par_defaut and (structure = ${structure} or structure is null) order by structure nulls last limit 1)`

/**
 * Grants what a new attachment receives: the structure's own default set, else the portal's (UTI-03, PLUS-02). Lines already held or
 * programmed stay as they are.
 */
export async function accorderParDefaut(tx: Tx, { utilisateur, structure, service = null, demande = null }: Attache) {
  await sql`insert into habilitation (utilisateur, structure, service, application, niveau, periode, demande)
    select ${utilisateur}::uuid, ${structure}::uuid, ${service}::uuid, p.application, p.niveau, tstzrange(maintenant(), null),
      ${demande}::bigint
    from ensemble_profil p
    where p.ensemble = ${ENSEMBLE_PAR_DEFAUT(sql`${structure}::uuid`)}
      and not exists (select from habilitation h
        where h.utilisateur = ${utilisateur}::uuid and h.structure = ${structure}::uuid and h.service is not distinct from ${service}::uuid
          and h.application = p.application and h.retiree_le is null and h.periode && tstzrange(maintenant(), null))`.execute(tx)
}
