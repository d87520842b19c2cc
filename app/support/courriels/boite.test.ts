import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { attendreCourriels } from '#tests/courriels.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, fermerFenetres, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde({}, { travaux: true })
const [daniel, agent] = await Promise.all([p.session('daniel'), p.session('agent')])
afterAll(fermerFenetres)
const agir = (numero: string, action: string, texte: string | null) =>
  p.demander(`/api/v1/tickets/${numero}/actions`, { method: 'POST', cookie: agent, json: { action, texte } })

test('INT-13 TIC-08 dans la démonstration, on répond à un courriel depuis la boîte locale ; la réponse entre comme un vrai courriel', async () => {
  const creee = await p.demander('/api/v1/tickets', {
    cookie: daniel,
    json: { sousCategorie: 'generale-portail', titre: 'Où est mon IBAN', description: 'Je ne le vois plus.' },
  })
  const { numero } = (await creee.json()) as { numero: string }
  await agir(numero, 'prendre', null)
  await agir(numero, 'demander', 'Quelle est la structure ?')
  const question = (await attendreCourriels(p, 'daniel.poitier@exemple.fr')).find((m) => m.sujet.includes(numero))!
  const chemin = `/courriels/${encodeURIComponent(question.id)}`
  const page = await (await p.demander(chemin)).text()
  expect(page).toMatch(/tickets\+[a-z2-7]{32}(<wbr\/>)?@/)
  expect(page).toContain('ne-pas-repondre@')
  const { page: ecran, contexte } = await fenetre({ url: p.url, largeur: 390 })
  await ecran.goto(chemin)
  expect(await ecran.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await verifierAccessibilite(ecran)
  await contexte.close()
  const repondre = (texte: string, cle = randomUUID()) => p.demander(`${chemin}/reponse`, { champs: { _cle: cle, texte } })
  const vide = await repondre('  ')
  expect([vide.status, (await vide.text()).includes('Écrivez votre réponse')]).toEqual([422, true])
  const cle = randomUUID()
  for (let fois = 0; fois < 2; fois++)
    expect((await repondre('La Menuiserie Poitier, voilà l’identifiant.', cle)).headers.get('location')).toBe(`${chemin}?fait=repondu`)
  const devenue = `select r.etat, r.de::text, t.statut, a.texte from courriel_recu r join ticket t on t.id = r.ticket join ticket_activite a on a.ticket = t.id and a.action = 'fournir'`
  await expect
    .poll(async () => (await p.pool.query(devenue)).rows)
    .toEqual([{ etat: 'ajoute', de: 'daniel.poitier@exemple.fr', statut: 'OUVERT', texte: 'La Menuiserie Poitier, voilà l’identifiant.' }])
})

test('INT-13 à un courriel que personne ne lit, la boîte le dit et n’offre pas de répondre', async () => {
  await p.pool.query(
    `insert into courriel (id, destinataire, sujet, texte, html) values ('muet', 'a@exemple.fr', 'Compte activé', 'Bienvenue.', '')`,
  )
  const page = await (await p.demander('/courriels/muet')).text()
  expect([page.includes('Personne ne lit les réponses'), page.includes('name="texte"')]).toEqual([true, false])
  expect((await p.demander('/courriels/muet/reponse', { champs: { texte: 'Merci' } })).status).toBe(404)
})
