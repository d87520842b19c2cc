import { sql } from 'kysely'
import type { Qui } from '#app/support/clavardage/acces.ts'
import type { Fin } from '#app/support/clavardage/champs.ts'
import { ajouter } from '#app/support/clavardage/evenement.ts'
import { lireConversation } from '#app/support/clavardage/lire.ts'
import type { MilieuClavardage } from '#app/support/clavardage/ouvrir.ts'
import { refus } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'

/** The event, then the end: nothing is said after it. */
export async function clore(tx: Tx, id: string, par: Fin, auteur: string | null): Promise<void> {
  await ajouter(tx, id, { cote: par === 'utilisateur' || par === 'agent' ? par : 'portail', auteur, evenement: 'fin', donnees: { par } })
  await sql`update conversation set etat = 'terminee', terminee_le = maintenant(), fin = ${par} where id = ${id}::uuid`.execute(tx)
}

/** Ends a conversation, or leaves the queue; ended already, it stays so. @throws Refus */
export async function terminerConversation(c: MilieuClavardage, qui: Qui, id: string): Promise<void> {
  const agent = await c.db.transaction().execute(async (tx) => {
    const vue = await lireConversation(tx, qui, id, { verrou: true })
    if (!vue) throw refus(c.t, 'introuvable')
    if (vue.etat === 'terminee') return null
    if (vue.cote === 'agent' && vue.agent !== qui.utilisateur) throw refus(c.t, 'conversation-a-prendre')
    await clore(tx, id, vue.cote, qui.utilisateur)
    return vue.agent
  })
  c.waker.wake(id, 'file', ...(agent ? [`agent:${agent}`] : []))
}
