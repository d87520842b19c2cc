import { sql } from 'kysely'
import { coteDe, parleDe, type Qui } from '#app/support/clavardage/acces.ts'
import { MESSAGE_MAX, MESSAGES_MAX, type Cote } from '#app/support/clavardage/champs.ts'
import { deposer } from '#app/support/clavardage/deposer.ts'
import type { MilieuClavardage } from '#app/support/clavardage/ouvrir.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'

export interface Ecrit { rang: number; le: Date }

/** As it is stored: one kind of line end, nothing invisible. */
export const nettoyer = (texte: string | null | undefined) => (texte ?? '').replaceAll('\r\n', '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '').trim()

/** A message: stored, then shown. Its key makes it one, however often it is sent; its rank is given under the conversation's lock. @throws Refus */
export async function ecrireMessage(c: MilieuClavardage, qui: Qui, id: string, m: { cle: string; texte: string }): Promise<Ecrit> {
  const texte = nettoyer(m.texte)
  if (!texte || texte.length > MESSAGE_MAX) throw (await estPermis(c, qui, id)) ? refusDeChamps(c.t, [{ champ: 'texte', code: texte ? 'trop-long' : 'champ-manquant', message: texte ? c.t.clavardage.tropLong(MESSAGE_MAX) : c.t.clavardage.vide }]) : refus(c.t, 'introuvable')
  const fait = await deposer(c.db, { ...qui, id, cle: m.cle, texte })
  if (!fait) return retrouver(c, qui, id, m.cle)
  c.waker.wake(id, ...(fait.agent ? [`agent:${fait.agent}`] : ['file']))
  return { rang: fait.rang, le: fait.le }
}

const estPermis = async (c: MilieuClavardage, qui: Qui, id: string) => (await sql<{ cote: Cote | null }>`select ${coteDe(qui)} as cote from conversation c where c.id = ${id}::uuid`.execute(c.db)).rows[0]?.cote

/** Nothing was stored: it was already, or something forbids it. */
async function retrouver(c: MilieuClavardage, qui: Qui, id: string, cle: string): Promise<Ecrit> {
  const { rows: [vu] } = await sql<{ cote: Cote | null; parle: Cote | null; etat: string; dernier: number; rang: number | null; le: Date | null }>`select ${coteDe(qui)} as cote, ${parleDe(qui)} as parle, c.etat, c.dernier, m.rang, m.le
    from conversation c left join conversation_message m on m.conversation = c.id and m.cle = ${cle}::uuid where c.id = ${id}::uuid`.execute(c.db)
  if (!vu?.cote) throw refus(c.t, 'introuvable')
  if (vu.rang !== null) return { rang: vu.rang, le: vu.le! }
  if (vu.etat === 'terminee' || vu.dernier >= MESSAGES_MAX) throw refus(c.t, 'conversation-terminee')
  if (!vu.parle) throw refus(c.t, 'conversation-a-prendre')
  throw refus(c.t, 'trop-de-requetes', { reessayerDans: 5 })
}
