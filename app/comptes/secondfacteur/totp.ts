import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const PAS_SECONDES = 30

/** The secret's text, whose bytes are the key: the form the sign-in library checks codes with. */
export const nouveauSecret = () => randomBytes(15).toString('base64url')

/** Base 32 of a text, as applications of codes read it. */
export function base32(texte: string): string {
  const bits = [...Buffer.from(texte)].map((o) => o.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((b) => ALPHABET[parseInt(b.padEnd(5, '0'), 2)]).join('')
}

export const adresseTotp = (secret: string, compte: string) =>
  `otpauth://totp/Choral:${encodeURIComponent(compte)}?secret=${base32(secret)}&issuer=Choral&digits=6&period=${PAS_SECONDES}`

/** The code of a time step (RFC 6238, SHA-1, 6 digits). */
export function codeDuPas(secret: string, pas: number): string {
  const compteur = Buffer.alloc(8)
  compteur.writeBigUInt64BE(BigInt(pas))
  const h = createHmac('sha1', secret).update(compteur).digest()
  const debut = h[19]! & 15
  return String((h.readUInt32BE(debut) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export const pasCourant = (maintenant = Date.now()) => Math.floor(maintenant / 1000 / PAS_SECONDES)

/** The time step a code belongs to, one before and one after accepted; null when it is none of them. */
export function pasDuCode(secret: string, code: string, maintenant = Date.now()): number | null {
  if (!/^\d{6}$/.test(code)) return null
  let trouve: number | null = null
  for (const ecart of [-1, 0, 1]) {
    const pas = pasCourant(maintenant) + ecart
    if (timingSafeEqual(Buffer.from(codeDuPas(secret, pas)), Buffer.from(code))) trouve = pas
  }
  return trouve
}
