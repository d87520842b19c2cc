import { expect, test } from 'vitest'
import { adresseCanonique } from './adresse.ts'
import { defautMotDePasse } from './motdepasse/regles.ts'
import { hacherMotDePasse, verifierMotDePasse } from './motdepasse/hacher.ts'
import { retourLocal } from './retour.ts'
import { base32, codeDuPas, pasDuCode } from './secondfacteur/totp.ts'
import { reseauDe } from './tentatives.ts'

test('C03 une seule forme par adresse ; ce qui pourrait se confondre est refusé', () => {
  for (const [brut, attendu] of [
    ['MIKE@Exemple.FR', 'mike@exemple.fr'],
    ['  mike@exemple.fr ', 'mike@exemple.fr'],
    ['mike+1@exemple.fr', 'mike+1@exemple.fr'],
    ['a@bücher.example', 'a@xn--bcher-kva.example'],
    ['a@XN--BCHER-KVA.example', 'a@xn--bcher-kva.example'],
    ['a@bu\u0308cher.example', 'a@xn--bcher-kva.example'],
  ])
    expect([brut, adresseCanonique(brut)]).toEqual([brut, attendu])
  for (const brut of [
    'mıke@exemple.fr',
    'mi\u212Ae@exemple.fr',
    'mİke@exemple.fr',
    'é@exemple.fr',
    'ﬁn@exemple.fr',
    'a@exemple\uFF0Efr',
    'a@exemple。fr',
    'a b@exemple.fr',
    '.a@exemple.fr',
    'a..b@exemple.fr',
    'a@-x.fr',
    'a@x',
    'a@1.2.3.4',
    `${'a'.repeat(65)}@exemple.fr`,
    'a@exemple.fr\u0000',
  ])
    expect([brut, adresseCanonique(brut)]).toEqual([brut, null])
})

test('CPT-02 un mot de passe se juge à sa longueur et à ce qu’il n’est pas connu, sans règle de composition', () => {
  for (const bon of [
    'la girouette penche',
    'correct cheval pile agrafe',
    'Demonstration-2026!',
    'une girouette neuve',
    '7142985033861204',
    'éàüöç ñ æœ ÿ ßø',
  ])
    expect([bon, defautMotDePasse(bon, ['ana.lopez@exemple.fr', 'Ana', 'Lopez'])]).toEqual([bon, null])
  for (const [mauvais, defaut] of [
    ['', 'vide'],
    ['onze lettre', 'court'],
    ['a'.repeat(201), 'long'],
    ['motdepasse2026', 'courant'],
    ['Administrateur!', 'courant'],
    ['password1234', 'courant'],
    ['aaaaaaaaaaaaaa', 'repetition'],
    ['xyzkxyzkxyzk', 'repetition'],
    ['azertyuiopqsdf', 'suite'],
    ['mlkjhgfdsqpoiu', 'suite'],
    ['123456789012', 'courant'],
    ['ana.lopez@exemple.fr', 'personnel'],
    ['ana.lopez1234', 'personnel'],
    ['ana.lopez-2026', 'personnel'],
  ] as const)
    expect([mauvais, defautMotDePasse(mauvais, ['ana.lopez@exemple.fr', 'Ana', 'Lopez'])]).toEqual([mauvais, defaut])
})

test('CPT-02 argon2id : 19 Mio et 2 passes, un sel par mot de passe, et la vérification sait les relire', async () => {
  const hache = await hacherMotDePasse('la girouette penche')
  expect(hache).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await verifierMotDePasse(hache, 'la girouette penche')).toBe(true)
  expect(await verifierMotDePasse(hache, 'la girouette penché')).toBe(false)
  expect(await verifierMotDePasse('abc', 'abc')).toBe(false)
})

test('CPT-02 les codes sont ceux de la RFC 6238', () => {
  const secret = '12345678901234567890'
  expect([59, 1_111_111_109, 1_234_567_890, 20_000_000_000].map((t) => codeDuPas(secret, Math.floor(t / 30)))).toEqual([
    '287082',
    '081804',
    '005924',
    '353130',
  ])
  expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  expect([pasDuCode(secret, '287082', 89_000), pasDuCode(secret, '287082', 90_000), pasDuCode(secret, '28708', 59_000)]).toEqual([
    1,
    null,
    null,
  ])
})

test('C06 un réseau est le même, de quelque façon qu’il s’écrive', () => {
  const ecritures = [
    '2001:db8:0:1::5',
    '2001:0db8:0000:0001:0000:0000:0000:0005',
    '2001:DB8:0:1:ffff:ffff:ffff:ffff',
    '2001:db8:0:1::1.2.3.4',
    '[2001:db8::1:0:0:0:9]',
  ]
  expect(new Set(ecritures.map(reseauDe))).toEqual(new Set(['2001:db8:0:1::/64']))
  expect(['1.2.3.4', '::ffff:1.2.3.4', '::ffff:102:304'].map(reseauDe)).toEqual(['1.2.3.4', '1.2.3.4', '1.2.3.4'])
  expect(reseauDe('2001:db8:0:2::5')).not.toBe(reseauDe('2001:db8:0:1::5'))
})

test('CPT-02 après la connexion, on ne va jamais ailleurs que sur le portail', () => {
  for (const bon of ['/', '/compte', '/compte?a=1#b']) expect(retourLocal(bon)).toBe(bon)
  for (const mauvais of [
    '',
    null,
    'compte',
    'https://x.example',
    '//x.example',
    '/\\x.example',
    '/\tx',
    '/a\\b',
    'javascript:alert(1)',
    '/'.repeat(3000),
  ])
    expect([mauvais, retourLocal(mauvais)]).toEqual([mauvais, '/'])
  expect(retourLocal('/./..//x.example')).not.toMatch(/^\/\//)
})
