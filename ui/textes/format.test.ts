import { describe, expect, test } from 'vitest'
import {
  compter,
  date,
  dateCourte,
  dateHeure,
  dateLongue,
  heure,
  identifiantGroupe,
  jourHeure,
  jourIso,
  liste,
  montant,
  nombre,
  plage,
  pluriel,
  quand,
  taille,
} from '#ui/textes/format.ts'

const hiver = new Date('2026-11-24T13:30:00Z')
const ete = new Date('2026-07-01T22:05:00Z')
const ordinaire = (s: string) => s.replaceAll('\u00a0', ' ')

describe('POR-16 dates de Paris', () => {
  test('POR-16 une date et une heure, en français et en anglais', () => {
    expect(ordinaire(dateHeure(hiver))).toBe('24 novembre 2026 à 14 h 30')
    expect([
      ordinaire(jourHeure(hiver)),
      ordinaire(jourHeure('2026-11-30T10:00:00Z')),
      ordinaire(jourHeure('2027-01-01T08:05:00Z')),
      jourHeure('2026-11-30T10:00:00Z', 'en'),
    ]).toEqual(['mardi 24 novembre à 14 h 30', 'lundi 30 novembre à 11 h', 'vendredi 1er janvier à 9 h 05', 'Monday 30 November at 11:00'])
    expect(dateHeure(hiver, 'en')).toBe('24 November 2026 at 14:30')
    expect(dateLongue(hiver)).toBe('mardi 24 novembre 2026')
    expect(dateLongue(hiver, 'en')).toBe('Tuesday 24 November 2026')
  })
  test('POR-16 l’heure d’été et le passage de minuit', () => {
    expect(ordinaire(dateHeure(ete))).toBe('2 juillet 2026 à 0 h 05')
    expect(heure(ete, 'en')).toBe('00:05')
    expect(jourIso(ete)).toBe('2026-07-02')
  })
  test('POR-16 l’heure ne se coupe pas en fin de ligne', () => expect(heure(hiver)).toBe('14\u00a0h\u00a030'))
  test('TCH-01 POR-16 des horaires d’ouverture', () => {
    expect(
      [
        ['09:00', '12:30'],
        ['00:00', '24:00'],
        ['10:05', '20:00'],
      ].map(([debut, fin]) => ordinaire(plage(debut!, fin!))),
    ).toEqual(['9 h – 12 h 30', '0 h – 24 h', '10 h 05 – 20 h'])
    expect(plage('09:00', '12:30', 'en')).toBe('09:00 – 12:30')
  })
  test('POR-16 le premier du mois', () => {
    expect(date('2027-01-01')).toBe('1er janvier 2027')
    expect(date('2027-01-11')).toBe('11 janvier 2027')
    expect(date('2027-01-01', 'en')).toBe('1 January 2027')
  })
  test('POR-16 dans un tableau', () => {
    expect(dateCourte(hiver)).toBe('24/11/2026 14:30')
    expect(dateCourte(hiver, 'en')).toBe('24/11/2026 14:30')
    expect(dateCourte('2026-11-24')).toBe('24/11/2026')
  })
  test('POR-16 hier, aujourd’hui, demain', () => {
    const maintenant = new Date('2026-11-24T22:59:00Z')
    expect(ordinaire(quand(hiver, maintenant))).toBe('aujourd’hui à 14 h 30')
    expect(ordinaire(quand('2026-11-24T23:01:00Z', maintenant))).toBe('demain à 0 h 01')
    expect(quand('2026-11-23T08:00:00Z', maintenant, 'en')).toBe('yesterday at 09:00')
    expect(ordinaire(quand('2026-11-27T08:00:00Z', maintenant))).toBe('le 27 novembre 2026 à 9 h 00')
  })
})

test('POR-16 nombres, montants, tailles, listes', () => {
  expect(nombre(1234567.5)).toBe('1\u00a0234\u00a0567,5')
  expect(montant(1234.5)).toBe('1\u00a0234,50\u00a0€')
  expect(montant(1234.5, 'en')).toBe('€1,234.50')
  expect([0, 999, 318_400, 4_100_000, 12e9].map((n) => ordinaire(taille(n)))).toEqual([
    '0 octets',
    '999 octets',
    '318 ko',
    '4,1 Mo',
    '12 Go',
  ])
  expect(taille(4_100_000, 'en')).toBe('4.1\u00a0MB')
  expect(liste(['a', 'b', 'c'])).toBe('a, b et c')
  expect(liste(['a', 'b'], 'en')).toBe('a and b')
})

test('POR-16 accords : zéro est singulier en français, pluriel en anglais', () => {
  const formes = { one: 'structure', many: 'de structures', other: 'structures' }
  expect([0, 1, 2, 1_000_000].map((n) => pluriel(n, formes))).toEqual(['structure', 'structure', 'structures', 'de structures'])
  expect(pluriel(1_000_000, { one: 'x', other: 'y' })).toBe('y')
  expect(pluriel(0, { one: 'structure', other: 'structures' }, 'en')).toBe('structures')
  expect(compter(1200, { one: 'ligne', other: 'lignes' })).toBe('1\u00a0200\u00a0lignes')
})

test('STR-02 un SIRET se lit par groupes, les autres identifiants restent tels quels', () => {
  expect(identifiantGroupe('12345678200010')).toBe('123\u00a0456\u00a0782\u00a000010')
  expect(identifiantGroupe('123456782', 'SIREN')).toBe('123\u00a0456\u00a0782')
  expect(identifiantGroupe('123456782')).toBe('123456782')
  expect(identifiantGroupe('FRWFATELIER DU SUD')).toBe('FRWFATELIER DU SUD')
})
