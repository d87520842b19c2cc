import { expect, onTestFinished, test } from 'vitest'
import { readXlsx, readOds } from 'hucre'
import { toCsv } from '#platform/spreadsheets.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde({ METRICS_PORT: '39471' })
const daniel = await p.session('daniel')
const lire = async (chemin: string, cookie = daniel, headers: Record<string, string> = {}) => p.demander(chemin, { cookie, headers })

test('INT-08 le document OpenAPI 3.1 décrit chaque route de l’API, chemins entiers', async () => {
  const doc = (await (await lire('/api/v1/openapi.json', '')).json()) as {
    openapi: string
    paths: Record<string, Record<string, { responses: object }>>
  }
  expect(doc.openapi).toBe('3.1.0')
  expect(Object.keys(doc.paths)).toEqual(
    expect.arrayContaining([
      '/api/v1/demandes/structure.modifier',
      '/api/v1/structures/{id}',
      '/api/v1/moi',
      '/api/v1/demandes/{numero}/annulation',
    ]),
  )
  expect(Object.keys(doc.paths).every((c) => c.startsWith('/api/v1/'))).toBe(true)
  const page = await lire('/api', '')
  expect([page.status, (await page.text()).replaceAll('<wbr/>', '').includes('/api/v1/demandes/structure.modifier')]).toEqual([200, true])
})

test('INT-08 qui relit le document OpenAPI ne le reçoit que s’il a changé', async () => {
  const [r, encore] = [await lire('/api/v1/openapi.json', ''), await lire('/api/v1/openapi.json', '')]
  const etag = r.headers.get('etag')!
  expect([etag, encore.headers.get('etag')]).toEqual([expect.stringMatching(/^"\S+"$/), etag])
  const avec = async (marque: string) => {
    const x = await lire('/api/v1/openapi.json', '', { 'if-none-match': marque })
    return [x.status, x.headers.get('etag'), (await x.text()).length > 0]
  }
  expect(await avec(etag)).toEqual([304, etag, false])
  // A proxy that compresses makes the tag a weak one.
  expect(await avec(`"autre", W/${etag}`)).toEqual([304, etag, false])
  expect(await avec('"autre"')).toEqual([200, etag, true])
})

test('INT-09 INT-15 /moi, /structures et /structures/{id} portent les noms de l’interface', async () => {
  const moi = (await (await lire('/api/v1/moi')).json()) as {
    prenom: string
    structures: { nom: string; role: string }[]
    nombreStructures: number
  }
  expect(moi).toMatchObject({
    prenom: 'Daniel',
    nombreStructures: 3,
    structures: expect.arrayContaining([expect.objectContaining({ nom: 'Menuiserie Poitier, siège', role: 'gestionnaire' })]),
  })
  const s = (await (await lire(`/api/v1/structures/${p.monde.menuiserie}`)).json()) as Record<string, unknown>
  for (const champ of 'id typeIdentifiant identifiant raisonSociale nom prenom libelle typeStructure statut adresseElectronique telephone gestionnairePrincipal adresse complementAdresse1 complementAdresse2 codePostal ville pays recevoirCyclesVieEdi emetteurFluxEdi demandeRaccordementActive nonDiffusibleInsee numeroTva rcs categorieJuridique codeServiceObligatoire numeroEngagementObligatoire codeServiceOuNumeroEngagement version actions'.split(
    ' ',
  ))
    expect(s, champ).toHaveProperty(champ)
  expect(s.actions).toMatchObject({ modifier: true })
  const nadia = await p.session('nadia')
  for (const suite of ['', '/historique', '/services', '/utilisateurs', '/demandes'])
    expect((await lire(`/api/v1/structures/${p.monde.menuiserie}${suite}`, nadia)).status, suite).toBe(404)
  expect((await lire('/api/v1/structures/pas-un-id')).status).toBe(404)
})

test('INT-11 INT-12 un repère forgé, ou d’un autre tri, recommence chaque liste, dans chacun de ses tris : jamais 5xx', async () => {
  type Parametre = { name: string; in: string; schema: { enum?: string[]; anyOf?: { enum?: string[] }[] } }
  const doc = (await (await lire('/api/v1/openapi.json', '')).json()) as { paths: Record<string, { get?: { parameters?: Parametre[] } }> }
  const listes = Object.entries(doc.paths).flatMap(([chemin, { get }]) =>
    get?.parameters?.some((x) => x.name === 'apres')
      ? [{ chemin: chemin.replace('{id}', p.monde.menuiserie), tris: get.parameters.find((x) => x.name === 'tri')?.schema.enum ?? [] }]
      : [],
  )
  expect(listes.length).toBeGreaterThan(12)
  const faux = [
    ['zzz', 'zzz'],
    ['2026-99-99', p.monde.menuiserie],
    ['2026-11-24 25:00:00+00', p.monde.menuiserie],
    ['zzz', 12],
    [1, '999999999999999999999'],
    ['\0', p.monde.menuiserie],
    ['true', 'false'],
  ].map((x) => Buffer.from(JSON.stringify(x)).toString('base64url'))
  for (const { chemin, tris } of listes)
    for (const tri of ['', ...tris.map((t) => `tri=${t}`)])
      await Promise.all(
        [...faux, 'pas-une-clé'].map(async (apres) =>
          expect([chemin, tri, apres, (await lire(`${chemin}?${tri}&taille=1&apres=${encodeURIComponent(apres)}`)).status]).toEqual([
            chemin,
            tri,
            apres,
            expect.toSatisfy((n: number) => n < 500),
          ]),
        ),
      )
})

test('INT-11 une liste est paginée, triée, filtrée ; sa clé continue à toute profondeur', async () => {
  const noms = async (q: string) =>
    (await (await lire(`/api/v1/structures?${q}`)).json()) as {
      elements: { raisonSociale: string }[]
      total: number
      totalExact: boolean
      suivant: string | null
    }
  const tous = await noms('tri=raisonSociale')
  expect([tous.total, tous.totalExact, tous.elements.map((e) => e.raisonSociale)]).toEqual([
    3,
    true,
    ['Menuiserie Poitier', 'Poitier Agencement', 'SCI du Quai'],
  ])
  expect((await noms('tri=-raisonSociale')).elements.map((e) => e.raisonSociale)).toEqual([
    'SCI du Quai',
    'Poitier Agencement',
    'Menuiserie Poitier',
  ])
  expect((await noms('statut=INACTIVE')).elements.map((e) => e.raisonSociale)).toEqual(['SCI du Quai'])
  expect((await noms('recherche=menuisrie')).elements.map((e) => e.raisonSociale)).toEqual(['Menuiserie Poitier'])
  const parcours: string[] = []
  let apres: string | null = ''
  while (apres !== null) {
    const page = await noms(`taille=1&tri=raisonSociale${apres ? `&apres=${apres}` : ''}`)
    parcours.push(...page.elements.map((e) => e.raisonSociale))
    apres = page.suivant
  }
  expect(parcours).toEqual(['Menuiserie Poitier', 'Poitier Agencement', 'SCI du Quai'])
  for (const q of ['page=0', 'taille=1000', 'tri=inconnu', 'inconnu=1', 'page=99999999'])
    expect((await lire(`/api/v1/structures?${q}`)).status, q).toBe(422)
})

test('INT-11 une clé que la liste donne, elle la reprend, si long que soit le nom dont elle est faite', async () => {
  const longue = 'Œuvre '.repeat(40).slice(0, 200)
  await p.pool.query('update structure set raison_sociale = $1 where id = $2', [longue, p.monde.agencement])
  onTestFinished(
    async () =>
      void (await p.pool.query('update structure set raison_sociale = $1 where id = $2', ['Poitier Agencement', p.monde.agencement])),
  )
  type Page = { elements: { raisonSociale: string }[]; suivant: string | null }
  const page = async (apres: string) => {
    const r = await lire(`/api/v1/structures?taille=1&tri=-raisonSociale&apres=${apres}`)
    expect(r.status).toBe(200)
    return (await r.json()) as Page
  }
  const vues: string[] = []
  for (let apres: string | null = ''; apres !== null && vues.length < 5;) {
    const { elements, suivant }: Page = await page(apres)
    vues.push(...elements.map((e) => e.raisonSociale))
    apres = suivant
  }
  expect(vues).toEqual(['SCI du Quai', longue, 'Menuiserie Poitier'])
})

test('INT-11 PLUS-06 l’historique est une liste comme les autres : page, clé, tri, recherche, fichier ; un paramètre inconnu est nommé', async () => {
  const chemin = `/api/v1/structures/${p.monde.menuiserie}/historique`
  type Page = { elements: { rang: number; evenement: string }[]; total: number; totalExact: boolean; suivant: string | null }
  const page = async (q: string) => (await (await lire(`${chemin}?${q}`)).json()) as Page
  for (const telephone of ['02 40 11 11 11', '02 40 22 22 22'])
    expect(
      (await p.demander('/api/v1/demandes/structure.modifier', { cookie: daniel, json: { structure: p.monde.agencement, telephone } }))
        .status,
    ).toBe(201)
  const tout = await page('taille=200')
  expect([tout.totalExact, tout.total, tout.elements.map((e) => e.rang)]).toEqual([
    true,
    tout.elements.length,
    tout.elements.map((e) => e.rang).toSorted((a, b) => b - a),
  ])
  const ailleurs = `/api/v1/structures/${p.monde.agencement}/historique`
  const suite: number[] = []
  for (let apres = ''; ;) {
    const q = (await (await lire(`${ailleurs}?taille=1&tri=le${apres ? `&apres=${apres}` : ''}`)).json()) as Page
    suite.push(...q.elements.map((e) => e.rang))
    if (!q.suivant) break
    apres = q.suivant
  }
  expect([suite.length >= 2, suite]).toEqual([true, suite.toSorted((a, b) => a - b)])
  const trouve = async (texte: string) => ((await (await lire(`${ailleurs}?recherche=${encodeURIComponent(texte)}`)).json()) as Page).total
  expect([await trouve('22 22 22'), await trouve('rien de tel'), (await trouve('poitier')) >= 2]).toEqual([1, 0, true])
  const csv = await (await lire(`${ailleurs}?format=csv`)).text()
  expect(csv).toMatch(/^\ufeff?Date;Événement;Demande;Auteur;Avant;Après;Motif/)
  expect(csv).toContain('02 40 22 22 22')
  const feuille = await readXlsx(new Uint8Array(await (await lire(`${ailleurs}?format=xlsx`)).arrayBuffer()))
  expect(feuille.sheets[0]!.rows[1]![0]).toEqual(expect.any(Date))
  // Whatever answers elements says how many they are: but the search, best first, and a conversation, which only grows.
  const doc = (await (await lire('/api/v1/openapi.json', '')).json()) as {
    paths: Record<string, { get?: { responses: Record<string, { content?: Record<string, { schema: { properties?: object } }> }> } }>
  }
  const proprietes = Object.entries(doc.paths)
    .map(([c, { get }]) => [c, Object.keys(get?.responses['200']?.content?.['application/json']?.schema.properties ?? {})] as const)
    .filter(([, noms]) => noms.includes('elements'))
  expect(proprietes.length).toBeGreaterThan(20)
  expect(
    proprietes.filter(([, noms]) => !['total', 'totalExact', 'page', 'taille', 'suivant'].every((n) => noms.includes(n))).map(([c]) => c),
  ).toEqual(['/api/v1/conversations/{id}/messages', '/api/v1/recherche'])
  const inconnu = (await (await lire(`${chemin}?surprise=1`)).json()) as { detail: string; champs: { champ: string }[] }
  expect([inconnu.detail.includes('surprise'), inconnu.champs.map((c) => c.champ)]).toEqual([true, ['surprise']])
})

test('S13 INT-11 la même liste en fichier CSV, XLSX et ODS, sans perdre un zéro ni ouvrir une formule', async () => {
  await p.pool.query(`update structure set libelle = '=cmd()' where id = $1`, [p.monde.sci])
  const csv = await lire('/api/v1/structures?format=csv&tri=raisonSociale')
  expect(csv.headers.get('content-type')).toContain('text/csv')
  const texte = await csv.text()
  expect(texte).toContain('12345678200010;Menuiserie Poitier')
  expect(texte).toContain(`'=cmd()`)
  // Whatever a spreadsheet would run is text; a telephone number stays as it is.
  expect(
    toCsv({
      nom: 'a',
      entetes: ['x'],
      lignes: [['=1'], ['+cmd|x'], ['-cmd()'], ['@SUM(A1)'], ['\t=1'], ['\r=1'], ['+33 1 40 00 00 10'], ['-12']],
    })
      .split('\r\n')
      .slice(1, 9)
      .map((l) => l.replace(/^"|"$/g, '')),
  ).toEqual(["'=1", "'+cmd|x", "'-cmd()", "'@SUM(A1)", "'\t=1", "'\r=1", '+33 1 40 00 00 10', '-12'])
  const xlsx = await readXlsx(
    new Uint8Array(
      await (
        await lire('/api/v1/structures', daniel, { accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
      ).arrayBuffer(),
    ),
  )
  const ods = await readOds(new Uint8Array(await (await lire('/api/v1/structures?format=ods')).arrayBuffer()))
  for (const classeur of [xlsx, ods])
    expect(classeur.sheets[0]!.rows.flat()).toEqual(expect.arrayContaining(['12345678200010', '=cmd()', 'Poitier Agencement']))
})

test('INT-12 hostile ou malformée, une requête reçoit un problème 4xx, jamais de trace', async () => {
  const cas: [string, RequestInit & { cookie?: string }][] = [
    ['/api/v1/demandes/structure.modifier', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
    [
      '/api/v1/demandes/structure.modifier',
      { method: 'POST', body: '{"__proto__":{"a":1}}', headers: { 'content-type': 'application/json' } },
    ],
    ['/api/v1/demandes/structure.modifier', { method: 'POST', body: '<a/>', headers: { 'content-type': 'application/xml' } }],
    ['/api/v1/demandes/structure.modifier', { method: 'POST', body: '[]', headers: { 'content-type': 'application/json' } }],
    ['/api/v1/demandes/inconnue', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
    ['/api/v1/inconnu', {}],
    ['/api/v1/demandes/RITM9999999', {}],
    ["/api/v1/structures?recherche=%00%F0%9F%98%80%25_'", {}],
  ]
  for (const [chemin, options] of cas) {
    const r = await p.demander(chemin, {
      ...options,
      cookie: daniel,
      headers: { origin: p.url, ...(options.headers as Record<string, string>) },
    })
    const corps = await r.text()
    expect(r.status, `${chemin} ${corps}`).toBeLessThan(500)
    expect(corps).not.toMatch(/\bat .*\.ts:|node_modules|select |SQLSTATE/i)
    if (r.status >= 400) expect(r.headers.get('content-type')).toContain('application/problem+json')
  }
})

test('INT-07 /sante, /pret, et /metrics sur un port à part', async () => {
  expect(await (await lire('/sante', '')).json()).toEqual({ etat: 'ok' })
  expect((await lire('/pret', '')).status).toBe(200)
  expect((await lire('/metrics', '')).status).toBe(404)
  const mesures = await (await fetch('http://localhost:39471/metrics')).text()
  expect(mesures).toContain('http_request_duration_seconds_bucket')
  expect(mesures).toMatch(/demandes_echues 0/)
})

test('INT-09 sans session : catalogue, recherche et documentation', async () => {
  expect(((await (await lire('/api/v1/catalogue', '')).json()) as { domaines: unknown[] }).domaines.length).toBe(6)
  const { elements } = (await (await lire('/api/v1/recherche?recherche=creer%20une%20structure', '')).json()) as {
    elements: { adresse: string }[]
  }
  expect(elements[0]?.adresse).toBe('/organisation/structures/creer')
  expect((await lire('/api/v1/documentation', '')).status).toBe(200)
})

interface Operation {
  operationId?: string
  security?: object[]
  requestBody?: object
  parameters?: { name: string; in: string; description?: string }[]
  responses: Record<string, { description: string; content?: Record<string, object>; headers?: object }>
}
const description = async () =>
  (await (await lire('/api/v1/openapi.json', '')).json()) as {
    info: { description: string }
    paths: Record<string, Record<string, Operation>>
    components: { schemas: Record<string, object> }
  }

test('INT-08 INT-12 chaque opération décrite a son nom, dit chaque paramètre et chaque réponse, ses erreurs en problem+json et ce qu’elle rend', async () => {
  const doc = await description()
  const operations = Object.entries(doc.paths).flatMap(([chemin, methodes]) =>
    Object.entries(methodes).map(([methode, op]) => ({ nom: `${methode} ${chemin}`, methode, op })),
  )
  expect(new Set(operations.map((o) => o.op.operationId)).size).toBe(operations.length)
  for (const { nom, methode, op } of operations) {
    const statuts = Object.keys(op.responses)
    expect([nom, statuts.some((s) => s.startsWith('2'))]).toEqual([nom, true])
    for (const [statut, r] of Object.entries(op.responses)) {
      expect([nom, statut, r.description === '' || r.description === 'Default Response']).toEqual([nom, statut, false])
      if (Number(statut) >= 400) expect([nom, statut, Object.keys(r.content ?? {})]).toEqual([nom, statut, ['application/problem+json']])
      else if (statut !== '204') expect([nom, statut, Object.keys(r.content ?? {}).length > 0]).toEqual([nom, statut, true])
    }
    expect([nom, statuts.includes('400')]).toEqual([nom, true])
    expect([nom, methode === 'get' && statuts.includes('412')]).toEqual([nom, false])
    if (op.requestBody) expect([nom, statuts.includes('413') && statuts.includes('415')]).toEqual([nom, true])
    expect([nom, op.responses['429']?.headers]).toMatchObject([nom, { 'retry-after': {} }])
    if (op.parameters?.some((x) => x.name === 'format'))
      expect([nom, Object.keys(op.responses['200']!.content!)]).toEqual([nom, expect.arrayContaining(['text/csv'])])
  }
  expect(doc.paths['/api/v1/imports/utilisateurs']!.post!.requestBody).toMatchObject({ content: { 'multipart/form-data': {} } })
  expect(
    Object.keys(doc.components.schemas).filter(
      (n) => n.endsWith('Input') && Object.hasOwn(doc.components.schemas, n.slice(0, -5)) && !JSON.stringify(doc).includes(`schemas/${n}"`),
    ),
  ).toEqual([])
  for (const mot of [
    '/api/auth/sign-in/email',
    'Origin',
    'simulation=oui',
    'Idempotency-Key',
    'application/problem+json',
    '/access/v1/evaluation',
  ])
    expect(doc.info.description).toContain(mot)
})

test('INT-08 INT-09 ce que la description dit ouvert l’est sans session, et rien d’autre', async () => {
  for (const [chemin, methodes] of Object.entries((await description()).paths))
    for (const [methode, op] of Object.entries(methodes)) {
      const r = await p.demander(chemin.replace('{numero}', 'RITM0000001').replaceAll(/\{\w+\}/g, p.monde.menuiserie), {
        method: methode.toUpperCase(),
        headers: { origin: p.url },
        ...(methode === 'get' ? {} : { json: {} }),
      })
      await r.arrayBuffer()
      expect([methode, chemin, r.status === 401]).toEqual([methode, chemin, !op.security?.some((s) => !Object.keys(s).length)])
    }
})

test('INT-12 une valeur refusée dit ce qui est attendu ; un paramètre inconnu, une clé trop longue, un corps qui n’est pas un objet sont nommés', async () => {
  type Champs = { code: string; detail: string; champs?: { champ: string; code: string; message: string }[] }
  const probleme = async (chemin: string, options: Parameters<typeof p.demander>[1] = {}) => {
    const r = await p.demander(chemin, { cookie: daniel, ...options })
    return [r.status, (await r.json()) as Champs] as const
  }
  const premier = async (...a: Parameters<typeof probleme>) => {
    const [statut, { code, detail }] = await probleme(...a)
    return [statut, code, detail.replaceAll('\u00a0', ' ')]
  }
  const utilisateurs = `/api/v1/utilisateurs?structure=${p.monde.menuiserie}`
  expect(await premier(`${utilisateurs}&taille=9999`)).toEqual([
    422,
    'champ-invalide',
    'La valeur de « taille » n’est pas acceptée : 200 au plus',
  ])
  expect(await premier(`${utilisateurs}&taille=0`)).toEqual([
    422,
    'champ-invalide',
    'La valeur de « taille » n’est pas acceptée : 1 au moins',
  ])
  expect(await premier(`${utilisateurs}&page=abc`)).toEqual([
    422,
    'champ-invalide',
    'La valeur de « page » n’est pas acceptée : un nombre est attendu',
  ])
  expect(await premier(`${utilisateurs}&role=chef`)).toEqual([
    422,
    'champ-invalide',
    'La valeur de « role » n’est pas acceptée : choisissez parmi gestionnaire, utilisateur',
  ])
  expect(await premier('/api/v1/utilisateurs?structure=x')).toEqual([
    422,
    'champ-invalide',
    'La valeur de « structure » n’est pas acceptée : un identifiant (UUID) est attendu',
  ])
  expect(await premier(`${utilisateurs}&surprise=1`)).toEqual([422, 'champ-inconnu', 'Le paramètre « surprise » n’existe pas ici'])
  const [, deux] = await probleme(`${utilisateurs}&surprise=1&taille=0`)
  expect([deux.code, deux.champs?.map((c) => c.champ).toSorted()]).toEqual(['champ-invalide', ['surprise', 'taille']])
  const rattacher = '/api/v1/demandes/rattachement.creer'
  const envoi = { method: 'POST', headers: { origin: p.url, 'content-type': 'application/json' } }
  expect(await premier(rattacher, { ...envoi, body: '{}', headers: { ...envoi.headers, 'idempotency-key': 'x'.repeat(201) } })).toEqual([
    422,
    'champ-invalide',
    'La valeur de « idempotency-key » n’est pas acceptée : 200 caractères au plus',
  ])
  expect(await premier(`${rattacher}?simulation=peut-etre`, { ...envoi, body: '{}' })).toEqual([
    422,
    'champ-invalide',
    'La valeur de « simulation » n’est pas acceptée : choisissez parmi oui, non',
  ])
  const corps = 'Le corps de la requête n’est pas un objet JSON lisible (UTF-8, sans membre en double) : corrigez-le.'
  for (const body of ['{', '{"a":1,"a":2}', ''])
    expect([body, ...(await premier(rattacher, { ...envoi, body }))]).toEqual([body, 400, 'requete-malformee', corps])
  for (const body of ['[]', '"x"', '5'])
    expect([body, ...(await premier(rattacher, { ...envoi, body }))]).toEqual([body, 422, 'saisie-invalide', corps])
  expect(
    await premier(rattacher, { ...envoi, body: 'a=1', headers: { origin: p.url, 'content-type': 'application/x-www-form-urlencoded' } }),
  ).toEqual([415, 'type-de-contenu-refuse', 'Envoyez le corps en JSON, avec « Content-Type: application/json ».'])
  expect(await premier(rattacher, { json: { structure: p.monde.menuiserie, adresseElectronique: 3 } })).toEqual([
    422,
    'champ-invalide',
    'La valeur de « Adresse électronique » n’est pas acceptée : un texte est attendu',
  ])
  const ensemble = (await probleme('/api/v1/ensembles', { json: { nom: 'A', profils: ['marches.consultation'] } }))[1]
  expect(ensemble.champs?.map((e) => `${e.champ}:${e.code}`)).toEqual(['structure:champ-manquant'])
  const absence = (
    await probleme('/api/v1/suppleances', { json: { adresseElectronique: 'claire.morel@exemple.fr', debut: 'x', fin: 5 } })
  )[1]
  expect(absence.champs?.map((e) => `${e.champ}:${e.code}`)).toEqual([
    'adresseElectronique:suppleant-inconnu',
    'debut:date-invalide',
    'fin:date-invalide',
  ])
  // Whoever writes software is not told to type a day as a person does.
  const jour = { utilisateur: p.monde.heloise, structure: p.monde.menuiserie, profil: 'marches.consultation', debut: '01/01/2077' }
  expect(await premier('/api/v1/demandes/habilitation.ajouter', { json: jour })).toEqual([
    422,
    'date-invalide',
    'Donnez un jour qui existe, par exemple 2027-01-01, ou un instant RFC 3339 là où il est accepté',
  ])
})
