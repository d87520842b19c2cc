import { createHmac, timingSafeEqual } from 'node:crypto'

export const NOM_COOKIE_SESSION = 'choral.session_token'

const signature = (texte: string, secret: string) => createHmac('sha256', secret).update(texte).digest()

/** « token.base64(HMAC-SHA256) », URL-encoded: the form the sign-in library gives its cookies. */
export const signerCookie = (texte: string, secret: string) => encodeURIComponent(`${texte}.${signature(texte, secret).toString('base64')}`)

/** The cookie's token when its signature is ours; null otherwise. */
export function jetonDuCookie(brut: string | undefined, secret: string): string | null {
  if (!brut || brut.length > 500) return null
  try {
    const texte = decodeURIComponent(brut)
    const point = texte.lastIndexOf('.')
    if (point < 1) return null
    const jeton = texte.slice(0, point)
    const recu = Buffer.from(texte.slice(point + 1), 'base64')
    const attendu = signature(jeton, secret)
    return recu.length === attendu.length && timingSafeEqual(recu, attendu) ? jeton : null
  } catch {
    return null
  }
}

/** The session cookie's name: `__Secure-` on https, as browsers want. */
export const nomCookieSession = (publicUrl: string) => `${publicUrl.startsWith('https:') ? '__Secure-' : ''}${NOM_COOKIE_SESSION}`
