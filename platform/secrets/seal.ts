import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** AES-256-GCM: nonce, tag, then the text. `bound` says where it belongs: moved elsewhere, it does not open. */
export function seal(key: Buffer, clear: Buffer | string, bound: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound))
  const text = Buffer.concat([cipher.update(clear), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

/** @throws Error when the key is another, or the text was changed or moved */
export function unseal(key: Buffer, sealed: Buffer, bound: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(bound))
    .setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}

/** The key that wraps data keys, never used for data itself. */
export function wrappingKey(secret: string): Buffer {
  const known = derived.get(secret) ?? Buffer.from(hkdfSync('sha256', secret, 'choral', 'cle_donnees/1', 32))
  // Two are in use at once, at most: that of today, and the one before it.
  if (derived.size > 2) derived.clear()
  derived.set(secret, known)
  return known
}
const derived = new Map<string, Buffer>()
