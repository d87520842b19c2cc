import { sql } from 'kysely'
import type { Issue } from '#demandes/definir.ts'
import { COLONNES, type Recu } from '#demandes/recu.ts'
import type { Tx } from '#platform/database/open.ts'

export interface AEnregistrer {
  type: string; auteur: string; structure: string | null; service: string | null; concerne: string | null; saisie: object; avant: object | null
  /** « programmee », or what waits for a decision: then until when, in days. */
  attend: boolean; joursApprobation: number
  delai: number; aPartirDu: string | null; cle: string | null
}

/** Midnight in Paris of the day chosen, never before the delay (PLUS-13); « t.ici » is the hour of the statement. */
export const heureDEffet = (delai: number, aPartirDu: string | null) => sql`greatest(t.ici + make_interval(mins => ${delai}), ${aPartirDu}::date::timestamp at time zone 'Europe/Paris')`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The demande's row, the approval it waits for and the key that led to it, in one statement, answered as its receipt; the draft under that key is spent. */
export async function enregistrer(tx: Tx, d: AEnregistrer): Promise<{ id: number; differee: boolean; recu: Recu }> {
  const { rows } = await sql<{ id: number; differee: boolean } & Recu>`/* @demande */
    with d as (insert into demande (type, auteur, structure, service, concerne, saisie, avant, etat, cree_le, effet_le)
      select ${d.type}, ${d.auteur}::uuid, ${d.structure}::uuid, ${d.service}::uuid, ${d.concerne}::uuid, ${JSON.stringify(d.saisie)}::jsonb, ${d.avant ? JSON.stringify(d.avant) : null}::jsonb,
        ${d.attend ? 'demandee' : 'programmee'}, t.ici, case when not ${d.attend}::boolean then ${heureDEffet(d.delai, d.aPartirDu)} end
      from (select maintenant() as ici offset 0) t returning *),
    b as (delete from brouillon where cle = ${UUID.test(d.cle ?? '') ? d.cle : null}::uuid and auteur = ${d.auteur}::uuid),
    c as (update idempotence i set demande = d.id from d where i.auteur = ${d.auteur}::uuid and i.route = ${d.type} and i.cle = ${d.cle}),
    a as (insert into approbation (demande, structure, cree_le, expire_le) select d.id, d.structure, d.cree_le, d.cree_le + make_interval(days => ${d.joursApprobation}) from d where d.etat = 'demandee')
    select d.id, d.effet_le > d.cree_le as differee, ${COLONNES}, null as approbation from d join utilisateur u on u.id = d.auteur left join structure s on s.id = d.structure`.execute(tx)
  const { id, differee, ...recu } = rows[0]!
  return { id, differee, recu }
}

/** The guarded transition to « effective »: zero rows means it is done already. */
export async function terminer(tx: Tx, id: number, issue: Issue): Promise<boolean> {
  const { rows } = await sql`update demande set etat = 'effective', terminee_le = maintenant(), structure = coalesce(${issue.structure ?? null}::uuid, structure), resultat = coalesce(resultat, '{}') || ${JSON.stringify(issue.resultat ?? {})}::jsonb
    where id = ${id} and etat = 'programmee' returning id`.execute(tx)
  return rows.length === 1
}

/** Every change, and every programmed change, moves the version: whoever started before is told (STR-06). */
export const versionSuivante = (structure: string, enVigueur: boolean) =>
  sql`update structure set version = version + 1 ${enVigueur ? sql`, modifie_le = maintenant()` : sql``} where id = ${structure}::uuid`
