import { expect, test } from 'vitest'
import { mesStructures } from '#app/comptes/compte/structures.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const trouver = async (recherche: string) =>
  (await mesStructures(p.db, p.monde.daniel, { page: 1, taille: 20, recherche })).elements.map((s) => s.identifiant)

test('CPT-05 ce que l’on cherche parmi ses structures est un texte, de quelques signes qu’il soit fait', async () => {
  for (const rien of ['%', '_', '\\', '’']) expect(await trouver(rien), rien).toEqual([])
  expect(await trouver('123 456 782')).toEqual(['12345678200010'])
  expect(await trouver('QUAI')).toHaveLength(1)
})
