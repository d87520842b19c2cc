import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { rappelerTitulaires } from '#app/organisation/recuperation/courriels.ts'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-recuperation-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const p = await portailDuMonde({ TAILLE_FICHIER_MAX: '20000', DATA_DIR })
const { menuiserie } = p.monde
const daniel = await p.session('daniel')
const heloise = await p.session('heloise')
const nadia = await p.session('nadia')
const operateur = await p.session('operateur')
const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\nUn extrait.')
const CHEMIN = '/organisation/recuperation'

function envoyer(
  cookie: string,
  { structure = menuiserie, motif = 'Il a quitté l’entreprise.', piece = PDF as Buffer | null, nom = '../../Extrait Kbis.pdf' } = {},
) {
  const f = new FormData()
  f.set('structure', structure)
  f.set('motif', motif)
  if (piece) f.set('piece', new Blob([new Uint8Array(piece)], { type: 'text/html' }), nom)
  return fetch(p.url + CHEMIN, { method: 'POST', redirect: 'manual', body: f, headers: { origin: p.url, cookie } })
}
const courriels = async (motif: string) =>
  (
    await p.pool.query<{ a: string }>(`select donnees->>'a' as a from depart where file = 'courriel' and donnees->>'id' ~ $1 order by 1`, [
      motif,
    ])
  ).rows.map((r) => r.a)
const etatDe = async (id: string | undefined) =>
  (await p.pool.query<{ etat: string }>('select etat from recuperation where id = $1', [id])).rows[0]!.etat
const decider = (id: string | undefined, decision: string, motif = '', cookie = operateur) =>
  p.demander(`/exploitation/recuperations/${id}/decision`, { cookie, champs: { decision, motif } })
const demande = async (cookie = heloise) => (await envoyer(cookie)).headers.get('location')!.split('/').at(-1)!

test('PLUS-04 qui n’est pas rattaché, ou gouverne déjà, ne demande rien ; le fichier est jugé sur ce qu’il contient', async () => {
  expect([(await envoyer(nadia)).status, (await envoyer(daniel)).status, (await envoyer('')).headers.get('location')]).toEqual([
    404,
    404,
    expect.stringContaining('/connexion'),
  ])
  for (const [corps, message] of [
    [{ piece: null }, 'Joignez'],
    [{ piece: Buffer.from('MZ un programme'), nom: 'extrait.pdf' }, 'n’est pas d’un format accepté'],
    [{ piece: Buffer.concat([PDF, Buffer.alloc(25_000)]) }, 'dépasse'],
    [{ motif: ' ' }, 'Dites pourquoi'],
    [{ motif: ' ' }, 'Garder'],
    [{ nom: 'extrait.pdf.exe' }, 'cette extension n’est pas acceptée'],
    [{ structure: 'x' }, 'Choisissez'],
  ] as const) {
    const r = await envoyer(heloise, corps as never)
    expect([message, r.status]).toEqual([message, 422])
    expect(await r.text()).toContain(message)
  }
  const brut = await fetch(p.url + CHEMIN, {
    method: 'POST',
    redirect: 'manual',
    body: 'pas du multipart',
    headers: { origin: p.url, cookie: heloise, 'content-type': 'multipart/form-data; boundary=x' },
  })
  expect(brut.status).toBe(400)
  expect((await p.pool.query('select from recuperation')).rowCount).toBe(0)
})

test('PLUS-04 le titulaire est prévenu à toutes ses adresses, deux fois ; « Je suis toujours là » arrête tout, et l’opérateur le voit', async () => {
  await p.pool.query(`update utilisateur set adresse_contact = 'daniel.chezlui@exemple.fr' where id = $1`, [p.monde.daniel])
  const id = await demande()
  expect(await demande()).toBe(id) // sent twice: the same
  expect(await courriels(`recuperation:${id}:debut`)).toEqual([
    'contact@exemple.fr',
    'daniel.chezlui@exemple.fr',
    'daniel.poitier@exemple.fr',
  ])
  expect(await rappelerTitulaires(p.programme)).toBe(0)
  await decalerHorloge(p.pool, '8 days')
  expect([await rappelerTitulaires(p.programme), await rappelerTitulaires(p.programme)]).toEqual([1, 0])
  expect((await courriels(`recuperation:${id}:rappel`)).length).toBe(3)
  await decalerHorloge(p.pool, '0')
  // Only the incumbent objects; for strangers it does not exist.
  expect((await p.demander(`${CHEMIN}/${id}`, { cookie: nadia })).status).toBe(404)
  expect((await p.demander(`${CHEMIN}/${id}/opposition`, { cookie: heloise, champs: { motif: '' } })).status).toBe(404)
  expect((await p.demander(`${CHEMIN}/${id}/retrait`, { cookie: daniel, champs: {} })).status).toBe(404)
  expect(await (await p.demander(`${CHEMIN}/${id}`, { cookie: daniel })).text()).toContain('Je suis toujours là')
  expect((await p.demander(`${CHEMIN}/${id}/opposition`, { cookie: daniel, champs: { motif: 'Je suis en poste.' } })).status).toBe(303)
  expect(await etatDe(id)).toBe('annulee')
  expect(await (await p.demander(`${CHEMIN}/${id}`, { cookie: daniel })).text()).toContain('vous gardez le rôle')
  expect(await (await p.demander(`${CHEMIN}/${id}`, { cookie: heloise })).text()).toContain('Adressez-vous à elle')
  expect((await p.demander(`${CHEMIN}/${id}/opposition`, { cookie: daniel, champs: {} })).status).toBe(409)
  await decalerHorloge(p.pool, '30 days')
  expect((await decider(id, 'accepter')).status).toBe(409)
  await decalerHorloge(p.pool, '0')
  const examen = await (await p.demander(`/exploitation/recuperations/${id}`, { cookie: operateur })).text()
  expect(examen).toContain('Je suis en poste.')
  // The operator is outside: the structure has one name there, its raison sociale (0063).
  expect([examen.includes('Menuiserie Poitier'), examen.includes('Menuiserie Poitier, siège')]).toEqual([true, false])
  expect(await courriels(`recuperation:${id}:arret`)).toContain('heloise.ferdinand@exemple.fr')
})

test('PLUS-04 l’opérateur seul décide : pas avant la fin de l’attente, refus avec motif, pièce téléchargée sans risque', async () => {
  const id = await demande()
  for (const qui of [daniel, heloise, nadia])
    for (const chemin of [
      '/exploitation',
      '/exploitation/recuperations',
      `/exploitation/recuperations/${id}`,
      `/exploitation/recuperations/${id}/piece`,
      '/exploitation/gestionnaires',
    ])
      expect([chemin, (await p.demander(chemin, { cookie: qui })).status]).toEqual([chemin, 404])
  expect((await decider(id, 'refuser', 'x', daniel)).status).toBe(404)
  // The operator whom the requester sent the link of their own page lands where one decides; what does not exist stays so.
  const parLeLien = async (suite: string) => p.demander(`${CHEMIN}/${suite}`, { cookie: operateur })
  expect((await parLeLien(id!)).headers.get('location')).toBe(`/exploitation/recuperations/${id}`)
  for (const suite of [crypto.randomUUID(), 'x']) expect((await parLeLien(suite)).status).toBe(404)
  const liste = await (await p.demander('/exploitation/recuperations', { cookie: operateur })).text()
  expect(liste.match(/Résultats/g)).toHaveLength(1)
  const piece = await p.demander(`/exploitation/recuperations/${id}/piece`, { cookie: operateur })
  expect([
    piece.status,
    piece.headers.get('content-type'),
    piece.headers.get('x-content-type-options'),
    piece.headers.get('content-security-policy'),
  ]).toMatchObject([200, 'application/pdf', 'nosniff', expect.stringContaining('sandbox')])
  expect(piece.headers.get('content-disposition')).toMatch(/^attachment; filename="Extrait_Kbis\.pdf"/)
  expect(Buffer.from(await piece.arrayBuffer()).equals(PDF)).toBe(true)
  // While the antivirus has not seen it, nobody opens it; it is no attachment of the structure either.
  await p.pool.query(`update fichier set controle = 'en-attente'`)
  expect((await p.demander(`/exploitation/recuperations/${id}/piece`, { cookie: operateur })).status).toBe(409)
  expect(await (await p.demander(`/exploitation/recuperations/${id}`, { cookie: operateur })).text()).toContain('En attente d’analyse')
  await p.pool.query(`update fichier set controle = 'sain'`)
  expect(
    ((await (await p.demander(`/api/v1/structures/${menuiserie}/pieces-jointes`, { cookie: daniel })).json()) as { total: number }).total,
  ).toBe(0)
  const tot = await decider(id, 'accepter')
  expect([tot.status, await etatDe(id)]).toEqual([409, 'en-attente'])
  expect((await decider(id, 'refuser')).status).toBe(422)
  const ancienne = await ouvrirSession(p.pool, p.settings, p.monde.operateur)
  await p.pool.query(`update session set preuve_le = clock_timestamp() - interval '11 minutes' where id = $1`, [ancienne.id])
  expect((await decider(id, 'refuser', 'Insuffisant', ancienne.cookie)).headers.get('location')).toMatch(/^\/preuve/)
  expect((await decider(id, 'refuser', 'Le justificatif ne suffit pas.')).status).toBe(303)
  expect(await (await p.demander(`/organisation/recuperation/${id}`, { cookie: daniel })).text()).toContain('vous gardez le rôle')
  expect(await etatDe(id)).toBe('refusee')
  expect(await courriels(`recuperation:${id}:decision`)).toEqual(
    expect.arrayContaining(['daniel.poitier@exemple.fr', 'heloise.ferdinand@exemple.fr']),
  )
})

test('PLUS-04 acceptée après l’attente : le rôle passe en une transaction, le titulaire reste simple utilisateur ; deux décisions, une seule', async () => {
  const id = await demande()
  await decalerHorloge(p.pool, '16 days')
  const reponses = await Promise.all([decider(id, 'accepter'), decider(id, 'accepter')])
  const page = await (await p.demander(`/organisation/recuperation/${id}`, { cookie: heloise })).text()
  // What it means for each, and what to do next; each link opens.
  const aFaire = [
    `/approbations?etat=demandee&amp;structure=12345678200010`,
    `/organisation/habilitations/qui-peut-quoi?structure=${menuiserie}`,
    `/organisation/utilisateurs/liste?structure=${menuiserie}`,
    `/organisation/structures/${menuiserie}`,
  ]
  expect(page).toContain('vous êtes gestionnaire principal de')
  for (const suite of aFaire)
    expect([suite, page.includes(`href="${suite}"`), (await p.demander(suite.replace('&amp;', '&'), { cookie: heloise })).status]).toEqual([
      suite,
      true,
      200,
    ])
  await decalerHorloge(p.pool, '0')
  expect(reponses.map((r) => r.status).toSorted()).toEqual([303, 409])
  const { rows } = await p.pool.query('select gestionnaire_principal as g from structure where id = $1', [menuiserie])
  expect(rows).toEqual([{ g: p.monde.heloise }])
  expect((await p.demander(`/api/v1/structures/${menuiserie}`, { cookie: daniel })).status).toBe(200)
  expect((await courriels('transfert')).length).toBe(2)
  // The incumbent passed nothing on: the operator decided.
  const { rows: recus } = await p.pool.query<{ texte: string }>(
    `select donnees->>'texte' as texte from depart where file = 'courriel' and donnees->>'id' ~ 'transfert' and donnees->>'a' = 'heloise.ferdinand@exemple.fr'`,
  )
  expect(recus[0]!.texte).toContain('L’opérateur du portail vous a confié le rôle')
  const suivi = await (await p.demander(`/organisation/recuperation/${id}`, { cookie: heloise })).text()
  expect([suivi.includes('Décidée'), suivi.includes('Second avertissement')]).toEqual([true, false])
  // The link of the mail that tells the former incumbent leads somewhere, and to nothing that is another's to do.
  const chezLAncien = await p.demander(`/organisation/recuperation/${id}`, { cookie: daniel })
  const lu = await chezLAncien.text()
  expect([chezLAncien.status, lu.includes('Acceptée'), lu.includes('/retrait'), lu.includes('/opposition')]).toEqual([
    200,
    true,
    false,
    false,
  ])
  expect([lu.includes('Héloïse Ferdinand est gestionnaire principal de'), lu.includes('vos autres profils')]).toEqual([true, true])
  const { rows: journal } = await p.pool.query(
    `select evenement from journal where chaine = $1 and evenement like 'recuperation.accepter%'`,
    [menuiserie],
  )
  expect(journal.length).toBe(1)
  // A transfer meanwhile leaves nothing to decide.
  await p.pool.query('update session set preuve_le = clock_timestamp()')
  const autre = (await envoyer(daniel)).headers.get('location')!.split('/').at(-1)!
  expect(
    (
      await p.demander('/api/v1/demandes/structure.transferer-gestionnaire', {
        cookie: heloise,
        json: { structure: menuiserie, utilisateur: p.monde.daniel },
      })
    ).status,
  ).toBe(201)
  expect(await etatDe(autre)).toBe('annulee')
  // The role has gone on: neither page says the contrary.
  const apres = async (cookie: string) => (await p.demander(`/organisation/recuperation/${id}`, { cookie })).text()
  expect([(await apres(heloise)).includes('Vous n’avez plus le rôle'), (await apres(daniel)).includes('le rôle vous est revenu')]).toEqual([
    true,
    true,
  ])
})

test('GP-02 l’opérateur nomme le premier gestionnaire principal d’une entité publique importée', async () => {
  const { rows } = await p.pool.query<{ id: string }>(
    `insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, adresse, code_postal, ville) values ('SIRET', '21380185500015', 'Commune de Grenoble', 'PUBLIQUE', '11 boulevard Jean-Pain', '38000', 'Grenoble') returning id`,
  )
  const { id } = rows[0]!
  const u = await creerUtilisateur(p.pool, { nom: 'Municipale' })
  expect(await (await p.demander('/exploitation/gestionnaires?recherche=grenoble', { cookie: operateur })).text()).toContain(
    'Commune de Grenoble',
  )
  expect(
    (await p.demander(`/exploitation/gestionnaires/${id}`, { cookie: operateur, champs: { adresse: 'inconnue@exemple.fr' } })).status,
  ).toBe(422)
  expect((await p.demander(`/exploitation/gestionnaires/${id}`, { cookie: nadia, champs: { adresse: u.adresse } })).status).toBe(404)
  expect(
    (await p.demander(`/exploitation/gestionnaires/${id}`, { cookie: operateur, champs: { adresse: u.adresse } })).headers.get('location'),
  ).toContain('fait=nomme')
  expect((await p.demander(`/exploitation/gestionnaires/${id}`, { cookie: operateur })).status).toBe(404)
  const cookie = await p.session(u.id)
  expect((await p.demander('/api/v1/demandes/structure.modifier', { cookie, json: { structure: id, libelle: 'Mairie' } })).status).toBe(201)
})

test('PLUS-04 par l’API : demander avec un envoi, suivre, s’opposer, décider ; pour les autres elle n’existe pas', async () => {
  const API = '/api/v1/recuperations'
  const deposer = async (cookie: string) => {
    const f = new FormData()
    f.set('fichier', new Blob([new Uint8Array(PDF)]), 'extrait.pdf')
    return (
      (await (await fetch(`${p.url}/api/v1/envois`, { method: 'POST', body: f, headers: { origin: p.url, cookie } })).json()) as {
        id: string
      }
    ).id
  }
  const corps = async () => ({ structure: menuiserie, motif: 'Parti sans laisser d’adresse.', piece: await deposer(heloise) })
  const demander = async (cookie: string, json: object) => p.demander(API, { cookie, json })
  const mal = (await (await demander(heloise, { structure: 'x', motif: ' ', piece: 'x' })).json()) as {
    champs: { champ: string; code: string }[]
  }
  expect(mal.champs.map((e) => [e.champ, e.code])).toEqual(['structure', 'motif', 'piece'].map((n) => [n, 'champ-manquant']))
  expect((await demander(nadia, await corps())).status).toBe(404)
  const faite = await demander(heloise, await corps())
  const { id } = (await faite.json()) as { id: string }
  expect(faite.status).toBe(201)
  const lue = await (await p.demander(`${API}/${id}`, { cookie: daniel })).json()
  expect(lue).toMatchObject({
    etat: 'en-attente',
    piece: { nom: 'extrait.pdf' },
    demandeur: { id: p.monde.heloise },
    titulaire: { id: p.monde.daniel },
  })
  const liste = async (cookie: string) =>
    ((await (await p.demander(`${API}?etat=en-attente`, { cookie })).json()) as { elements: { id: string }[] }).elements.map((e) => e.id)
  expect([await liste(heloise), await liste(daniel), await liste(operateur), await liste(nadia)]).toEqual([[id], [id], [id], []])
  const geste = (nom: string, cookie: string, json: object = {}) => p.demander(`${API}/${id}/${nom}`, { cookie, json })
  expect([
    (await geste('opposition', heloise)).status,
    (await geste('retrait', nadia)).status,
    (await p.demander(`${API}/${id}/piece`, { cookie: heloise })).status,
    (await geste('decision', daniel, { decision: 'refuser', motif: 'non' })).status,
  ]).toEqual([404, 404, 404, 404])
  expect((await p.demander(`${API}/${id}/piece`, { cookie: operateur })).headers.get('content-type')).toBe('application/pdf')
  expect([
    (await geste('decision', operateur, { decision: 'refuser' })).status,
    (await geste('decision', operateur, { decision: 'accepter' })).status,
  ]).toEqual([422, 409])
  expect(await (await geste('opposition', daniel, { motif: 'Présent.' })).json()).toMatchObject({
    etat: 'annulee',
    oppositionMotif: 'Présent.',
  })
  expect((await geste('decision', operateur, { decision: 'refuser', motif: 'Trop tard' })).status).toBe(409)
})

test('STR-03 PLUS-04 de l’extérieur on conteste une création : le titulaire répond sans l’arrêter, l’opérateur décide, le rôle passe', async () => {
  const contester = (cookie: string, saisie: Record<string, string> = {}, piece: Buffer | null = PDF) => {
    const f = new FormData()
    for (const [n, v] of Object.entries({
      typeIdentifiant: 'SIRET',
      identifiant: siret,
      motif: 'J’en suis le gérant : voici l’extrait.',
      ...saisie,
    }))
      f.set(n, v)
    if (piece) f.set('piece', new Blob([new Uint8Array(piece)]), 'kbis.pdf')
    return fetch(`${p.url}${CHEMIN}/contester`, { method: 'POST', redirect: 'manual', body: f, headers: { origin: p.url, cookie } })
  }
  const {
    rows: [s],
  } = await p.pool.query<{ identifiant: string; g: string; nom: string }>(
    'select identifiant, gestionnaire_principal as g, raison_sociale as nom from structure where id = $1',
    [menuiserie],
  )
  const siret = s!.identifiant
  const imposteur = s!.g === p.monde.daniel ? daniel : heloise
  const vrai = await creerUtilisateur(p.pool, { nom: 'Gérante' })
  const cookie = await p.session(vrai.id)
  // The way on, where creating it is refused.
  const refus = await (await p.demander(`/organisation/structures/creer?typeIdentifiant=SIRET&identifiant=${siret}`, { cookie })).text()
  expect(refus).toContain(`/organisation/recuperation/contester?typeIdentifiant=SIRET&amp;identifiant=${siret}`)
  expect(await (await p.demander(`${CHEMIN}/contester?typeIdentifiant=SIRET&identifiant=${siret}`, { cookie })).text()).toContain(
    'Contester la création',
  )
  // What is wrong, on its field; an entity of the State, an individual or nobody's: the same words as what does not exist.
  await p.pool
    .query(
      `insert into structure (type_identifiant, identifiant, nom, prenom, type_structure, gestionnaire_principal, adresse, code_postal, ville) values ('PARTICULIER', '1990193160BONJEAN', 'Bonjean', 'Luc', 'PRIVEE', $1, '1 rue', '93160', 'Noisy')`,
      [p.monde.daniel],
    )
    .catch((e: Error) => e)
  const {
    rows: [mairie],
  } = await p.pool.query<{ identifiant: string }>('select identifiant from structure where id = $1', [p.monde.mairie])
  for (const [saisie, message] of [
    [{ identifiant: '123' }, 'SIRET'],
    [{ identifiant: '55203253400646' }, 'Aucune structure de cet identifiant'],
    [{ identifiant: mairie!.identifiant }, 'Aucune structure de cet identifiant'],
    [{ typeIdentifiant: 'PARTICULIER', identifiant: '1990193160BONJEAN' }, 'type d’identifiant'],
    [{ motif: ' ' }, 'Dites pourquoi'],
  ] as const) {
    const r = await contester(cookie, saisie)
    expect([saisie, r.status]).toEqual([saisie, 422])
    expect(await r.text()).toContain(message)
  }
  expect([
    (await contester(cookie, {}, null)).status,
    (await contester(imposteur)).status,
    (await contester('')).headers.get('location'),
  ]).toEqual([422, 422, expect.stringContaining('/connexion')])
  // Twice at once: one. Each address of the incumbent is warned.
  const ids = (await Promise.all([contester(cookie), contester(cookie)])).map((r) => r.headers.get('location')!.split('/').at(-1)!)
  const id = ids[0]!
  expect(new Set(ids).size).toBe(1)
  expect((await courriels(`recuperation:${id}:debut`)).length).toBeGreaterThanOrEqual(1)
  // From outside nothing is learnt of the structure: neither its name nor who governs it.
  const suivi = (await (await p.demander(`/api/v1/recuperations/${id}`, { cookie })).json()) as { structure: { raisonSociale: string } }
  expect(suivi).toMatchObject({ contestation: true, titulaire: null, structure: { identifiant: siret, raisonSociale: siret } })
  const dehors = await (await p.demander(`${CHEMIN}/${id}`, { cookie })).text()
  expect([
    dehors.includes(s!.nom),
    /<title>Création contestée, \d{3}\s\d{3}\s\d{3}\s\d{5} –/.test(dehors),
    dehors.includes('Justificatif'),
  ]).toEqual([false, true, true])
  expect((await p.demander(`/api/v1/structures/${menuiserie}`, { cookie })).status).toBe(404)
  // Somebody of the structure may still ask; the incumbent's word, and passing the role on, stop nothing.
  const autre = imposteur === daniel ? heloise : daniel
  await p.pool.query('update session set preuve_le = clock_timestamp()')
  const interne = (await envoyer(autre)).headers.get('location')!.split('/').at(-1)!
  expect((await p.demander(`${CHEMIN}/${interne}/retrait`, { cookie: autre, champs: {} })).status).toBe(303)
  expect(await (await p.demander(`${CHEMIN}/${id}`, { cookie: imposteur })).text()).toContain('Répondre à l’opérateur')
  // An answer has words; given, it is shown as sent, and can be replaced.
  const muette = await p.demander(`${CHEMIN}/${id}/opposition`, { cookie: imposteur, champs: { motif: ' ' } })
  expect([muette.status, (await muette.text()).includes('Dites pourquoi la structure est à vous')]).toEqual([422, true])
  expect((await p.demander(`${CHEMIN}/${id}/opposition`, { cookie: imposteur, champs: { motif: 'Elle est bien à moi.' } })).status).toBe(
    303,
  )
  const dite = await (await p.demander(`${CHEMIN}/${id}`, { cookie: imposteur })).text()
  for (const mot of ['La réponse est transmise', 'Réponse du titulaire', 'Remplacer ma réponse', 'value="Elle est bien à moi."'])
    expect(dite).toContain(mot)
  expect((await p.demander(`/api/v1/recuperations/${id}/opposition`, { cookie: imposteur, json: {} })).status).toBe(200)
  const complice = imposteur === daniel ? p.monde.heloise : p.monde.daniel
  expect(
    (
      await p.demander('/api/v1/demandes/structure.transferer-gestionnaire', {
        cookie: imposteur,
        json: { structure: menuiserie, utilisateur: complice },
      })
    ).status,
  ).toBe(201)
  expect(await etatDe(id)).toBe('en-attente')
  expect(await (await p.demander(`/exploitation/recuperations/${id}`, { cookie: operateur })).text()).toMatch(
    /Création contestée[\s\S]*Elle est bien à moi/,
  )
  expect([
    (await decider(id, 'accepter')).status,
    ((await (await p.demander('/api/v1/exploitation/creations?contestee=oui', { cookie: operateur })).json()) as { total: number }).total,
  ]).toEqual([409, 0])
  await decalerHorloge(p.pool, '16 days')
  const decisions = await Promise.all([decider(id, 'accepter'), decider(id, 'accepter')])
  expect(decisions.map((r) => r.status).toSorted()).toEqual([303, 409])
  expect((await p.pool.query('select gestionnaire_principal as g from structure where id = $1', [menuiserie])).rows).toEqual([
    { g: vrai.id },
  ])
  expect(
    (await p.demander('/api/v1/demandes/structure.modifier', { cookie, json: { structure: menuiserie, libelle: 'La mienne' } })).status,
  ).toBe(201)
  await decalerHorloge(p.pool, '0')
})

test('STR-03 trois contestations en attente au plus pour une personne, même lancées ensemble ; par l’API aussi', async () => {
  const nom = await creerUtilisateur(p.pool, { nom: 'Procédurier' })
  const cookie = await p.session(nom.id)
  const deposer = async () => {
    const f = new FormData()
    f.set('fichier', new Blob([new Uint8Array(PDF)]), 'extrait.pdf')
    return (
      (await (await fetch(`${p.url}/api/v1/envois`, { method: 'POST', body: f, headers: { origin: p.url, cookie } })).json()) as {
        id: string
      }
    ).id
  }
  for (const n of [1, 2, 3, 4])
    await p.pool.query(
      `insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, statut, gestionnaire_principal, adresse, code_postal, ville, pays) values ('HORS_UE', $1, 'Une', 'PRIVEE', 'INACTIVE', $2, '1 rue', '1', 'X', 'US')`,
      [`USA${n}`, p.monde.daniel],
    )
  const envois = [await deposer(), await deposer(), await deposer(), await deposer()]
  const reponses = await Promise.all(
    envois.map((piece, i) =>
      p.demander('/api/v1/recuperations', {
        cookie,
        json: { typeIdentifiant: 'HORS_UE', identifiant: `USA${i + 1}`, motif: 'À moi.', piece },
      }),
    ),
  )
  expect(reponses.map((r) => r.status).toSorted()).toEqual([201, 201, 201, 429])
  expect(
    (await p.demander('/api/v1/recuperations', { cookie, json: { typeIdentifiant: 'SIRET', identifiant: '1', motif: '', piece: '' } }))
      .status,
  ).toBe(422)
})
