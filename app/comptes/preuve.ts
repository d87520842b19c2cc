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

/** Where one was when the proof was asked for: what asked for it may be nothing that one can go back to without it. */
export function depuisOu(c: Contexte): string {
  const { referer } = c.requete.headers
  if (!referer || !URL.canParse(referer)) return '/'
  const { origin, pathname, search } = new URL(referer)
  return origin === new URL(c.settings.PUBLIC_URL).origin && !/^\/(preuve|connexion)/.test(pathname) ? retourLocal(pathname + search) : '/'
}

/**
 * Asks again for a proof of identity when the last is older than ten minutes (CPT-07):
 * returns where to send the person, who comes back to `retour`, or to `renoncer` when they give up; null when nothing is owed.
 */
export function exigerPreuve(
  c: Contexte,
  retour: string = c.requete.method === 'GET' ? c.requete.url : c.chemin,
  renoncer?: string,
): Reponse | null {
  if (c.utilisateur && preuveRecente(c.utilisateur.preuveLe)) return null
  const depuis = renoncer ? `&depuis=${encodeURIComponent(retourLocal(renoncer))}` : ''
  return { rediriger: `/preuve?retour=${encodeURIComponent(retourLocal(retour))}${depuis}` }
}
