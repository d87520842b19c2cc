import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { jetonDeLien } from '#app/comptes/lien.ts'
import { composer } from '#app/programme.ts'
import { confierConversation } from '#app/support/clavardage/confier.ts'
import { prendreConversation } from '#app/support/clavardage/prendre.ts'
import { nettoyerFichiers } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { reanalyserFichiers } from '#app/organisation/pieces-jointes/reanalyser.ts'
import { rangerConversations } from '#app/support/clavardage/ranger.ts'
import { estRefus } from '#platform/http/problem.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { antivirus, EICAR } from '#tests/serveurs/clamd.ts'
import { fr } from '#ui/textes/index.ts'

const clamd = await antivirus()
const p = await portailDuMonde()
const [daniel, nadia, camille, agent, operateur] = await Promise.all([
  p.session('daniel'),
  p.session('nadia'),
  p.session('camille'),
  p.session('agent'),
  p.session('operateur'),
])
await p.pool.query(`update horaire_support set debut = '00:00', fin = '24:00'`)
await p.pool.query(`insert into horaire_support (jour, debut, fin) values (6, '00:00', '24:00'), (7, '00:00', '24:00')`)
beforeEach(async () => {
  await decalerHorloge(p.pool, '0')
  await p.pool.query(`update conversation set etat = 'terminee', terminee_le = maintenant(), fin = 'silence' where etat <> 'terminee'`)
  await p.pool.query(`update conversation set ouverte_le = ouverte_le - interval '2 hours'`)
})

interface Vue {
  id: string
  etat: string
  position: number | null
  dernier: number
  ticket: string | null
  fin: string | null
  code?: string
  detail?: string
  lecture: Record<string, number>
}
interface Message {
  rang: number
  cote: string
  texte: string | null
  evenement: string | null
  cle: string
}
const API = '/api/v1/conversations'
const envoyer = async <T = Vue>(cookie: string | undefined, chemin: string, json: object = {}, cle: string = randomUUID()) => {
  const r = await p.demander(API + chemin, { method: 'POST', ...(cookie ? { cookie } : {}), json, headers: { 'idempotency-key': cle } })
  return [r.status, (await r.json()) as T] as const
}
const lire = async <T = Vue>(cookie: string, chemin: string) => {
  const r = await p.demander(API + chemin, { cookie })
  return [r.status, (await r.json()) as T] as const
}
const ouvrir = async (cookie = daniel, json: object = { texte: 'Mon service est inactif.', structure: p.monde.menuiserie }) =>
  (await envoyer(cookie, '', json))[1].id
const agir = (cookie: string, id: string, action: string) => envoyer(cookie, `/${id}/actions`, { action })
const dire = (cookie: string, id: string, texte: string, cle?: string) =>
  envoyer<{ rang: number; code?: string }>(cookie, `/${id}/messages`, { texte }, cle)
const messages = async (cookie: string, id: string) => (await lire<{ elements: Message[] }>(cookie, `/${id}/messages`))[1].elements
const page = async (cookie: string, chemin: string) =>
  (await (await p.demander(chemin, { cookie })).text()).replaceAll(/[\u00a0\u202f]/g, ' ')

test('TCH-01 TCH-02 la file, la prise, l’échange, la lecture, la fin ; chacun lit les mêmes messages dans le même ordre', async () => {
  const id = await ouvrir()
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
  const rafale = await Promise.all(Array.from({ length: 30 }, (_, i) => dire(daniel, a.id, `Message ${i}`)))
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

test('TCH-02 sa propre demande, quand on est agent : la file la montre comme la sienne, et elle s’ouvre du côté de qui demande', async () => {
  const id = await ouvrir(agent, { texte: 'J’ai besoin d’aide moi aussi.' })
  const file = await (await p.demander('/support/bureau', { cookie: agent })).text()
  expect([
    file.includes(`/support/bureau/${id}`),
    file.includes(`href="/support/clavardage/${id}"`),
    file.includes('votre demande'),
  ]).toEqual([false, true, true])
  // One who waits alone is not « the first ».
  expect([/personne attend<\/b> depuis/.test(file), file.includes('la première depuis')]).toEqual([true, false])
  expect((await p.demander(`/support/clavardage/${id}`, { cookie: agent })).status).toBe(200)
  await agir(agent, id, 'terminer')
})

test('TCH-02 deux agents prennent à la fois : un seul l’a, l’autre apprend qui ; quatre au plus ; rendue, elle garde sa place', async () => {
  await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.operateur])
  const id = await ouvrir()
  const faits = await Promise.all([agir(agent, id, 'prendre'), agir(operateur, id, 'prendre')])
  expect(faits.map(([s]) => s).toSorted()).toEqual([200, 409])
  expect(faits.find(([s]) => s === 409)![1].detail).toMatch(/(Inès Carpentier|Marc Delorme) a pris cette conversation avant vous/)
  const elle = faits[0]![0] === 200 ? agent : operateur
  await envoyer(camille, '', {})
  expect([(await agir(elle, id, 'rendre'))[1].position, (await messages(daniel, id)).at(-1)!.evenement]).toEqual([1, 'rendue'])
  const suivante = await p.demander('/support/bureau', { cookie: elle, champs: { action: 'prendre' } })
  expect([suivante.status, suivante.headers.get('location')]).toEqual([303, `/support/bureau/${id}`])
  expect(
    (
      await p.pool.query(
        `select count(*)::int as n from journal where evenement = 'clavardage.contexte' and chaine = $1 and contenu->'utilisateur'->>'id' = $2`,
        [p.monde.menuiserie, p.monde.daniel],
      )
    ).rows[0].n,
  ).toBeGreaterThan(1)
  // « Absent »: everything goes back.
  expect((await envoyer(elle, '/presence', { etat: 'absent' }))[0]).toBe(200)
  expect((await lire(daniel, `/${id}`))[1].etat).toBe('attente')
  await p.pool.query('update utilisateur set est_agent = false where id = $1', [p.monde.operateur])
})

test('TCH-02 le bureau montre qui parle, ses structures, ses demandes et ses tickets, une fois la conversation prise seulement', async () => {
  const id = await ouvrir()
  expect([
    (await page(agent, `/support/bureau/${id}`)).includes('Menuiserie Poitier (exemple)'),
    (await page(agent, `/support/bureau/${id}`)).includes('daniel.poitier@exemple.fr'),
  ]).toEqual([expect.any(Boolean), false])
  await agir(agent, id, 'prendre')
  await p.pool.query(
    `insert into reponse_type (cle, titre, texte, auteur) values (gen_random_uuid(), 'Service inactif', 'Déplacez le droit vers la structure.', $1)`,
    [p.monde.agent],
  )
  const html = await page(agent, `/support/bureau/${id}`)
  for (const mot of [
    'daniel.poitier@exemple.fr',
    '123 456 782 00010',
    'gestionnaire principal',
    'Service inactif',
    `/voir-comme?utilisateur=${p.monde.daniel}`,
  ])
    expect([mot, html.includes(mot)]).toEqual([mot, true])
  const { rows } = await p.pool.query<{ id: string }>('select id from reponse_type')
  expect(await page(agent, `/support/bureau/${id}?reponse=${rows[0]!.id}`)).toContain('>Déplacez le droit vers la structure.</textarea>')
})

test('TCH-01 la conversation devient un ticket en un geste, des deux côtés à la fois un seul, lié ; la transcription va à sa propre adresse, une fois', async () => {
  const id = await ouvrir()
  await agir(agent, id, 'prendre')
  await dire(agent, id, 'Je regarde.')
  const [[, a], [, b]] = await Promise.all([agir(daniel, id, 'ticket'), agir(agent, id, 'ticket')])
  expect([a.ticket, b.ticket]).toEqual([expect.stringMatching(/^CPROCS/), a.ticket])
  const { rows } = await p.pool.query(
    `select auteur, titre, description, structure, (select count(*)::int from ticket where auteur = $2) as n from ticket where numero = $1`,
    [a.ticket, p.monde.daniel],
  )
  expect(rows[0]).toMatchObject({
    auteur: p.monde.daniel,
    titre: 'Mon service est inactif.',
    structure: p.monde.menuiserie,
    n: 1,
    description: expect.stringContaining('Je regarde.'),
  })
  expect((await messages(daniel, id)).filter((m) => m.evenement === 'ticket')).toHaveLength(1)
  await agir(daniel, id, 'terminer')
  await agir(daniel, id, 'transcription')
  await agir(daniel, id, 'transcription')
  expect((await agir(agent, id, 'transcription'))[0]).toBe(404)
  const envois = (
    await p.pool.query(
      `select donnees->>'a' as a, donnees->>'id' as id, donnees->>'texte' as texte from depart where file = 'courriel' and donnees->>'id' like 'transcription:%'`,
    )
  ).rows
  expect([new Set(envois.map((e) => e.id)).size, envois[0].a, envois[0].texte.includes('Je regarde.')]).toEqual([
    1,
    'daniel.poitier@exemple.fr',
    true,
  ])
})

test('TCH-01 une longue conversation tient dans un ticket : sa fin, et il est dit que le début se lit ailleurs', async () => {
  const id = await ouvrir(camille, { texte: 'Début' })
  for (let i = 0; i < 6; i++) await dire(camille, id, `${i} ${'mot '.repeat(300)}`)
  const [, { ticket }] = await agir(camille, id, 'ticket')
  const { rows } = await p.pool.query(`select description from ticket where numero = $1`, [ticket])
  expect([
    rows[0].description.length <= 4000,
    rows[0].description.includes('Le début de l’échange'),
    rows[0].description.includes('5 mot'),
  ]).toEqual([true, true, true])
})

test('TCH-01 TIC-02 une conversation dont la première phrase est coupée au milieu d’un émoji devient un ticket comme une autre', async () => {
  const id = await ouvrir(camille, { texte: `${'x'.repeat(198)}😀😀` })
  const [statut, { ticket }] = await agir(camille, id, 'ticket')
  expect(statut).toBe(200)
  expect((await p.pool.query(`select titre from ticket where numero = $1`, [ticket])).rows).toEqual([{ titre: `${'x'.repeat(198)}…` }])
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
  ]).toEqual([expect.stringContaining('echanges.ods'), true])
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

test('TCH-02 T09 confiée à un autre agent : sans repasser par la file, avec une note que la personne ne voit jamais ; celui qui l’avait ne la lit plus', async () => {
  await p.pool.query('update utilisateur set est_agent = true where id = any($1)', [[p.monde.operateur, p.monde.daniel]])
  const id = await ouvrir()
  const confier = (cookie: string, json: object) =>
    envoyer<Vue & { agent?: object; champs?: { champ: string }[] }>(cookie, `/${id}/confier`, json)
  expect((await confier(agent, { agent: p.monde.operateur }))[1].code).toBe('conversation-a-prendre')
  await agir(agent, id, 'prendre')
  expect((await dire(agent, id, 'Je regarde cette facture.'))[0]).toBe(201)
  // Not there, on a break, full: each says which.
  await p.pool.query('delete from agent_presence where utilisateur = $1', [p.monde.operateur])
  expect((await confier(agent, { agent: p.monde.operateur }))[1]).toMatchObject({
    code: 'agent-indisponible',
    detail: expect.stringContaining('n’est pas là'),
  })
  await envoyer(operateur, '/presence', { etat: 'pause' })
  expect((await confier(agent, { agent: p.monde.operateur }))[1]).toMatchObject({
    code: 'agent-indisponible',
    detail: expect.stringContaining('est en pause'),
  })
  await envoyer(operateur, '/presence', { etat: 'disponible' })
  const { rows: pleines } = await p.pool.query<{ id: string }>(
    `insert into conversation (cle, utilisateur, etat, agent, prise_le) select gen_random_uuid(), u.id, 'en-cours', $1, maintenant() from (select id from utilisateur where id <> $2 limit 4) u returning id`,
    [p.monde.operateur, p.monde.daniel],
  )
  expect((await confier(agent, { agent: p.monde.operateur }))[1]).toMatchObject({
    code: 'agent-indisponible',
    detail: expect.stringContaining('4 conversations'),
  })
  expect(await page(agent, `/support/bureau/${id}/confier`)).toContain('Disponible · 4 sur 4')
  await p.pool.query(`update conversation set etat = 'terminee', terminee_le = maintenant(), fin = 'silence' where id = any($1)`, [
    pleines.map((r) => r.id),
  ])
  // Nobody: oneself, whoever asks even if they are an agent, someone who is not one.
  for (const faux of [null, p.monde.agent, p.monde.daniel, p.monde.nadia])
    expect((await confier(agent, { agent: faux }))[1].champs?.map((f) => f.champ)).toEqual(['agent'])
  expect((await confier(agent, { agent: p.monde.operateur, note: 'n'.repeat(1001) }))[1].champs?.map((f) => f.champ)).toEqual(['note'])
  for (const autre of [daniel, nadia, operateur]) expect((await confier(autre, { agent: p.monde.agent }))[0]).toBe(404)
  const faite = await p.demander(`/support/bureau/${id}/confier`, {
    cookie: agent,
    champs: { agent: p.monde.operateur, note: 'Elle a déjà payé deux fois.' },
  })
  expect([faite.status, faite.headers.get('location'), await page(agent, '/support/bureau?fait=confiee')]).toEqual([
    303,
    '/support/bureau?fait=confiee',
    expect.stringContaining('La conversation est confiée.'),
  ])
  // What the other agent said is under their name, on the desk as in the exchange; « Vous » is whoever reads.
  const {
    rows: [elle],
  } = await p.pool.query<{ nom: string }>(`select prenom || ' ' || nom as nom from utilisateur where id = $1`, [p.monde.agent])
  const bureau = await page(operateur, '/support/bureau')
  expect([bureau.includes(`${elle!.nom} : « Je regarde cette facture. »`), bureau.includes('Vous : « Je regarde')]).toEqual([true, false])
  expect([
    (await lire(daniel, `/${id}`))[1].etat,
    (await dire(agent, id, 'Encore'))[0],
    (await p.demander(`/support/bureau/${id}`, { cookie: agent })).status,
    (await dire(operateur, id, 'Je reprends.'))[0],
  ]).toEqual(['en-cours', 404, 404, 201])
  expect([
    (await page(operateur, '/support/bureau')).includes('>confiée<'),
    (await page(operateur, `/support/bureau/${id}`)).includes('Elle a déjà payé deux fois.'),
  ]).toEqual([true, true])
  const auteurDe = (html: string, texte: string) =>
    html
      .split('<li ')
      .find((li) => li.includes('class="who"') && li.includes(texte))!
      .match(/class="who">([^,<]*)/)![1]
  const [chezLOperateur, chezDaniel] = [await page(operateur, `/support/bureau/${id}`), await page(daniel, `/support/clavardage/${id}`)]
  expect([chezLOperateur, chezDaniel].map((html) => ['Je regarde', 'Je reprends'].map((texte) => auteurDe(html, texte)))).toEqual([
    [elle!.nom, 'Vous'],
    [elle!.nom, expect.not.stringContaining('Vous')],
  ])
  await agir(daniel, id, 'ticket')
  await agir(daniel, id, 'transcription')
  const vus = [
    await page(daniel, `/support/clavardage/${id}`),
    await page(daniel, `/support/clavardage/${id}/transcription.txt`),
    JSON.stringify(await messages(daniel, id)),
    ...(
      await p.pool.query(
        `select donnees::text as x from depart where donnees->>'id' like 'transcription:' || $1 || '%' union all select description from ticket where id = (select ticket from conversation where id::text = $1)`,
        [id],
      )
    ).rows.map((r) => r.x as string),
  ]
  expect(vus.map((x) => [x.includes('payé deux fois'), /a confié l’échange à|"evenement":"transmise"/.test(x)])).toEqual(
    vus.map(() => [false, true]),
  )
  expect(
    (
      await p.pool.query(`select count(*)::int as n from journal where evenement = 'clavardage.contexte' and chaine = $1 and auteur = $2`, [
        p.monde.menuiserie,
        p.monde.operateur,
      ])
    ).rows[0].n,
  ).toBeGreaterThan(0)
  await p.pool.query('update utilisateur set est_agent = false where id = any($1)', [[p.monde.operateur, p.monde.daniel]])
})

test('TCH-02 deux serveurs : deux agents se confient leurs échanges à la fois et prennent dans la file, personne n’en tient plus de quatre, rien ne se bloque', async () => {
  const autre = await composer({ ...p.settings, PORT: 0 }, p.urlBase)
  try {
    await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.operateur])
    for (const cookie of [agent, operateur]) await envoyer(cookie, '/presence', { etat: 'disponible' })
    const eux = [p.monde.agent, p.monde.operateur]
    const { rows } = await p.pool.query<{ id: string; agent: string | null }>(
      `insert into conversation (cle, utilisateur, etat, agent, prise_le) select gen_random_uuid(), u.id, case when i <= 6 then 'en-cours' else 'attente' end, case when i <= 3 then $1::uuid when i <= 6 then $2::uuid end, maintenant() from (select id, row_number() over (order by id) as i from utilisateur where id <> all($3) limit 9) u returning id, agent`,
      [...eux, eux],
    )
    const chez = [p.programme, autre.programme].map((programme) => (utilisateur: string) => ({
      ...programme,
      t: fr,
      utilisateur: { id: utilisateur, roles: ['agent'] as never },
    }))
    for (let tour = 0; tour < 6; tour++) {
      const faits = await Promise.allSettled(
        rows.flatMap(({ id }, i) =>
          eux.flatMap((moi, k) => [
            confierConversation(chez[(i + k) % 2]!(moi), id, { agent: eux[1 - k]! }),
            ...(i === 8 ? [prendreConversation(chez[tour % 2]!(moi), null)] : []),
          ]),
        ),
      )
      const pires = faits.flatMap((f) => (f.status === 'rejected' && !estRefus(f.reason) ? [f.reason as unknown] : []))
      const { rows: tenues } = await p.pool.query<{ n: number }>(
        `select count(*)::int as n from conversation where etat = 'en-cours' and agent = any($1) group by agent`,
        [eux],
      )
      expect([pires, Math.max(...tenues.map((t) => t.n)) <= 4, faits.some((f) => f.status === 'fulfilled')]).toEqual([[], true, true])
    }
  } finally {
    await p.pool.query('update utilisateur set est_agent = false where id = $1', [p.monde.operateur])
    await autre.arreter()
  }
})

const deposer = async (cookie: string, nom: string, texte: string) => {
  const corps = new FormData()
  corps.set('fichier', new Blob([texte]), nom)
  return ((await (await p.demander('/api/v1/envois', { method: 'POST', cookie, body: corps })).json()) as { id: string }).id
}
const formulaire = (champs: Record<string, string>, ...fichiers: [string, string][]) => {
  const corps = new FormData()
  for (const [n, v] of Object.entries({ action: 'message', texte: '', ...champs })) corps.set(n, v)
  for (const [nom, contenu] of fichiers) corps.append('envois', new Blob([contenu]), nom)
  return corps
}

test('TCH-01 T09 PJ-02 des fichiers des deux côtés : une fois, lus par les deux, 404 pour tout autre ; la transcription les nomme, le ticket les emporte, le ménage les garde', async () => {
  const id = await ouvrir()
  await agir(agent, id, 'prendre')
  const [cle, envoi] = [randomUUID(), await deposer(daniel, 'bon.txt', 'commande 2026')]
  const ecrire = (cookie: string, json: object, k: string = randomUUID()) =>
    envoyer<{ rang: number; code?: string }>(cookie, `/${id}/messages`, json, k)
  const faits = await Promise.all([1, 2, 3].map(() => ecrire(daniel, { texte: 'Voici.', envois: [envoi] }, cle)))
  expect(new Set(faits.map(([s, r]) => `${s} ${r.rang}`))).toEqual(new Set(['201 4']))
  // Spent, another's, too many: nothing is said.
  for (const envois of [[envoi], [await deposer(camille, 'a-elle.txt', 'à Camille')], Array.from({ length: 21 }, () => randomUUID())])
    expect((await ecrire(daniel, { texte: 'Encore', envois }))[0]).toBe(422)
  // Without script, by the agent: no word needed; what is not taken is told, with what was.
  const parFormulaire = (corps: FormData) => p.demander(`/support/bureau/${id}`, { method: 'POST', cookie: agent, body: corps })
  expect((await parFormulaire(formulaire({}, ['modele.txt', 'à remplir']))).status).toBe(303)
  const refuse = await parFormulaire(formulaire({ texte: 'Et ceci' }, ['autre.txt', 'bien'], ['page.html', '<script>']))
  const html = await refuse.text()
  expect([refuse.status, ...['autre.txt', 'page.html', '>Et ceci</textarea>'].map((mot) => html.includes(mot))]).toEqual([
    422,
    true,
    true,
    true,
  ])
  const lus = (
    await lire<{ elements: (Message & { fichiers: { id: string; nom: string; etat: string }[] })[] }>(daniel, `/${id}/messages`)
  )[1].elements
  expect(lus.filter((m) => m.fichiers.length).map((m) => [m.cote, m.texte, m.fichiers.map((f) => `${f.nom} ${f.etat}`)])).toEqual([
    ['utilisateur', 'Voici.', ['bon.txt sain']],
    ['agent', null, ['modele.txt sain']],
  ])
  const [bon, modele] = lus.flatMap((m) => m.fichiers)
  for (const [cookie, chemin] of [
    [daniel, `/support/clavardage/${id}`],
    [agent, `/support/bureau/${id}`],
    [daniel, `${API}/${id}`],
    [agent, `${API}/${id}`],
  ] as const) {
    const r = await p.demander(`${chemin}/fichiers/${bon!.id}`, { cookie })
    expect([chemin, r.status, await r.text(), r.headers.get('content-disposition'), r.headers.get('x-content-type-options')]).toEqual([
      chemin,
      200,
      'commande 2026',
      expect.stringMatching(/^attachment; filename="bon\.txt"/),
      'nosniff',
    ])
    if (!chemin.startsWith(API)) expect(await page(cookie, chemin)).toContain(`href="${chemin}/fichiers/${modele!.id}"`)
    for (const autre of [nadia, operateur, cookie === daniel && chemin.startsWith('/support') ? agent : undefined])
      expect([
        chemin,
        [303, 401, 404].includes((await p.demander(`${chemin}/fichiers/${bon!.id}`, autre ? { cookie: autre } : {})).status),
      ]).toEqual([chemin, true])
  }
  const ailleurs = await ouvrir(camille, {})
  expect((await p.demander(`/support/clavardage/${ailleurs}/fichiers/${bon!.id}`, { cookie: camille })).status).toBe(404)
  expect(await page(daniel, `/support/clavardage/${id}/transcription.txt`)).toMatch(
    /Daniel Poitier : Voici\.\n\[fichier : bon\.txt\][^]*\[fichier : modele\.txt\]/,
  )
  const [[, { ticket }]] = await Promise.all([agir(daniel, id, 'ticket'), agir(agent, id, 'ticket')])
  const vu = (await (await p.demander(`/api/v1/tickets/${ticket}`, { cookie: daniel })).json()) as {
    activites: { fichiers: { id: string; nom: string }[] }[]
  }
  const emportes = vu.activites.flatMap((a) => a.fichiers)
  expect(emportes.map((f) => f.nom)).toEqual(['bon.txt', 'modele.txt'])
  // Each of its own: a conversation that goes leaves the ticket's.
  await decalerHorloge(p.pool, '3 days')
  await nettoyerFichiers(p.programme)
  expect(await (await p.demander(`/support/clavardage/${id}/fichiers/${bon!.id}`, { cookie: daniel })).text()).toBe('commande 2026')
  await p.pool.query('delete from conversation where id = $1', [id])
  await nettoyerFichiers(p.programme)
  await decalerHorloge(p.pool, '0')
  expect(await (await p.demander(`/support/tickets/${ticket}/fichiers/${emportes[0]!.id}`, { cookie: daniel })).text()).toBe(
    'commande 2026',
  )
})

test('TCH-01 SUP-01 PJ-02 sans compte aussi : les fichiers partent avec le formulaire, restent à ce navigateur ; trouvé infecté après coup, un fichier s’en va', async () => {
  const lien = (
    await p.pool.query<{ id: string }>(
      `insert into lien (genre, adresse, saisie) values ('support', 'sofia@exemple.fr', '{"langue":"fr"}') returning id`,
    )
  ).rows[0]!.id
  const r = await p.demander(`/support/clavardage?jeton=${jetonDeLien(lien, p.settings.SECRET_KEY)}`, {
    champs: { texte: 'Bonjour', _cle: randomUUID() },
  })
  const [adresse, cookie] = [r.headers.get('location')!, r.headers.getSetCookie()[0]!.split(';')[0]!]
  const envoyee = await p.demander(adresse, {
    method: 'POST',
    cookie,
    body: formulaire({ texte: 'Voici', _cle: randomUUID() }, ['erreur.txt', EICAR]),
  })
  expect([envoyee.status, (await p.demander(adresse, { method: 'POST', body: formulaire({}, ['x.txt', 'x']) })).status]).toEqual([303, 404])
  const html = await page(cookie, adresse)
  const chemin = /href="([^"]+\/fichiers\/[^"]+)"/.exec(html)![1]!
  expect([
    await (await p.demander(chemin, { cookie })).text(),
    (await p.demander(chemin)).status,
    (await p.demander(chemin, { cookie: daniel })).status,
  ]).toEqual([EICAR, 404, 404])
  // What the antivirus says later of a file that waited.
  await p.pool.query(`update fichier set controle = 'en-attente', controle_le = null where empreinte = sha256($1)`, [Buffer.from(EICAR)])
  expect([(await p.demander(chemin, { cookie })).status, (await page(cookie, adresse)).includes('en attente d’analyse')]).toEqual([
    409,
    true,
  ])
  await reanalyserFichiers({ ...p.programme, settings: { ...p.programme.settings, CLAMD_URL: clamd.url } })
  expect([(await p.demander(chemin, { cookie })).status, (await page(cookie, adresse)).includes('l’antivirus l’a trouvé infecté')]).toEqual(
    [404, true],
  )
  expect((await p.pool.query(`select donnees->>'a' as a from depart where donnees->>'id' like 'fichier-infecte:%'`)).rows).toEqual([
    { a: 'sofia@exemple.fr' },
  ])
})
