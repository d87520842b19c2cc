import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, agencement, mairie } = p.monde
const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]
const LISTE = '/organisation/utilisateurs/liste'
const CLE = '44444444-4444-7444-8444-444444444444'

async function appeler<T = Record<string, unknown>>(
  methode: string,
  chemin: string,
  json?: object,
  cookie = daniel,
  entetes: Record<string, string> = {},
): Promise<{ statut: number; corps: T }> {
  const r = await p.demander(chemin, { method: methode, cookie, json, headers: entetes })
  const texte = await r.text()
  return { statut: r.status, corps: (texte ? JSON.parse(texte) : null) as T }
}
type Vue = { id: string; nom: string; requete: string; mienne: boolean; structure: { id: string } | null }
type Groupe = { id: string; nom: string; nombre: number; structures: { id: string }[] }
type Probleme = { code: string; champs: { champ: string; code: string }[] }

test('POR-15 INT-08 une vue s’enregistre, se partage, se renomme et se supprime par l’API comme à l’écran', async () => {
  const { statut, corps: vue } = await appeler<Vue>('POST', '/api/v1/vues', {
    liste: LISTE,
    requete: `structure=${menuiserie}&tri=-nom&page=3`,
    nom: ' Mes  gens ',
    structure: menuiserie,
  })
  expect([statut, vue.nom, vue.requete, vue.structure?.id]).toEqual([201, 'Mes gens', `structure=${menuiserie}&tri=-nom`, menuiserie])
  expect(await (await p.demander(`${LISTE}?structure=toutes`, { cookie: heloise })).text()).toContain('Mes gens')
  const chez = async (cookie: string) =>
    (await appeler<{ elements: Vue[]; total: number }>('GET', `/api/v1/vues?liste=${LISTE}`, undefined, cookie)).corps
  expect([(await chez(daniel)).elements, (await chez(heloise)).elements, (await chez(nadia)).total]).toMatchObject([
    [{ id: vue.id, mienne: true }],
    [{ id: vue.id, mienne: false }],
    0,
  ])
  for (const [methode, corps] of [
    ['GET', undefined],
    ['PUT', { nom: 'Volée' }],
    ['DELETE', undefined],
  ] as const)
    expect((await appeler(methode, `/api/v1/vues/${vue.id}`, corps, heloise)).statut).toBe(404)
  expect(await appeler<Vue>('PUT', `/api/v1/vues/${vue.id}`, { nom: 'Renommée' })).toMatchObject({
    statut: 200,
    corps: { nom: 'Renommée', structure: null },
  })
  expect([(await appeler('DELETE', `/api/v1/vues/${vue.id}`)).statut, (await appeler('GET', `/api/v1/vues/${vue.id}`)).statut]).toEqual([
    204, 404,
  ])
})

test('POR-15 saisies fausses d’une vue : à leur champ, rien n’est écrit', async () => {
  const base = { liste: LISTE, requete: '', nom: 'Essai' }
  await appeler('POST', '/api/v1/vues', { ...base, nom: 'Prise' })
  for (const [champ, code, plus] of [
    ['nom', 'nom-manquant', { nom: ' ' }],
    ['nom', 'nom-trop-long', { nom: 'x'.repeat(81) }],
    ['nom', 'nom-deja-pris', { nom: 'Prise' }],
    ['structure', 'structure-inconnue', { structure: mairie }],
    ['requete', 'requete-trop-longue', { requete: `recherche=${'x'.repeat(2100)}` }],
  ] as const)
    expect([code, await appeler<Probleme>('POST', '/api/v1/vues', { ...base, ...plus })]).toMatchObject([
      code,
      { statut: 422, corps: { code, champs: [{ champ, code }] } },
    ])
  for (const faux of [
    { ...base, liste: '/ailleurs' },
    { ...base, inconnu: 1 },
    { ...base, structure: 'x' },
  ])
    expect((await appeler('POST', '/api/v1/vues', faux)).statut).toBe(422)
  expect((await appeler('GET', '/api/v1/vues?liste=/ailleurs')).statut).toBe(422)
  expect((await p.pool.query(`select count(*)::int as n from vue_enregistree where nom <> 'Prise'`)).rows).toEqual([{ n: 0 }])
})

test('POR-15 INT-09 la même clé deux fois, ou deux fois à la fois : une vue ; un autre nom, ou la clé d’un autre : refusé', async () => {
  const creer = async (nom: string, cookie = daniel) =>
    appeler<Vue & Probleme>('POST', '/api/v1/vues', { liste: LISTE, requete: '', nom }, cookie, { 'idempotency-key': CLE })
  const dix = await Promise.all(Array.from({ length: 10 }, async () => creer('Une fois')))
  expect([new Set(dix.map((r) => r.statut)), new Set(dix.map((r) => r.corps.id))]).toEqual([new Set([201]), new Set([CLE])])
  expect([(await creer('Autre')).corps.code, (await creer('Une fois', nadia)).corps.code]).toEqual([
    'cle-idempotence-reutilisee',
    'cle-idempotence-reutilisee',
  ])
})

test('POR-13 INT-08 un groupe de structures se crée, se lit, se change et se supprime par l’API comme à l’écran', async () => {
  const { statut, corps: g } = await appeler<Groupe>('POST', '/api/v1/groupes', { nom: 'Bâtiment', structures: [menuiserie] })
  expect([statut, g.nom, g.structures.map((s) => s.id)]).toEqual([201, 'Bâtiment', [menuiserie]])
  expect(await (await p.demander('/compte/groupes', { cookie: daniel })).text()).toContain('Bâtiment')
  expect((await appeler<{ elements: Groupe[] }>('GET', '/api/v1/groupes')).corps.elements).toEqual([
    { id: g.id, nom: 'Bâtiment', nombre: 1 },
  ])
  const changer = async (corps: object) => (await appeler<Groupe>('PUT', `/api/v1/groupes/${g.id}`, corps)).corps
  // Left out, the structures stay; given, they are those and no others.
  expect([
    (await changer({ nom: 'Travaux' })).structures.length,
    (await changer({ nom: 'Travaux', structures: [agencement] })).structures.map((s) => s.id),
    (await changer({ nom: 'Travaux', structures: [] })).nombre,
  ]).toEqual([1, [agencement], 0])
  for (const [methode, corps] of [
    ['GET', undefined],
    ['PUT', { nom: 'Volé' }],
    ['DELETE', undefined],
  ] as const)
    expect((await appeler(methode, `/api/v1/groupes/${g.id}`, corps, heloise)).statut).toBe(404)
  expect([(await appeler('DELETE', `/api/v1/groupes/${g.id}`)).statut, (await appeler('GET', `/api/v1/groupes/${g.id}`)).statut]).toEqual([
    204, 404,
  ])
})

test('POR-13 saisies fausses d’un groupe, et la même clé dix fois à la fois', async () => {
  const creer = async (corps: object, cle?: string) =>
    appeler<Groupe & Probleme>('POST', '/api/v1/groupes', corps, daniel, cle ? { 'idempotency-key': cle } : {})
  await creer({ nom: 'Pris' })
  for (const [champ, code, corps] of [
    ['nom', 'nom-manquant', { nom: '' }],
    ['nom', 'nom-trop-long', { nom: 'x'.repeat(81) }],
    ['nom', 'nom-deja-pris', { nom: 'PRIS' }],
    ['structures', 'structure-inconnue', { nom: 'Autre', structures: [menuiserie, mairie] }],
  ] as const)
    expect([code, await creer(corps)]).toMatchObject([code, { statut: 422, corps: { champs: [{ champ, code }] } }])
  const dix = await Promise.all(
    Array.from({ length: 10 }, async () => creer({ nom: 'Une fois', structures: [menuiserie, agencement] }, CLE)),
  )
  expect([new Set(dix.map((r) => r.statut)), new Set(dix.map((r) => r.corps.id)), dix.at(-1)!.corps.nombre]).toEqual([
    new Set([201]),
    new Set([CLE]),
    2,
  ])
  expect((await p.pool.query('select count(*)::int as n from groupe_structures')).rows).toEqual([{ n: 2 }])
})
