import { expect, test } from 'vitest'
import { de, que } from '#ui/textes/elision.ts'

test('APP-03 HAB-02 le nom d’une personne s’élide comme on le dit', () => {
  expect(['Émile', 'Héloïse', 'Henri', 'Yves', 'Œdipe', 'Hassan', 'Yasmine', 'Karim'].map(de)).toEqual([
    'd’Émile',
    'd’Héloïse',
    'd’Henri',
    'd’Yves',
    'd’Œdipe',
    'de Hassan',
    'de Yasmine',
    'de Karim',
  ])
  expect([que('Héloïse Ferdinand'), que('Nadia Bonjean')]).toEqual(['qu’Héloïse Ferdinand', 'que Nadia Bonjean'])
})
