import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identifiants as textes } from '#ui/textes/fr/identifiants.ts'
import {
  candidatsParticulier,
  construireEnCours,
  construireHorsUe,
  construireParticulier,
  grouper,
  normaliser,
  partsParticulier,
  PREFIXES_TVA,
  TYPES_IDENTIFIANT,
  verifier,
  verifierNumeroTva,
} from './index.ts'

const luhn = (n: string) =>
  [...n].reduceRight((s, c, i) => s + [...String(Number(c) * ((n.length - i) % 2 ? 1 : 2))].reduce((a, b) => a + Number(b), 0), 0) % 10
const completer = (n: string) => n + ((10 - luhn(`${n}0`)) % 10)
const chiffres = (taille: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: taille, maxLength: taille }).map((d) => d.join(''))
/** Any well-formed SIRET but those of La Poste. */
const siretValide = fc
  .tuple(chiffres(8), chiffres(4))
  .map(([siren, nic]) => completer(completer(siren) + nic))
  .filter((s) => !s.startsWith('356000000'))
const dit = (v: ReturnType<typeof verifier>) => (v.ok ? v.identifiant : textes.raisons[v.raison](v.params))

test('STR-02 SIRET : collé dans n’importe quel espacement, il redevient le même', () => {
  const blancs = fc.constantFrom('', ' ', '\u00a0', '\u202f', '\u2009', '\t', '\u200b', '\ufeff', '\r\n', '  ')
  fc.assert(
    fc.property(siretValide, fc.array(blancs, { minLength: 15, maxLength: 15 }), (siret, b) => {
      const colle = b[14] + [...siret].map((c, i) => b[i] + c).join('')
      expect(verifier('SIRET', colle)).toEqual({ ok: true, identifiant: siret })
      expect(normaliser('SIRET', grouper('SIRET', siret))).toBe(siret)
    }),
  )
})

test('STR-02 SIRET : un chiffre changé, ou deux voisins inversés, est toujours vu', () => {
  fc.assert(
    fc.property(siretValide, fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }), (siret, rang, ecart) => {
      const autre = siret.slice(0, rang) + ((Number(siret[rang]) + ecart) % 10) + siret.slice(rang + 1)
      expect(verifier('SIRET', autre).ok).toBe(autre.startsWith('356000000') && verifier('SIRET', autre).ok)
    }),
  )
  fc.assert(
    fc.property(siretValide, fc.integer({ min: 0, max: 12 }), (siret, rang) => {
      const [a, b] = [siret[rang]!, siret[rang + 1]!]
      const neVoitPas = a === b || `${a}${b}` === '09' || `${a}${b}` === '90'
      const inverse = siret.slice(0, rang) + b + a + siret.slice(rang + 2)
      fc.pre(!neVoitPas && !inverse.startsWith('356000000'))
      expect(verifier('SIRET', inverse).ok).toBe(false)
    }),
  )
})

test('STR-02 SIRET de La Poste : clé de Luhn, ou somme des chiffres multiple de 5', () => {
  const bons = ['35600000000048', '35600000009075', '356 000 000 49837']
  for (const siret of bons) expect(verifier('SIRET', siret), siret).toMatchObject({ ok: true })
  expect(verifier('SIRET', '35600000049838')).toMatchObject({ ok: false, raison: 'cle' })
  fc.assert(
    fc.property(chiffres(5), (nic) => {
      const siret = `356000000${nic}`
      const somme = [...siret].reduce((s, c) => s + Number(c), 0)
      expect(verifier('SIRET', siret).ok).toBe(luhn(siret) === 0 || somme % 5 === 0)
    }),
  )
})

test('STR-02 la phrase dit ce qui ne va pas et comment le réparer', () => {
  expect(dit(verifier('SIRET', '7328293200007'))).toContain('Le SIRET a 13 chiffres\u202f; il en faut 14.')
  expect(dit(verifier('SIRET', '732829320000745'))).toBe('Le SIRET a 15 chiffres\u202f; il en faut 14.')
  expect(dit(verifier('SIRET', '732829320'))).toContain('Ajoutez les 5 chiffres')
  expect(dit(verifier('SIRET', '11122233344455'))).toContain('111222333')
  expect(verifier('SIRET', ' \u00a0')).toMatchObject({ ok: false, code: 'champ-manquant', raison: 'vide' })
  expect(dit(verifier('SIRET', '7328293200007O'))).toContain('«\u00a0O\u00a0»')
  expect(dit(verifier('SIRET', '7328293200007\u0000'))).toContain('U+0000')
  expect(dit(verifier('UE_HORS_FRANCE', 'GR094259216'))).toContain('«\u00a0EL\u00a0»')
  expect(dit(verifier('UE_HORS_FRANCE', 'FR03552081317'))).toContain('SIRET')
  expect(dit(verifier('HORS_UE', 'NCSOCIETE'))).toContain('RIDET')
  expect(dit(verifier('HORS_UE', 'US ACME CORPORATION OF TEXAS'))).toContain('USACME CORPORATION')
})

test('STR-02 affichage groupé', () => {
  expect(grouper('SIRET', '73282932000074')).toBe('732\u00a0829\u00a0320\u00a000074')
  expect(grouper('RIDET', '0122531001')).toBe('0\u00a0122\u00a0531\u00a0001')
  expect(grouper('TAHITI', 'A12345001')).toBe('A12345\u00a0001')
  expect(grouper('UE_HORS_FRANCE', 'DE136695976')).toBe('DE\u00a0136695976')
  // What the State lists without conforming is shown as it is, grouped alike.
  expect(grouper('SIRET', '13001100000000')).toBe('130\u00a0011\u00a0000\u00a000000')
})

test('STR-02 Particulier : construit, jamais saisi, et -2 en cas de collision', () => {
  const parts = { sexe: 1, anneeNaissance: 1999, moisNaissance: 1, codePostal: '93160', nom: 'Bonjean' }
  const identifiant = construireParticulier(partsParticulier.parse(parts))
  expect(identifiant).toBe('1990193160BONJEAN')
  const candidats = candidatsParticulier(identifiant)
  expect([candidats.next().value, candidats.next().value, candidats.next().value]).toEqual([
    identifiant,
    `${identifiant}-2`,
    `${identifiant}-3`,
  ])
  for (const rang of ['', '-2', '-10']) expect(verifier('PARTICULIER', identifiant + rang)).toMatchObject({ ok: true })
  for (const faux of ['3990193160BONJEAN', '1991393160BONJEAN', '1990193160', '1990193160BONJEAN-1', '1990193160BONJEAN-02'])
    expect(verifier('PARTICULIER', faux), faux).toMatchObject({ ok: false })
  expect(construireParticulier({ ...parts, sexe: 2, nom: 'd’Œuvré-Łę Blanc' })).toBe('2990193160DOEUVRELEBLANC')
  expect(partsParticulier.safeParse({ ...parts, nom: '田中' }).success).toBe(false)
  expect(partsParticulier.safeParse({ ...parts, identifiant: 'x' }).success).toBe(false)
  fc.assert(
    fc.property(
      fc.record({
        sexe: fc.integer({ min: 1, max: 2 }),
        anneeNaissance: fc.integer({ min: 1900, max: 2099 }),
        moisNaissance: fc.integer({ min: 1, max: 12 }),
        codePostal: chiffres(5),
        nom: fc.string({ minLength: 1, unit: 'grapheme' }),
      }),
      (saisi) => {
        const lu = partsParticulier.safeParse(saisi)
        if (lu.success) expect(verifier('PARTICULIER', construireParticulier(lu.data))).toMatchObject({ ok: true })
      },
    ),
  )
})

test('STR-02 En cours d’immatriculation : délivré par le portail, deux chiffres de contrôle', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999_999_999 }),
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 1, max: 9 }),
      (numero, rang, ecart) => {
        const identifiant = construireEnCours(numero)
        expect(verifier('AUTRE', grouper('AUTRE', identifiant))).toEqual({ ok: true, identifiant })
        const autre = identifiant.slice(0, rang) + ((Number(identifiant[rang]) + ecart) % 10) + identifiant.slice(rang + 1)
        expect(verifier('AUTRE', autre)).toMatchObject({ ok: false, raison: 'jamais-saisi' })
      },
    ),
  )
  expect(() => construireEnCours(0)).toThrow(RangeError)
})

test('STR-02 Hors UE : proposé depuis le pays et la dénomination', () => {
  expect(construireHorsUe('CH', 'Société générale de surveillance')).toBe('CHSOCIETE GENERALE')
  expect(verifier('HORS_UE', construireHorsUe('US', 'AT&T Inc.'))).toEqual({ ok: true, identifiant: 'USAT&T INC.' })
  expect(verifier('HORS_UE', '=HYPERLINK("x")')).toMatchObject({ ok: false, raison: 'pays-inconnu' })
  expect(verifier('HORS_UE', 'JP株式会社')).toMatchObject({ ok: false, raison: 'caracteres' })
  expect(verifier('HORS_UE', 'WFSOCIETE')).toMatchObject({ ok: false, raison: 'wallis' })
  expect(verifier('HORS_UE', 'GBACME')).toMatchObject({ ok: true })
})

test('STR-02 rien de ce qu’on saisit ne fait tomber la vérification, et ce qu’elle accepte est déjà normal', () => {
  const saisie = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.tuple(fc.constantFrom(...PREFIXES_TVA, 'US', 'FR', 'EC', ''), fc.string()).map(([p, s]) => p + s),
    chiffres(14),
    chiffres(10),
  )
  fc.assert(
    fc.property(fc.constantFrom(...TYPES_IDENTIFIANT), saisie, (type, saisi) => {
      const lu = verifier(type, saisi)
      if (lu.ok) {
        expect(verifier(type, lu.identifiant)).toEqual(lu)
        expect(normaliser(type, grouper(type, lu.identifiant))).toBe(lu.identifiant)
        expect(lu.identifiant.length).toBeLessThanOrEqual(80)
      }
      verifierNumeroTva(saisi)
    }),
    { numRuns: 500 },
  )
  const debut = performance.now()
  for (const type of TYPES_IDENTIFIANT) expect(verifier(type, '1-'.repeat(50_000)).ok).toBe(false)
  expect(performance.now() - debut).toBeLessThan(10_000)
})
