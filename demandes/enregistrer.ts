import { sql } from 'kysely'
import type { Issue, TableObjet } from '#demandes/definir.ts'
import { versionObjetSuivante } from '#demandes/objet.ts'
import { FILE_DEMANDE } from '#demandes/notifier.ts'
import { COLONNES_DU_RECU, type Recu } from '#demandes/recu.ts'
import type { Tx } from '#platform/database/open.ts'

export interface AEnregistrer {
  type: string
  auteur: string
  structure: string | null
  service: string | null
  objet: string | null
  concerne: string | null
  saisie: object
  avant: object | null
  /** « programmee », or what waits for a decision: then until when, in days. */
  attend: boolean
  joursApprobation: number
  delai: number
  aPartirDu: string | null
  cle: string | null
  /** A long work: what it did is told at its end. */
  longue: boolean
  /** Nothing follows it in its transaction: COMMIT leaves with it. */
  derniere: boolean
  /** Its line in the history of one structure, when it is known to wait: written with it. `version`: whose moves. */
  journal: { chaine: string; evenement: string; contenu: object; version: TableObjet | 'structure' | null } | null
}

/** Midnight in Paris of the day chosen, never before the delay (PLUS-13); « t.ici » is the hour of the statement. */
export const heureDEffet = (delai: number, aPartirDu: string | null) =>
  sql`greatest(t.ici + make_interval(mins => ${delai}), ${aPartirDu}::date::timestamp at time zone 'Europe/Paris')`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The hour as the history writes it: ISO 8601, UTC. */
const iso = sql`(to_jsonb(d.effet_le at time zone 'UTC') #>> '{}') || 'Z'`

/**
 * The demande's row, the approval it waits for, the key that led to it, its mail and, of what waits, its line of history: one statement,
 * one round trip under the lock.
 * Answered as its receipt; the draft under that key is spent.
 */
export async function enregistrer(tx: Tx, d: AEnregistrer): Promise<{ id: number; differee: boolean; recu: Recu }> {
  const { journal: j } = d
  const { rows } = await sql<{ id: number; differee: boolean } & Recu>`${sql.raw(d.derniere ? '/* @fin-demande */' : '/* @demande */')} with
        d as (insert into demande (type, auteur, structure, service, objet, concerne, saisie, avant, etat, cree_le, effet_le)
        select ${d.type}, ${d.auteur}::uuid, ${d.structure}::uuid, ${d.service}::uuid, ${d.objet}::uuid, ${d.concerne}::uuid,
          ${JSON.stringify(d.saisie)}::jsonb, ${d.avant ? JSON.stringify(d.avant) : null}::jsonb, ${d.attend ? 'demandee' : 'programmee'},
          t.ici, case when not ${d.attend}::boolean then ${heureDEffet(d.delai, d.aPartirDu)} end
        from (select maintenant() as ici offset 0) t
        returning *),
      b as (delete from brouillon where cle = ${UUID.test(d.cle ?? '') ? d.cle : null}::uuid and auteur = ${d.auteur}::uuid),
      c as (update idempotence i set demande = d.id from d where i.auteur = ${d.auteur}::uuid and i.route = ${d.type} and i.cle = ${d.cle}),
      ${
        d.attend
          ? sql`a as (insert into approbation (demande, structure, cree_le, expire_le)
            select d.id, d.structure, d.cree_le, d.cree_le + make_interval(days => ${d.joursApprobation})
            from d),`
          : sql``
      } ${j?.version ? sql`v as (${j.version === 'structure' ? versionSuivante(j.chaine, false) : versionObjetSuivante(j.version, d.objet!, false)}),` : sql``}
        ${
          j
            ? sql`j as materialized (select journaliser(${j.chaine}::uuid, ${d.auteur}::uuid, ${j.evenement}, d.id,
                    ${JSON.stringify(j.contenu)}::jsonb || case when d.effet_le is null then '{}'
                    else jsonb_build_object('effetLe', ${iso}) end)
              from d),`
            : sql``
        } e as (insert into depart (file, donnees)
        select ${FILE_DEMANDE}, jsonb_build_object('demande', d.id, 'moment', m.moment)
        from d
        cross join lateral unnest(case when d.effet_le is null then array['recue', 'a-decider']
              when d.effet_le > d.cree_le then array['recue'] when ${d.longue}::boolean then '{}'::text[] else array['effective'] end) m (moment))
    select d.id, d.effet_le > d.cree_le as differee, ${COLONNES_DU_RECU},
      null as approbation ${j ? sql`, (select count(*) from j) as inscrites` : sql``}
    from d
    join utilisateur u on u.id = d.auteur
    left join structure s on s.id = d.structure`.execute(tx)
  const { id, differee, inscrites: _, ...recu } = rows[0]! as { id: number; differee: boolean; inscrites?: number } & Recu
  return { id, differee, recu }
}

/** The guarded transition to « effective »: zero rows means it is done already. */
export async function terminer(tx: Tx, id: number, issue: Issue): Promise<boolean> {
  const { rows } = await sql`update demande
      set etat = 'effective', terminee_le = maintenant(), structure = coalesce(${issue.structure ?? null}::uuid, structure),
        objet = coalesce(${issue.objet ?? null}::uuid, objet), resultat = coalesce(resultat, '{}')
        || ${JSON.stringify(issue.resultat ?? {})}::jsonb
      where id = ${id} and etat = 'programmee'
      returning id`.execute(tx)
  return rows.length === 1
}

/** Every change, and every programmed change, moves the version: whoever started before is told (STR-06). */
export const versionSuivante = (structure: string, enVigueur: boolean) =>
  sql`update structure set version = version + 1 ${enVigueur ? sql`, modifie_le = maintenant()` : sql``} where id = ${structure}::uuid`
