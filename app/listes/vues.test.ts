import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, mairie } = p.monde
const LISTE = '/organisation/utilisateurs/liste'
const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]
const enregistrer = async (cookie: string, champs: Record<string, string>) =>
  p.demander('/vues', { cookie, champs: { liste: LISTE, requete: `structure=${menuiserie}&tri=-nom&page=3`, nom: 'Mes gens', ...champs } })
const voit = async (cookie: string, nom: string) => (await (await p.demander(`${LISTE}?structure=toutes`, { cookie })).text()).includes(nom)
const vue = async (nom: string) =>
  (
    await p.pool.query<{ id: string; requete: string; structure: string | null }>(
      'select id, requete, structure from vue_enregistree where nom = $1',
      [nom],
    )
  ).rows[0]!

test('POR-15 une vue garde filtres et tri sous un nom, pas la page ; elle n’est qu’à soi', async () => {
  const r = await enregistrer(daniel, { nom: '  Mes   gens ' })
  expect([r.status, r.headers.get('location')]).toEqual([303, `${LISTE}?structure=${menuiserie}&tri=-nom&page=3`])
  expect((await vue('Mes gens')).requete).toBe(`structure=${menuiserie}&tri=-nom`)
  expect([await voit(daniel, 'Mes gens'), await voit(heloise, 'Mes gens')]).toEqual([true, false])
  const page = await (await p.demander(LISTE, { cookie: daniel })).text()
  expect(page).toContain(`${LISTE}?structure=${menuiserie}&amp;tri=-nom`)
})

test('POR-15 partagée dans une structure : ses personnes la voient, seul son auteur la change', async () => {
  await enregistrer(daniel, { nom: 'Partagée', partage: menuiserie })
  expect([await voit(heloise, 'Partagée'), await voit(nadia, 'Partagée')]).toEqual([true, false])
  const { id } = await vue('Partagée')
  for (const [chemin, champs] of [
    [`/vues/${id}`, { nom: 'Volée' }],
    [`/vues/${id}/suppression`, {}],
  ] as const)
    expect((await p.demander(chemin, { cookie: heloise, champs: { ...champs, _: '' } })).status).toBe(404)
  expect((await p.demander(`/vues/${id}`, { cookie: daniel, champs: { nom: 'Renommée', structure: '' } })).status).toBe(303)
  expect([await voit(daniel, 'Renommée'), await voit(heloise, 'Renommée')]).toEqual([true, false])
  expect((await p.demander(`/vues/${id}/suppression`, { cookie: daniel, champs: { _: '' } })).status).toBe(303)
  expect(await voit(daniel, 'Renommée')).toBe(false)
})

test('POR-15 on ne partage qu’avec une structure à soi ; nom vide, trop long ou pris : la page revient, la saisie gardée', async () => {
  for (const [champs, dit] of [
    [{ partage: mairie, nom: 'Ailleurs' }, 'ne peut pas être partagée'],
    [{ partage: 'abc', nom: 'Ailleurs' }, 'ne peut pas être partagée'],
    [{ nom: ' ' }, 'Donnez un nom'],
    [{ nom: 'x'.repeat(81) }, '80 caractères'],
    [{ nom: 'Mes gens' }, 'déjà une vue de ce nom'],
  ] as const) {
    const r = await enregistrer(daniel, champs)
    const html = await r.text()
    expect([champs, r.status]).toEqual([champs, 422])
    expect(html).toContain(dit)
    expect(html).toContain('tri=-nom')
  }
  expect((await enregistrer(daniel, { liste: 'https://ailleurs.example/' })).status).toBe(404)
  expect((await enregistrer(daniel, { nom: '"><script>', requete: `recherche=${'"'}%27&structure=toutes` })).status).toBe(303)
  expect(await (await p.demander(LISTE, { cookie: daniel })).text()).not.toContain('"><script>')
  expect(
    (await p.demander(`/vues/${(await vue('Mes gens')).id}`, { cookie: daniel, champs: { nom: 'Mes gens', structure: mairie } })).status,
  ).toBe(422)
})

test('POR-15 cinquante vues au plus d’une liste', async () => {
  await p.pool.query(
    `insert into vue_enregistree (liste, nom, requete, auteur) select $1, 'n' || n, '', $2 from generate_series(1, 50) n`,
    [LISTE, p.monde.heloise],
  )
  const r = await enregistrer(heloise, { nom: 'De trop' })
  expect([r.status, (await r.text()).includes('50 vues')]).toEqual([422, true])
})
