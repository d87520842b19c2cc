import { expect, test } from 'vitest'
import { correcteur } from '#app/assistant/correction.ts'

const corriger = correcteur(new Map(Object.entries({ facture: 30, factures: 12, changer: 8, charger: 2, service: 20, rib: 9 })))

test('ASS-01 une lettre de trop, de moins, une autre, deux échangées : le mot le plus dit ; un mot connu, court ou trop loin reste', () => {
  expect(['chnger', 'servise', 'facutre', 'serrvice', 'factures', 'ribe', 'chantier', 'facade', '2fa12'].map(corriger)).toEqual([
    'changer',
    'service',
    'facture',
    'service',
    'factures',
    'ribe',
    'chantier',
    'facade',
    '2fa12',
  ])
})

test('ASS-01 un mot démesuré n’est comparé à rien', () => {
  const long = 'a'.repeat(100_000)
  expect(corriger(long)).toBe(long)
})
