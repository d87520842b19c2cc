import { sql } from 'kysely'
import type { Tx } from '#platform/database/open.ts'

/**
 * Attaches these people to the duplicate as they are attached now, with the rights they hold now and their dates of end;
 * what concerns a service goes to its copy, and stays behind when the service does (S15).
 */
export async function copierUtilisateurs(
  tx: Tx,
  {
    de,
    vers,
    utilisateurs,
    services,
    demande,
  }: { de: string; vers: string; utilisateurs: string[]; services: Map<string, string>; demande: number },
): Promise<{ utilisateurs: string[]; habilitations: number }> {
  if (!utilisateurs.length) return { utilisateurs: [], habilitations: 0 }
  const paires = JSON.stringify([...services].map(([ancien, nouveau]) => ({ ancien, nouveau })))
  const { rows } = await sql<{
    utilisateurs: string[]
    habilitations: number
  }>`with q as (select maintenant() as ici offset 0),
      sv as (select * from jsonb_to_recordset(${paires}::jsonb) as x (ancien uuid, nouveau uuid)),
      r as (insert into rattachement (utilisateur, structure, service, periode, tri, demande)
        select r.utilisateur, ${vers}::uuid, sv.nouveau, tstzrange(q.ici, upper(r.periode)), r.tri, ${demande}::bigint
        from q, rattachement r
        join utilisateur u on u.id = r.utilisateur and u.est_actif
        left join sv on sv.ancien = r.service
        where r.structure = ${de}::uuid and r.utilisateur = any(${utilisateurs}::uuid[]) and r.retire_le is null and r.periode @> q.ici
          and (r.service is null or sv.nouveau is not null)
        returning utilisateur),
      h as (insert into habilitation (utilisateur, structure, service, application, niveau, periode, demande)
        select h.utilisateur, ${vers}::uuid, sv.nouveau, h.application, h.niveau, tstzrange(q.ici, upper(h.periode)), ${demande}::bigint
        from q, habilitation h
        left join sv on sv.ancien = h.service
        where h.structure = ${de}::uuid and h.utilisateur in (select utilisateur from r) and h.retiree_le is null and h.periode @> q.ici
          and (h.service is null or sv.nouveau is not null)
        returning 1)
    select coalesce((select array_agg(distinct utilisateur) from r), '{}') as utilisateurs, (select count(*) from h)::int as habilitations`.execute(
    tx,
  )
  return rows[0]!
}
