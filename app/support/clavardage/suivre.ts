import { sql } from 'kysely'
import { coteDe, parleDe, type Qui } from '#app/support/clavardage/acces.ts'
import type { Cote } from '#app/support/clavardage/champs.ts'
import { ajouter } from '#app/support/clavardage/evenement.ts'
import { lireConversation } from '#app/support/clavardage/lire.ts'
import type { MilieuClavardage } from '#app/support/clavardage/ouvrir.ts'
import { refus } from '#demandes/index.ts'

const VU = { utilisateur: ['recu_utilisateur', 'lu_utilisateur'], agent: ['recu_agent', 'lu_agent'] } as const
/** A cut is told from so many seconds on; a clock that jumps makes none longer than an hour. */
const COUPURE = { min: 3, max: 3600 }

/** Up to where this side has received and read; never back. @throws Refus */
export async function marquerLu(c: MilieuClavardage, qui: Qui, id: string, { recu, lu }: { recu: number; lu: number }): Promise<void> {
  const { rows: [vu] } = await sql<{ cote: Cote | null; parle: Cote | null }>`select ${coteDe(qui)} as cote, ${parleDe(qui)} as parle from conversation c where c.id = ${id}::uuid`.execute(c.db)
  if (!vu?.cote) throw refus(c.t, 'introuvable')
  // An agent who only looks at the queue has read nothing.
  if (!vu.parle) return
  const [r, l] = VU[vu.cote].map((n) => sql.ref(n)) as [ReturnType<typeof sql.ref>, ReturnType<typeof sql.ref>]
  const { numAffectedRows } = await sql`update conversation set ${r} = greatest(${r}, least(${Math.max(recu, lu)}::int, dernier)), ${l} = greatest(${l}, least(${lu}::int, dernier)) where id = ${id}::uuid and etat <> 'terminee' and (${r} < least(${Math.max(recu, lu)}::int, dernier) or ${l} < least(${lu}::int, dernier))`.execute(c.db)
  if (numAffectedRows) c.waker.wake(id)
}

/** This side is writing: told to the other, kept nowhere. @throws Refus */
export async function direQueLOnEcrit(c: MilieuClavardage, qui: Qui, id: string): Promise<void> {
  const { rows: [vu] } = await sql<{ cote: Cote | null }>`select ${parleDe(qui)} as cote from conversation c where c.id = ${id}::uuid and c.etat = 'en-cours'`.execute(c.db)
  if (!vu?.cote) throw refus(c.t, 'introuvable')
  c.waker.wake(`ecrit:${vu.cote}:${id}`)
}

/** The connection of this side was cut for so long: said where it happened, to both. @throws Refus */
export async function direLaCoupure(c: MilieuClavardage, qui: Qui, id: string, { cle, secondes, gardes }: { cle: string; secondes: number; gardes: number }): Promise<void> {
  if (secondes < COUPURE.min) return
  await c.db.transaction().execute(async (tx) => {
    const vue = await lireConversation(tx, qui, id, { verrou: true })
    if (!vue) throw refus(c.t, 'introuvable')
    const deja = await sql`select from conversation_message where conversation = ${id}::uuid and (cle = ${cle}::uuid or (evenement = 'coupure' and cote = ${vue.cote} and le > maintenant() - interval '5 seconds')) limit 1`.execute(tx)
    if (vue.etat !== 'en-cours' || deja.rows.length || (vue.cote === 'agent' && vue.agent !== qui.utilisateur)) return
    await ajouter(tx, id, { cote: vue.cote, auteur: qui.utilisateur, cle, evenement: 'coupure', donnees: { secondes: Math.min(Math.round(secondes), COUPURE.max), gardes: Math.min(gardes, 100) } })
  })
  c.waker.wake(id)
}
