import { randomUUID } from 'node:crypto'
import type { PortailDuMonde } from '#tests/monde.ts'

const API = '/api/v1/conversations'

/** A conversation as the API shows it, or what it says is wrong. */
export interface ConversationVue {
  id: string
  etat: string
  position: number | null
  dernier: number
  ticket: string | null
  fin: string | null
  code?: string
  detail?: string
  lecture: Record<string, number>
}
export interface MessageVu {
  rang: number
  cote: string
  texte: string | null
  evenement: string | null
  cle: string
}

/** Conversations opened, held and read by the API: each answer is its status and what it says. */
export function conversationsDe(p: PortailDuMonde) {
  const envoyer = async <T = ConversationVue>(
    cookie: string | undefined,
    chemin: string,
    json: object = {},
    cle: string = randomUUID(),
  ) => {
    const r = await p.demander(API + chemin, { method: 'POST', ...(cookie ? { cookie } : {}), json, headers: { 'idempotency-key': cle } })
    return [r.status, (await r.json()) as T] as const
  }
  const lire = async <T = ConversationVue>(cookie: string, chemin: string) => {
    const r = await p.demander(API + chemin, { cookie })
    return [r.status, (await r.json()) as T] as const
  }
  return {
    envoyer,
    lire,
    ouvrir: async (cookie: string, json: object = { texte: 'Mon service est inactif.', structure: p.monde.menuiserie }) =>
      (await envoyer(cookie, '', json))[1].id,
    agir: (cookie: string, id: string, action: string) => envoyer(cookie, `/${id}/actions`, { action }),
    dire: (cookie: string, id: string, texte: string, cle?: string) =>
      envoyer<{ rang: number; code?: string }>(cookie, `/${id}/messages`, { texte }, cle),
    messages: async (cookie: string, id: string) => (await lire<{ elements: MessageVu[] }>(cookie, `/${id}/messages`))[1].elements,
    /** Those still open are ended, and all are far enough behind for the next to be nobody's second. */
    async clore() {
      await p.pool.query(`update conversation set etat = 'terminee', terminee_le = maintenant(), fin = 'silence' where etat <> 'terminee'`)
      await p.pool.query(`update conversation set ouverte_le = ouverte_le - interval '2 hours'`)
    },
  }
}
