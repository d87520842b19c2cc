import { beforeAll, expect, test } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde({ INUTILISE_JOURS: '100' })
const { menuiserie, daniel } = p.monde
const PAGE = '/organisation/habilitations/inutilisees'
let cookie: string

beforeAll(async () => {
  cookie = await p.session('daniel')
})

/** A person with rights since so many days, and their last use so many days ago. */
async function personne(nom: string, droits: [application: string, niveau: 1 | 2, depuis: number, usage?: number, fin?: number][]) {
  const { id } = await creerUtilisateur(p.pool, { prenom: 'Zoé', nom })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, periode, tri) values ($1, $2, tstzrange(maintenant() - interval '900 days', null), plier($3))`,
    [id, menuiserie, nom],
  )
  for (const [application, niveau, depuis, usage, fin] of droits) {
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, $4, tstzrange(maintenant() - make_interval(days => $5), maintenant() + make_interval(days => $6)) from application where code = $3`,
      [id, menuiserie, application, niveau, depuis, fin ?? null],
    )
    if (usage !== undefined)
      await p.pool.query(
        `insert into usage_habilitation select $1, $2, id, maintenant() - make_interval(days => $4) from application where code = $3`,
        [id, menuiserie, application, usage],
      )
  }
  return id
}
const page = async (suite: string) => (await p.demander(`${PAGE}?structure=${menuiserie}${suite}`, { cookie })).text()
const proposes = (html: string) => [...html.matchAll(/name="ligne" value="([^"|]+)\|([^"|]+)\|/g)].map((m) => m[2])

test('PLUS-02 ce qui n’a pas servi pendant la période est proposé, le reste non', async () => {
  const u = await personne('Usages', [
    ['marches', 2, 200],
    ['engagements', 1, 200, 150],
    ['raccordements', 1, 200, 50],
    ['factures-recues', 1, 20],
    ['organisation', 1, 300],
    ['suivi-des-flux', 1, 120, 300],
  ])
  expect(proposes(await page('&recherche=usages'))).toEqual(['organisation', 'engagements', 'suivi-des-flux', 'marches'])
  expect(proposes(await page('&recherche=usages&jours=160'))).toEqual(['organisation', 'marches'])
  expect(proposes(await page('&recherche=usages&jours=30'))).toHaveLength(5)
  // Signing in is a use of the portal itself.
  await p.pool.query(`update utilisateur set derniere_connexion_le = maintenant() where id = $1`, [u])
  expect(proposes(await page('&recherche=usages'))).not.toContain('organisation')
  // What changes already is not proposed.
  await p.demander('/api/v1/demandes/habilitation.supprimer', {
    cookie,
    json: { utilisateur: u, structure: menuiserie, application: 'marches' },
  })
  expect(proposes(await page('&recherche=usages'))).toEqual(['engagements', 'suivi-des-flux'])
})

test('PLUS-02 jamais « Organisation modification » du gestionnaire principal', async () => {
  await p.pool.query(
    `update habilitation set periode = tstzrange(maintenant() - interval '800 days', null) where utilisateur = $1 and structure = $2`,
    [daniel, menuiserie],
  )
  await p.pool.query(`update utilisateur set derniere_connexion_le = null where id = $1`, [daniel])
  const vus = proposes(await page('&recherche=poitier&taille=200'))
  expect(vus).toHaveLength(16)
  expect(vus).not.toContain('organisation')
})

test('PLUS-02 à l’écran, sans script : cocher, vérifier, une demande ; prolonger ce qui prend fin', async () => {
  const u = await personne('Écran', [
    ['marches', 2, 400],
    ['engagements', 1, 400],
    ['raccordements', 1, 400, 1, 10],
  ])
  const { page: w, erreurs } = await fenetre({ url: p.url, cookie, sansScript: true })
  await w.goto(`${PAGE}?structure=${menuiserie}&recherche=ecran`)
  // Nothing ticked: told, and nothing lost.
  expect(
    await (
      await p.demander(`${PAGE}?structure=${menuiserie}`, { cookie, champs: { _cle: crypto.randomUUID(), _etape: 'verifier' } })
    ).text(),
  ).toContain('Cochez au moins un droit')
  await w.getByRole('checkbox', { name: /Marchés modification, Zoé Écran/ }).check()
  await w.getByRole('checkbox', { name: /Engagements consultation, Zoé Écran/ }).check()
  await w.getByRole('button', { name: 'Proposer le retrait de la sélection' }).click()
  await w.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
  await w.getByRole('link', { name: 'Modifier mes réponses' }).click()
  await w.goBack()
  await w.getByRole('button', { name: /^Retirer 2/ }).click()
  await w.getByText(/Demande RITM\d+ enregistrée/).waitFor()
  expect(
    (
      await p.pool.query(
        `select count(distinct terminee_par)::int as n, count(terminee_par)::int as lignes from habilitation where utilisateur = $1`,
        [u],
      )
    ).rows,
  ).toEqual([{ n: 1, lignes: 2 }])
  await w.getByRole('link', { name: 'Qui prennent fin' }).click()
  await w.getByRole('link', { name: /Prolonger Raccordements consultation, Zoé Écran/ }).click()
  await w.getByRole('heading', { name: 'Modifier la ligne' }).waitFor()
  expect(erreurs).toEqual([])
  const { page: v } = await fenetre({ url: p.url, cookie, largeur: 390 })
  for (const suite of ['', '&vue=fins', '&recherche=personne']) {
    await v.goto(`${PAGE}?structure=${menuiserie}${suite}`)
    await verifierAccessibilite(v)
  }
})

test('PLUS-02 PLUS-07 réservé à qui gère la structure entière', async () => {
  for (const [qui, statut] of [
    ['heloise', 403],
    ['nadia', 404],
  ] as const)
    expect((await p.demander(`${PAGE}?structure=${menuiserie}`, { cookie: await p.session(qui) })).status).toBe(statut)
})
