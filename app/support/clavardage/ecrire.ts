import { sql } from 'kysely'
import { coteDe, parleDe, type Qui } from '#app/support/clavardage/acces.ts'
import { MESSAGE_MAX, MESSAGES_MAX, type Cote } from '#app/support/clavardage/champs.ts'
import { deposer } from '#app/support/clavardage/deposer.ts'
import { sujetDuMessage } from '#app/support/clavardage/dit.ts'
import { deposerAvecFichiers } from '#app/support/clavardage/fichiers.ts'
import type { Nom } from '#app/support/clavardage/lire.ts'
import type { MilieuClavardage } from '#app/support/clavardage/ouvrir.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'

/** What one says: `nom`, of the account that says it; `fautes`, those of files that could not be kept. */
export interface ADire {
  cle: string
  texte: string
  nom?: Nom | null
  envois?: string[]
  fautes?: ErreurChamp[]
}
export interface Ecrit {
  rang: number
  le: Date
}

/** As it is stored: one kind of line end, nothing invisible. */
export const nettoyer = (texte: string | null | undefined) =>
  (texte ?? '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()

/** A message: stored, then shown. Its key makes it one, however often it is sent; its rank is given under the conversation's lock. @throws Refus */
export async function ecrireMessage(c: MilieuClavardage, qui: Qui, id: string, m: ADire): Promise<Ecrit> {
  const texte = nettoyer(m.texte)
  const envois = [...new Set(m.envois)]
  const erreurs = [...(m.fautes ?? [])]
  if (texte.length > MESSAGE_MAX) erreurs.push({ champ: 'texte', code: 'trop-long', message: c.t.clavardage.tropLong(MESSAGE_MAX) })
  else if (!texte && !envois.length && !erreurs.length)
    erreurs.push({ champ: 'texte', code: 'champ-manquant', message: c.t.clavardage.vide })
  if (erreurs.length) throw (await estPermis(c, qui, id)) ? refusDeChamps(c.t, erreurs) : refus(c.t, 'introuvable')
  const fait = await (envois.length
    ? deposerAvecFichiers(c, { ...qui, id, cle: m.cle, texte: texte || null, envois })
    : deposer(c.db, { ...qui, id, cle: m.cle, texte }))
  if (!fait) return retrouver(c, qui, id, m.cle, texte)
  // The desk first: what tells the agent of the message then tells that too.
  c.waker.wake(
    fait.agent ? `agent:${fait.agent}` : 'file',
    qui.utilisateur && !m.nom ? id : sujetDuMessage(id, m.cle, texte, { utilisateur: qui.utilisateur, nom: m.nom ?? null }, fait),
  )
  return { rang: fait.rang, le: fait.le }
}

const estPermis = async (c: MilieuClavardage, qui: Qui, id: string) =>
  (await sql<{ cote: Cote | null }>`select ${coteDe(qui)} as cote from conversation c where c.id = ${id}::uuid`.execute(c.db)).rows[0]?.cote

/** Nothing was stored: it was already, or something forbids it. */
async function retrouver(c: MilieuClavardage, qui: Qui, id: string, cle: string, texte: string): Promise<Ecrit> {
  const {
    rows: [vu],
  } = await sql<{
    cote: Cote | null
    parle: Cote | null
    etat: string
    dernier: number
    rang: number | null
    le: Date | null
    texte: string | null
  }>`select ${coteDe(qui)} as cote, ${parleDe(qui)} as parle, c.etat, c.dernier, m.rang, m.le, m.texte
    from conversation c left join conversation_message m on m.conversation = c.id and m.cle = ${cle}::uuid where c.id = ${id}::uuid`.execute(
    c.db,
  )
  if (!vu?.cote) throw refus(c.t, 'introuvable')
  if (vu.rang !== null && (vu.texte ?? '') !== texte) throw refus(c.t, 'cle-idempotence-reutilisee', { detail: c.t.clavardage.dejaEcrit })
  if (vu.rang !== null) return { rang: vu.rang, le: vu.le! }
  if (vu.etat === 'terminee' || vu.dernier >= MESSAGES_MAX) throw refus(c.t, 'conversation-terminee')
  if (!vu.parle) throw refus(c.t, 'conversation-a-prendre')
  throw refus(c.t, 'trop-de-requetes', { reessayerDans: 5 })
}
