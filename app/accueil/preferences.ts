import type { FastifyReply } from 'fastify'
import { retourLocal } from '#app/comptes/retour.ts'
import type { Contexte } from '#app/contexte.ts'
import type { Reponse } from '#app/page.ts'

export const PREFERENCES = ['choral.structure', 'choral.profil', 'choral.langue', 'choral.theme', 'choral.raccourcis'] as const
export type Preference = (typeof PREFERENCES)[number]
const UN_AN = 365 * 86_400

/** Keeps a choice on this device for a year; null forgets it. */
export function retenir(reponse: FastifyReply, publicUrl: string, nom: Preference, valeur: string | null) {
  const secure = publicUrl.startsWith('https:')
  reponse.setCookie(nom, valeur ?? '', {
    path: '/',
    sameSite: 'lax',
    httpOnly: true,
    secure,
    ...(valeur === null ? { expires: new Date(0) } : { maxAge: UN_AN }),
  })
}

/** A hover is not a choice: what the browser fetches in advance changes nothing. */
export const estAnticipee = (c: Pick<Contexte, 'requete'>): boolean =>
  /prefetch/.test(`${c.requete.headers['x-sec-purpose'] ?? ''}${c.requete.headers['sec-purpose'] ?? ''}`)

type Choix = 'langue' | 'theme'
const VALEURS: Record<Choix, readonly string[]> = { langue: ['fr', 'en'], theme: ['clair', 'sombre', 'automatique'] }

/** Keeps the choice named in the address and goes back where it was made; null when there is none to keep. */
export function choisir(c: Contexte, choix: Choix): Reponse | null {
  const valeur = c.url.searchParams.get(choix)
  if (valeur === null || !VALEURS[choix].includes(valeur)) return null
  if (!estAnticipee(c)) retenir(c.reponse, c.settings.PUBLIC_URL, `choral.${choix}`, valeur === 'automatique' ? null : valeur)
  return { rediriger: retourLocal(c.url.searchParams.get('retour')) }
}
