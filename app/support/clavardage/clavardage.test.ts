import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { jetonDeLien } from '#app/comptes/lien.ts'
import { rangerConversations } from '#app/support/clavardage/ranger.ts'
import { arreterHorloge, decalerHorloge, ouvrirJourEtNuit } from '#tests/base.ts'
import { conversationsDe } from '#tests/conversations.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const [daniel, nadia, camille, agent, operateur] = await Promise.all([
  p.session('daniel'),
  p.session('nadia'),
  p.session('camille'),
  p.session('agent'),
  p.session('operateur'),
])
const { agir, clore, dire, envoyer, lire, messages, ...conversations } = conversationsDe(p)
const ouvrir = (cookie = daniel, json?: object) => conversations.ouvrir(cookie, json)
const page = async (cookie: string, chemin: string) =>
  (await (await p.demander(chemin, { cookie })).text()).replaceAll(/[\u00a0\u202f]/g, ' ')
const API = '/api/v1/conversations'

await ouvrirJourEtNuit(p.pool)
beforeEach(async () => {
  await decalerHorloge(p.pool, '0')
  await clore()
})

test('TCH-01 TCH-02 la file, la prise, l’échange, la lecture, la fin ; chacun lit les mêmes messages dans le même ordre', async () => {
  const id = await ouvrir()
  // Who waits is not told of themselves as of somebody before them.
  for (const [cookie, dit] of [
    [daniel, false],
    [camille, true],
  ] as const)
    expect([dit, (await page(cookie, '/support/clavardage')).includes('1 personne attend déjà')]).toEqual([dit, dit])
  const [, deuxieme] = await envoyer(camille, '', { texte: 'Moi aussi' })
  expect([
    (await lire(daniel, `/${id}`))[1].position,
    deuxieme.position,
    (await page(camille, `/support/clavardage/${deuxieme.id}`)).includes('en position 2'),
  ]).toEqual([1, 2, true])
  expect((await dire(agent, id, 'Bonjour'))[1].code).toBe('conversation-a-prendre')
  const [, prise] = await agir(agent, id, 'prendre')
  expect([prise.etat, (await lire(camille, `/${deuxieme.id}`))[1].position]).toEqual(['en-cours', 1])
  await dire(agent, id, 'Bonjour Daniel')
  await dire(daniel, id, 'Bonjour\n<b>gras</b> https://exemple.fr/a?b=1.')
  await envoyer(agent, `/${id}/suivi`, { recu: 5, lu: 99 })
  await envoyer(daniel, `/${id}/suivi`, { recu: 4 })
  expect((await lire(daniel, `/${id}`))[1].lecture).toEqual({ recuUtilisateur: 4, luUtilisateur: 0, recuAgent: 5, luAgent: 5 })
  const [vus, lus] = [await messages(daniel, id), await messages(agent, id)]
  expect(vus).toEqual(lus)
  expect(vus.map((m) => [m.rang, m.cote, m.evenement])).toEqual([
    [1, 'portail', 'file'],
    [2, 'utilisateur', null],
    [3, 'agent', 'prise'],
    [4, 'agent', null],
    [5, 'utilisateur', null],
  ])
  const html = await page(daniel, `/support/clavardage/${id}`)
  for (const mot of ['&lt;b>gras&lt;/b>', 'href="https://exemple.fr/a?b=1"', '</a>.', '<span class="sent">lu</span>'])
    expect([mot, html.includes(mot)]).toEqual([mot, true])
  expect((await agir(daniel, id, 'terminer'))[1]).toMatchObject({ etat: 'terminee', fin: 'utilisateur' })
  expect((await dire(daniel, id, 'Encore'))[1].code).toBe('conversation-terminee')
  expect(await page(daniel, `/support/clavardage/${id}/transcription.txt`)).toContain('Daniel Poitier : Mon service est inactif.')
})

test('TCH-01 une clé est un message, une conversation par personne ; ce qui est vide, trop long ou trop rapide est refusé', async () => {
  const cle = randomUUID()
  const [[, a], [, b]] = await Promise.all([envoyer(daniel, '', {}, cle), envoyer(daniel, '', {}, cle)])
  expect([a.id, await ouvrir()]).toEqual([b.id, a.id])
  const deux = await Promise.all(Array.from({ length: 5 }, () => dire(daniel, a.id, 'Une fois', cle)))
  expect(new Set(deux.map(([s, r]) => `${s} ${r.rang}`)).size).toBe(1)
  expect((await messages(daniel, a.id)).filter((m) => m.texte === 'Une fois')).toHaveLength(1)
  expect([
    (await dire(daniel, a.id, ' \u0007 '))[1].code,
    (await dire(daniel, a.id, 'x'.repeat(4001)))[1].code,
    (await dire(daniel, a.id, 'x'.repeat(4000)))[0],
  ]).toEqual(['champ-manquant', 'trop-long', 201])
  // Of one instant, however long they take.
  await arreterHorloge(p.pool)
  const rafale = await Promise.all(Array.from({ length: 30 }, (_, i) => dire(daniel, a.id, `Message ${i}`)))
  await decalerHorloge(p.pool, '0')
  const refuses = rafale.filter(([s]) => s === 429).length
  expect([refuses >= 8, rafale.every(([s]) => s === 201 || s === 429)]).toEqual([true, true])
  expect((await messages(daniel, a.id)).map((m) => m.rang)).toEqual(Array.from({ length: 33 - refuses }, (_, i) => i + 1))
})

test('T09 TCH-01 la conversation d’un autre, sa transcription, son flux, ses messages : 404, pour l’agent qui ne la tient pas aussi', async () => {
  await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.operateur])
  const id = await ouvrir()
  await agir(agent, id, 'prendre')
  for (const cookie of [nadia, camille, operateur]) {
    for (const chemin of [
      `/support/clavardage/${id}`,
      `/support/clavardage/${id}/transcription.txt`,
      `/support/clavardage/${id}/flux`,
      `${API}/${id}`,
      `${API}/${id}/messages`,
      `/support/bureau/${id}`,
      `/support/bureau/${id}/flux`,
    ])
      expect([chemin, (await p.demander(chemin, { cookie })).status]).toEqual([chemin, 404])
    for (const action of ['terminer', 'ticket', 'transcription', 'rendre'])
      expect([action, (await agir(cookie, id, action))[0]]).toEqual([action, 404])
    expect([
      (await dire(cookie, id, 'Bonjour'))[0],
      (await envoyer(cookie, `/${id}/suivi`, { lu: 3 }))[0],
      (await envoyer(cookie, `/${id}/suivi`, { ecrit: true }))[0],
    ]).toEqual([404, 404, 404])
  }
  expect([
    (await p.demander(`/support/clavardage/${id}`)).status,
    (await p.demander(`${API}/${id}`)).status,
    (await p.demander('/support/bureau', { cookie: nadia })).status,
    (await p.demander(`/support/clavardage/${id}`, { cookie: agent })).status,
  ]).toEqual([404, 401, 404, 404])
  await p.pool.query('update utilisateur set est_agent = false where id = $1', [p.monde.operateur])
})

test('TCH-01 TCH-02 le silence la termine, une absence libère la place ; un rôle retiré ou un compte désactivé arrête aussitôt', async () => {
  const [id, autre] = [await ouvrir(), await ouvrir(camille, {})]
  await agir(agent, id, 'prendre')
  expect(await rangerConversations(p.programme)).toBe(0)
  await p.pool.query('update utilisateur set est_agent = false where id = $1', [p.monde.agent])
  expect([(await dire(agent, id, 'Encore moi'))[0], (await p.demander('/support/bureau', { cookie: agent })).status]).toEqual([404, 404])
  expect([await rangerConversations(p.programme), (await lire(daniel, `/${id}`))[1].etat]).toEqual([1, 'attente'])
  await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.agent])
  await agir(agent, id, 'prendre')
  await decalerHorloge(p.pool, '6 minutes')
  // Camille has gone, the agent too: the one leaves the queue, the other gives back.
  expect([
    await rangerConversations(p.programme),
    (await lire(camille, `/${autre}`))[1].fin,
    (await lire(daniel, `/${id}`))[1].etat,
  ]).toEqual([2, 'silence', 'attente'])
  await agir(agent, id, 'prendre')
  await decalerHorloge(p.pool, '22 minutes')
  expect([await rangerConversations(p.programme), (await lire(daniel, `/${id}`))[1].fin]).toEqual([1, 'silence'])
  const encore = await ouvrir(nadia, {})
  await p.pool.query('update utilisateur set est_actif = false where id = $1', [p.monde.nadia])
  expect([
    await rangerConversations(p.programme),
    (await p.pool.query('select fin from conversation where id = $1', [encore])).rows[0].fin,
  ]).toEqual([1, 'compte'])
  await p.pool.query('update utilisateur set est_actif = true where id = $1', [p.monde.nadia])
})

test('TCH-01 hors des horaires le portail le dit et offre les deux autres façons ; l’opérateur change les heures et les jours de fermeture, à Paris', async () => {
  const heures = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((j) => [`jour${j}`, '']))
  const enregistrer = (champs: Record<string, string>) =>
    p.demander('/exploitation/horaires', { cookie: operateur, champs: { ...heures, fermetures: '', ...champs } })
  expect((await enregistrer({})).status).toBe(303)
  const html = await page(daniel, '/support/clavardage')
  for (const mot of ['Aucun agent ne répond à cette heure', 'href="/support/tickets/creer"', 'href="/assistant"', 'Aucune ouverture'])
    expect([mot, html.includes(mot)]).toEqual([mot, true])
  expect([
    (await envoyer(daniel, '', {}))[1].code,
    (await p.demander('/support/clavardage', { cookie: daniel, champs: { texte: 'Gardé' } })).status,
  ]).toEqual(['support-ferme', 409])
  expect((await p.demander('/exploitation/horaires', { cookie: daniel })).status).toBe(404)
  const faux = await enregistrer({ jour1: '14:00-12:00', jour2: '9h-25h', fermetures: '2026-02-30 Jamais' })
  const dit = (await faux.text()).replaceAll(/[\u00a0\u202f]/g, ' ')
  expect([faux.status, dit.includes('Lundi : des heures'), dit.includes('Mardi : des heures'), dit.includes('2026-02-30 Jamais')]).toEqual([
    422,
    true,
    true,
    true,
  ])
  // Monday 3 August 2026 in Paris: summer time.
  expect((await enregistrer({ jour1: '9h-12h, 14:00–18:00', fermetures: '3/8/2099 Pont\n2099-08-04' })).status).toBe(303)
  // As one writes a date, and as it is shown again.
  expect(await (await p.demander('/exploitation/horaires', { cookie: operateur })).text()).toContain('>03/08/2099 Pont\n04/08/2099<')
  const heuresDites = async (c: string) =>
    /Horaires<\/h2>[^]*?<\/dl>/
      .exec(await page(c, '/support/clavardage'))![0]
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
  expect(await heuresDites(daniel)).toMatch(/Lundi 9 h – 12 h, 14 h – 18 h Mardi – Dimanche Fermé/)
  const ouvert = async (le: string) => (await p.pool.query(`select support_ouvert($1) as o`, [le])).rows[0].o
  expect(
    await Promise.all(
      [
        '2026-08-03T06:59:00Z',
        '2026-08-03T07:00:00Z',
        '2026-08-03T10:00:00Z',
        '2026-08-03T12:00:00Z',
        '2026-08-03T16:00:00Z',
        '2026-12-07T07:30:00Z',
        '2026-12-07T08:00:00Z',
        '2099-08-03T08:00:00Z',
      ].map(ouvert),
    ),
  ).toEqual([false, true, false, true, false, false, true, false])
  expect((await enregistrer(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((j) => [`jour${j}`, '00:00-24:00'])))).status).toBe(303)
  expect(await page(daniel, '/support/clavardage')).toContain('à toute heure')
  expect(await heuresDites(daniel)).toMatch(/Tous les jours Toute la journée/)
})

test('TCH-01 sans script : la page se relit, le formulaire répond 303, ce qui est refusé garde le texte ; la liste se trie, se filtre et s’exporte', async () => {
  const ouverte = await p.demander('/support/clavardage', { cookie: daniel, champs: { texte: 'Par formulaire', _cle: randomUUID() } })
  const adresse = ouverte.headers.get('location')!
  expect([ouverte.status, adresse]).toEqual([303, expect.stringMatching(/^\/support\/clavardage\/[0-9a-f-]{36}$/)])
  const cle = randomUUID()
  for (const _ of [1, 2])
    expect(
      (await p.demander(adresse, { cookie: daniel, champs: { action: 'message', texte: 'Deux fois envoyé', _cle: cle, vu: '2' } })).status,
    ).toBe(303)
  const html = await page(daniel, adresse)
  expect([html.split('Deux fois envoyé').length - 1, html.includes('Actualiser'), html.includes('http-equiv')]).toEqual([1, true, false])
  const refusee = await p.demander(adresse, { cookie: daniel, champs: { action: 'message', texte: 'y'.repeat(4001), _cle: randomUUID() } })
  expect([refusee.status, (await refusee.text()).includes('y'.repeat(4001))]).toEqual([422, true])
  expect((await p.demander(adresse, { cookie: daniel, champs: { action: 'terminer' } })).status).toBe(303)
  const [, toutes] = await lire<{ total: number; elements: { id: string }[]; suivant: string | null }>(daniel, '?taille=1')
  const [, suite] = await lire<{ elements: { id: string }[] }>(daniel, `?taille=1&apres=${toutes.suivant}`)
  expect([
    toutes.total > 1,
    suite.elements[0]!.id === toutes.elements[0]!.id,
    (await lire<{ total: number }>(daniel, '?recherche=deux%20fois%20envoye'))[1].total,
  ]).toEqual([true, false, 1])
  expect([
    (await p.demander(`${API}?format=ods`, { cookie: daniel })).headers.get('content-disposition'),
    (await page(daniel, '/support/clavardage/echanges?etat=terminee')).includes(adresse),
    (await page(daniel, '/support/clavardage/echanges')).includes('Mots d’un message'),
  ]).toEqual([expect.stringContaining('echanges.ods'), true, true])
})

test('TCH-01 SUP-01 sans compte : une adresse qui a répondu ouvre un échange, tenu par un cookie ; un autre navigateur ne le lit pas ; il devient un ticket de cette adresse', async () => {
  const id = (
    await p.pool.query<{ id: string }>(
      `insert into lien (genre, adresse, saisie) values ('support', 'visiteuse@exemple.fr', '{"langue":"fr"}') returning id`,
    )
  ).rows[0]!.id
  const lien = `/support/clavardage?jeton=${jetonDeLien(id, p.settings.SECRET_KEY)}`
  const sansLien = await (await p.demander('/support/clavardage')).text()
  expect([sansLien.includes('href="/support/sans-compte"'), sansLien.includes('name="texte"')]).toEqual([true, false])
  expect((await (await p.demander(lien)).text()).includes('visiteuse@exemple.fr')).toBe(true)
  const r = await p.demander(lien, { champs: { nom: 'Sofia Marchetti', texte: 'Je ne peux pas me connecter', _cle: randomUUID() } })
  const [adresse, cookie] = [r.headers.get('location')!, r.headers.getSetCookie()[0]!.split(';')[0]!]
  expect([r.status, adresse, r.headers.getSetCookie()[0]]).toEqual([
    303,
    expect.stringMatching(/^\/support\/clavardage\/[0-9a-f-]{36}$/),
    expect.stringMatching(/HttpOnly.*SameSite=Lax/),
  ])
  const numero = adresse.split('/').at(-1)!
  expect([
    (await p.demander(adresse, { cookie })).status,
    (await p.demander(adresse)).status,
    (await p.demander(adresse, { cookie: daniel })).status,
    (await p.demander(adresse, { cookie: 'choral.clavardage=deviné' })).status,
  ]).toEqual([200, 404, 404, 404])
  await agir(agent, numero, 'prendre')
  expect(await page(agent, `/support/bureau/${numero}`)).toContain('visiteuse@exemple.fr')
  expect([
    (await dire(cookie, numero, 'Vous voilà'))[0],
    (await dire(agent, numero, 'Bonjour Sofia'))[0],
    (await messages(cookie, numero)).at(-1)!.texte,
  ]).toEqual([201, 201, 'Bonjour Sofia'])
  const [, { ticket }] = await agir(agent, numero, 'ticket')
  expect(
    (
      await p.pool.query(
        `select k.adresse::text as adresse, t.auteur from ticket t join contact_verifie k on k.id = t.contact where t.numero = $1`,
        [ticket],
      )
    ).rows[0],
  ).toEqual({ adresse: 'visiteuse@exemple.fr', auteur: null })
  expect((await p.pool.query(`select jeton from conversation where id = $1`, [numero])).rows[0].jeton.toString('hex')).not.toContain(
    Buffer.from(cookie.split('=')[1]!).toString('hex'),
  )
})
