import { expect, test } from 'vitest'
import { console as dire } from '#platform/console.ts'

test('INT-13 INT-14 la boîte locale n’est annoncée au démarrage que si les courriels y restent', () => {
  const dits = ['http://localhost:3000/courriels', null].map((boite) =>
    dire.t.comptes(boite, 'mot', [['daniel@exemple.fr', 'gestionnaire']]),
  )
  expect(dits.map((x) => x.includes('/courriels'))).toEqual([true, false])
  for (const x of dits) expect(x.split('\n').at(-1)).toMatch(/Ctrl-C arrête tout\.$/)
})
