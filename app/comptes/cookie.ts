import { createHmac, timingSafeEqual } from 'node:crypto'

export const NOM_COOKIE_SESSION = 'choral.session_token'

const signature = (texte: string, secret: string) => createHmac('sha256', secret).update(texte).digest()

/** « token.base64(HMAC-SHA256) », URL-encoded: the form the sign-in library gives its cookies. */
export const signerCookie = (texte: string, secret: string) => encodeURIComponent(`${texte}.${signature(texte, secret).toString('base64')}`)

/** Those whose signature was found ours, the latest: a browser sends the same one all day. */
const verifies = new Map<string, { jeton: string; secret: string }>()
const VERIFIES_MAX = 10_000

/** The cookie's token when its signature is ours; null otherwise. */
export function jetonDuCookie(brut: string | undefined, secret: string): string | null {
  if (!brut || brut.length > 500) return null
  const vu = verifies.get(brut)
  if (vu?.secret === secret) return vu.jeton
  const jeton = verifier(brut, secret)
  if (jeton === null) return null
  if (verifies.size >= VERIFIES_MAX) verifies.clear()
  verifies.set(brut, { jeton, secret })
  return jeton
}

function verifier(brut: string, secret: string): string | null {
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
