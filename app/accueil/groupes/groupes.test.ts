import { beforeAll, expect, test } from 'vitest'
import { groupesDe } from '#app/accueil/groupes/groupes.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
let daniel: string
beforeAll(async () => {
  p = await portailDuMonde()
  daniel = await p.session('daniel')
})

const creer = (nom: string, cookie = daniel) => p.demander('/compte/groupes', { cookie, champs: { nom } })
const groupe = async (nom: string) => (await groupesDe(p.db, p.monde.daniel)).find((g) => g.nom === nom)

test('POR-13 un groupe se crée, se remplit, se renomme et se supprime, sous un nom à soi', async () => {
  const r = await creer('  Clients   de Lyon ')
  expect(r.status).toBe(303)
  const adresse = new URL(r.headers.get('location')!, p.url).pathname
  const { menuiserie, sci } = p.monde
  expect(
    (await p.demander(adresse, { cookie: daniel, champs: { nom: 'Ateliers', montree: [menuiserie, sci], structure: [menuiserie, sci] } }))
      .status,
  ).toBe(303)
  expect(await groupe('Ateliers')).toMatchObject({ nombre: 2 })
  await p.demander(adresse, { cookie: daniel, champs: { nom: 'Ateliers', montree: [menuiserie], structure: [] } })
  expect(await groupe('Ateliers')).toMatchObject({ nombre: 1 })
  const html = await (await p.demander(adresse, { cookie: daniel })).text()
  expect(html).toMatch(new RegExp(`value="${sci}"[^>]*checked|checked[^>]*value="${sci}"`))
  expect((await p.demander(`${adresse}/suppression`, { cookie: daniel, method: 'POST', champs: { x: '' } })).status).toBe(303)
  expect(await groupe('Ateliers')).toBeUndefined()
})

test('POR-13 un nom vide, trop long ou déjà pris est refusé sur son champ, la saisie gardée', async () => {
  await creer('Cabinet')
  for (const [nom, phrase] of [
    ['   ', 'Donnez un nom au groupe.'],
    ['x'.repeat(81), '80 caractères au plus'],
    ['CABINET', 'Vous avez déjà un groupe de ce nom.'],
  ] as const) {
    const r = await creer(nom)
    const html = await r.text()
    expect(r.status, nom).toBe(422)
    expect(html).toContain(phrase)
    expect(html).toContain('<title>Erreur')
  }
})

test('POR-13 le groupe d’une autre personne n’existe pas, et l’on n’y met que ses propres structures', async () => {
  await creer('Privé')
  const { id } = (await groupe('Privé'))!
  const heloise = await p.session('heloise')
  for (const r of [
    await p.demander(`/compte/groupes/${id}`, { cookie: heloise }),
    await p.demander(`/compte/groupes/${id}`, { cookie: heloise, champs: { nom: 'Pris' } }),
    await p.demander(`/compte/groupes/${id}/suppression`, { cookie: heloise, champs: { x: '' } }),
  ])
    expect(r.status).toBe(404)
  await p.demander(`/compte/groupes/${id}`, {
    cookie: daniel,
    champs: { nom: 'Privé', montree: [p.monde.mairie], structure: [p.monde.mairie, 'pas-un-id'] },
  })
  expect(await groupe('Privé')).toMatchObject({ nombre: 0 })
  expect((await p.demander('/compte/groupes/nimporte', { cookie: daniel })).status).toBe(404)
})

test('POR-13 deux créations au même instant ne font qu’un groupe', async () => {
  const statuts = (await Promise.all([creer('Course'), creer('course'), creer('COURSE')])).map((r) => r.status).toSorted()
  expect(statuts).toEqual([303, 422, 422])
})

test('POR-13 « Toutes mes structures » montre les groupes', async () => {
  await creer('Quais')
  const html = await (await p.demander('/compte/structures', { cookie: daniel })).text()
  expect(html).toContain(`href="/compte/groupes/${(await groupe('Quais'))!.id}">Quais`)
})
