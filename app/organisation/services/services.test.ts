import { expect, test } from 'vitest'
import { decider } from '#acces/index.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde({ DELAI_EFFET_MINUTES: '0' })
const { menuiserie, mairie } = p.monde
const [daniel, nadia, heloise, camille] = await Promise.all([
  p.session('daniel'),
  p.session('nadia'),
  p.session('heloise'),
  p.session('camille'),
])

type Corps = Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any
const lire = async (cookie: string, chemin: string) => {
  const r = await p.demander(chemin, { cookie })
  return { statut: r.status, corps: (await r.json()) as Corps }
}
const demander = async (cookie: string, type: string, json: object, plus = '') => {
  const r = await p.demander(`/api/v1/demandes/service.${type}${plus}`, { cookie, json })
  return { statut: r.status, corps: (await r.json()) as Corps }
}
const idDe = async (structure: string, code: string) =>
  (await p.pool.query<{ id: string }>('select id from service where structure = $1 and code = $2', [structure, code])).rows[0]!.id
const champs = (r: { corps: Corps }) =>
  Object.fromEntries(((r.corps.champs ?? []) as { champ: string; code: string }[]).map((c) => [c.champ, c.code]))

test('SER-01 SER-02 un service est créé tout de suite, avec son adresse ou celle de la structure, et se relit', async () => {
  const r = await demander(daniel, 'creer', {
    structure: menuiserie,
    code: ' POSE ',
    nom: 'Pose',
    debutValidite: '2077-01-01',
    adresse: '2 rue du Port',
    codePostal: '44100',
    ville: 'Nantes',
    pays: 'FR',
  })
  expect(r.statut).toBe(201)
  expect(r.corps).toMatchObject({
    etat: 'effective',
    objet: r.corps.resultat.service.id,
    resultat: { service: { code: 'POSE', nom: 'Pose' } },
  })
  const { corps } = await lire(daniel, `/api/v1/services/${r.corps.resultat.service.id}`)
  expect(corps).toMatchObject({
    code: 'POSE',
    statut: 'ACTIF',
    validite: 'a-venir',
    debutValidite: '2077-01-01',
    finValidite: null,
    adresse: '2 rue du Port',
    structure: { id: menuiserie },
    version: 1,
    actions: { modifier: true },
  })
})

test('SER-01 le code est unique dans la structure, même créé deux fois au même instant ; ailleurs il est libre', async () => {
  const deux = await Promise.all([1, 2].map(() => demander(daniel, 'creer', { structure: menuiserie, code: 'DOUBLE', nom: 'Double' })))
  expect(deux.map((r) => r.statut).toSorted()).toEqual([201, 422])
  const perdant = deux.find((r) => r.statut === 422)!
  expect([perdant.corps.code, champs(perdant)]).toEqual(['code-deja-present', { code: 'code-deja-present' }])
  expect((await demander(nadia, 'creer', { structure: mairie, code: 'DOUBLE', nom: 'Double' })).statut).toBe(201)
})

test('SER-02 PLUS-07 créer sur une structure inactive : la vraie raison vient d’abord, en français comme en anglais', async () => {
  const r = await demander(daniel, 'creer', { structure: p.monde.sci, code: 'POSE', nom: 'Pose' })
  expect([r.statut, r.corps]).toEqual([
    403,
    expect.objectContaining({
      code: 'acces-refuse',
      detail: 'Cela ne se fait pas sur une structure inactive.',
      raison: expect.stringContaining('inactive'),
      remede: 'Activez d’abord la structure.',
    }),
  ])
  const page = async (plus = '') =>
    await (await p.demander(`/organisation/services/creer?structure=${p.monde.sci}`, { cookie: daniel + plus })).text()
  const html = await page()
  expect([
    html.match(/<h1[^>]*>(.*?)<\/h1>/)?.[1],
    html.match(/<p class="lead">(.*?)<\/p>/)?.[1],
    html.includes('Vous n’avez pas accès'),
    html.includes('accorde les habilitations'),
  ]).toEqual(['Cela ne se fait pas sur une structure inactive', expect.stringContaining('ses données restent lisibles'), false, false])
  expect(await page('; choral.langue=en')).toContain('This cannot be done on an inactive structure')
})

test('SER-01 toutes les erreurs de champ ensemble ; le code réservé dans toute graphie ; ce qui est réservé aux entités publiques', async () => {
  const r = await demander(daniel, 'creer', {
    structure: menuiserie,
    code: 'factures_publiques',
    nom: 'X',
    adresse: '1 rue',
    debutValidite: '2077-02-01',
    finValidite: '2077-01-31',
    numeroEngagementObligatoire: true,
  })
  expect([r.statut, champs(r)]).toEqual([
    422,
    {
      code: 'code-reserve',
      codePostal: 'champ-manquant',
      ville: 'champ-manquant',
      pays: 'champ-manquant',
      finValidite: 'fin-avant-debut',
      numeroEngagementObligatoire: 'reserve-entites-publiques',
    },
  ])
  const vide = await demander(daniel, 'creer', { structure: menuiserie, code: '', nom: '', debutValidite: '2077-02-30' })
  expect(champs(vide)).toEqual({ code: 'champ-manquant', nom: 'champ-manquant', debutValidite: 'date-invalide' })
})

test('SER-02 modifier : version périmée dite avec ce qui a changé, à partir du jour choisi ; la version de la structure ne bouge pas', async () => {
  const service = await idDe(menuiserie, 'ACHATS')
  const avant = (await lire(daniel, `/api/v1/structures/${menuiserie}`)).corps.version
  expect((await demander(daniel, 'modifier', { service, nom: 'Achats et stocks', version: 1 })).statut).toBe(201)
  const perimee = await demander(daniel, 'modifier', { service, nom: 'Approvisionnements', version: 1 })
  expect([perimee.statut, perimee.corps.code]).toEqual([412, 'version-perimee'])
  expect(perimee.corps.changements[0]).toMatchObject({ champ: 'nom', avant: 'Achats', apres: 'Achats et stocks', par: 'Daniel Poitier' })
  const plusTard = await demander(daniel, 'modifier', { service, nom: 'Plus tard', version: 2, aPartirDu: '2099-01-01' })
  expect([plusTard.statut, plusTard.corps.etat, plusTard.corps.effetLe]).toEqual([201, 'programmee', '2098-12-31T23:00:00.000Z'])
  expect((await lire(daniel, `/api/v1/services/${service}`)).corps).toMatchObject({ nom: 'Achats et stocks', version: 3 })
  expect((await demander(daniel, 'modifier', { service, nom: 'Achats et stocks' })).corps.code).toBe('aucun-changement')
  expect((await demander(daniel, 'modifier', { service: await idDe(mairie, 'VOIRIE'), structure: menuiserie, nom: 'Vol' })).statut).toBe(
    404,
  )
  expect((await lire(daniel, `/api/v1/structures/${menuiserie}`)).corps.version).toBe(avant)
})

test('SER-02 désactiver : dit qui n’est rattaché que par lui, n’ôte l’accès à personne, laisse les droits à « consultation » ; activer les rend', async () => {
  const service = await idDe(menuiserie, 'CHANTIER')
  const { id } = await creerUtilisateur(p.pool, { prenom: 'Zoé', nom: 'Chantier' })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, service, periode) values ($1, $2, $3, tstzrange(maintenant(), null)), ($4, $2, $3, tstzrange(maintenant(), null))`,
    [id, menuiserie, service, p.monde.heloise],
  )
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 1, 2, tstzrange(maintenant(), null))`,
    [id, menuiserie, service],
  )
  const zoe = await p.session(id)
  const question = { structure: menuiserie, application: 'organisation', service } as const
  const reponses = (utilisateur: string) =>
    Promise.all(
      (['consultation', 'modification'] as const).map(async (niveau) => {
        const d = await decider(p.programme.db, { ...question, utilisateur, niveau })
        return d.oui || d.raison
      }),
    )
  expect(await reponses(id)).toEqual([true, true])
  expect(champs(await demander(zoe, 'desactiver', { service }))).toEqual({ motif: 'champ-manquant' })
  const dit = await demander(daniel, 'desactiver', { service, motif: 'Regroupé' }, '?simulation=oui')
  expect(dit.corps.resultat).toMatchObject({ nombreRattachesSeulement: 1, rattachesSeulement: [{ id, prenom: 'Zoé', nom: 'Chantier' }] })
  await demander(daniel, 'modifier', { service, description: 'à venir', aPartirDu: '2099-01-01' })
  // Whoever holds it on the service alone does it too.
  const fait = await demander(zoe, 'desactiver', { service, motif: 'Regroupé' })
  expect([fait.statut, fait.corps.etat, fait.corps.resultat.demandesAnnulees.length]).toEqual([201, 'effective', 1])
  // Theirs on the service, and the manager's on the whole structure.
  expect(await reponses(id)).toEqual([true, 'service-inactif'])
  expect(await reponses(p.monde.daniel)).toEqual([true, 'service-inactif'])
  expect((await lire(zoe, `/api/v1/structures/${menuiserie}`)).statut).toBe(200)
  const refusee = await demander(zoe, 'modifier', { service, nom: 'Non' })
  expect([refusee.statut, refusee.corps.code, refusee.corps.remede]).toEqual([403, 'acces-refuse', 'Activez d’abord le service.'])
  expect((await demander(daniel, 'desactiver', { service, motif: 'Encore' })).corps.code).toBe('service-deja-inactif')
  // Its people are still governed: a right removed, an attachment ended.
  for (const [type, corps] of [
    ['habilitation.supprimer', { utilisateur: id, structure: menuiserie, service, profil: 'organisation.modification' }],
    ['rattachement.terminer', { utilisateur: id, structure: menuiserie, service, commentaire: 'Service regroupé' }],
  ] as const)
    expect((await p.demander(`/api/v1/demandes/${type}?simulation=oui`, { cookie: daniel, json: corps })).status, type).toBe(200)
  expect((await p.pool.query('select from rattachement where service = $1 and retire_le is null', [service])).rowCount).toBe(2)
  expect((await demander(zoe, 'activer', { service })).statut).toBe(201)
  expect(await reponses(id)).toEqual([true, true])
})

test('SER-01 FACTURES_PUBLIQUES : à chaque entité publique, jamais désactivé, inconnu de qui n’est pas de la structure', async () => {
  const service = await idDe(mairie, 'FACTURES_PUBLIQUES')
  const refusee = await demander(nadia, 'desactiver', { service, motif: 'Non' })
  expect([refusee.statut, refusee.corps.code]).toEqual([409, 'service-reserve'])
  expect(champs(await demander(nadia, 'modifier', { service, finValidite: '2077-01-01' }))).toEqual({ finValidite: 'service-reserve' })
  expect(
    (await lire(nadia, `/api/v1/structures/${mairie}/services`)).corps.elements.find((s: Corps) => s.code === 'FACTURES_PUBLIQUES'),
  ).toMatchObject({ estReserve: true })
  const r = await p.demander('/api/v1/demandes/rattachement.demander?simulation=oui', {
    cookie: camille,
    json: { typeIdentifiant: 'SIRET', identifiant: '21690266800013', codeService: 'FACTURES_PUBLIQUES' },
  })
  expect([r.status, ((await r.json()) as Corps).code]).toEqual([422, 'service-inconnu'])
})

test('SER-02 INT-11 la liste : triée, filtrée, suivie par clé à toute profondeur, exportée', async () => {
  await p.pool.query(
    `insert into service (structure, code, nom, statut, debut_validite) select $1, 'L' || lpad(i::text, 3, '0'), 'Ligne ' || (100 - i), case when i % 2 = 0 then 'ACTIF' else 'INACTIF' end, case when i % 3 = 0 then date '2077-01-01' + i end from generate_series(1, 45) i`,
    [mairie],
  )
  for (const tri of ['code', '-nom', 'statut', '-debutValidite']) {
    const vus: string[] = []
    let suite = ''
    for (let n = 0; n < 10 && (n === 0 || suite); n++) {
      const { corps } = await lire(nadia, `/api/v1/structures/${mairie}/services?tri=${tri}&taille=20${suite ? `&apres=${suite}` : ''}`)
      vus.push(...corps.elements.map((s: Corps) => s.id))
      suite = corps.suivant ?? ''
      expect(corps.total).toBe(corps.elements.length < 20 && n === 0 ? vus.length : corps.total)
    }
    const { rows } = await p.pool.query(`select id from service where structure = $1 and statut <> 'SUPPRIME'`, [mairie])
    expect([new Set(vus).size, vus.length], tri).toEqual([rows.length, rows.length])
  }
  const { corps } = await lire(nadia, `/api/v1/structures/${mairie}/services?statut=INACTIF&recherche=LIGNE 55`)
  expect(corps.elements.map((s: Corps) => s.code)).toEqual(['L045'])
  const csv = await (await p.demander(`/api/v1/structures/${mairie}/services?format=csv`, { cookie: nadia })).text()
  expect(csv.trim().split('\n').length).toBeGreaterThan(46)
  expect((await lire(nadia, `/api/v1/structures/${mairie}/services?apres=eHg`)).statut).toBe(200)
})

test('SER-02 qui n’est pas de la structure n’en sait rien ; une simple consultation ne crée pas, avec raison et remède', async () => {
  expect((await demander(camille, 'creer', { structure: menuiserie, code: 'X', nom: 'X' })).statut).toBe(404)
  const r = await demander(heloise, 'creer', { structure: menuiserie, code: 'X', nom: 'X' })
  expect([r.statut, r.corps.code, typeof r.corps.raison, typeof r.corps.remede]).toEqual([403, 'acces-refuse', 'string', 'string'])
})
