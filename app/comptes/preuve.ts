import type { Contexte } from '#app/contexte.ts'
import type { Reponse } from '#app/page.ts'
import type { Demande } from '#demandes/index.ts'
import { retourLocal } from './retour.ts'

const DIX_MINUTES = 10 * 60_000

/** True when one proved one's identity in the last ten minutes: at sign-in, or again since (CPT-07). */
export const preuveRecente = (preuveLe: Date) => Date.now() - preuveLe.getTime() < DIX_MINUTES

/** Whether a demande wants such a proof, by its definition. */
export const preuveVoulue = ({ preuve }: Pick<Demande, 'preuve'>, corps: unknown) =>
  typeof preuve === 'function' ? preuve(Object(corps) as Record<string, unknown>) : preuve === true

/**
 * Asks again for a proof of identity when the last is older than ten minutes (CPT-07):
 * returns where to send the person, who comes back to `retour`; null when nothing is owed.
 */
export function exigerPreuve(c: Contexte, retour: string = c.requete.method === 'GET' ? c.requete.url : c.chemin): Reponse | null {
  if (c.utilisateur && preuveRecente(c.utilisateur.preuveLe)) return null
  return { rediriger: `/preuve?retour=${encodeURIComponent(retourLocal(retour))}` }
}
