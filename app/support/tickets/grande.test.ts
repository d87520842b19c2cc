import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import { expect, test } from 'vitest'
import { lireDossiers } from '#app/accueil/recherche/dossiers.ts'
import { lireSaisie } from '#app/accueil/recherche/saisie.ts'
import { ticketsAFaire } from '#app/support/tickets/a-faire.ts'
import { listerTickets, TRIS_TICKETS } from '#app/support/tickets/lister.ts'
import type { FiltreTickets } from '#app/support/tickets/criteres.ts'
import { openDatabase } from '#platform/database/open.ts'
import { baseDEssai } from '#tests/base.ts'
import { textes } from '#ui/textes/index.ts'

const { pool, db } = await baseDEssai()
const [STRUCTURES, PAR_STRUCTURE] = [20, 1000]
await pool.query(`
  with u as (insert into utilisateur (adresse_electronique, prenom, nom) select 'p.' || n || '@exemple.fr', 'P', 'P' || n from generate_series(1, 2) n returning id),
  s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) select 'HORS_UE', 'GRANDE' || n, 'Grande ' || n, 'PUBLIQUE', (select min(id::text)::uuid from u) from generate_series(1, ${STRUCTURES}) n returning id, gestionnaire_principal),
  r as (insert into rattachement (utilisateur, structure, periode) select s.gestionnaire_principal, s.id, tstzrange(now(), null) from s)
  insert into habilitation (utilisateur, structure, application, niveau, periode) select s.gestionnaire_principal, s.id, a, 2, tstzrange(now(), null) from s, unnest(array[10, 11]) a`)
const moi = (await pool.query<{ id: string }>(`select gestionnaire_principal as id from structure limit 1`)).rows[0]!.id
await pool.query(`insert into ticket (cle, auteur, structure, destinataire, courriel, categorie, sous_categorie, titre, description, statut, priorite, agent, cree_le, resolu_le)
  select gen_random_uuid(), (select max(id::text)::uuid from utilisateur), s.id, s.id, 'a@exemple.fr', k.categorie, k.code, 'Ticket ' || md5(n::text), case when n % 4 = 0 then 'Rejet ' else 'Question ' end || n, (array['OUVERT', 'FERME', 'EN_ATTENTE', 'RESOLU'])[n % 4 + 1], (array['normale', 'basse', 'haute', 'urgente'])[n / 4 % 4 + 1], case when n % 50 = 0 then '${moi}'::uuid end, now() - n * interval '1 hour', now()
  from structure s, generate_series(1, ${PAR_STRUCTURE}) n join (select code, categorie, row_number() over (order by code)::int as r, count(*) over ()::int as c from ticket_sous_categorie) k on k.r = n % k.c + 1`)
await pool.query('vacuum (analyze)')

interface Noeud {
  'Node Type': string
  'Relation Name'?: string
  Alias?: string
  'Actual Rows': number
  'Heap Fetches'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Noeud[]
}
const noeuds = (n: Noeud): Noeud[] => [n, ...(n.Plans ?? []).flatMap(noeuds)]

interface Vu {
  blocs: number
  lignes: number
}
/** The plan of what is prepared, as a connection keeps it for every later value or as it is made for these; of the rest, the one made for these. */
async function planDe(client: PoolClient, texte: string, valeurs: unknown[]): Promise<Noeud> {
  const prepare = texte.startsWith('/* @')
  if (prepare) await client.query(`prepare essai as ${texte}`)
  const demande = prepare
    ? `execute essai${valeurs.length ? `(${valeurs.map((v) => (v === null ? 'null' : client.escapeLiteral(String(v)))).join(', ')})` : ''}`
    : texte
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Noeud }[] }>(
    `explain (analyze, buffers, timing off, format json) ${demande}`,
    prepare ? [] : valeurs,
  )
  if (prepare) await client.query('deallocate essai')
  return rows[0]!['QUERY PLAN'][0]!.Plan
}

/**
 * What the page and its counts read, by asking the plan of each statement on the way: pages of the database, and by how many ways that go
 * to the tickets' own rows.
 */
async function lus(
  f: FiltreTickets,
  cote: 'destinataire' | 'emetteur' = 'destinataire',
  plan: 'generic' | 'custom' = 'generic',
  aCompter: 'onglets' | 'total' = 'onglets',
): Promise<{ page: Vu; comptes: Vu; suivant: string | null }> {
  const vus: { page?: Vu; comptes?: Vu } = {}
  const espion = {
    connect: async () => {
      const client = await pool.connect()
      await client.query(`set plan_cache_mode = force_${plan}_plan`)
      return {
        query: async (texte: string, valeurs: unknown[] = []) => {
          if (/^(\/\* @[a-z~-]+ \*\/)? ?with p as/.test(texte)) {
            const lu = await planDe(client, texte, valeurs)
            const tickets = noeuds(lu).filter((n) => n['Relation Name'] === 'ticket' && n.Alias !== 't' && n['Actual Rows'])
            vus[texte.includes('join ticket_categorie c') ? 'page' : 'comptes'] = {
              blocs: lu['Shared Hit Blocks'] + lu['Shared Read Blocks'],
              lignes: tickets.filter((n) => n['Node Type'] !== 'Index Only Scan' || n['Heap Fetches']).length,
            }
          }
          return client.query(texte, valeurs)
        },
        release: () => client.release(),
      }
    },
    end: async () => {},
  }
  const { suivant } = await listerTickets(openDatabase(espion as never), { id: moi, roles: [] }, cote, f, aCompter)
  return { page: vus.page!, comptes: vus.comptes!, suivant }
}
/** One key's worth of blocks for each structure, the rows of the page, and the rights. */
const BLOCS = 500

const CROISSANTS = TRIS_TICKETS.filter((t) => !t.startsWith('-'))
const LISTES = [
  ['destinataire', 'tous', TRIS_TICKETS],
  ['destinataire', 'clotures', CROISSANTS],
  ['emetteur', 'tous', CROISSANTS],
  ['emetteur', 'clotures', CROISSANTS],
] as const

test('TIC-06 TIC-08 vingt grandes structures : chaque tri se lit dans son index sans aller aux lignes', async () => {
  for (const [cote, onglet, tris] of LISTES)
    for (const tri of tris) {
      const { page, comptes } = await lus({ tri, onglet }, cote)
      expect([cote, onglet, tri, page.lignes, comptes.lignes]).toEqual([cote, onglet, tri, 0, 0])
      expect(page.blocs, `${cote} ${onglet} ${tri}`).toBeLessThan(BLOCS)
    }
})

test('TIC-06 TIC-08 vingt grandes structures : l’onglet ouvert se compte jusqu’à 10 000, les autres jusqu’à 1 000, et disent qu’il y en a plus', async () => {
  const onglets = async (f: FiltreTickets) => (await listerTickets(db, { id: moi, roles: [] }, 'destinataire', f)).onglets
  const plusDe = (nombre: number) => ({ nombre, exact: false })
  expect(await onglets({ onglet: 'tous' })).toEqual({ actions: plusDe(1000), tous: plusDe(10_000), clotures: plusDe(1000) })
  expect(await onglets({ onglet: 'clotures' })).toEqual({
    actions: plusDe(1000),
    tous: plusDe(1000),
    clotures: { nombre: 5000, exact: true },
  })
  expect((await onglets({ onglet: 'tous', priorite: 'urgente', attribue: 'moi' })).clotures).toEqual({ nombre: 0, exact: true })
  // Two tabs more read little beside the one that is open: it is near what that one reads alone.
  const [trois, un] = [await lus({ onglet: 'tous' }), await lus({ onglet: 'tous' }, 'destinataire', 'generic', 'total')]
  expect(trois.comptes.blocs).toBeLessThan(un.comptes.blocs * 1.5)
})

test('TIC-06 TIC-08 vingt grandes structures : loin par la clé, une page ne lit pas plus que la première', async () => {
  for (const tri of TRIS_TICKETS) {
    const { suivant } = await listerTickets(db, { id: moi, roles: [] }, 'destinataire', { tri, page: 15, taille: 200 }, 'rien')
    const premiere = await lus({ tri }, 'destinataire', 'custom')
    expect((await lus({ tri, apres: suivant! }, 'destinataire', 'custom')).page.blocs, tri).toBeLessThan(premiere.page.blocs * 1.2)
    // The plan that serves every key may choose otherwise among so few rows.
    expect((await lus({ tri, apres: suivant! })).page.blocs, tri).toBeLessThan(BLOCS)
  }
})

test('TIC-06 TIC-08 vingt grandes structures : un filtre, ou plusieurs, se comptent dans l’index le plus étroit ; ce qui ne peut être n’est pas lu', async () => {
  for (const f of [
    { priorite: 'urgente' },
    { statut: 'EN_ATTENTE' },
    { categorie: 'factures-emises' },
    { attribue: 'moi' },
    { attribue: 'personne' },
    { retard: 'oui' },
    { priorite: 'haute', statut: 'OUVERT', attribue: 'personne' },
    { categorie: 'factures-emises', priorite: 'basse' },
  ] satisfies FiltreTickets[]) {
    const { page, comptes } = await lus({ ...f, onglet: 'tous' })
    expect([JSON.stringify(f), comptes.blocs < 1000, page.blocs < 1500]).toEqual([JSON.stringify(f), true, true])
  }
  // A common word is looked for once; what it finds is the same.
  const posees: string[] = []
  const espion = openDatabase({
    connect: async () => {
      const c = await pool.connect()
      return {
        query: (texte: string, valeurs?: unknown[]) => {
          posees.push(texte)
          return c.query(texte, valeurs)
        },
        release: () => c.release(),
      }
    },
    end: async () => {},
  } as never)
  const chercher = () => listerTickets(espion, { id: moi, roles: [] }, 'destinataire', { onglet: 'tous', recherche: 'question' })
  const [un, deux] = [await chercher(), await chercher()]
  expect([
    un.elements.length,
    un.total,
    un.totalExact,
    deux,
    posees.filter((t) => /^select id::text\s+from ticket/.test(t)).length,
  ]).toEqual([20, 1000, false, un, 1])
  // All the tickets of a structure, to show that the measure sees them.
  expect((await lus({ onglet: 'tous', recherche: 'question' })).page.blocs).toBeGreaterThan(BLOCS)
})

/** What one statement reads, whatever asks it. */
async function blocsDe(demander: (d: typeof db) => Promise<unknown>): Promise<number> {
  let blocs = 0
  const espion = {
    connect: async () => {
      const client = await pool.connect()
      return {
        query: async (texte: string, valeurs: unknown[] = []) => {
          const lu = await planDe(client, texte, valeurs)
          blocs += lu['Shared Hit Blocks'] + lu['Shared Read Blocks']
          return client.query(texte, valeurs)
        },
        release: () => client.release(),
      }
    },
    end: async () => {},
  }
  await demander(openDatabase(espion as never))
  return blocs
}

test('POR-12 TIC-06 TIC-08 vingt grandes structures : ce qui m’attend se compte dans les index, une seule ligne est lue ; ce que j’ai écrit pour d’autres structures ne l’est pas', async () => {
  const auteur = (await pool.query<{ id: string }>('select max(id::text)::uuid as id from utilisateur')).rows[0]!.id
  const aFaire = async (d: typeof db, id: string, cote: 'emetteur' | 'destinataire') =>
    (await sql<{ x: { nombre: number; numero: string } | null }>`select ${ticketsAFaire({ id, roles: [] }, cote, null)} as x`.execute(d))
      .rows[0]!.x
  for (const cote of ['emetteur', 'destinataire'] as const) {
    const vu = await aFaire(db, moi, cote)
    expect([cote, vu?.nombre]).toEqual([cote, STRUCTURES * 100])
    expect(await blocsDe((d) => aFaire(d, moi, cote)), cote).toBeLessThan(BLOCS)
  }
  // The author of all of them belongs to none of these structures any more.
  expect(await aFaire(db, auteur, 'emetteur')).toBe(null)
  expect(await blocsDe((d) => aFaire(d, auteur, 'emetteur'))).toBeLessThan(100)
})

test('POR-14 vingt grandes structures : ce que l’on tape regarde les derniers tickets dans leurs index, pas tous', async () => {
  const chercher = (d: typeof db, q: string) => lireDossiers({ db: d, t: textes.fr }, { id: moi, roles: [] }, lireSaisie(q), 20)
  const [premier] = (
    await pool.query<{ numero: string; titre: string }>('select numero, titre from ticket order by cree_le desc, id limit 1')
  ).rows
  expect((await chercher(db, premier!.titre)).map((r) => r.adresse)).toContain(`/support/tickets/${premier!.numero}`)
  const ancien = (await pool.query<{ numero: string }>('select numero from ticket order by cree_le, id limit 1')).rows[0]!.numero
  expect((await chercher(db, ancien)).map((r) => [r.adresse, r.exact])).toContainEqual([`/support/tickets/${ancien}`, true])
  // A thousand tickets are read by their key; before, all twenty thousand were, forty times over.
  for (const q of ['ticket', ancien, 'rien de tel']) expect(await blocsDe((d) => chercher(d, q)), q).toBeLessThan(6000)
})
