import type { Contexte } from '#app/contexte.ts'
import { jetonDuCookie, signerCookie } from './cookie.ts'

const NOM = 'choral.inscription'
const UNE_HEURE = 3600

/** Remembers which sign-up this browser made: here, its link activates at once; elsewhere the password is asked. */
export function retenirInscription(c: Pick<Contexte, 'settings' | 'reponse'>, lien: string, adresse: string) {
  const texte = ['inscription', lien, Date.now() + UNE_HEURE * 1000, adresse].join('/')
  const secure = c.settings.PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  c.reponse.header(
    'set-cookie',
    `${NOM}=${signerCookie(texte, c.settings.SECRET_KEY)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${7 * 24 * UNE_HEURE}${secure}`,
  )
}

/** The sign-up made in this browser, when there was one. */
export function inscriptionRetenue(c: Pick<Contexte, 'settings' | 'requete'>): { lien: string; adresse: string; jusque: Date } | null {
  const [usage, lien, jusque, ...adresse] = jetonDuCookie(c.requete.cookies[NOM], c.settings.SECRET_KEY)?.split('/') ?? []
  return usage === 'inscription' && lien ? { lien, adresse: adresse.join('/'), jusque: new Date(Number(jusque)) } : null
}
