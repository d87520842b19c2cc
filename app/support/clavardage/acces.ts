import { createHash, randomBytes } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import type { Cote } from '#app/support/clavardage/champs.ts'

/** What the browser of somebody without an account holds; the database keeps its hash. */
export const COOKIE = 'choral.clavardage'

/** Who asks: an account, or a token. */
export interface Qui {
  utilisateur: string | null
  jeton: Buffer | null
}

export const empreinte = (jeton: string) => createHash('sha256').update(jeton).digest()
export const nouveauJeton = () => randomBytes(32).toString('base64url')

export function quiEst(c: Pick<Contexte, 'utilisateur' | 'requete'>): Qui {
  const jeton = c.utilisateur ? undefined : c.requete.cookies[COOKIE]
  return { utilisateur: c.utilisateur?.id ?? null, jeton: jeton && jeton.length < 100 ? empreinte(jeton) : null }
}

/** The same, or the columns that say it. */
interface QuiLu {
  utilisateur: string | null | RawBuilder<unknown>
  jeton: Buffer | null | RawBuilder<unknown>
}

const estAgent = (utilisateur: QuiLu['utilisateur']) =>
  sql`exists (select from utilisateur a where a.id = ${utilisateur}::uuid and a.est_agent and a.est_actif)`

/**
 * On which side of the conversation « c » this person stands: whoever opened it; an agent for what waits and what is theirs. null: it does
 * not exist for them.
 */
export const coteDe = (
  q: QuiLu,
): RawBuilder<Cote | null> => sql`case when c.utilisateur = ${q.utilisateur}::uuid or c.jeton = ${q.jeton}::bytea then 'utilisateur'
  when (c.etat = 'attente' or c.agent = ${q.utilisateur}::uuid) and ${estAgent(q.utilisateur)} then 'agent' end`

/** Who may speak in « c »: an agent once they have taken it. Asked again at each message: a role taken away is felt at once. */
export const parleDe = (
  q: QuiLu,
): RawBuilder<Cote | null> => sql`case when c.utilisateur = ${q.utilisateur}::uuid or c.jeton = ${q.jeton}::bytea then 'utilisateur'
  when c.etat = 'en-cours' and c.agent = ${q.utilisateur}::uuid and ${estAgent(q.utilisateur)} then 'agent' end`
