import { expect, test } from 'vitest'
import { prevenirSansRepondant } from '#app/support/tickets/sans-repondant.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { daniel, nadia, operateur, mairie, menuiserie } = p.monde
const { rows } = await p.pool.query<{ numero: string }>(
  `insert into ticket (cle, auteur, structure, destinataire, courriel, categorie, sous_categorie, titre, description) select gen_random_uuid(), $1, $2, $3, 'a@exemple.fr', 'factures-emises', 'facture-question', 'Engagement', 'Description' from generate_series(1, 2) returning numero`,
  [daniel, menuiserie, mairie],
)
const avis = async () =>
  (
    await p.pool.query<{ utilisateur: string; adresse: string; titre: string }>(
      `select utilisateur, adresse, titre from avis where cle like 'sans-repondant:%' order by cree_le`,
    )
  ).rows
const page = async () =>
  (await (await p.demander(`/support/tickets/${rows[0]!.numero}`, { cookie: await p.session('daniel') })).text()).replace(
    /[\u00a0\u202f]/g,
    ' ',
  )
const retirer = () =>
  p.pool.query(
    `update habilitation set periode = tstzrange(lower(periode), maintenant()) where structure = $1 and application = 11 and maintenant() <@ periode`,
    [mairie],
  )
const rendre = () =>
  p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 11, 2, tstzrange(maintenant(), null))`,
    [nadia, mairie],
  )

test('TIC-07 un numéro en petites lettres mène à l’adresse du ticket, avec ce qui la suit ; celui d’aucun ticket reste introuvable', async () => {
  const { numero } = rows[0]!
  const lire = async (chemin: string) => p.demander(chemin, { cookie: await p.session('daniel') })
  const r = await lire(`/support/tickets/${numero.toLowerCase()}?avis=demande`)
  expect([r.status, r.headers.get('location')]).toEqual([303, `/support/tickets/${numero}?avis=demande`])
  expect((await lire('/support/tickets/CPROCS9999999')).status).toBe(404)
})

test('TIC-08 une structure où plus personne ne peut répondre : son gestionnaire principal en est averti une fois, l’émetteur le lit ; à nouveau, après que quelqu’un l’a pu ; sans gestionnaire, l’opérateur', async () => {
  expect([await prevenirSansRepondant(p.programme), await avis()]).toEqual([0, []])
  expect(await page()).toContain('Rien à faire de votre côté')
  await retirer()
  const html = await page()
  expect([html.includes('n’a le droit de répondre aux tickets'), html.includes('Rien à faire de votre côté')]).toEqual([true, false])
  expect([await prevenirSansRepondant(p.programme), await prevenirSansRepondant(p.programme)]).toEqual([1, 0])
  expect(await avis()).toEqual([
    {
      utilisateur: nadia,
      adresse: `/organisation/habilitations?structure=${mairie}`,
      titre: expect.stringMatching(/^Personne ne peut répondre aux tickets adressés à /),
    },
  ])
  const { adresse } = (await avis())[0]!
  expect((await p.demander(adresse, { cookie: await p.session('nadia') })).status).toBe(200)
  await rendre()
  expect([await prevenirSansRepondant(p.programme), (await page()).includes('Rien à faire de votre côté')]).toEqual([0, true])
  await retirer()
  expect([await prevenirSansRepondant(p.programme), (await avis()).map((a) => a.utilisateur)]).toEqual([1, [nadia, nadia]])
  await p.pool.query(`update structure set gestionnaire_principal = null where id = $1`, [mairie])
  expect([await prevenirSansRepondant(p.programme), (await avis()).at(-1)]).toEqual([
    1,
    expect.objectContaining({ utilisateur: operateur, adresse: '/exploitation/gestionnaires' }),
  ])
})
