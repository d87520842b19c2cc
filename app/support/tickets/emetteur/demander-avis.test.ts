import { expect, test } from 'vitest'
import { enregistrerMotDePasse } from '#app/comptes/motdepasse/enregistrer.ts'
import { hacherMotDePasse } from '#app/comptes/motdepasse/hacher.ts'
import { demanderLesAvis } from '#app/support/tickets/emetteur/demander-avis.ts'
import { fermerTicketsSansReaction } from '#app/support/tickets/expirer.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre } from '#tests/navigateur.ts'

const p = await portailDuMonde()
const [daniel, agent] = [await p.session('daniel'), await p.session('agent')]
const CORPS = { sousCategorie: 'generale-portail', titre: 'Le courriel n’arrive pas', description: 'Rien depuis hier.' }
const agir = async (cookie: string, numero: string, action: string, plus: object = {}) =>
  (
    await p.demander(`/api/v1/tickets/${numero}/actions`, {
      method: 'POST',
      cookie,
      json: { action, ...(action === 'resoudre' || action === 'fusionner' ? { texte: 'Voilà.' } : {}), ...plus },
    })
  ).status
const nouveau = async (cookie = daniel, ...gestes: string[]) => {
  const { numero } = (await (await p.demander('/api/v1/tickets', { method: 'POST', cookie, json: CORPS })).json()) as { numero: string }
  for (const g of gestes) {
    const par = ['prendre', 'resoudre'].includes(g) ? agent : cookie
    expect([g, await agir(par, numero, g)]).toEqual([g, 200])
  }
  return numero
}
const demandes = async (numero: string) =>
  (
    await p.pool.query<{ a: string; sujet: string; texte: string }>(
      `select donnees->>'a' as a, donnees->>'sujet' as sujet, donnees->>'texte' as texte from depart where file = 'courriel' and donnees->>'texte' like '%' || $1 || '/satisfaction%'`,
      [numero],
    )
  ).rows
const plusTard = async (duree: string) => {
  await decalerHorloge(p.pool, duree)
  const n = await demanderLesAvis(p.programme)
  await decalerHorloge(p.pool, '0')
  return n
}

test('TIC-08 l’avis se demande par courriel une fois, un moment après la clôture, à qui a écrit et n’a pas répondu sur la page', async () => {
  const accepte = await nouveau(daniel, 'prendre', 'resoudre', 'accepter')
  const ferme = await nouveau(daniel, 'prendre', 'resoudre', 'fermer')
  const deja = await nouveau(daniel, 'prendre', 'resoudre', 'accepter')
  await p.demander(`/support/tickets/${deja}/satisfaction`, { cookie: daniel, champs: { note: '5' } })
  // Withdrawn without an answer; merged into another.
  const retire = await nouveau(daniel, 'fermer')
  const reuni = await nouveau(daniel, 'prendre', 'resoudre')
  expect(await agir(agent, reuni, 'fusionner', { dans: await nouveau() })).toBe(200)
  expect(await demanderLesAvis(p.programme)).toBe(0)
  expect([await plusTard('6 minutes'), await plusTard('7 minutes')]).toEqual([2, 0])
  for (const n of [accepte, ferme])
    expect([n, await demandes(n)]).toEqual([
      n,
      [
        {
          a: 'daniel.poitier@exemple.fr',
          sujet: expect.stringContaining('la réponse est-elle satisfaisante'),
          texte: expect.stringContaining('Donner mon avis'),
        },
      ],
    ])
  for (const n of [deja, retire, reuni]) expect([n, await demandes(n)]).toEqual([n, []])
  const { rows } = await p.pool.query(`select genre, adresse from avis where cle like 'ticket:' || $1 || ':avis:%'`, [accepte])
  expect(rows).toEqual([{ genre: 'tickets', adresse: `/support/tickets/${accepte}/satisfaction` }])
})

test('TIC-08 un ticket qui se ferme de lui-même pose la question dans le courriel qui le dit, et dans aucun autre', async () => {
  const numero = await nouveau(daniel, 'prendre', 'resoudre')
  await decalerHorloge(p.pool, '16 days')
  await fermerTicketsSansReaction(p.programme)
  await decalerHorloge(p.pool, '0')
  await plusTard('17 days')
  expect((await demandes(numero)).map((m) => [m.a, m.texte.includes('sans réaction')])).toEqual([['daniel.poitier@exemple.fr', true]])
})

test('TIC-08 CPT-08 qui ne veut pas de courriel des tickets n’en a pas pour donner son avis ; qui n’est plus de la structure n’en a aucun', async () => {
  const { heloise, menuiserie } = p.monde
  const cookie = await p.session('heloise')
  await p.pool.query(`insert into preference_avis (utilisateur, genre, cadence) values ($1, 'tickets', 'jamais')`, [heloise])
  const muet = await nouveau(cookie, 'prendre', 'resoudre', 'accepter')
  expect([await plusTard('6 minutes'), await demandes(muet)]).toEqual([1, []])
  await p.pool.query('delete from preference_avis where utilisateur = $1', [heloise])
  const ailleurs = await nouveau(cookie, 'prendre', 'resoudre', 'accepter')
  await p.pool.query('update ticket set structure = $2 where numero = $1', [ailleurs, menuiserie])
  await p.pool.query('update rattachement set retire_le = maintenant() where utilisateur = $1 and structure = $2', [heloise, menuiserie])
  await plusTard('6 minutes')
  expect(await demandes(ailleurs)).toEqual([])
})

test('TIC-08 le lien du courriel mène à la question, connexion comprise ; trop tard, la page dit pourquoi', async () => {
  const numero = await nouveau(daniel, 'prendre', 'resoudre', 'accepter')
  await enregistrerMotDePasse(p.db, p.monde.daniel, await hacherMotDePasse('ma preuve à moi seul'))
  const { page, contexte, erreurs } = await fenetre({ url: p.url, largeur: 390 })
  await page.goto(`/support/tickets/${numero}/satisfaction`)
  await page.fill('[name=adresse]', 'daniel.poitier@exemple.fr')
  await page.fill('[name=motDePasse]', 'ma preuve à moi seul')
  await page.click('button.button--block >> text=Se connecter')
  await page.getByRole('heading', { name: 'La réponse est-elle satisfaisante' }).waitFor()
  await expect
    .poll(() =>
      page.getByRole('heading', { name: 'La réponse est-elle satisfaisante' }).evaluate((e) => e.getBoundingClientRect().top < innerHeight),
    )
    .toBe(true)
  expect(erreurs).toEqual([])
  await contexte.close()
  await decalerHorloge(p.pool, '31 days')
  const tard = await (await p.demander(`/support/tickets/${numero}?avis=demande`, { cookie: daniel })).text()
  await decalerHorloge(p.pool, '0')
  expect(tard).toContain('Le délai pour donner un avis est passé')
})
