import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { creerUtilisateur, rattacher } from '#tests/acteurs.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { monde } = p
let [operateur, daniel, heloise, nadia, camille] = ['', '', '', '', '']
beforeAll(async () => {
  ;[operateur, daniel, heloise, nadia, camille] = (await Promise.all(
    (['operateur', 'daniel', 'heloise', 'nadia', 'camille'] as const).map((n) => p.session(n)),
  )) as [string, string, string, string, string]
})

interface Lu {
  id: string
  titre: string
  lu: boolean
}
const liste = async (cookie: string, suite = '') =>
  ((await (await p.demander(`/api/v1/messages?taille=50${suite}`, { cookie })).json()) as { elements: Lu[] }).elements
const titres = async (cookie: string) => (await liste(cookie)).map((m) => m.titre).toSorted()
const compte = async (cookie: string) =>
  ((await (await p.demander('/api/v1/moi', { cookie })).json()) as { compteurs: { messages: number } }).compteurs.messages
const envoyer = async (cookie: string, json: object, suite = '') =>
  p.demander(`/api/v1/messages${suite}`, { cookie, json: { titre: 'Titre', texte: 'Texte', ...json } })
const vider = () => p.pool.query('truncate message cascade')

test('COM-03 à tous, à un public, aux utilisateurs de structures : chacun lit ce qui le concerne, et rien d’autre', async () => {
  const {
    rows: [m],
  } = await p.pool.query<{ identifiant: string }>('select identifiant from structure where id = $1', [monde.menuiserie])
  for (const json of [
    { portee: 'tous', titre: 'tous' },
    { portee: 'audience', entites: 'entite-publique', titre: 'public' },
    { portee: 'audience', entites: 'entreprise,association', titre: 'entreprises' },
    { portee: 'audience', profil: 'organisation.modification', titre: 'modification' },
    { portee: 'audience', entites: 'particulier', titre: 'particuliers' },
    { portee: 'structures', identifiants: m!.identifiant, titre: 'menuiserie' },
  ]) {
    const r = await envoyer(operateur, json)
    expect([json.titre, r.status, await r.json()]).toEqual([
      json.titre,
      201,
      expect.objectContaining(json.titre === 'menuiserie' ? { portee: 'structures' } : { titre: json.titre }),
    ])
  }
  expect(await titres(daniel)).toEqual(['entreprises', 'menuiserie', 'modification', 'tous'])
  expect(await titres(heloise)).toEqual(['entreprises', 'menuiserie', 'tous'])
  expect(await titres(nadia)).toEqual(['modification', 'public', 'tous'])
  expect([await titres(camille), await titres(operateur)]).toEqual([['tous'], []])
  expect([await compte(daniel), await compte(heloise), await compte(nadia), await compte(camille)]).toEqual([4, 3, 3, 1])
  const [deLaMairie] = (await liste(nadia)).filter((x) => x.titre === 'public')
  for (const [cookie, statut] of [
    [nadia, 200],
    [daniel, 404],
    [camille, 404],
    [operateur, 200],
  ] as const)
    expect((await p.demander(`/communication/${deLaMairie!.id}`, { cookie })).status).toBe(statut)
})

test('COM-03 lu et non lu par personne : à l’ouverture, jamais en avance, tout d’un coup ; l’autre garde le sien', async () => {
  const [premier] = await liste(daniel)
  await p.demander(`/communication/${premier!.id}`, { cookie: daniel, headers: { 'sec-purpose': 'prefetch' } })
  expect(await compte(daniel)).toBe(4)
  const html = await (await p.demander(`/communication/${premier!.id}`, { cookie: daniel })).text()
  expect([await compte(daniel), /<span data-etat="messages">3</.test(html), await compte(heloise)]).toEqual([3, true, 3])
  await p.demander('/communication/lus', { cookie: daniel, champs: { message: premier!.id, etat: 'non-lu' } })
  expect(await compte(daniel)).toBe(4)
  expect((await p.demander('/communication/lus', { cookie: daniel, champs: {} })).headers.get('location')).toBe('/communication?fait=lus')
  expect([
    await compte(daniel),
    (await liste(daniel, '&lu=non')).length,
    await compte(heloise),
    await (await p.demander('/evenements', { cookie: daniel })).json(),
  ]).toEqual([0, 0, 3, { approbations: 0, messages: 0 }])
  // What is not theirs cannot be marked.
  const ailleurs = (await liste(nadia)).find((m) => m.titre === 'public')!
  await p.demander('/communication/lus', { cookie: daniel, champs: { message: ailleurs.id } })
  expect((await p.pool.query('select from message_lu where message = $1 and utilisateur = $2', [ailleurs.id, monde.daniel])).rowCount).toBe(
    0,
  )
})

test('COM-03 rattaché plus tard, on le lit tant qu’il court ; détaché, on ne le lit plus ; expiré ou retiré, personne', async () => {
  await vider()
  const { id } = (await (await envoyer(daniel, { structures: monde.menuiserie, duree: '7' })).json()) as Lu
  const nouvelle = await creerUtilisateur(p.pool)
  const cookie = await p.session(nouvelle.id)
  expect(await titres(cookie)).toEqual([])
  await rattacher(p.pool, nouvelle.id, monde.menuiserie)
  expect([await titres(cookie), await compte(cookie)]).toEqual([['Titre'], 1])
  await p.pool.query(`update rattachement set retire_le = maintenant() where utilisateur = $1`, [nouvelle.id])
  expect([await titres(cookie), (await p.demander(`/communication/${id}`, { cookie })).status]).toEqual([[], 404])
  await decalerHorloge(p.pool, '8 days')
  expect([
    await titres(heloise),
    (await p.demander(`/communication/${id}`, { cookie: heloise })).status,
    (await p.demander(`/communication/${id}`, { cookie: daniel })).status,
  ]).toEqual([[], 404, 200])
  await decalerHorloge(p.pool, '0')
  expect([(await p.demander(`/communication/${id}/retrait`, { cookie: heloise, champs: {} })).status, await titres(heloise)]).toEqual([
    404,
    ['Titre'],
  ])
  expect((await p.demander(`/communication/${id}/retrait`, { cookie: daniel, champs: {} })).status).toBe(303)
  expect([
    await titres(heloise),
    await compte(heloise),
    ((await (await p.demander(`/api/v1/messages/${id}`, { cookie: daniel })).json()) as { etat: string }).etat,
  ]).toEqual([[], 0, 'retire'])
})

test('COM-03 un gestionnaire écrit aux utilisateurs de ses structures, et d’elles seules ; la vérification dit à combien ; envoyé deux fois, il n’y en a qu’un', async () => {
  await vider()
  expect([
    (await envoyer(heloise, { structures: monde.menuiserie })).status,
    (await p.demander('/communication/rediger', { cookie: heloise })).status,
    (await envoyer(camille, {})).status,
  ]).toEqual([403, 403, 403])
  expect([
    (await envoyer(daniel, { structures: monde.mairie })).status,
    (await envoyer(daniel, { structures: `${monde.menuiserie},${monde.mairie}` })).status,
    (await envoyer(daniel, { portee: 'tous' })).status,
    (await envoyer(daniel, { identifiants: '123' })).status,
  ]).toEqual([422, 422, 422, 422])
  const {
    rows: [reel],
  } = await p.pool.query<{ n: number }>(
    `select count(distinct r.utilisateur)::int as n from rattachement r join utilisateur u on u.id = r.utilisateur and u.est_actif where r.structure = $1 and r.retire_le is null and r.periode @> maintenant() and u.id <> $2`,
    [monde.menuiserie, monde.daniel],
  )
  expect(await (await envoyer(daniel, { structures: monde.menuiserie }, '?simulation=oui')).json()).toEqual({ destinataires: reel!.n })
  const cle = randomUUID()
  const saisie = { _cle: cle, lesquelles: 'choisies', structures: [monde.menuiserie], titre: 'Fermeture', texte: 'Le **24**.', duree: '30' }
  const faux = await p.demander('/communication/rediger', { cookie: daniel, champs: { ...saisie, titre: '' } })
  expect([faux.status, (await faux.text()).includes('Le **24**.')]).toEqual([422, true])
  const verifier = (await p.demander('/communication/rediger', { cookie: daniel, champs: saisie })).headers.get('location')!
  const html = await (await p.demander(verifier, { cookie: daniel })).text()
  expect([html.includes('<strong>24</strong>'), html.includes(reel!.n > 1 ? `pour ${reel!.n} personnes` : 'pour 1 personne')]).toEqual([
    true,
    true,
  ])
  const confirmer = () => p.demander(verifier, { cookie: daniel, champs: { _cle: cle, _etape: 'confirmer' } })
  const deux = await Promise.all([confirmer(), confirmer()])
  expect(deux[0]!.headers.get('location')).toMatch(/^\/communication\/[0-9a-f-]{36}\?fait=envoye$/)
  expect([
    deux.map((r) => r.status),
    deux[0]!.headers.get('location') === deux[1]!.headers.get('location'),
    await titres(heloise),
    await titres(daniel),
    await titres(nadia),
  ]).toEqual([[303, 303], true, ['Fermeture'], [], []])
  // No row per recipient.
  expect((await p.pool.query('select from message_lu')).rowCount).toBe(0)
  // The role lost between the check and the sending: nothing leaves.
  await p.pool.query(
    `insert into message (cle, auteur, portee, titre, texte, expire_le) select gen_random_uuid(), $1, 'tous', 't', 't', maintenant() + interval '1 day' from generate_series(1, 20)`,
    [monde.nadia],
  )
  const trop = await envoyer(nadia, { structures: monde.mairie })
  expect([trop.status, ((await trop.json()) as { code: string }).code]).toEqual([429, 'trop-de-requetes'])
})

test('COM-03 qui n’a qu’une structure n’a rien à choisir : elle est dite, et le message lui va', async () => {
  await vider()
  const cle = randomUUID()
  const html = (await (await p.demander('/communication/rediger', { cookie: nadia })).text()).replace(/[\s\S]*<main/, '')
  expect([
    /name="lesquelles" value="toutes"|value="toutes"[^>]*name="lesquelles"/.test(html),
    /id="structures" value="[^"]+\(/.test(html),
    html.includes('type="radio"'),
    html.includes('type="checkbox"'),
  ]).toEqual([true, true, false, false])
  const verifier = (
    await p.demander('/communication/rediger', {
      cookie: nadia,
      champs: { _cle: cle, lesquelles: 'toutes', titre: 'Fermeture', texte: 'Le 24.', duree: '30' },
    })
  ).headers.get('location')!
  expect((await p.demander(verifier, { cookie: nadia, champs: { _cle: cle, _etape: 'confirmer' } })).headers.get('location')).toMatch(
    /\?fait=envoye$/,
  )
  expect((await p.pool.query('select structure from message_structure')).rows).toEqual([{ structure: monde.mairie }])
})

test('COM-03 écrit aussi en anglais : chacun le lit dans sa langue, le français là où l’anglais manque ; la vérification montre les deux', async () => {
  await vider()
  const anglais = `${heloise}; choral.langue=en`
  const deux = (await (
    await envoyer(daniel, {
      structures: monde.menuiserie,
      titre: 'Fermeture',
      texte: 'Le **24**.',
      titreEn: 'Closing',
      texteEn: 'On the **24th**.',
    })
  ).json()) as Lu & { titreEn: string; texteEn: string }
  const moitie = (await (
    await envoyer(daniel, { structures: monde.menuiserie, titre: 'Ouverture', texte: 'Le 26.', titreEn: 'Opening', texteEn: '' })
  ).json()) as Lu & { texteEn: null }
  const seul = (await (await envoyer(daniel, { structures: monde.menuiserie, titre: 'Rappel', texte: 'Le 27.' })).json()) as Lu & {
    titreEn: null
  }
  expect([deux.titreEn, deux.texteEn, moitie.texteEn, seul.titreEn]).toEqual(['Closing', 'On the **24th**.', null, null])
  const page = async (chemin: string, cookie: string) => (await p.demander(chemin, { cookie })).text()
  const [enFrancais, enAnglais] = [await page(`/communication/${deux.id}`, heloise), await page(`/communication/${deux.id}`, anglais)]
  expect([
    enFrancais.includes('Le <strong>24</strong>'),
    enFrancais.includes('24th'),
    enAnglais.includes('On the <strong>24th</strong>'),
    enAnglais.includes('Fermeture'),
  ]).toEqual([true, false, true, false])
  const melange = await page(`/communication/${moitie.id}`, anglais)
  expect([melange.includes('Opening'), /<div class="prose" lang="fr"><p>Le 26\./.test(melange), melange.includes('Ouverture')]).toEqual([
    true,
    true,
    false,
  ])
  const ecran = await page('/communication', anglais)
  expect([
    ecran.includes('>Closing<') || ecran.includes('<b>Closing</b>'),
    ecran.includes('Opening'),
    /lang="fr"[^>]*>(<b>)?Rappel/.test(ecran),
    ecran.includes('Fermeture'),
  ]).toEqual([true, true, true, false])
  expect((await liste(heloise, '&recherche=closing')).map((m) => m.titre)).toEqual(['Fermeture'])
  const long = await envoyer(daniel, { structures: monde.menuiserie, titreEn: 'x'.repeat(151) })
  expect([long.status, ((await long.json()) as { champs: { champ: string }[] }).champs.map((e) => e.champ)]).toEqual([422, ['titreEn']])
  const saisie = {
    _cle: randomUUID(),
    lesquelles: 'choisies',
    structures: [monde.menuiserie],
    titre: 'Fermeture',
    texte: 'Le **24**.',
    titreEn: 'Closing',
    texteEn: 'On the **24th**.',
    duree: '30',
  }
  const verifier = await page(
    (await p.demander('/communication/rediger', { cookie: daniel, champs: saisie })).headers.get('location')!,
    daniel,
  )
  expect([
    verifier.includes('Le <strong>24</strong>'),
    verifier.includes('Closing'),
    verifier.includes('On the <strong>24th</strong>'),
  ]).toEqual([true, true, true])
})

test('COM-03 un million d’utilisateurs : rien d’écrit par destinataire, le compte d’une page passe par les index', async () => {
  await vider()
  await p.pool.query(
    `insert into message (cle, auteur, portee, titre, texte, cree_le, expire_le) select gen_random_uuid(), $1, 'structures', 'vieux', 't', maintenant() - interval '400 days', maintenant() - interval '300 days' from generate_series(1, 5000)`,
    [monde.daniel],
  )
  await p.pool.query(`insert into message_structure select id, $1, expire_le from message`, [monde.menuiserie])
  await p.pool.query('analyze message, message_structure')
  await envoyer(operateur, { portee: 'tous', titre: 'seul' })
  const { rows } = await p.pool.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, timing off, summary off) select count(*) from rattachement r join message_structure ms on ms.structure = r.structure and ms.expire_le > maintenant() join message m on m.id = ms.message and m.retire_le is null where r.utilisateur = $1`,
    [monde.heloise],
  )
  expect(rows.map((r) => r['QUERY PLAN']).join('\n')).not.toMatch(/Seq Scan on message/)
  expect([await titres(heloise), await compte(heloise)]).toEqual([['seul'], 1])
})
