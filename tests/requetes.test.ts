import { createHash } from 'node:crypto'
import { brotliDecompressSync, gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { ajouterCompte } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

/**
 * Every statement counts, begin and commit too; the catalogue's refresh, at most every few seconds for all requests together, does not, nor
 * what the jobs ask by themselves.
 */
const INSTRUCTIONS_MAXIMUM = 6
/** Bytes of script and style of a page, compressed. */
const POIDS_MAXIMUM = 60_000

interface Vue {
  chemin: string
  statut: number
  html: string
  requetes: string[]
}
let p: PortailDuMonde
let vues: Vue[]

/** Every GET the server answers, its parameters replaced by what exists in the named world. The sign-in library's own routes are not ours. */
function adresses(valeurs: Record<string, string>): string[] {
  const routes: string[] = []
  const pile: string[] = []
  for (const ligne of p.serveur.printRoutes({ commonPrefix: false }).split('\n')) {
    const lu = /^((?:│ {3}| {4})*)(?:├── |└── )(.*?)(?: \((.*)\))?$/.exec(ligne)
    if (!lu) continue
    const niveau = lu[1]!.length / 4
    pile.splice(niveau, Infinity, lu[2]!)
    if (lu[3]?.split(', ').includes('GET')) routes.push(pile.slice(0, niveau + 1).join(''))
  }
  return [
    ...new Set(
      routes
        .filter((r) => !r.includes('*') && !r.startsWith('/api/auth/'))
        .map((r) => r.replace(/:(\w+)/g, (_, nom: string) => valeurs[nom] ?? '00000000-0000-7000-8000-000000000000') || '/'),
    ),
  ]
}

async function ouvrir(chemin: string, cookie?: string): Promise<Vue> {
  const { resultat, requetes } = await p.compterRequetes(async () => {
    const r = await p.demander(chemin, { cookie })
    const corps = await r.text()
    return { statut: r.status, html: /html/.test(r.headers.get('content-type') ?? '') ? corps : '' }
  })
  return { chemin: cookie ? chemin : `${chemin} (visiteur)`, ...resultat, requetes }
}

beforeAll(async () => {
  p = await portailDuMonde()
  const cookie = await p.session('daniel')
  const demande = await p.demander('/api/v1/demandes/structure.modifier', {
    cookie,
    json: { structure: p.monde.menuiserie, telephone: '0240000011' },
  })
  const { numero } = (await demande.json()) as { numero: string }
  await p.demander('/') // what is read once and kept
  vues = []
  const {
    rows: [service],
  } = await p.pool.query<{ id: string }>('select id from service where structure = $1 order by code limit 1', [p.monde.menuiserie])
  const compte = {
    type: 'IBAN',
    nom: 'Compté',
    pays: 'FR',
    iban: 'FR7630006000011234567890189',
    bban: '30006000011234567890189',
    bic: null,
    affactureur: false,
    designationAffactureur: null,
    identifiantAffactureur: null,
  } as const
  const coordonneeBancaire = await p.db
    .transaction()
    .execute((tx) => ajouterCompte(tx, p.settings, { structure: p.monde.menuiserie, compte, piece: null }))
  await p.pool.query(`insert into fichier (empreinte, taille, type) values (sha256('requetes'), 8, 'text/plain')`)
  const {
    rows: [piece],
  } = await p.pool.query<{ id: string }>(
    `insert into piece_jointe (structure, fichier, nom, auteur) values ($1, sha256('requetes'), 'requetes.txt', $2) returning id`,
    [p.monde.menuiserie, p.monde.daniel],
  )
  for (const chemin of adresses({
    id: p.monde.menuiserie,
    numero,
    domaine: 'organisation',
    service: service!.id,
    coordonneeBancaire,
    pieceJointe: piece!.id,
  }))
    vues.push(await ouvrir(chemin, cookie), await ouvrir(chemin))
  // What waits for a decision is read by its own pages.
  const attente = await p.demander('/api/v1/demandes/habilitation.demander', {
    cookie: await p.session('heloise'),
    json: { structure: p.monde.menuiserie, profil: 'marches.modification', renoncer: true },
  })
  const approbation = ((await attente.json()) as { numero: string }).numero
  for (const chemin of [
    `/approbations/${approbation}`,
    `/approbations/${approbation}/refuser`,
    `/api/v1/approbations/${approbation}`,
    `/demandes/${approbation}`,
  ]) {
    const vue = await ouvrir(chemin, cookie)
    expect([chemin, vue.statut]).toEqual([chemin, 200])
    vues.push(vue)
  }
})

test('INT-11 pages et lectures de l’API : six instructions SQL au plus, connecté ou non', () => {
  // Were the listener deaf, everything would pass.
  const structure = vues.find((v) => v.chemin === `/organisation/structures/${p.monde.menuiserie}`)!
  expect(structure.statut).toBe(200)
  expect(structure.requetes.length).toBeGreaterThanOrEqual(4)
  expect(vues.length).toBeGreaterThan(100)
  expect(vues.filter((v) => v.statut >= 500).map((v) => `${v.statut} ${v.chemin}`)).toEqual([])
  expect(
    vues
      .filter((v) => v.requetes.length > INSTRUCTIONS_MAXIMUM)
      .map((v) => `${v.chemin} : ${v.requetes.length} — ${v.requetes.map((q) => q.trim().slice(0, 60).replace(/\s+/g, ' ')).join(' | ')}`),
  ).toEqual([])
})

test('POR-05 script et style de chaque page tiennent en 60 ko compressés', async () => {
  const poids = new Map<string, number>()
  const imports = new Map<string, string[]>()
  const peser = async (adresse: string) => {
    if (!poids.has(adresse)) poids.set(adresse, gzipSync(Buffer.from(await (await p.demander(adresse)).arrayBuffer()), { level: 9 }).length)
    return poids.get(adresse)!
  }
  /** What a script loads with it, and what that loads; a part that is asked for later is not of the page. */
  const importes = async (adresse: string, vus = new Set<string>()): Promise<string[]> => {
    for (const [, nom] of (await (await p.demander(adresse)).text()).matchAll(
      /(?:^|[;}\n])import(?:[^'"()]*from)?\s*["']\.\/([^"']+)["']/g,
    )) {
      const trouve = `/public/${nom}`
      if (vus.has(trouve)) continue
      vus.add(trouve)
      await importes(trouve, vus)
    }
    return [...vus]
  }
  const pages = vues.filter((v) => v.html)
  expect(pages.length).toBeGreaterThan(60)
  for (const { chemin, html } of pages) {
    const fichiers = [...html.matchAll(/<script\b[^>]*\ssrc="([^"]+)"|<link\b[^>]*\srel="stylesheet"[^>]*\shref="([^"]+)"/g)].map(
      (m) => m[1] ?? m[2]!,
    )
    expect(fichiers.length, chemin).toBeGreaterThanOrEqual(2)
    let total = 0
    for (const f of fichiers) for (const g of [f, ...(imports.get(f) ?? imports.set(f, await importes(f)).get(f)!)]) total += await peser(g)
    expect(total, chemin).toBeLessThanOrEqual(POIDS_MAXIMUM)
    expect(total, chemin).toBeGreaterThan(30_000)
  }
})

test('POR-05 pages et fichiers sont compressés en chemin, et disent la même chose que non compressés', async () => {
  const style = /<link\b[^>]*\srel="stylesheet"[^>]*\shref="([^"]+)"/.exec(vues.find((v) => v.html)!.html)![1]!
  for (const chemin of ['/accessibilite', style, '/api/v1/openapi.json']) {
    const brut = await p.serveur.inject({ url: chemin })
    const comprime = await p.serveur.inject({ url: chemin, headers: { 'accept-encoding': 'gzip, br' } })
    expect([chemin, brut.headers['content-encoding'], comprime.headers['content-encoding']]).toEqual([chemin, undefined, 'br'])
    expect(brotliDecompressSync(comprime.rawPayload).equals(brut.rawPayload), chemin).toBe(true)
    expect(comprime.rawPayload.length, chemin).toBeLessThan(brut.rawPayload.length / 2)
  }
})

test('POR-05 la feuille de style est demandée dès l’en-tête, celle-là même que la page nomme', async () => {
  const r = await p.demander('/')
  const style = /^<(.+)>; rel=preload; as=style$/.exec(r.headers.get('link')!)![1]!
  expect(await r.text()).toContain(`<link rel="stylesheet" href="${style}"`)
})

test('POR-05 qui arrive d’ailleurs reçoit la feuille de style avec la page, permise par son empreinte ; de page en page, elle est un fichier', async () => {
  const demander = async (site: string) => {
    const r = await p.serveur.inject({ url: '/', headers: { 'sec-fetch-dest': 'document', 'sec-fetch-site': site } })
    return {
      porte: /<style>([^]*?)<\/style>/.exec(r.body)?.[1],
      nommee: /<link rel="stylesheet" href="([^"]+)"/.exec(r.body)?.[1],
      entete: r.headers.link,
      csp: r.headers['content-security-policy'],
    }
  }
  for (const site of ['none', 'cross-site']) {
    const { porte, nommee, entete, csp } = await demander(site)
    expect([nommee, entete]).toEqual([undefined, undefined])
    expect(csp).toContain(`'sha256-${createHash('sha256').update(porte!).digest('base64')}'`)
    for (const [, fichier] of porte!.matchAll(/url\("(?!data:)([^"]+)"\)/g)) expect((await p.serveur.inject(fichier!)).statusCode).toBe(200)
  }
  const { porte, nommee, entete } = await demander('same-origin')
  expect([porte, entete]).toEqual([undefined, `<${nommee}>; rel=preload; as=style`])
})
