import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { baseDEssai } from '#tests/base.ts'
import { rechercherStructures, type Recherche } from './rechercher.ts'

const { db, pool } = await baseDEssai()

const creer = async (s: Record<string, string>) => {
  const ligne = { type_structure: 'PUBLIQUE', ...s }
  const noms = Object.keys(ligne)
  const { rows } = await pool.query<{ id: string }>(
    `insert into structure (${noms.join(', ')}) values (${noms.map((_, i) => `$${i + 1}`).join(', ')}) returning id`,
    Object.values(ligne),
  )
  return rows[0]!.id
}
const siret = (identifiant: string, raison_sociale: string, ville: string, code_postal: string, autres: Record<string, string> = {}) =>
  creer({ type_identifiant: 'SIRET', identifiant, raison_sociale, ville, code_postal, ...autres })
/** Identifiers of what is found, best first. */
const trouves = async (recherche: string | Recherche) =>
  (await rechercherStructures(db, typeof recherche === 'string' ? { texte: recherche } : recherche)).map((s) => s.identifiant)

const RENNES = '21350238800019'
const ETIENNE = '21420218600018'
const OEUVRE = '77568831900017'
const MARTIN_LYON = '39212345600012'
const MARTIN_NANTES = '39212345600020'
const BELGE = 'BE0123456789'
let particulier = ''
const id: Record<string, string> = {}

beforeAll(async () => {
  id.rennes = await siret(RENNES, 'Ville de Rennes', 'Rennes', '35000', { libelle: 'Hôtel de ville' })
  id.etienne = await siret(ETIENNE, 'Commune de Saint-Étienne', 'Saint-Étienne', '42000')
  id.oeuvre = await siret(OEUVRE, 'L’Œuvre des Orphelins', 'Paris', '75011')
  id.lyon = await siret(MARTIN_LYON, 'SARL Boulangerie Martin', 'Lyon', '69003', { type_structure: 'PRIVEE', statut: 'INACTIVE' })
  id.nantes = await siret(MARTIN_NANTES, 'SARL Boulangerie Martin', 'Nantes', '44000', { type_structure: 'PRIVEE', statut: 'INACTIVE' })
  id.belge = await creer({
    type_identifiant: 'UE_HORS_FRANCE',
    identifiant: BELGE,
    raison_sociale: 'Brasserie Wallonne',
    ville: 'Namur',
    code_postal: '5000',
    pays: 'BE',
  })
  id.artisan = await creer({
    type_identifiant: 'SIRET',
    identifiant: '83212345600015',
    nom: 'Kervadec',
    prenom: 'Maëlys',
    ville: 'Brest',
    code_postal: '29200',
  })
  particulier = await creer({
    type_identifiant: 'PARTICULIER',
    identifiant: '1990193160BONJEAN',
    nom: 'Bonjean',
    prenom: 'Zoé',
    ville: 'Pantin',
    code_postal: '93160',
  })
})

test.each([
  ['un identifiant collé avec des espaces', '213 502 388 00019', RENNES],
  ['un identifiant collé avec des espaces insécables et des points', ' 213\u00a0502\u202f388.00019 ', RENNES],
  ['le début d’un identifiant', '213502', RENNES],
  ['un numéro de TVA en minuscules et espacé', 'be 0123 456 789', BELGE],
  ['un nom sans accents ni majuscules', 'commune de saint etienne', ETIENNE],
  ['une ligature et une apostrophe', 'loeuvre', OEUVRE],
  ['la même, apostrophe droite', "l'oeuvre des orphelins", OEUVRE],
  ['le nom en usage', 'hotel de ville', RENNES],
  ['le nom d’une personne à SIRET', 'kervadec maelys', '83212345600015'],
  ['les mots dans le désordre, avec la ville', 'lyon martin boulangerie', MARTIN_LYON],
  ['le nom et le code postal', 'boulangerie martin 44000', MARTIN_NANTES],
  ['un mot en cours de frappe', 'boulangerie martin nan', MARTIN_NANTES],
  ['une lettre de trop', 'boulangerrie nantes ', MARTIN_NANTES],
  ['une lettre en moins', 'bolangerie nantes ', MARTIN_NANTES],
  ['une lettre fausse', 'orphelims ', OEUVRE],
  ['deux lettres échangées', 'boualngerie nantes ', MARTIN_NANTES],
  ['deux fautes dans un mot long', 'orfelinz oeuvre ', OEUVRE],
  ['une faute dans un mot en cours de frappe', 'orphzl', OEUVRE],
  ['un mot que personne n’a, à côté d’un nom', 'xqzwkv boulangerie nantes', MARTIN_NANTES],
])('STR-05 recherche : %s', async (_, texte, attendu) => {
  expect((await trouves(texte))[0]).toBe(attendu)
})

test('STR-05 recherche : chaque réponse dit qui est la structure', async () => {
  expect(await rechercherStructures(db, { texte: 'rennes' })).toEqual([
    {
      id: id.rennes,
      typeIdentifiant: 'SIRET',
      identifiant: RENNES,
      raisonSociale: 'Ville de Rennes',
      libelle: 'Hôtel de ville',
      ville: 'Rennes',
      codePostal: '35000',
      statut: 'ACTIVE',
      typeStructure: 'PUBLIQUE',
    },
  ])
  expect((await rechercherStructures(db, { texte: 'kervadec' }))[0]?.raisonSociale).toBe('Maëlys Kervadec')
})

test('STR-05 recherche : par statut, par type, et au plus le nombre demandé', async () => {
  expect(await trouves({ texte: 'boulangerie', limite: 1 })).toHaveLength(1)
  expect(await trouves({ texte: 'boulangerie', publiquesSeulement: true })).toEqual([])
  expect(await trouves({ texte: 'boulangerie', statut: 'ACTIVE' })).toEqual([])
  expect(await trouves({ texte: 'boulangerie', statut: 'INACTIVE' })).toHaveLength(2)
  expect(await trouves({ texte: MARTIN_LYON, publiquesSeulement: true })).toEqual([])
  expect(await trouves({ texte: MARTIN_LYON, statut: 'ACTIVE' })).toEqual([])
})

test('STR-05 recherche : un charabia et un texte vide ne trouvent rien', async () => {
  for (const texte of ['xqzwkv jjqqkz', '', '   ', '%', '_', '*', '99999999999999']) expect(await trouves(texte), texte).toEqual([])
})

test('STR-02 un PARTICULIER n’est trouvé par rien, même parmi les siens', async () => {
  for (const texte of ['1990193160BONJEAN', '1990193160', 'bonjean', 'zoé bonjean', 'Bonjaen ', 'pantin', '93160']) {
    expect(await trouves(texte), texte).not.toContain('1990193160BONJEAN')
    expect(await trouves({ texte, parmi: [particulier] }), texte).toEqual([])
  }
  // Not even his words are known: a correction would tell that he exists.
  expect((await pool.query(`select from mot where mot in ('bonjean', 'zoe', 'pantin')`)).rowCount).toBe(0)
})

test('STR-02 une structure devenue PARTICULIER disparaît de la recherche, et revient', async () => {
  const provisoire = await creer({
    type_identifiant: 'AUTRE',
    identifiant: 'PROVISOIRE1',
    raison_sociale: 'Menuiserie Tilleul',
    ville: 'Dax',
    code_postal: '40100',
  })
  expect(await trouves('menuiserie tilleul')).toEqual(['PROVISOIRE1'])
  await pool.query(`update structure set type_identifiant = 'PARTICULIER' where id = $1`, [provisoire])
  expect(await trouves('menuiserie tilleul')).toEqual([])
  await pool.query(`update structure set type_identifiant = 'SIRET', identifiant = '84412345600019' where id = $1`, [provisoire])
  expect(await trouves('menuiserie tilleul')).toEqual(['84412345600019'])
  expect(await trouves('PROVISOIRE1')).toEqual([])
})

test('STR-05 la recherche suit la structure dans sa transaction : annulée, elle ne laisse rien', async () => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`update structure set raison_sociale = 'Fromagerie Aubépine' where id = $1`, [id.belge])
    await client.query('rollback')
    expect(await trouves('aubépine')).toEqual([])
    await client.query('begin')
    await client.query(`update structure set raison_sociale = 'Fromagerie Églantine', ville = 'Liège' where id = $1`, [id.belge])
    await client.query('commit')
  } finally {
    client.release()
  }
  expect(await trouves('fromagerie églantine')).toEqual([BELGE])
  expect(await trouves('liege')).toEqual([BELGE])
  expect(await trouves('aglantine ')).toEqual([BELGE])
  expect(await trouves('wallonne ')).toEqual([])
})

test('STR-05 deux créations simultanées aux mêmes mots nouveaux ne se bloquent pas', async () => {
  const noms = ['Zinguerie Quetsche Mirabelle', 'Mirabelle Quetsche Zinguerie']
  await Promise.all(noms.flatMap((nom, i) => [1, 2, 3].map((j) => siret(`9000000000000${i * 3 + j}`, nom, 'Metz', '57000'))))
  expect(await trouves('quetsche zinguerie ')).toHaveLength(6)
  expect((await pool.query(`select from mot where mot = 'quetsche'`)).rowCount).toBe(1)
})

test('STR-05 recompter, puis reconstruire, ne changent pas les réponses', async () => {
  const questions = ['rennes', 'boulangerrie nantes ', 'orphzl', RENNES]
  const avant = await Promise.all(questions.map(trouves))
  await pool.query('select recompter_mots()')
  expect((await pool.query<{ n: number }>(`select n from mot where mot = 'boulangerie'`)).rows[0]!.n).toBe(2)
  expect(await Promise.all(questions.map(trouves))).toEqual(avant)
  const { rows } = await pool.query<{ n: number }>('select reconstruire_recherche() n')
  expect(rows[0]!.n).toBe((await pool.query(`select from structure where type_identifiant <> 'PARTICULIER'`)).rowCount)
  expect(await Promise.all(questions.map(trouves))).toEqual(avant)
})

test('STR-06 parmi les siens : rien hors d’eux, tout mot peut n’être que commencé, une faute est pardonnée', async () => {
  const parmi = [id.rennes!, id.lyon!, id.oeuvre!]
  expect(await trouves({ texte: 'boulangerie', parmi })).toEqual([MARTIN_LYON])
  expect(await trouves({ texte: 'boul mar ly', parmi })).toEqual([MARTIN_LYON])
  expect(await trouves({ texte: 'boulanjerie', parmi })).toEqual([MARTIN_LYON])
  expect(await trouves({ texte: 'boulanj', parmi })).toEqual([MARTIN_LYON])
  expect(await trouves({ texte: 'nantes', parmi })).toEqual([])
  expect(await trouves({ texte: MARTIN_NANTES, parmi })).toEqual([])
  expect(await trouves({ texte: '392 123', parmi })).toEqual([MARTIN_LYON])
  expect(await trouves({ texte: '00019', parmi })).toEqual([RENNES])
  expect(await trouves({ texte: '350', parmi })).toEqual([RENNES])
  expect(await trouves({ texte: 'rennes', parmi: [] })).toEqual([])
})

test('STR-06 sans rien taper, les siens par ordre alphabétique, un PARTICULIER compris', async () => {
  const parmi = [id.rennes!, id.lyon!, id.etienne!, particulier]
  expect(await trouves({ texte: '', parmi })).toEqual([ETIENNE, MARTIN_LYON, RENNES, '1990193160BONJEAN'])
  expect(await trouves({ texte: ' ', parmi, limite: 2 })).toHaveLength(2)
})

test.each([
  ['guillemets', `'"''"\\'`],
  ['opérateurs', `rennes & | ! <-> (:*) 'a':*`],
  ['pour cent', '%rennes%_'],
  ['NUL', 'ren\0nes\0'],
  ['très long', 'rennes '.repeat(2000)],
  ['un mot de 10 000 lettres', 'a'.repeat(10_000)],
  ['10 000 chiffres', '1'.repeat(10_000)],
  ['émojis', '🏛️👩‍🚀 rennes'],
  ['demi-caractère', 'rennes \ud800'],
  ['arabe et chinois', 'مدينة 城市'],
  ['injection', `'; drop table structure; --`],
  ['barres obliques', '\\\\x00 \\'],
  ['petits mots seulement', 'de la du'],
  ['sigles de sociétés', 'sarl sas'],
])('STR-05 un texte hostile ne fait pas d’erreur : %s', async (_, texte) => {
  expect(await rechercherStructures(db, { texte })).toBeInstanceOf(Array)
  expect(await rechercherStructures(db, { texte, parmi: [id.rennes!] })).toBeInstanceOf(Array)
})

test('STR-05 aucun texte ne fait d’erreur (au hasard)', async () => {
  const texte = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ maxLength: 60 }),
    fc
      .array(fc.constantFrom('rennes', 'boulangerrie', '%', "'", '&', '213', ' ', ':*', '(', 'é'), { maxLength: 12 })
      .map((l) => l.join('')),
  )
  await fc.assert(
    fc.asyncProperty(texte, async (t) => {
      await rechercherStructures(db, { texte: t })
      await rechercherStructures(db, { texte: t, parmi: [id.rennes!, id.lyon!] })
    }),
    { numRuns: 300 },
  )
})

test('STR-05 un nom hostile s’enregistre et se trouve', async () => {
  const nom = `L'« Étoile » & 100 % ${'x'.repeat(300)} (:*) 🏛️`
  await siret('91112345600011', nom, "L'Haÿ-les-Roses", '94240')
  expect(await trouves('etoile 100 hay')).toEqual(['91112345600011'])
  await siret('91112345600029', '🏛️', '', '')
  expect(await trouves('91112345600029')).toEqual(['91112345600029'])
})
