import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { baseDEssai, decalerHorloge, type Base } from '#tests/base.ts'
import { demarrerInsee, type Mode, type ServeurInsee } from '#tests/serveurs/insee.ts'
import { consulterSiret } from './consulter.ts'
import type { ReponseRegistre } from './types.ts'

const OCTO = '41816609600069'
const FERME = '99999990700028'
const MASQUE = '99999999800019'
const ABSENT = '73282932000074'

let base: Base
let insee: ServeurInsee
beforeAll(async () => {
  base = await baseDEssai()
})
// A server for each test: a new address, so that nothing is remembered of the one before.
beforeEach(async () => {
  await base.pool.query('truncate sirene_cache, sirene_etablissement, sirene_unite_legale, sirene_import')
  await decalerHorloge(base.pool, '0')
  await insee?.arreter()
  insee = await demarrerInsee()
})
afterAll(() => insee.arreter())

const reglages = () => ({ SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle })
const consulter = (siret: string) => consulterSiret(base.db, reglages(), siret)
const enStock = async (siret: string, ouvert = true) => {
  await base.pool.query(
    `insert into sirene_etablissement (siret, est_ouvert, est_siege, est_diffusible, code_postal, ville, adresse) values ($1, $2, true, true, '69100', 'VILLEURBANNE', '1 RUE DU STOCK')`,
    [siret, ouvert],
  )
  await base.pool.query(
    `insert into sirene_unite_legale (siren, categorie_juridique, est_diffusible, denomination, nic_siege) values ($1, 5710, true, 'DU STOCK', $2)`,
    [Number(siret.slice(0, 9)), Number(siret.slice(9))],
  )
}

test('STR-03 un établissement ouvert : ce que le registre en dit, et rien d’autre', async () => {
  expect(await consulter(OCTO)).toEqual({
    etat: 'ouvert',
    source: 'api',
    consulteLe: expect.any(Date),
    etablissement: {
      siret: OCTO,
      siren: '418166096',
      raisonSociale: 'OCTO-TECHNOLOGY',
      nom: null,
      prenom: null,
      libelle: null,
      adresse: "34 AVENUE DE L'OPERA",
      complementAdresse1: null,
      complementAdresse2: null,
      codePostal: '75002',
      ville: 'PARIS',
      pays: 'FR',
      categorieJuridique: '5710',
      estSiege: true,
      siretSiege: OCTO,
      nonDiffusible: false,
      dateCreation: '2016-11-28',
      dateFermeture: null,
      successeur: null,
      unitePublique: false,
    },
  })
  expect(insee.demandes).toEqual([`/api-sirene/3.11/siret/${OCTO}`])
})

test('STR-03 S06 un établissement fermé est dit fermé, avec sa date et son successeur', async () => {
  for (const mode of ['normal', 'periodes-melees'] as const) {
    insee.mode = mode
    await base.pool.query('truncate sirene_cache')
    expect(await consulter(FERME)).toMatchObject({
      etat: 'ferme',
      etablissement: { siret: FERME, dateFermeture: '2022-01-01', successeur: OCTO },
    })
  }
})

test('STR-03 diffusion partielle : « [ND] » n’est jamais recopié', async () => {
  const lu = await consulter(MASQUE)
  expect(lu).toMatchObject({
    etat: 'ouvert',
    etablissement: {
      nonDiffusible: true,
      nom: null,
      prenom: null,
      raisonSociale: null,
      adresse: null,
      codePostal: null,
      ville: 'PARIS',
      categorieJuridique: '1000',
    },
  })
  expect(JSON.stringify(lu)).not.toContain('ND]')
})

test('STR-03 inconnu du registre, retenu dix minutes ; trouvé, un jour', async () => {
  for (const [siret, etat, tient, perime] of [
    [ABSENT, 'inconnu', '9 minutes', '11 minutes'],
    [OCTO, 'ouvert', '23 hours', '25 hours'],
  ] as const) {
    insee.demandes.length = 0
    await decalerHorloge(base.pool, '0')
    for (const decalage of ['0', tient]) {
      await decalerHorloge(base.pool, decalage)
      expect((await consulter(siret)).etat).toBe(etat)
    }
    expect(insee.demandes).toHaveLength(1)
    await decalerHorloge(base.pool, perime)
    expect((await consulter(siret)).etat).toBe(etat)
    expect(insee.demandes).toHaveLength(2)
  }
})

const PANNES: [Mode, ReponseRegistre][] = [
  ['html', { etat: 'injoignable', cause: 'illisible' }],
  ['vide', { etat: 'injoignable', cause: 'illisible' }],
  ['enorme', { etat: 'injoignable', cause: 'illisible' }],
  ['gzip-enorme', { etat: 'injoignable', cause: 'illisible' }],
  ['autre-siret', { etat: 'injoignable', cause: 'illisible' }],
  ['sans-periode-courante', { etat: 'injoignable', cause: 'illisible' }],
  ['formes-folles', { etat: 'injoignable', cause: 'illisible' }],
  ['introuvable-html', { etat: 'injoignable', cause: 'illisible' }],
  ['redirige', { etat: 'injoignable', cause: 'illisible' }],
  ['coupe', { etat: 'injoignable', cause: 'panne' }],
  ['panne', { etat: 'injoignable', cause: 'panne' }],
  ['debit', { etat: 'injoignable', cause: 'debit', reessayerDans: 7 }],
  ['cle', { etat: 'injoignable', cause: 'cle' }],
]

test.each(PANNES)('STR-03 S06 registre « %s » : dit injoignable, rien d’inventé, rien de retenu', async (mode, attendu) => {
  insee.mode = mode
  const lu = await consulter(mode === 'autre-siret' ? ABSENT : FERME)
  expect(lu).toEqual(expect.objectContaining(attendu))
  expect(lu).not.toHaveProperty('etablissement')
  expect((await base.pool.query('select from sirene_cache')).rowCount).toBe(0)
  expect(insee.demandes).toHaveLength(1)
})

test('STR-03 S05 registre qui ne répond pas, ou octet par octet : au bout de 3 s, dit injoignable', async () => {
  const autre = await demarrerInsee()
  insee.mode = 'lent'
  autre.mode = 'corps-lent'
  const debut = performance.now()
  const lus = await Promise.all([consulter(OCTO), consulterSiret(base.db, { SIRENE_API_URL: autre.url, SIRENE_API_KEY: autre.cle }, OCTO)])
  expect(performance.now() - debut).toBeLessThan(15_000)
  for (const lu of lus) expect(lu).toEqual({ etat: 'injoignable', cause: 'delai' })
  expect((await base.pool.query('select from sirene_cache')).rowCount).toBe(0)
  await autre.arreter()
})

test('STR-03 S05 l’API injoignable : le stock importé répond, en le disant', async () => {
  await enStock(OCTO)
  insee.mode = 'panne'
  expect(await consulter(OCTO)).toMatchObject({
    etat: 'ouvert',
    source: 'stock',
    secours: 'panne',
    etablissement: { raisonSociale: 'DU STOCK', siretSiege: OCTO, adresse: '1 RUE DU STOCK', pays: 'FR' },
  })
  await insee.arreter()
  expect(await consulter(OCTO)).toMatchObject({ source: 'stock', secours: 'panne' })
  expect(await consulter(ABSENT)).toEqual({ etat: 'injoignable', cause: 'panne' })
})

test('STR-03 sans API : le stock seul ; sans l’un ni l’autre : non configuré', async () => {
  const seul = (siret: string) => consulterSiret(base.db, {}, siret)
  expect(await seul(OCTO)).toEqual({ etat: 'injoignable', cause: 'non-configure' })
  await enStock('00542004700010', false)
  expect(await seul('00542004700010')).toMatchObject({
    etat: 'ferme',
    source: 'stock',
    etablissement: { siret: '00542004700010', siren: '005420047', siretSiege: '00542004700010' },
  })
  expect(await seul(OCTO)).toEqual({ etat: 'inconnu' })
  expect(insee.demandes).toEqual([])
})

test('STR-03 mauvaise clé : affaire de l’exploitant, distincte d’une panne', async () => {
  expect(await consulterSiret(base.db, { SIRENE_API_URL: insee.url, SIRENE_API_KEY: 'autre' }, OCTO)).toEqual({
    etat: 'injoignable',
    cause: 'cle',
  })
})

test('STR-03 quota : après « trop de requêtes », l’API n’est plus interrogée avant l’heure dite', async () => {
  insee.mode = 'debit'
  await consulter(OCTO)
  insee.mode = 'normal'
  const suite = await consulter(ABSENT)
  expect(suite).toMatchObject({ etat: 'injoignable', cause: 'debit' })
  expect((suite as { reessayerDans: number }).reessayerDans).toBeGreaterThan(0)
  expect(insee.demandes).toHaveLength(1)
})

test('S05 vingt consultations à la fois du même SIRET : une seule requête, une même réponse', async () => {
  const lus = await Promise.all(Array.from({ length: 20 }, () => consulter(OCTO)))
  expect(new Set(lus.map((l) => l.etat))).toEqual(new Set(['ouvert']))
  expect(insee.demandes).toHaveLength(1)
})

test('STR-03 ce qui n’est pas un SIRET n’est jamais envoyé au registre', async () => {
  for (const saisi of ['../informations', '4181660960006', `${OCTO}?x=1`, '']) expect(await consulter(saisi)).toEqual({ etat: 'inconnu' })
  expect(insee.demandes).toEqual([])
})
