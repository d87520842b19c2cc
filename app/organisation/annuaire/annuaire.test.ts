import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read } from 'hucre'
import { expect, test } from 'vitest'
import { passe } from '#app/organisation/annuaire/exigences.tsx'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde({ DATA_DIR: mkdtempSync(join(tmpdir(), 'choral-annuaire-')) })
const { mairie, menuiserie } = p.monde
type Page = { elements: { identifiant: string; ville: string }[]; total: number; suivant: string | null }
const api = async <T = Page>(q: string) => (await (await p.demander(`/api/v1/annuaire${q}`)).json()) as T
const trouves = async (q: string) => (await api(q)).elements.map((s) => s.identifiant)

const MAIRIE = '21690266800013'
await p.pool.query(`insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, code_postal, ville, statut)
  select 'SIRET', '2101' || lpad(n::text, 10, '0'), 'Commune fictive ' || chr(64 + n), 'PUBLIQUE', '0' || (1000 + n * 10), 'Bourg ' || chr(64 + n), case when n = 26 then 'INACTIVE' else 'ACTIVE' end from generate_series(1, 26) n`)
await p.pool.query(`update structure set code_service_ou_numero_engagement = true where id = $1`, [mairie])
await p.pool.query(
  `insert into service (structure, code, nom, numero_engagement_obligatoire, statut, fin_validite) values ($1, 'VTPC-07', 'Subdivision est', true, 'ACTIF', null), ($1, 'FERME', 'Fermé', false, 'INACTIF', null), ($1, 'PASSE', 'Passé', false, 'ACTIF', '2020-01-01')`,
  [mairie],
)
await p.pool.query('select recompter_mots()')

test.each([
  ['le nom', 'recherche=commune de villeurbanne'],
  ['une faute de frappe', 'recherche=Vileurbane'],
  ['la ville', 'ville=villeurbanne'],
  ['le code postal', 'recherche=69100'],
  ['le code postal en filtre', 'codePostal=691'],
  ['le département', 'departement=69'],
  ['l’identifiant espacé', 'recherche=216 902 668 00013'],
  ['le début de l’identifiant', 'identifiant=216 902'],
  ['le code de service', 'recherche=vtpc-07'],
  ['le code de service en filtre', 'codeService=VTPC-07'],
  ['ce qu’elle exige', 'exige=l-un-ou-l-autre'],
])('POR-10 une structure se trouve par %s, sans compte', async (_, q) => {
  expect(await trouves(`?${new URLSearchParams(q)}`)).toEqual([MAIRIE])
})

test('POR-10 qui porte le mot dans son nom, puis le service qui a ce code, puis les noms qui lui ressemblent', async () => {
  const ajouter = async (identifiant: string, nom: string) => {
    await p.pool.query(
      `insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, code_postal, ville) values ('SIRET', $1, $2, 'PUBLIQUE', '02000', 'Laon')`,
      [identifiant, nom],
    )
    await p.pool.query('select recompter_mots()')
    return trouves('?recherche=voirie')
  }
  expect(await ajouter('21020000000001', 'Commune de Voirre')).toEqual([MAIRIE, '21020000000001'])
  expect(await ajouter('21020000000002', 'Syndicat de voirie')).toEqual(['21020000000002', MAIRIE])
  await p.pool.query(`delete from structure where identifiant in ('21020000000001', '21020000000002')`)
})

test('POR-10 tous ceux qui portent un mot en cours de frappe sont comptés, et trouvés dans leur ville, même loin du rang', async () => {
  await p.pool.query(`insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, code_postal, ville)
    select 'SIRET', '2103' || lpad(n::text, 10, '0'), 'Office zephyr' || chr(97 + n % 12), 'PUBLIQUE', '03' || lpad((n % 60)::text, 3, '0'), 'Lieu ' || n % 60 from generate_series(1, 240) n`)
  await p.pool.query('select recompter_mots()')
  expect((await api('?recherche=zephyr')).total).toBe(240)
  expect(
    (await Promise.all(Array.from({ length: 60 }, (_, n) => api(`?recherche=zephyr&codePostal=03${String(n).padStart(3, '0')}`)))).map(
      (l) => l.total,
    ),
  ).toEqual(Array(60).fill(4))
  expect((await api('?recherche=zephyr&departement=03')).total).toBe(240)
  await p.pool.query(`delete from structure where identifiant like '2103%'`)
  await p.pool.query('select recompter_mots()')
})

test('POR-10 ni les privées, ni les inactives, ni un service fermé ou réservé', async () => {
  for (const q of [
    'recherche=menuiserie poitier',
    'recherche=12345678200010',
    'recherche=Commune fictive Z',
    'recherche=FERME',
    'recherche=PASSE',
    'codeService=FERME',
    'codeService=PASSE',
    'codeService=FACTURES_PUBLIQUES',
  ])
    expect(await trouves(`?${new URLSearchParams(q)}`), q).not.toContain(
      q.includes('fictive')
        ? '21010000000026'
        : q.includes('PASSE') || q.includes('FERME') || q.includes('FACTURES')
          ? MAIRIE
          : '12345678200010',
    )
  for (const id of [menuiserie, 'nimporte', '00000000-0000-7000-8000-000000000000']) {
    expect((await p.demander(`/annuaire/${id}`)).status, id).toBe(404)
    expect((await p.demander(`/api/v1/annuaire/${id}`)).status, id).toBe(404)
  }
})

test('POR-10 à plusieurs, l’ordre est dit ; seule, une structure n’est rangée par rien', async () => {
  const outils = async (q: string) =>
    /<b>[^<]*structures?<\/b>[^<]*/.exec(await (await p.demander(`/annuaire?${new URLSearchParams({ recherche: q })}`)).text())?.[0]
  expect([await outils('commune fictive'), await outils('vtpc-07')]).toEqual([
    expect.stringMatching(/structures<\/b>, les plus proches d’abord/),
    expect.stringMatching(/^<b>1\sstructure<\/b>$/),
  ])
})

test('POR-10 la liste se trie, se pagine et se poursuit par clé sans rien perdre ni répéter', async () => {
  for (const tri of ['raisonSociale', '-raisonSociale', 'ville', '-ville', 'codePostal', '-codePostal', 'identifiant', '-identifiant']) {
    const vus: string[] = []
    let suite: string | null = ''
    while (suite !== null) {
      const page: Page = await api<Page>(`?taille=7&tri=${tri}${suite ? `&apres=${suite}` : ''}`)
      expect(page.total).toBe(26)
      vus.push(...page.elements.map((s) => s.identifiant))
      suite = page.suivant
    }
    expect([vus.length, new Set(vus).size], tri).toEqual([26, 26])
    expect(vus[tri.startsWith('-') ? 25 : 0] === MAIRIE || vus.includes(MAIRIE)).toBe(true)
    expect(await trouves(`?taille=7&page=2&tri=${tri}`)).toEqual(vus.slice(7, 14))
  }
  expect((await p.demander('/api/v1/annuaire?tri=autre')).status).toBe(422)
})

test('POR-10 la fiche dit l’adresse, les services actifs et la règle, jamais une personne', async () => {
  const html = await (await p.demander(`/annuaire/${mairie}`)).text()
  for (const phrase of [
    'Commune de Villeurbanne',
    'Place du Docteur Lazare-Goujon',
    'un code service ou un numéro d’engagement',
    'VTPC-07',
    'VOIRIE',
    'refusée au dépôt',
    'sauf services qui l’exigent',
    'Demander un rattachement',
  ])
    expect(html, phrase).toContain(phrase)
  for (const tu of ['FACTURES_PUBLIQUES', 'FERME<', 'PASSE<', 'Bonjean', 'nadia.bonjean']) expect(html, tu).not.toContain(tu)
  const fiche = await api<{ services: { code: string }[] }>(`/${mairie}`)
  expect(fiche.services.map((s) => s.code)).toEqual(['CULTURE', 'ECOLES', 'VOIRIE', 'VTPC-07'])
  expect(JSON.stringify(fiche)).not.toMatch(/gestionnaire|adresseElectronique|telephone/)
  expect((await p.demander(`/annuaire/${mairie}`, { cookie: await p.session('daniel') })).status).toBe(200)
})

test('POR-10 les quatre cas d’une facture suivent la règle de la structure', () => {
  const cas = (cs: boolean, ne: boolean, ou: boolean) =>
    [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ].map(([c, e]) => passe({ codeServiceObligatoire: cs, numeroEngagementObligatoire: ne, codeServiceOuNumeroEngagement: ou }, c!, e!))
  expect([
    cas(false, false, false),
    cas(true, false, false),
    cas(false, true, false),
    cas(true, true, false),
    cas(false, false, true),
  ]).toEqual([
    [true, true, true, true],
    [true, true, false, false],
    [true, false, true, false],
    [true, false, false, false],
    [true, true, true, false],
  ])
})

test('POR-10 le résultat s’exporte en csv, xlsx, ods et json, avec les services actifs', async () => {
  const fichier = (format: string) => p.demander(`/annuaire/resultat?recherche=villeurbanne&format=${format}`)
  const csv = await (await fichier('csv')).text()
  expect(csv.split('\n')[1]).toContain('VTPC-07 : Subdivision est (engagement)')
  expect(csv.trim().split('\n')).toHaveLength(2)
  expect(((await (await fichier('json')).json()) as { Identifiant: string }[]).map((s) => s.Identifiant)).toEqual([MAIRIE])
  for (const format of ['xlsx', 'ods']) {
    const classeur = await read(new Uint8Array(await (await fichier(format)).arrayBuffer()))
    expect(classeur.sheets[0]!.rows[1]!.map(String), format).toContain(MAIRIE)
  }
  expect((await p.demander('/api/v1/annuaire?format=csv')).headers.get('content-type')).toContain('text/csv')
})

test('POR-10 l’annuaire entier à une adresse stable, sans clé : noms officiels, marque et date', async () => {
  const r = await p.demander('/annuaire/fichiers/structures.csv')
  const texte = await r.text()
  expect(texte.replace('\uFEFF', '').split('\n')[0]).toBe(
    'TypeIdentifiant;Identifiant;RaisonSociale;EmetteurEdi;RecepteurEdi;GestionStatutMiseEnPaiement;GestionEngagement;GestionService;GestionServiceEngagement;EstMOA;EstMOAUniquement;StructureActive;Adresse;ComplementAdresse1;ComplementAdresse2;CodePostal;Ville;NumTelephone;Courriel;CodePays;LibellePays',
  )
  expect(texte.trim().split('\n')).toHaveLength(27)
  for (const [nom, valeur] of [
    ['if-none-match', r.headers.get('etag')!],
    ['if-modified-since', r.headers.get('last-modified')!],
  ] as const)
    expect((await p.demander('/annuaire/fichiers/structures.csv', { headers: { [nom]: valeur } })).status).toBe(304)
  expect(
    ((await (await p.demander('/annuaire/fichiers/services.json')).json()) as { CodeService: string }[]).map((s) => s.CodeService),
  ).toEqual(['CULTURE', 'ECOLES', 'VOIRIE', 'VTPC-07'])
  expect(
    (await read(new Uint8Array(await (await p.demander('/annuaire/fichiers/structures.xlsx')).arrayBuffer()))).sheets[0]!.rows,
  ).toHaveLength(27)
  expect(await (await p.demander('/annuaire')).text()).toMatch(/CSV, \d+.ko/)
})

test('POR-10 rien à montrer : pourquoi, pour un SIRET faux, un SIRET juste mais absent, des mots, une page au-delà de la dernière', async () => {
  const lire = async (q: string) => (await (await p.demander(`/annuaire?${q}`)).text()).replaceAll(/[\u00a0\u202f]/g, ' ')
  expect(await lire('recherche=216 902 668 00014')).toContain('Ce SIRET n’existe pas : un de ses chiffres est faux')
  expect(await lire('recherche=35600000000048')).toContain('Ce SIRET existe peut-être ailleurs')
  expect(await lire('recherche=qqq zzz www')).toContain('Vérifiez l’orthographe')
  const loin = await lire('recherche=villeurbanne&page=40')
  expect([
    loin.includes('Cette page n’existe pas'),
    loin.includes('href="/annuaire?recherche=villeurbanne"'),
    loin.includes('Vérifiez l’orthographe'),
  ]).toEqual([true, true, false])
  expect(await (await p.demander('/annuaire', { cookie: 'choral.langue=en' })).text()).not.toMatch(/<\/strong> :/)
})

test('POR-10 une saisie hostile ne fait pas d’erreur', async () => {
  for (const q of [
    'recherche=%00',
    "recherche='",
    'recherche=%25_*:*',
    `recherche=${'a'.repeat(200)}`,
    'ville=%00%27',
    'identifiant=%F0%9F%8F%9B',
    'departement=~',
    'apres=bidon',
    'page=999',
    'codeService=%27%3B--',
  ])
    for (const chemin of ['/annuaire', '/api/v1/annuaire', '/annuaire/resultat'])
      expect((await p.demander(`${chemin}?${q}`)).status, `${chemin}?${q}`).toBeLessThan(500)
})

test('POR-10 à l’écran : accessible, étroit, sombre', async () => {
  for (const chemin of ['/annuaire?recherche=villeurbanne', `/annuaire/${mairie}`, '/annuaire?recherche=xqzwkv']) {
    const { page, erreurs } = await fenetre({ url: p.url })
    await page.goto(chemin)
    await verifierAccessibilite(page)
    await page.setViewportSize({ width: 320, height: 700 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth), chemin).toBeLessThanOrEqual(320)
    expect(erreurs).toEqual([])
    await page.close()
  }
})

test('POR-10 sur un téléphone, affiner se déplie au-dessus des résultats ; sur un écran large, tout est en vue', async () => {
  const { page } = await fenetre({ url: p.url, largeur: 390 })
  await page.goto('/annuaire')
  const filtrer = page.locator('summary', { hasText: 'Filtrer' })
  const ville = page.getByLabel('Ville', { exact: true })
  const haut = async (quoi: typeof filtrer) => (await quoi.boundingBox())!.y
  expect(await ville.isVisible()).toBe(false)
  expect(await haut(filtrer)).toBeLessThan(await haut(page.locator('main table').first()))
  await filtrer.click()
  await ville.fill('Villeurbanne')
  await page.getByRole('button', { name: 'Affiner' }).click()
  await page.waitForURL('**ville=Villeurbanne**')
  await page.locator('summary', { hasText: 'Filtrer (1)' }).waitFor()
  await verifierAccessibilite(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  await ville.waitFor()
  expect(await filtrer.isVisible()).toBe(false)
})

test('POR-10 des fichiers demandés par qui veut : deux se font à la fois, quelques-uns attendent, le suivant sait quand revenir', async () => {
  const verrou = await p.pool.connect()
  await verrou.query('begin; lock table service in access exclusive mode')
  const demandes = Array.from({ length: 23 }, () => p.demander('/api/v1/annuaire?format=csv'))
  const premiere = await Promise.race(demandes)
  expect([premiere.status, Number(premiere.headers.get('retry-after')) > 0]).toEqual([503, true])
  await verrou.query('commit')
  verrou.release()
  const reponses = await Promise.all(demandes)
  await Promise.all(reponses.map((r) => r.text()))
  expect(Map.groupBy(reponses, (r) => r.status).get(200)).toHaveLength(22)
})
