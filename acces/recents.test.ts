import { expect, test } from 'vitest'
import { retenirRecents } from '#acces/recents.ts'

const nombre = (n: number) => `00000002-0000-7000-8000-${String(n).padStart(12, '0')}`

test('PLUS-02 ce qui a été vu dans l’heure ne l’est pas deux fois, cent mille droits tenus à la fois ; aucun n’est pris pour un autre', () => {
  const vu = retenirRecents(3_600_000)
  const tous = Array.from({ length: 100_000 }, (_, i) => [nombre(i), nombre((i * 7919) % 100_000)] as const)
  const vus = (application: string) => tous.filter(([u, s]) => vu(u, s, application)).length
  expect(vus('factures-emises')).toBe(0)
  expect(vus('factures-emises')).toBeGreaterThan(98_000)
  expect(vu(nombre(1), nombre(7919), 'marches')).toBe(false)
  expect(vu(nombre(7919), nombre(1), 'marches')).toBe(false)
})

test('PLUS-02 passé le temps, c’est à noter de nouveau', () => {
  const vu = retenirRecents(-1)
  expect([vu('a', 'b', 'c'), vu('a', 'b', 'c')]).toEqual([false, false])
})
