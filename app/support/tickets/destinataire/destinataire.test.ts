import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { AU_SUPPORT, MAIRIE, ouvrirLaMairie, ticketsDe } from '#tests/tickets.ts'

const p = await portailDuMonde()
const { menuiserie, mairie } = p.monde
const [daniel, nadia, agent, camille] = [
  await p.session('daniel'),
  await p.session('nadia'),
  await p.session('agent'),
  await p.session('camille'),
]
const { A_LA_MAIRIE, agir, creer, vue, ...tickets } = ticketsDe(p)
const nouveau = async (json: object = A_LA_MAIRIE, cookie = daniel) => (await creer(cookie, json))[1].numero
const courriels = async (numero: string, depuis = 0) => (await tickets.courriels(numero)).slice(depuis).map((r) => r.a.split(/[.@]/)[0]!)
const plat = (html: string) => html.replaceAll(/[\u00a0\u202f]/g, ' ')

await ouvrirLaMairie(p)

test('TIC-08 attribuer à une collègue qui en a le droit : elle est prévenue et elle seule répond ; à une autre personne, refusé', async () => {
  const numero = await nouveau()
  const avant = (await courriels(numero)).length
  expect((await agir(nadia, numero, 'attribuer', { personne: p.monde.daniel }))[1].champs).toMatchObject([{ champ: 'personne' }])
  const [statut, vu] = await agir(nadia, numero, 'attribuer', { personne: p.monde.camille })
  expect([statut, vu.destinataire.agent?.prenom]).toEqual([200, 'Camille'])
  expect(await courriels(numero, avant)).toEqual(['sans'])
  expect((await tickets.courriels(numero)).at(-1)!.s).toContain('il vous est attribué')
  expect((await agir(nadia, numero, 'resoudre', { texte: 'Voilà.' }))[0]).toBe(409)
  // Somebody else's: only by saying whose.
  expect((await agir(nadia, numero, 'attribuer', { personne: p.monde.nadia }))[0]).toBe(409)
  expect((await agir(nadia, numero, 'attribuer', { personne: p.monde.nadia, agentActuel: p.monde.camille }))[0]).toBe(200)
  expect((await agir(daniel, numero, 'attribuer', { personne: p.monde.camille }))[0]).toBe(403)
  // Nobody to hand it to: said, rather than a list of nobody.
  const page = async () => plat(await (await p.demander(`/support/tickets/${numero}`, { cookie: nadia })).text())
  const seule = 'Personne d’autre ne peut répondre ici'
  expect([(await page()).includes('name="personne"'), (await page()).includes(seule)]).toEqual([true, false])
  await p.pool.query(
    `update habilitation set periode = tstzrange(lower(periode), maintenant()) where utilisateur = $1 and structure = $2`,
    [p.monde.camille, mairie],
  )
  expect([(await page()).includes('name="personne"'), (await page()).includes(seule)]).toEqual([false, true])
  await p.pool.query(`update habilitation set periode = tstzrange(lower(periode), null) where utilisateur = $1 and structure = $2`, [
    p.monde.camille,
    mairie,
  ])
})

test('TIC-08 T05 transférer : l’accès passe au nouveau destinataire, émetteur et destinataire sont prévenus, les notes restent où elles furent écrites', async () => {
  const numero = await nouveau()
  expect((await agir(nadia, numero, 'transferer', { vers: 'portail' }))[1].detail).toContain('Prenez d’abord')
  await agir(nadia, numero, 'prendre')
  await agir(nadia, numero, 'note', { texte: 'Fournisseur pénible' })
  expect((await agir(nadia, numero, 'transferer', { destinataire: MAIRIE }))[1].champs).toMatchObject([{ champ: 'destinataire' }])
  expect((await agir(nadia, numero, 'transferer', { destinataire: '00000000000000' }))[1].champs).toMatchObject([{ champ: 'destinataire' }])
  const avant = (await courriels(numero)).length
  const cle = randomUUID()
  expect((await agir(nadia, numero, 'transferer', { vers: 'portail', texte: 'C’est pour vous.' }, cle))[0]).toBe(404)
  expect((await courriels(numero, avant)).toSorted()).toEqual(['agent', 'daniel'])
  // Each in the words of what it is to them.
  const dits = (await tickets.courriels(numero)).slice(avant)
  expect(dits.find((m) => m.a.startsWith('agent'))!.s).toContain('il vous est transféré')
  expect(dits.find((m) => m.a.startsWith('daniel'))!.s).toContain('transmis à un autre destinataire')
  expect((await vue(nadia, numero))[0]).toBe(404)
  const [statut, recu] = await vue(agent, numero)
  expect([statut, recu.destinataire, recu.activites.map((a) => a.texte).filter(Boolean)]).toEqual([
    200,
    { structure: null, service: null, agent: null },
    ['C’est pour vous.'],
  ])
  await agir(agent, numero, 'prendre')
  await agir(agent, numero, 'transferer', { destinataire: MAIRIE })
  expect(JSON.stringify((await vue(nadia, numero))[1])).toContain('Fournisseur pénible')
})

test('TIC-08 suivre un ticket : prévenue de chaque étape, jusqu’à ce qu’elle arrête ou qu’il parte ailleurs', async () => {
  const numero = await nouveau()
  const suivi = (cookie: string, method: string) => p.demander(`/api/v1/tickets/${numero}/suivi`, { method, cookie })
  expect([
    (await suivi(camille, 'PUT')).status,
    (await suivi(camille, 'PUT')).status,
    (await suivi(daniel, 'PUT')).status,
    (await suivi(agent, 'PUT')).status,
  ]).toEqual([204, 204, 403, 404])
  await agir(nadia, numero, 'prendre')
  const avant = (await courriels(numero)).length
  await agir(nadia, numero, 'note', { texte: 'Entre nous' })
  await agir(nadia, numero, 'resoudre', { texte: 'Voilà.' })
  expect((await courriels(numero, avant)).toSorted()).toEqual(['daniel', 'sans', 'sans'])
  await p.demander(`/support/tickets/${numero}/suivre`, { cookie: camille, champs: { suivre: 'non' } })
  await agir(daniel, numero, 'renvoyer', { texte: 'Non.' })
  expect(await courriels(numero, avant + 3)).toEqual(['nadia'])
})

test('TIC-08 qui répond en ce moment se voit des autres, pas de soi, et s’oublie', async () => {
  const numero = await nouveau()
  const presence = (cookie: string) => p.demander(`/api/v1/tickets/${numero}/presence`, { method: 'POST', cookie, json: {} })
  expect([(await presence(nadia)).status, (await presence(daniel)).status]).toEqual([204, 404])
  expect([(await vue(nadia, numero))[1].presents, (await vue(camille, numero))[1].presents]).toEqual([[], ['Nadia Bonjean']])
  expect(plat(await (await p.demander(`/support/tickets/${numero}`, { cookie: camille })).text())).toContain(
    'Nadia Bonjean répond en ce moment',
  )
  await p.pool.query(`update ticket_presence set jusqua = maintenant() - interval '1 second'`)
  expect((await vue(camille, numero))[1].presents).toEqual([])
})

test('TIC-08 T06 fusionner : l’un se ferme, l’émetteur n’apprend l’autre que s’il peut le lire ; ni chez un autre destinataire, ni fermé, ni lui-même', async () => {
  const [un, deux, ailleurs] = [await nouveau(), await nouveau(AU_SUPPORT, camille), await nouveau(AU_SUPPORT)]
  const trois = await nouveau(AU_SUPPORT)
  const fusion = { texte: 'Traité avec un autre.' }
  for (const dans of [un, deux, 'CPROCS9999999', ''])
    expect([dans, (await agir(agent, deux, 'fusionner', { ...fusion, dans }))[1].champs?.[0]?.champ]).toEqual([dans, 'dans'])
  expect((await agir(camille, deux, 'fusionner', { ...fusion, dans: trois }))[0]).toBe(403)
  expect((await agir(agent, deux, 'fusionner', { ...fusion, dans: trois }))[1].statut).toBe('FERME')
  // As it is typed, or pasted.
  const colle = `https://portail.exemple.fr/support/tickets/${trois.toLowerCase()}`
  expect((await agir(agent, ailleurs, 'fusionner', { ...fusion, dans: colle }))[1].statut).toBe('FERME')
  const derniere = async (cookie: string, numero: string) => (await vue(cookie, numero))[1].activites.at(-1)!
  // Camille wrote the first alone; Daniel wrote both of his.
  expect([(await derniere(camille, deux)).autre, (await derniere(camille, deux)).texte, (await derniere(daniel, ailleurs)).autre]).toEqual([
    null,
    'Traité avec un autre.',
    trois,
  ])
  expect((await vue(daniel, trois))[1].activites.map((a) => a.action)).toEqual(['creer'])
  expect((await vue(agent, trois))[1].activites.map((a) => [a.action, a.autre]).slice(1)).toEqual([
    ['absorber', deux],
    ['absorber', ailleurs],
  ])
  expect((await agir(agent, trois, 'fusionner', { ...fusion, dans: deux }))[1].champs).toMatchObject([{ champ: 'dans' }])
})

test('TIC-08 ce qui suit une fusion : l’émetteur lit où est la suite, est prévenu de la réponse faite là, et n’a pas d’avis à donner ici ; les siens sont proposés', async () => {
  const heloise = await p.session('heloise')
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, 10, 2, tstzrange(maintenant(), null) where not exists (select from acces_en_vigueur where utilisateur = $1 and structure = $2 and application = 10 and niveau = 2)`,
    [p.monde.heloise, menuiserie],
  )
  const siens = { ...A_LA_MAIRIE, titre: 'Le même refus' }
  const [premier, deuxieme, reste] = [await nouveau(siens, heloise), await nouveau(siens), await nouveau(siens)]
  const voisins = async (numero: string) =>
    (
      (await (await p.demander(`/api/v1/tickets/${numero}/traitement`, { cookie: nadia })).json()) as { voisins: { numero: string }[] }
    ).voisins.map((v) => v.numero)
  expect(await voisins(premier)).toEqual(expect.arrayContaining([deuxieme, reste]))
  expect(plat(await (await p.demander(`/support/tickets/${premier}`, { cookie: nadia })).text())).toMatch(
    new RegExp(`<datalist id="voisins">.*value="${reste}"`, 's'),
  )
  // One into the next, then that one into the last: the first goes on with it.
  for (const [de, dans] of [
    [premier, deuxieme],
    [deuxieme, reste],
  ] as const)
    expect((await agir(nadia, de, 'fusionner', { texte: 'Réuni.', dans }))[1].statut).toBe('FERME')
  const avant = (await courriels(reste)).length
  await agir(nadia, reste, 'prendre')
  await agir(nadia, reste, 'resoudre', { texte: 'L’engagement est ouvert.' })
  expect((await courriels(reste, avant)).toSorted()).toEqual(['daniel', 'daniel', 'heloise', 'heloise'])
  const html = plat(await (await p.demander(`/support/tickets/${premier}`, { cookie: heloise })).text())
  expect(
    ['Ce ticket est réuni à un autre : la suite s’y dit.', 'créez-en un autre', 'id="satisfaction"'].map((m) => html.includes(m)),
  ).toEqual([true, false, false])
  const avis = await p.demander(`/api/v1/tickets/${premier}/satisfaction`, { method: 'PUT', cookie: heloise, json: { note: 5 } })
  expect([avis.status, ((await avis.json()) as { code: string }).code]).toEqual([409, 'ticket-dans-un-autre-statut'])
  // Who may no longer read it is told nothing of it.
  await p.pool.query(
    `update habilitation set periode = tstzrange(lower(periode), maintenant()) where utilisateur = $1 and structure = $2 and application = 10`,
    [p.monde.heloise, menuiserie],
  )
  await agir(daniel, reste, 'renvoyer', { texte: 'Non.' })
  const encore = (await courriels(reste)).length
  await agir(nadia, reste, 'demander', { texte: 'Lequel ?' })
  expect(await courriels(reste, encore)).toEqual(['daniel'])
})

test('TIC-08 lier à un incident, et défaire le lien', async () => {
  const {
    rows: [i],
  } = await p.pool.query<{ id: string }>(
    `insert into incident (cle, genre, titre, texte, debut, auteur) values (gen_random_uuid(), 'incident', 'Dépôts rejetés', 'x', maintenant(), $1) returning id`,
    [p.monde.operateur],
  )
  const numero = await nouveau()
  expect((await agir(nadia, numero, 'lier', { incident: i!.id }))[1].traitement?.incident).toBe(i!.id)
  expect((await agir(nadia, numero, 'lier', { incident: randomUUID() }))[1].champs).toMatchObject([{ champ: 'incident' }])
  expect((await agir(nadia, numero, 'lier', {}))[1].traitement?.incident).toBeNull()
})

test('TIC-08 sans script : une réponse prête revient dans le texte déjà tapé, ses variables remplies ; une autre structure ne l’a pas', async () => {
  const numero = await nouveau()
  await agir(nadia, numero, 'prendre')
  const {
    rows: [r],
  } = await p.pool.query<{ id: string }>(
    `insert into reponse_type (cle, structure, titre, texte, auteur) values (gen_random_uuid(), $1, 'Engagement', 'Bonjour {prenom}, pour {objet} ({numero}) : {inconnu}', $2) returning id`,
    [mairie, p.monde.nadia],
  )
  const cle = randomUUID()
  const posee = await p.demander(`/support/tickets/${numero}`, {
    cookie: nadia,
    champs: { _cle: cle, action: 'inserer', reponse: r!.id, texte: 'Déjà tapé' },
  })
  expect([posee.status, posee.headers.get('location')]).toEqual([303, `/support/tickets/${numero}?brouillon=${cle}#repondre`])
  const page = await (await p.demander(`/support/tickets/${numero}?brouillon=${cle}`, { cookie: nadia })).text()
  expect(page).toContain(`Déjà tapé\n\nBonjour Daniel, pour F-2026-131 (${numero}) : {inconnu}`)
  const brute = (cookie: string) => p.demander(`/support/tickets/${numero}/reponses/${r!.id}`, { cookie })
  expect([(await brute(nadia)).status, (await brute(daniel)).status, (await brute(agent)).status]).toEqual([200, 404, 404])
  // In the language of whoever wrote the ticket, in French where there is no English.
  const enAnglais = async (texteEn: string | null, langue: string) => {
    await p.pool.query('update reponse_type set texte_en = $2 where id = $1', [r!.id, texteEn])
    await p.pool.query('update utilisateur set langue = $2 where id = $1', [p.monde.daniel, langue])
    return (await (await brute(nadia)).text()).slice(0, 12)
  }
  expect([await enAnglais('Hello {prenom}', 'en'), await enAnglais(null, 'en'), await enAnglais('Hello {prenom}', 'fr')]).toEqual([
    'Hello Daniel',
    'Bonjour Dani',
    'Bonjour Dani',
  ])
  // Somebody else's key brings nothing back.
  expect(await (await p.demander(`/support/tickets/${numero}?brouillon=${cle}`, { cookie: camille })).text()).not.toContain('Déjà tapé')
})
