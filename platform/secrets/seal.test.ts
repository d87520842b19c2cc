import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { seal, unseal, wrappingKey } from './seal.ts'

test('BAN-04 scellé : rien en clair, rien d’altéré, rien de déplacé ne s’ouvre', () => {
  const key = randomBytes(32)
  const sealed = seal(key, 'FR1420041010050500013M02606', 'coordonnee_bancaire:1')
  expect(sealed.includes('0500013M026')).toBe(false)
  expect(unseal(key, sealed, 'coordonnee_bancaire:1').toString()).toBe('FR1420041010050500013M02606')
  expect(seal(key, 'a', 'x').equals(seal(key, 'a', 'x'))).toBe(false)
  expect(() => unseal(key, sealed, 'coordonnee_bancaire:2')).toThrow()
  expect(() => unseal(randomBytes(32), sealed, 'coordonnee_bancaire:1')).toThrow()
  for (const i of [0, 12, sealed.length - 1]) {
    const altered = Buffer.from(sealed)
    altered[i]! ^= 1
    expect(() => unseal(key, altered, 'coordonnee_bancaire:1')).toThrow()
  }
  expect(wrappingKey('a'.repeat(32)).equals(wrappingKey('b'.repeat(32)))).toBe(false)
})
