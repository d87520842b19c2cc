import { randomUUID } from 'node:crypto'
import type { Programme } from '#app/contexte.ts'
import { jetonDuCookie, signerCookie } from './cookie.ts'
import type { Appelant } from './appel.ts'

const NOM = 'choral.appareil'
const UN_AN = 365 * 24 * 3600

/** Which account this browser last signed in to, when it did. */
export function appareilConnu(c: Pick<Appelant, 'requete' | 'settings'>): { utilisateur: string; appareil: string } | null {
  const texte = jetonDuCookie(c.requete.cookies[NOM], c.settings.SECRET_KEY)
  const [usage, utilisateur, appareil] = texte?.split('/') ?? []
  return usage === 'appareil' && utilisateur && appareil ? { utilisateur, appareil } : null
}

/** Remembers that this browser signed in, so that a stranger's failures elsewhere do not lock its owner out (CPT-02). */
export function retenirAppareil(c: Pick<Appelant, 'requete' | 'reponse'> & { settings: Programme['settings'] }, utilisateur: string) {
  const connu = appareilConnu(c)
  const appareil = connu?.utilisateur === utilisateur ? connu.appareil : randomUUID()
  const secure = c.settings.PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  c.reponse.header(
    'set-cookie',
    `${NOM}=${signerCookie(`appareil/${utilisateur}/${appareil}`, c.settings.SECRET_KEY)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${UN_AN}${secure}`,
  )
}
