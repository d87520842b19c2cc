import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'

export type Niveau = 'consultation' | 'modification'
export const RANG_NIVEAU: Record<Niveau, 1 | 2> = { consultation: 1, modification: 2 }

export type RaisonRefus =
  | 'inconnu' | 'compte-inactif' | 'non-rattache' | 'autre-service' | 'rattachement-termine'
  | 'structure-inactive' | 'a-venir' | 'profil-insuffisant' | 'termine' | 'profil-manquant'

export interface Question {
  utilisateur: string
  structure: string
  /** Code of the application: « organisation », « factures-emises »… */
  application: string
  niveau: Niveau
  /** A service's id; null asks about the whole structure. */
  service?: string | null
  /** « Activer », « Détacher » and « Transférer » stay open on an inactive structure (STR-07). */
  memeInactive?: boolean
}

/** `le`: when the right begins (a-venir) or ended (termine, rattachement-termine). */
export type Decision = { oui: true } | { oui: false; raison: RaisonRefus; le: Date | null }

const NUL = '00000000-0000-0000-0000-000000000000'

/**
 * May this person do this here, now, and if not why (HAB-08)? One statement, always one row, on the primary;
 * a « no » reads what a « yes » does. Ask it after the locks are taken: it judges by the hour of the answer.
 */
export async function decider(tx: Db | Tx, q: Question): Promise<Decision> {
  const niveau = RANG_NIVEAU[q.niveau]
  const service = q.service ?? NUL
  const { rows } = await sql<{ reponse: 'oui' | RaisonRefus; le: Date | null }>`/* @acces */
    select case
      when u.id is null or st.id is null or a.id is null then 'inconnu' when not u.est_actif then 'compte-inactif'
      when not r.present then case when r.autre_service then 'autre-service' when r.fini is not null then 'rattachement-termine' else 'non-rattache' end
      when st.statut <> 'ACTIVE' and ${niveau}::int > 1 and not ${q.memeInactive ?? false}::boolean then 'structure-inactive'
      when h.niveau >= ${niveau} then 'oui' when h.a_venir is not null then 'a-venir' when h.niveau is not null then 'profil-insuffisant'
      when h.fini is not null then 'termine' else 'profil-manquant' end as reponse, coalesce(h.a_venir, h.fini, r.fini) as le
    from (select maintenant() as t, ${q.utilisateur}::uuid as utilisateur, ${q.structure}::uuid as structure, ${q.application}::text as application) z
    left join utilisateur u on u.id = z.utilisateur left join structure st on st.id = z.structure left join application a on a.code = z.application
    left join lateral (select coalesce(bool_or((service is null or service = ${service}::uuid) and periode @> z.t and retire_le is null), false) as present,
        coalesce(bool_or(service is not null and service <> ${service}::uuid and periode @> z.t and retire_le is null), false) as autre_service,
        max(coalesce(retire_le, upper(periode))) filter (where retire_le is not null or upper(periode) <= z.t) as fini from rattachement where utilisateur = z.utilisateur and structure = z.structure) r on true
    left join lateral (select max(niveau) filter (where (service is null or service = ${service}::uuid) and periode @> z.t) as niveau,
        min(lower(periode)) filter (where (service is null or service = ${service}::uuid) and lower(periode) > z.t and niveau >= ${niveau}) as a_venir,
        max(upper(periode)) filter (where (service is null or service = ${service}::uuid) and upper(periode) <= z.t and niveau >= ${niveau}) as fini
      from habilitation where utilisateur = z.utilisateur and structure = z.structure and application = a.id and retiree_le is null) h on true`.execute(tx)
  const { reponse, le } = rows[0]!
  return reponse === 'oui' ? { oui: true } : { oui: false, raison: reponse, le }
}
