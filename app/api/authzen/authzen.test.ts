import { beforeAll, expect, test } from 'vitest'
import { creerCle, empreinteDeCle, ouvrirGuichet, retirerDroits, suivreUsages } from '#acces/index.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
/** Of an application that asks about « Factures émises » and « Organisation ». */
let cle: string
let structure: Record<'record-1' | 'record-2', string>
const service = { 'record-1': '', 'record-2': '' }

interface Retour {
  statut: number
  corps: {
    decision?: boolean
    context?: Record<string, unknown>
    evaluations?: { decision: boolean; context?: Record<string, unknown> }[]
    code?: string
    detail?: string
  }
  entetes: Headers
}

async function demander(
  chemin: string,
  json: unknown,
  { porteur = cle, entetes = {} }: { porteur?: string | null; entetes?: Record<string, string> } = {},
): Promise<Retour> {
  const r = await fetch(`${p.url}/access/v1/${chemin}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(porteur ? { authorization: `Bearer ${porteur}` } : {}), ...entetes },
    body: typeof json === 'string' ? json : JSON.stringify(json),
  })
  const texte = await r.text()
  return { statut: r.status, corps: texte ? JSON.parse(texte) : {}, entetes: r.headers }
}

const sujet = (nom: string) => ({ type: 'utilisateur', id: `${nom}@exemple.fr` })
const action = (name: string) => ({ name })
const ressource = (quoi: string, properties: object = {}, id = 'factures-emises') => ({
  type: 'application',
  id,
  properties: { structure: quoi, ...properties },
})
const question = (nom: string, quoi: string, sur: string, properties?: object) => ({
  subject: sujet(nom),
  action: action(quoi),
  resource: ressource(sur, properties),
})

const nouvelleCle = async (applications: string[], expireLe: string | null = null) => {
  const issue = await creerCle(p.db, { nom: 'Essai', applications, expireLe })
  return 'cle' in issue ? issue : Promise.reject(new Error(issue.inconnues.join()))
}
const droit = (nom: string, sur: string, niveau: number, deService: string | null = null) =>
  p.pool.query(
    `insert into habilitation (utilisateur, structure, service, application, niveau, periode) select u.id, $2, $3, a.id, $4, tstzrange(maintenant(), null) from utilisateur u, application a where u.adresse_electronique = $1 and a.code = 'factures-emises'`,
    [`${nom}@exemple.fr`, sur, deService, niveau],
  )
const rattacher = (nom: string, sur: string, deService: string | null = null) =>
  p.pool.query(
    `insert into rattachement (utilisateur, structure, service, periode) select id, $2, $3, tstzrange(maintenant(), null) from utilisateur where adresse_electronique = $1`,
    [`${nom}@exemple.fr`, sur, deService],
  )

// The two people and the two records of the interoperability scenario, with what it wants of them held as true rights: record-2 is archived, which is here an inactive structure.
beforeAll(async () => {
  p = await portailDuMonde()
  cle = (await nouvelleCle(['factures-emises', 'organisation'])).cle
  await p.pool.query(
    `insert into utilisateur (adresse_electronique, prenom, nom) values ('alice@exemple.fr', 'Alice', 'Martin'), ('bob@exemple.fr', 'Bob', 'Petit'), ('eve@exemple.fr', 'Ève', 'Noir')`,
  )
  const { rows } = await p.pool.query<{ id: string; identifiant: 'record-1' | 'record-2' }>(
    `insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, statut) values ('HORS_UE', 'record-1', 'Record 1', 'PUBLIQUE', 'ACTIVE'), ('HORS_UE', 'record-2', 'Record 2', 'PUBLIQUE', 'INACTIVE') returning id, identifiant`,
  )
  structure = Object.fromEntries(rows.map((r) => [r.identifiant, r.id])) as typeof structure
  for (const nom of ['record-1', 'record-2'] as const) {
    service[nom] = (
      await p.pool.query<{ id: string }>(
        `insert into service (structure, code, nom) values ($1, 'COMPTA', 'Comptabilité'), ($1, 'ACHATS', 'Achats') returning id`,
        [structure[nom]],
      )
    ).rows[0]!.id
    await rattacher('alice', structure[nom])
    await droit('alice', structure[nom], 2)
  }
  await rattacher('bob', structure['record-1'])
  await droit('bob', structure['record-1'], 1)
  await rattacher('bob', structure['record-2'], service['record-2'])
  await droit('bob', structure['record-2'], 1, service['record-2'])
})

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

test('INT-16 Batch : valeurs par défaut, ordre, nombre, faute d’une seule évaluation', async () => {
  const decisions = async (lot: object) => (await demander('evaluations', lot)).corps.evaluations?.map((e) => e.decision)
  const alice = { subject: sujet('alice'), action: action('consultation') }
  expect(await decisions({ ...alice, evaluations: [{ resource: ressource('record-1') }, { resource: ressource('record-2') }] })).toEqual([
    true,
    true,
  ])
  expect(
    await decisions({
      subject: sujet('bob'),
      resource: ressource('record-1'),
      evaluations: [{ action: action('consultation') }, { action: action('modification') }],
    }),
  ).toEqual([true, false])
  expect(
    await decisions({ evaluations: [question('alice', 'consultation', 'record-1'), question('bob', 'modification', 'record-1')] }),
  ).toEqual([true, false])
  expect(
    await decisions({
      action: action('modification'),
      resource: ressource('record-1'),
      context: { ici: 1 },
      evaluations: [{ subject: sujet('bob') }, { subject: sujet('alice'), context: { la: 2 } }],
    }),
  ).toEqual([false, true])
  // An entity replaces the default one whole, but for what it must have.
  expect(
    await decisions({
      ...alice,
      resource: { type: 'application', id: 'factures-emises', properties: { structure: 'record-1' } },
      evaluations: [{}, { resource: { properties: { structure: 'record-2' } } }, { resource: { id: 'factures-emises' } }],
    }),
  ).toEqual([true, true, false])
  const faute = (
    await demander('evaluations', {
      ...alice,
      evaluations: [{ resource: ressource('record-1') }, {}, 'texte', null, { resource: { type: 'record', id: 'x' } }],
    })
  ).corps.evaluations!
  expect(faute.map((e) => [e.decision, e.context?.raison])).toEqual([
    [true, undefined],
    [false, 'requete-malformee'],
    [false, 'requete-malformee'],
    [false, 'requete-malformee'],
    [false, 'type-inconnu'],
  ])
  expect((await demander('evaluations', { ...question('alice', 'consultation', 'record-1'), evaluations: [] })).corps).toEqual({
    decision: true,
  })
})

test('INT-16 Batch : s’arrêter au premier refus ou au premier accord', async () => {
  const lot = (semantique: unknown) => ({
    subject: sujet('bob'),
    resource: ressource('record-1'),
    options: { evaluations_semantic: semantique },
    evaluations: ['consultation', 'modification', 'consultation'].map((a) => ({ action: action(a) })),
  })
  const suite = async (semantique: unknown) => (await demander('evaluations', lot(semantique))).corps.evaluations?.map((e) => e.decision)
  expect([await suite('execute_all'), await suite('deny_on_first_deny'), await suite('permit_on_first_permit')]).toEqual([
    [true, false, true],
    [true, false],
    [true],
  ])
  expect((await demander('evaluations', lot('au_hasard'))).statut).toBe(400)
  expect((await demander('evaluations', { ...lot('execute_all'), evaluations: 'toutes' })).statut).toBe(400)
})

test('INT-16 mille questions en un appel, pas une de plus', async () => {
  const lot = (n: number) => ({
    subject: sujet('alice'),
    action: action('consultation'),
    evaluations: Array.from({ length: n }, (_, i) => ({ resource: ressource(i % 2 ? 'record-9' : 'record-1') })),
  })
  const r = await demander('evaluations', lot(1000))
  expect([r.statut, r.corps.evaluations?.filter((e) => e.decision).length]).toEqual([200, 500])
  expect((await demander('evaluations', lot(1001))).statut).toBe(413)
})

test('INT-11 INT-16 une instruction SQL par appel, la clé comprise, quel que soit le nombre de questions', async () => {
  const lot = {
    subject: sujet('alice'),
    action: action('consultation'),
    evaluations: [{ resource: ressource('record-1') }, { resource: ressource('record-2') }, {}],
  }
  for (const [chemin, q] of [
    ['evaluation', question('alice', 'consultation', 'record-1')],
    ['evaluation', question('bob', 'modification', 'record-1', { service: 'COMPTA' })],
    ['evaluations', lot],
    ['evaluation', { ...question('alice', 'x', 'record-1') }],
  ] as const) {
    const { requetes } = await p.compterRequetes(() => demander(chemin, q))
    expect(requetes.filter((r) => !/pgboss|depart/.test(r)).map((r) => r.slice(0, 16))).toHaveLength(1)
  }
})

test('INT-16 cinq cents appels à la fois se partagent les instructions, et chacun a sa réponse, la clé d’un autre comprise', async () => {
  const autre = (await nouvelleCle(['marches'])).cle
  const appels = Array.from(
    { length: 500 },
    (_, i) =>
      [
        ['alice', 'modification', 'record-1', cle, 200, true],
        ['bob', 'modification', 'record-1', cle, 200, false],
        ['bob', 'consultation', 'record-1', autre, 403, undefined],
        ['alice', 'consultation', 'record-1', 'choral_fausse', 401, undefined],
      ][i % 4] as [string, string, string, string, number, boolean | undefined],
  )
  const resultat = await Promise.all(
    appels.map(([nom, quoi, sur, porteur]) => demander('evaluation', question(nom, quoi, sur), { porteur })),
  )
  expect(resultat.map((r) => [r.statut, r.corps.decision])).toEqual(appels.map(([, , , , statut, decision]) => [statut, decision]))
  // How many arrive together over the network is the machine's affair; of five hundred of the same instant, the first leaves alone, three statements with the next few and the others a hundred at a time.
  const guichet = ouvrirGuichet(p.programme.pool)
  const posee = {
    utilisateur: { adresse: 'alice@exemple.fr' },
    structure: { id: structure['record-1'] },
    service: null,
    application: 'factures-emises',
    niveau: 2,
  } as const
  const { resultat: issues, requetes } = await p.compterRequetes(() =>
    Promise.all(appels.map(([, , , porteur]) => guichet(empreinteDeCle(porteur), [posee]))),
  )
  expect(issues.map((i) => i && i.reponses[0]!.permise)).toEqual(
    appels.map(([, , , porteur, statut]) => (statut === 401 ? null : porteur === cle)),
  )
  expect(requetes.length).toBeLessThanOrEqual(4 + 5)
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

test('PLUS-02 un oui est noté comme un usage du droit, un non jamais ; la clé porte sa dernière minute', async () => {
  await p.pool.query(`insert into utilisateur (adresse_electronique, prenom, nom) values ('carole@exemple.fr', 'Carole', 'Vidal')`)
  await rattacher('carole', structure['record-1'])
  await droit('carole', structure['record-1'], 1)
  await p.programme.usages.ecrire()
  await p.pool.query('delete from usage_habilitation')
  const lire = async () =>
    (
      await p.pool.query(
        `select u.adresse_electronique, h.structure, a.code, h.dernier_le > maintenant() as apres, h.dernier_le from usage_habilitation h join utilisateur u on u.id = h.utilisateur join application a on a.id = h.application`,
      )
    ).rows
  await demander('evaluation', question('carole', 'modification', 'record-1'))
  for (let i = 0; i < 3; i++) await demander('evaluation', question('carole', 'consultation', 'record-1'))
  await demander('evaluations', { ...question('carole', 'consultation', 'record-1'), evaluations: [{}, {}] })
  expect(await lire()).toEqual([])
  const { requetes } = await p.compterRequetes(() => p.programme.usages.ecrire(), { deFond: true })
  expect(requetes).toHaveLength(2)
  expect(await lire()).toMatchObject([
    { adresse_electronique: 'carole@exemple.fr', structure: structure['record-1'], code: 'factures-emises' },
  ])
  const { rows } = await p.pool.query<{ le: Date | null }>('select max(derniere_utilisation_le) as le from cle_application')
  expect([rows[0]!.le!.getSeconds(), Math.abs(Date.now() - rows[0]!.le!.getTime()) < 120_000]).toEqual([0, true])
  // Within the hour nothing more is written of it; nothing noted since, nothing at all.
  await demander('evaluation', question('carole', 'consultation', 'record-1'))
  expect((await p.compterRequetes(() => p.programme.usages.ecrire(), { deFond: true })).requetes).toHaveLength(1)
  expect((await p.compterRequetes(() => p.programme.usages.ecrire(), { deFond: true })).requetes).toEqual([])
  // Another process: to the hour, and nothing goes back.
  const {
    rows: [carole],
  } = await p.pool.query<{ id: string }>(`select id from utilisateur where adresse_electronique = 'carole@exemple.fr'`)
  for (const [avance, attendu] of [
    ['1 minute', 'inchangé'],
    ['-1 day', 'inchangé'],
    ['2 hours', 'récent'],
  ] as const) {
    await p.pool.query('update usage_habilitation set dernier_le = maintenant() - $1::interval', [avance])
    const [avant] = await lire()
    const ailleurs = suivreUsages(p.pool, p.programme.log)
    ailleurs.noter(carole!.id, structure['record-1'], 'factures-emises')
    await ailleurs.arreter()
    const [apres] = await lire()
    expect([avance, apres.dernier_le.getTime() === avant.dernier_le.getTime() ? 'inchangé' : 'récent']).toEqual([avance, attendu])
  }
})

test('PLUS-02 la base refuse : ce qui a été noté attend la fois suivante', async () => {
  await p.pool.query('alter table usage_habilitation rename to ailleurs')
  const usages = suivreUsages(p.pool, p.programme.log)
  usages.noter(p.monde.daniel, p.monde.menuiserie, 'marches')
  await usages.ecrire()
  await p.pool.query('alter table ailleurs rename to usage_habilitation')
  await usages.arreter()
  expect(
    (
      await p.pool.query(
        `select from usage_habilitation where utilisateur = $1 and application = (select id from application where code = 'marches')`,
        [p.monde.daniel],
      )
    ).rowCount,
  ).toBe(1)
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

test('PLUS-02 les écrans du portail notent de même l’usage d’« Organisation modification »', async () => {
  await p.programme.usages.ecrire()
  await p.pool.query('delete from usage_habilitation')
  await p.demander('/api/v1/demandes/structure.modifier?simulation=oui', {
    cookie: await p.session('nadia'),
    json: { structure: p.monde.mairie, telephone: '0478000001' },
  })
  const r = await p.demander('/api/v1/demandes/structure.modifier', {
    cookie: await p.session('daniel'),
    json: { structure: p.monde.menuiserie, telephone: '0240000099' },
  })
  expect(r.status).toBeLessThan(300)
  await p.programme.usages.ecrire()
  expect(
    (await p.pool.query('select h.utilisateur, h.structure, a.code from usage_habilitation h join application a on a.id = h.application'))
      .rows,
  ).toEqual([{ utilisateur: p.monde.daniel, structure: p.monde.menuiserie, code: 'organisation' }])
})
