import { expect, test } from 'vitest'
import { creerUtilisateur, habiliter } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, daniel: idDaniel, heloise: idHeloise, mairie, nadia: idNadia } = p.monde
const [daniel, heloise] = [await p.session('daniel'), await p.session('heloise')]
const { rows: services } = await p.pool.query<{ id: string }>(`select id from service where structure = $1 order by code limit 2`, [
  menuiserie,
])
async function rattache(nom: string, mailles: (string | null)[]) {
  const { id } = await creerUtilisateur(p.pool, { nom, prenom: 'Alix' })
  for (const s of mailles)
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, service, periode, tri) values ($1, $2, $3, tstzrange(maintenant(), null), plier($4))`,
      [id, menuiserie, s, `${nom} Alix`],
    )
  return id
}
const cle = (id: string, structure = menuiserie) => `${id}:${structure}`
const choisir = async (cookie: string, champs: Record<string, string | string[]>) =>
  (
    await p.demander('/organisation/utilisateurs/selection', { cookie, champs: { requete: `structure=${menuiserie}`, ...champs } })
  ).headers.get('location')!
const html = async (chemin: string, cookie = daniel) => {
  const r = await p.demander(chemin, { cookie })
  return [r.status, await r.text()] as const
}
const encore = async (id: string) =>
  (
    await p.pool.query(
      'select from rattachement where utilisateur = $1 and structure = $2 and retire_le is null and periode @> maintenant()',
      [id, menuiserie],
    )
  ).rows.length

test('POR-15 UTI-04 plusieurs lignes cochées : une page de vérification, puis une issue par ligne', async () => {
  const [un, deux] = [
    await rattache('Martin', [null]),
    await rattache(
      'Petit',
      services.map((s) => s.id),
    ),
  ]
  const chemin = await choisir(daniel, {
    action: 'detacher',
    choix: [cle(un), cle(deux), cle(idDaniel), cle(idNadia, mairie), 'n’importe quoi', cle('00000000-0000-7000-8000-000000000000')],
  })
  expect(chemin).toMatch(/^\/organisation\/utilisateurs\/selection\/[0-9a-f-]{36}$/)
  const [statut, page] = await html(chemin)
  expect(statut).toBe(200)
  expect([page.includes('Martin'), page.includes('Petit'), page.includes('Bonjean'), page.includes('Détacher 2 personnes')]).toEqual([
    true,
    true,
    false,
    true,
  ])
  expect([await encore(un), await encore(deux)]).toEqual([1, 2])
  expect((await p.demander(chemin, { cookie: daniel, champs: { commentaire: ' ' } })).status).toBe(422)
  expect((await html(chemin, heloise))[0]).toBe(404)
  expect((await p.demander(chemin, { cookie: heloise, champs: { commentaire: 'x' } })).status).toBe(404)
  // Twice: nothing is done again.
  for (let i = 0; i < 2; i++)
    expect((await p.demander(chemin, { cookie: daniel, champs: { commentaire: 'Fin de mission' } })).status).toBe(303)
  expect([await encore(un), await encore(deux)]).toEqual([0, 0])
  const { rows } = await p.pool.query<{ numero: string }>(
    `select numero from demande where type = 'rattachement.terminer' and auteur = $1`,
    [idDaniel],
  )
  expect(rows).toHaveLength(3)
  const [, issue] = await html(chemin)
  expect([issue.includes('2 personnes détachées'), issue.match(/RITM\d+/g)!.length >= 2]).toEqual([true, true])
})

test('POR-15 « tous » : ce que le filtre tient, sur toutes les pages, et lui seul', async () => {
  const ids: string[] = []
  for (let i = 0; i < 25; i++) ids.push(await rattache(`Lot${i}`, [null]))
  const chemin = await choisir(daniel, { tous: 'detacher', requete: `structure=${menuiserie}&recherche=lot&taille=20&page=2` })
  expect((await html(chemin))[1]).toContain('Détacher 25 personnes')
  // One of them leaves between the check and the confirmation.
  await p.pool.query('update rattachement set retire_le = maintenant() where utilisateur = $1', [ids[3]])
  await p.demander(chemin, { cookie: daniel, champs: { commentaire: 'Fin du lot' } })
  expect((await html(chemin))[1]).toContain('24 personnes détachées')
  for (const id of ids) expect(await encore(id)).toBe(0)
  expect(await encore(idHeloise)).toBe(1)
})

test('POR-15 sans droit, rien n’est à traiter : une sélection forgée ne détache personne', async () => {
  const chemin = await choisir(heloise, { action: 'detacher', choix: [cle(idDaniel), cle(idNadia, mairie)] })
  expect((await html(chemin, heloise))[1]).toContain('Personne n’est à traiter')
  await p.demander(chemin, { cookie: heloise, champs: { commentaire: 'x' } })
  expect(await encore(idDaniel)).toBe(1)
  expect(await choisir(daniel, { action: 'autre', choix: [cle(idHeloise)] })).toBe(
    `/organisation/utilisateurs/liste?structure=${menuiserie}`,
  )
  expect(await choisir(daniel, { action: 'detacher' })).toBe(`/organisation/utilisateurs/liste?structure=${menuiserie}`)
})

test('POR-15 UTI-04 le gestionnaire d’un service ne détache que de ce service ; une ligne refusée dit pourquoi, les autres sont faites', async () => {
  const service = services[0]!.id
  const [chef, mixte] = [await rattache('Chef', [service]), await rattache('Mixte', [null, service])]
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 1, 2, tstzrange(maintenant(), null))`,
    [chef, menuiserie, service],
  )
  const cookie = await p.session(chef)
  await p.demander(await choisir(cookie, { action: 'detacher', choix: [cle(mixte)] }), {
    cookie,
    champs: { commentaire: 'Quitte le service' },
  })
  expect(await encore(mixte)).toBe(1)
  // The last who holds « Organisation modification » stays (HAB-07).
  const seul = await rattache('Seul', [null])
  await habiliter(p.pool, seul, menuiserie)
  await p.pool.query(
    `update habilitation set retiree_le = maintenant() where structure = $1 and application = 1 and niveau = 2 and utilisateur <> $2`,
    [menuiserie, seul],
  )
  const sien = await p.session(seul)
  const chemin = await choisir(sien, { action: 'detacher', choix: [cle(seul), cle(mixte)] })
  await p.demander(chemin, { cookie: sien, champs: { commentaire: 'Tous' } })
  const [, issue] = await html(chemin, sien)
  expect([issue.includes('1 personne détachée'), issue.includes('1 ligne refusée'), await encore(seul), await encore(mixte)]).toEqual([
    true,
    true,
    1,
    0,
  ])
})
