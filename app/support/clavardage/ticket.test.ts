import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { jetonDeLien } from '#app/comptes/lien.ts'
import { nettoyerFichiers } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { reanalyserFichiers } from '#app/organisation/pieces-jointes/reanalyser.ts'
import { decalerHorloge, ouvrirJourEtNuit } from '#tests/base.ts'
import { conversationsDe, type MessageVu } from '#tests/conversations.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { antivirus, EICAR } from '#tests/serveurs/clamd.ts'

const clamd = await antivirus()
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
    await lire<{ elements: (MessageVu & { fichiers: { id: string; nom: string; etat: string }[] })[] }>(daniel, `/${id}/messages`)
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
