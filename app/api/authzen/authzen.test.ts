import { expect, test } from 'vitest'
import { retirerDroits } from '#acces/index.ts'
import { action, guichetDuScenario, question, ressource, sujet } from '#tests/authzen.ts'

const { p, cle, structure, service, demander, nouvelleCle, droit } = await guichetDuScenario()

test('INT-16 Basic : les huit décisions viennent des habilitations tenues', async () => {
  const decisions: [string, string, string, object | undefined, boolean][] = [
    ['alice', 'consultation', 'record-1', undefined, true],
    ['alice', 'modification', 'record-1', undefined, true],
    ['bob', 'consultation', 'record-1', undefined, true],
    ['bob', 'modification', 'record-1', undefined, false],
    ['alice', 'modification', 'record-2', undefined, false],
    ['alice', 'consultation', 'record-2', undefined, true],
    ['bob', 'consultation', 'record-2', { service: 'COMPTA' }, true],
    ['bob', 'consultation', 'record-2', { service: 'ACHATS' }, false],
  ]
  for (const [nom, quoi, sur, properties, decision] of decisions) {
    const r = await demander('evaluation', question(nom, quoi, sur, properties))
    expect([nom, quoi, sur, r.statut, r.corps.decision]).toEqual([nom, quoi, sur, 200, decision])
    expect(r.entetes.get('content-type')).toMatch(/^application\/json\b/)
    expect((await demander('evaluations', question(nom, quoi, sur, properties))).corps).toEqual(r.corps)
  }
})

test('INT-16 les mêmes noms par id : personne, structure, service', async () => {
  const { rows } = await p.pool.query<{ id: string }>(`select id from utilisateur where adresse_electronique = 'bob@exemple.fr'`)
  const q = {
    subject: { type: 'utilisateur', id: rows[0]!.id },
    action: action('consultation'),
    resource: ressource(structure['record-2'], { service: service['record-2'] }),
  }
  expect((await demander('evaluation', q)).corps).toEqual({ decision: true })
  expect((await demander('evaluation', { ...q, subject: sujet('BOB') })).corps).toEqual({ decision: true })
  expect(
    (await demander('evaluation', { ...q, resource: ressource(structure['record-2'], { service: service['record-1'] }) })).corps.context,
  ).toMatchObject({ raison: 'inconnu' })
  expect(
    (await demander('evaluation', question('alice', 'consultation', ' record-1 ', { typeIdentifiant: 'HORS_UE' }))).corps.decision,
  ).toBe(true)
  expect((await demander('evaluation', question('alice', 'consultation', 'record-1', { typeIdentifiant: 'RIDET' }))).corps.decision).toBe(
    false,
  )
})

test('INT-16 un identifiant porté par deux structures ne désigne personne ; avec son type, si', async () => {
  await p.pool.query(
    `insert into structure (type_identifiant, identifiant, raison_sociale, type_structure) values ('RIDET', 'record-2', 'Homonyme', 'PUBLIQUE')`,
  )
  expect((await demander('evaluation', question('alice', 'consultation', 'record-2'))).corps.decision).toBe(false)
  expect((await demander('evaluation', question('alice', 'consultation', 'record-2', { typeIdentifiant: 'HORS_UE' }))).corps.decision).toBe(
    true,
  )
  await p.pool.query(`delete from structure where type_identifiant = 'RIDET' and identifiant = 'record-2'`)
})

test('INT-16 Basic : ce qui est en plus est ignoré, ce qui manque est une erreur 400', async () => {
  const bonne = question('alice', 'consultation', 'record-1')
  expect(
    (
      await demander('evaluation', {
        ...bonne,
        subject: { ...bonne.subject, properties: { role: 'admin' } },
        action: { ...bonne.action, properties: { methode: 'GET' } },
        context: { time: '2026-11-24T18:03-07:00' },
        foo: 'bar',
        futur: { a: [1] },
      })
    ).corps,
  ).toEqual({ decision: true })
  const { subject, resource } = bonne
  const mauvaises: object[] = [
    { ...bonne, subject: undefined },
    { ...bonne, action: undefined },
    { ...bonne, resource: undefined },
    { ...bonne, subject: { id: 'x' } },
    { ...bonne, subject: { type: 'utilisateur' } },
    { ...bonne, action: {} },
    { ...bonne, resource: { id: 'x' } },
    { ...bonne, resource: { type: 'application' } },
    { ...bonne, subject: 'alice' },
    { ...bonne, action: { name: 123 } },
    { ...bonne, subject: [subject] },
    { ...bonne, subject: null },
    { ...bonne, subject: { ...subject, id: '' } },
    { ...bonne, subject: { ...subject, id: 'a\0b' } },
    { ...bonne, resource: { ...resource, properties: 'record-1' } },
    { ...bonne, context: 'ici' },
    [],
    [bonne],
  ]
  for (const q of mauvaises)
    for (const chemin of ['evaluation', 'evaluations']) expect([(await demander(chemin, q)).statut, chemin, q]).toEqual([400, chemin, q])
  for (const texte of [
    '',
    '{',
    'null',
    '"texte"',
    '{"subject":{"type":"utilisateur","id":"a","id":"b"}}',
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
  ])
    expect([(await demander('evaluation', texte)).statut, texte.slice(0, 20)]).toEqual([400, texte.slice(0, 20)])
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])
    expect((await demander('evaluation', bonne, { entetes: { 'content-type': type } })).statut).toBe(400)
})

test('INT-16 un type, une action ou une structure que le portail ne connaît pas : non, et ce n’est pas une erreur', async () => {
  const bonne = question('alice', 'consultation', 'record-1')
  const raisons = [
    [{ ...bonne, subject: { type: 'user', id: 'alice' } }, 'type-inconnu'],
    [{ ...bonne, resource: { type: 'record', id: 'record-1' } }, 'type-inconnu'],
    [{ ...bonne, action: action('delete') }, 'action-inconnue'],
    [{ ...bonne, action: action('constructor') }, 'action-inconnue'],
    [{ ...bonne, resource: { type: 'application', id: 'factures-emises' } }, 'structure-manquante'],
    [question('personne', 'consultation', 'record-1'), 'non-rattache'],
    [question('alice', 'consultation', 'record-9'), 'non-rattache'],
  ] as const
  for (const [q, raison] of raisons) {
    const r = await demander('evaluation', q)
    expect([r.statut, r.corps.decision, r.corps.context?.raison]).toEqual([200, false, raison])
  }
})

test('INT-16 X-Request-ID revient tel quel, réponse ou erreur ; rien n’est gardé en chemin', async () => {
  for (const [q, statut] of [
    [question('alice', 'consultation', 'record-1'), 200],
    [{}, 400],
  ] as const) {
    const r = await demander('evaluation', q, { entetes: { 'x-request-id': 'demande-42' } })
    expect([r.statut, r.entetes.get('x-request-id'), r.entetes.get('cache-control')]).toEqual([statut, 'demande-42', 'no-store'])
  }
  expect((await demander('evaluation', question('alice', 'consultation', 'record-1'))).entetes.get('x-request-id')).toBeNull()
})

test('INT-16 clé absente, inconnue, expirée ou révoquée : 401 ; l’application d’une autre clé : 403, et rien d’autre n’est dit', async () => {
  const q = question('alice', 'consultation', 'record-1')
  const revoquee = await nouvelleCle(['factures-emises'])
  expect((await demander('evaluation', q, { porteur: revoquee.cle })).corps).toEqual({ decision: true })
  await p.pool.query('update cle_application set revoquee_le = maintenant() where id = $1', [revoquee.id])
  const expiree = await nouvelleCle(['factures-emises'], '2026-01-31')
  for (const porteur of [null, 'choral_inconnue', revoquee.cle, expiree.cle, `${cle}x`]) {
    for (const chemin of ['evaluation', 'evaluations']) {
      const r = await demander(chemin, q, { porteur })
      expect([r.statut, r.corps.code, r.entetes.get('www-authenticate')]).toEqual([
        401,
        'authentification-requise',
        'Bearer realm="choral"',
      ])
    }
  }
  // A session opens nothing here, whoever's it is.
  expect((await demander('evaluation', q, { porteur: null, entetes: { cookie: await p.session('daniel') } })).statut).toBe(401)
  const autre = (await nouvelleCle(['marches'])).cle
  const r = await demander('evaluation', q, { porteur: autre })
  expect([r.statut, r.corps.code, JSON.stringify(r.corps)]).toEqual([403, 'application-etrangere', expect.not.stringContaining('Record')])
  expect((await demander('evaluation', { ...q, resource: ressource('record-1', {}, 'nulle-part') })).statut).toBe(403)
  const lot = await demander('evaluations', { ...q, evaluations: [{}, { resource: ressource('record-1', {}, 'marches') }] })
  expect(lot.corps.evaluations).toMatchObject([{ decision: true }, { decision: false, context: { raison: 'application-etrangere' } }])
})

test('INT-16 PLUS-07 un non dit pourquoi et qui peut donner l’accès, à la personne rattachée seulement', async () => {
  await p.pool.query(
    `update habilitation set niveau = 1 where utilisateur = $1 and structure = $2 and application = (select id from application where code = 'factures-emises')`,
    [p.monde.heloise, p.monde.menuiserie],
  )
  const q = (id: string) => ({
    subject: { type: 'utilisateur', id },
    action: action('modification'),
    resource: ressource(p.monde.menuiserie),
  })
  expect((await demander('evaluation', q('heloise.ferdinand@exemple.fr'))).corps).toEqual({
    decision: false,
    context: {
      raison: 'profil-insuffisant',
      detail: 'Vous avez «\u00a0Factures émises consultation\u00a0»\u202f; il faut «\u00a0Factures émises modification\u00a0».',
      quiPeutDonner: { prenom: 'Daniel', nom: 'Poitier', role: 'gestionnaire-principal' },
      remede: {
        libelle: 'Demandez-le à Daniel Poitier, gestionnaire principal.',
        href: `${p.url}/organisation/habilitations/mes?structure=${p.monde.menuiserie}&profil=factures-emises.modification`,
      },
    },
  })
  const etranger = (await demander('evaluation', q('eve@exemple.fr'))).corps
  expect(etranger).toMatchObject({
    decision: false,
    context: { raison: 'non-rattache', remede: { href: `${p.url}/organisation/utilisateurs/rattachement` } },
  })
  expect(JSON.stringify(etranger)).not.toMatch(/Poitier|Menuiserie/)
  // No such person, no such structure, a deactivated account of elsewhere: nothing tells them apart.
  await p.pool.query(`update utilisateur set est_actif = false where adresse_electronique = 'eve@exemple.fr'`)
  expect(
    [
      await demander('evaluation', q('eve@exemple.fr')),
      await demander('evaluation', q('nul@exemple.fr')),
      await demander('evaluation', { ...q('alice@exemple.fr'), resource: ressource('00000000-0000-7000-8000-000000000000') }),
    ].map((r) => r.corps),
  ).toEqual([etranger, etranger, etranger])
})

test('INT-16 rien n’est gardé d’une question à l’autre : un droit donné vaut aussitôt, un droit retiré aussitôt plus', async () => {
  const q = question('bob', 'modification', 'record-1')
  const vu = async () => (await demander('evaluation', q)).corps.decision
  const { rows } = await p.pool.query<{ id: string }>(`select id from utilisateur where adresse_electronique = 'bob@exemple.fr'`)
  const ligne = { utilisateur: rows[0]!.id, structure: structure['record-1'], service: service['record-1'], application: 'factures-emises' }
  const surService = async () =>
    (await demander('evaluation', question('bob', 'modification', 'record-1', { service: 'COMPTA' }))).corps.decision
  expect([await vu(), await surService()]).toEqual([false, false])
  await droit('bob', structure['record-1'], 2, service['record-1'])
  expect([await vu(), await surService()]).toEqual([false, true])
  await p.db.transaction().execute((tx) => retirerDroits(tx, [ligne], { demande: null, quand: new Date(), immediat: true }))
  expect([await vu(), await surService()]).toEqual([false, false])
})

test('INT-16 la découverte dit où demander', async () => {
  const r = await p.demander('/.well-known/authzen-configuration')
  expect([r.status, r.headers.get('content-type'), await r.json()]).toEqual([
    200,
    expect.stringMatching(/^application\/json/),
    {
      policy_decision_point: p.url,
      access_evaluation_endpoint: `${p.url}/access/v1/evaluation`,
      access_evaluations_endpoint: `${p.url}/access/v1/evaluations`,
    },
  ])
})
