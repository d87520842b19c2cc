import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre } from '#tests/navigateur.ts'

const p = await portailDuMonde()
await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.operateur])
const [ines, marc] = [await p.session('agent'), await p.session('operateur')]
const deposer = async (n: number, priorite = 'normale', categorie = 'generale-portail') =>
  (
    await p.pool.query<{ numero: string }>(
      `insert into ticket (cle, auteur, courriel, categorie, sous_categorie, titre, description, priorite) select gen_random_uuid(), $1, 'a@exemple.fr', k.categorie, k.code, 'Question ' || n, 'Description', $3 from generate_series(1, $2) n, ticket_sous_categorie k where k.code = $4 returning numero`,
      [p.monde.daniel, n, priorite, categorie],
    )
  ).rows.map((r) => r.numero)
const prendre = async (cookie: string, cle = randomUUID(), json: object = {}) =>
  (
    (await (await p.demander('/api/v1/tickets/suivant', { method: 'POST', cookie, json, headers: { 'idempotency-key': cle } })).json()) as {
      numero: string | null
    }
  ).numero

test('TIC-08 « Prendre le suivant » : deux agents à la fois en ont deux, la même demande deux fois un seul, le plus pressé d’abord ; sans aucun, c’est dit', async () => {
  const normaux = await deposer(5)
  const [urgent] = await deposer(1, 'urgente')
  const cle = randomUUID()
  expect([await prendre(ines, cle), await prendre(ines, cle)]).toEqual([urgent, urgent])
  const pris = await Promise.all([prendre(ines), prendre(marc), prendre(ines), prendre(marc)])
  expect([pris.filter((n) => normaux.includes(n!)).length, new Set(pris).size]).toEqual([4, 4])
  const double = randomUUID()
  const [a, b] = await Promise.all([prendre(marc, double), prendre(marc, double)])
  expect([a, normaux.includes(a!)]).toEqual([b, true])
  expect([await prendre(ines), await prendre(await p.session('camille'))]).toEqual([null, null])
  // Among those of the list as it is filtered.
  const [, connexion] = [await deposer(1), (await deposer(1, 'basse', 'connexion-impossible'))[0]]
  const r = await p.demander('/support/tickets/recus/suivant', {
    cookie: ines,
    champs: { _cle: randomUUID(), filtre: 'categorie=compte-et-connexion' },
  })
  expect(r.headers.get('location')).toBe(`/support/tickets/${connexion}`)
  const vide = await p.demander('/support/tickets/recus/suivant', { cookie: ines, champs: { filtre: 'categorie=compte-et-connexion' } })
  expect(vide.headers.get('location')).toMatch(/categorie=compte-et-connexion&fait=aucun$/)
  expect(await (await p.demander(vide.headers.get('location')!, { cookie: ines })).text()).toContain('Aucun ticket de cette liste')
  // What a colleague has is not the next one to answer.
  const suivant = async () => (await p.demander('/support/tickets/recus/suivant?apres=x', { cookie: marc })).headers.get('location')!
  expect((await p.pool.query('select agent from ticket where numero = $1', [(await suivant()).split('/').at(-1)])).rows[0].agent).not.toBe(
    p.monde.agent,
  )
})

test('TIC-08 POR-14 la touche « s » de « Tickets reçus » prend le suivant et mène à la réponse ; coupée, elle ne fait rien', async () => {
  await p.pool.query(`update ticket set agent = $1 where agent is null`, [p.monde.operateur])
  const [numero] = await deposer(1)
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: ines, largeur: 1280 })
  await page.goto('/support/tickets/recus')
  await page.fill('input[name=recherche] >> nth=-1', 's')
  await page.locator('h1').click()
  await page.keyboard.press('s')
  await page.waitForURL(`**/support/tickets/${numero}`)
  await expect.poll(() => page.evaluate(() => document.activeElement!.id)).toBe('texte')
  await page.goto('/raccourcis')
  await page.getByText('prendre le ticket suivant').waitFor()
  await page.getByLabel('Hors service').check()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Votre choix est enregistré').waitFor()
  await page.goto('/support/tickets/recus')
  await page.keyboard.press('s')
  await page.waitForTimeout(300)
  expect([new URL(page.url()).pathname, erreurs]).toEqual(['/support/tickets/recus', []])
  await contexte.close()
})
