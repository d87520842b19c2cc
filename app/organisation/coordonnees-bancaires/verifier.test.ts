import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { bicDuPays, bicJuste, ibanDuPays, ibanJuste, ibanNu, ribJuste, sansEspaces } from './verifier.ts'

const vecteurs = (nom: string) =>
  parse(readFileSync(new URL(`../../../tests/donnees/vecteurs/${nom}.csv`, import.meta.url)), { columns: true }) as Record<string, string>[]
const faux = (lignes: Record<string, string>[], juste: (l: Record<string, string>) => boolean) =>
  lignes.filter((l) => l.attendu !== 'a_verifier' && juste(l) !== (l.attendu === 'valide'))

test('BAN-01 IBAN : chaque vecteur', () => {
  expect(faux(vecteurs('iban'), (l) => ibanJuste(ibanNu(l.iban!)))).toEqual([])
})

test('BAN-01 RIB : chaque vecteur, et l’IBAN qui le contient', () => {
  const lignes = vecteurs('rib')
  expect(faux(lignes, (l) => ribJuste([l.banque, l.guichet, l.compte, l.cle].join('')))).toEqual([])
  for (const { iban } of lignes.filter((l) => l.iban)) expect(ibanJuste(iban!)).toBe(true)
})

test('BAN-01 BIC : chaque vecteur', () => {
  expect(faux(vecteurs('bic'), (l) => bicJuste(sansEspaces(l.bic!)))).toEqual([])
})

test('BAN-01 accord du BIC et de l’IBAN, outre-mer, Monaco, île de Man', () => {
  for (const { bic, iban, attendu } of vecteurs('bic_iban_pays'))
    expect(bicDuPays(bic!, iban!.slice(0, 2)), `${bic} ${iban}`).toBe(attendu!.startsWith('accord'))
  expect(ibanDuPays('FR1420041010050500013M02606', 'RE')).toBe(true)
  expect(ibanDuPays('GB29NWBK60161331926819', 'IM')).toBe(true)
  expect(ibanDuPays('MC5811222000010123456789030', 'FR')).toBe(false)
})
