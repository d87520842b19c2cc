import { sql } from 'kysely'
import { unseen } from '#platform/database/arrays.ts'
import type { Tx } from '#platform/database/open.ts'

/**
 * Of the structures where these people give up « Organisation modification », those which would keep nobody who holds it (HAB-07).
 * What is programmed to end, or not to begin yet, counts for nothing; the structures' locks make two at once follow each other.
 */
export async function dernierOrganisationModification(
  tx: Tx,
  quittent: { utilisateur: string; structure: string }[],
): Promise<Set<string>> {
  if (!quittent.length) return new Set()
  const { rows } = await sql<{ structure: string }>`/* @dernier */ with q as (select * from unnest(${unseen(
    quittent.map((l) => l.utilisateur),
    'uuid',
  )}, ${unseen(
    quittent.map((l) => l.structure),
    'uuid',
  )}) x (utilisateur, structure))
    select s.id as structure
    from structure s
    where s.id in (select structure from q) and s.statut = 'ACTIVE'
      and not exists (select from habilitation h
        join utilisateur u on u.id = h.utilisateur and u.est_actif
        where h.structure = s.id and h.application = 1 and h.niveau = 2 and h.service is null and h.retiree_le is null
          and h.periode @> maintenant() and upper_inf(h.periode)
          and not exists (select from q where q.utilisateur = h.utilisateur and q.structure = h.structure)
          and exists (select from rattachement r
            where r.utilisateur = h.utilisateur and r.structure = s.id and r.service is null and r.retire_le is null
              and r.periode @> maintenant() and upper_inf(r.periode)))`.execute(tx)
  return new Set(rows.map((r) => r.structure))
}
