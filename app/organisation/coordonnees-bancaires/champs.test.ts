import { expect, test } from 'vitest'
import { en, fr, type Textes } from '#ui/textes/index.ts'
import { erreursDuCompte, normaliserCompte } from './champs.ts'
import { phraseDuChamp } from '#demandes/validation.ts'

const codes = (s: Parameters<typeof normaliserCompte>[0]) =>
  erreursDuCompte(normaliserCompte({ nom: 'Compte', ...s }), fr).map((e) => `${e.champ}:${e.code}`)

test('BAN-01 un IBAN remplit le pays et le BBAN ; chaque faute a son code, aucune ne répète un numéro', () => {
  expect(normaliserCompte({ iban: 'fr76 3000 6000 0112 3456 7890 189' })).toMatchObject({ pays: 'FR', bban: '30006000011234567890189' })
  expect(codes({ type: 'IBAN', iban: 'FR76 3000 6000 0112 3456 7890 189', bic: 'AGRIFRPP' })).toEqual([])
  expect(codes({ type: 'IBAN' })).toEqual(['iban:champ-manquant'])
  expect(codes({ type: 'IBAN', iban: 'FR7630006000011234567890188' })).toEqual(['iban:iban-invalide'])
  expect(codes({ type: 'IBAN', iban: 'FR7630006000011234567890189', pays: 'DE' })).toEqual(['iban:iban-pays-different'])
  expect(codes({ type: 'IBAN', iban: 'FR7630006000011234567890189', bic: 'AGRIDEPP' })).toEqual(['bic:bic-pays-different'])
  expect(codes({ type: 'BBAN', pays: 'FR', bban: '30006000011234567890188', bic: 'AGRI' })).toEqual([
    'bban:bban-invalide',
    'bic:bic-invalide',
  ])
  expect(codes({ type: 'AUTRE', pays: 'US', affactureur: true })).toEqual([
    'bban:champ-manquant',
    'designationAffactureur:champ-manquant',
    'identifiantAffactureur:champ-manquant',
  ])
  const faux = erreursDuCompte(normaliserCompte({ nom: 'x', type: 'IBAN', iban: 'FR7630006000011234567890188' }), fr)
  expect(JSON.stringify(faux)).not.toContain('30006')
})

test('BAN-01 les mots d’une erreur sont ceux d’une personne : le pays par son nom, le RIB se joint, dans les deux langues', () => {
  const dire = (t: Textes) => [t.champs.erreur('iban-pays-different', 'IBAN', 'FR, DE'), phraseDuChamp(t, 'rib', 'champ-manquant')]
  expect(dire(fr)).toEqual([expect.stringContaining('(France, Allemagne)'), 'Joignez le RIB'])
  expect(dire(en)).toEqual([
    'This IBAN is of another country than the one chosen (France, Germany): check one of the two',
    'Attach the bank statement (RIB)',
  ])
})
