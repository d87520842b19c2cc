import { createHmac, timingSafeEqual } from 'node:crypto'

export const NOM_COOKIE_SESSION = 'choral.session_token'

/** The cookie's token when its signature is ours; null otherwise. The value is « token.base64(HMAC-SHA256) », URL-encoded. */
export function jetonDuCookie(brut: string | undefined, secret: string): string | null {
  if (!brut || brut.length > 500) return null
  try {
    const texte = decodeURIComponent(brut)
    const point = texte.lastIndexOf('.')
    if (point < 1) return null
    const jeton = texte.slice(0, point)
    const recu = Buffer.from(texte.slice(point + 1), 'base64')
    const attendu = createHmac('sha256', secret).update(jeton).digest()
    return recu.length === attendu.length && timingSafeEqual(recu, attendu) ? jeton : null
  } catch {
    return null
  }
}
