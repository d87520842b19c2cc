import { expect, test } from 'vitest'
import { separateur } from '#app/assistant/separer.ts'

test('ASS-01 un trait que deux sujets partagent ne les sépare pas, celui d’un seul le désigne, et deux fois la même chose donne la même réponse', async () => {
  const exemples = [
    { parts: [[0, 1] as [number, number], [1, 1] as [number, number]], genre: 0 },
    { parts: [[0, 1] as [number, number], [2, 1] as [number, number]], genre: 1 },
    { parts: [[3, 1] as [number, number]], genre: 2 },
  ]
  const notes = await separateur(exemples, 4, 3)
  const [commun, premier, second] = [notes([[0, 1]]), notes([[1, 1]]), notes([[2, 1]])]
  expect(Math.abs(commun[0]! - commun[1]!)).toBeLessThan(0.1)
  expect([premier[0]! > premier[1]! + 0.2, second[1]! > second[0]! + 0.2]).toEqual([true, true])
  expect((await separateur(exemples, 4, 3))([[1, 1]])).toEqual(premier)
})
