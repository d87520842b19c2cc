import { expect, test } from 'vitest'
import { attacherPlusieurs } from '#acces/index.ts'
import { lireAnnexes } from '#app/organisation/structures/annexes.ts'
import { listerUtilisateurs } from '#app/organisation/utilisateurs/lister.ts'
import type { FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
import { openDatabase, type Db } from '#platform/database/open.ts'
import { baseDEssai } from '#tests/base.ts'

const { pool, db } = await baseDEssai()
const GRANDE = 10_000
const {
  rows: [r],
} = await pool.query<{ structure: string; lecteur: string }>(`
  with u as (insert into utilisateur (adresse_electronique, prenom, nom, derniere_connexion_le) select 'personne.' || n || '@exemple.fr', 'Camille', 'Nom ' || md5(n::text), now() - n * interval '1 hour' from generate_series(1, ${GRANDE}) n returning id, nom, prenom),
  s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) select 'HORS_UE', 'GRANDE', 'Grande', 'PUBLIQUE', (select min(id::text)::uuid from u) returning id, gestionnaire_principal),
  r as (insert into rattachement (utilisateur, structure, periode, tri) select u.id, s.id, tstzrange(now(), null), plier(u.nom || ' ' || u.prenom) from u, s),
  h as (insert into habilitation (utilisateur, structure, application, niveau, periode) select s.gestionnaire_principal, s.id, 1, 2, tstzrange(now(), null) from s)
  select id as structure, gestionnaire_principal as lecteur from s`)
// Those of other structures, among whom the index must find them.
await pool.query(`with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure) select 'HORS_UE', 'AUTRE' || n, 'Autre', 'PUBLIQUE' from generate_series(1, 3) n returning id)
  insert into rattachement (utilisateur, structure, periode, tri) select r.utilisateur, s.id, r.periode, r.tri from rattachement r, s`)
await pool.query('vacuum (analyze) rattachement, utilisateur, structure, habilitation')
const { structure, lecteur } = r!

interface Noeud {
  'Node Type': string
  'Index Name'?: string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Join Filter'?: number
  Plans?: Noeud[]
}
const noeuds = (n: Noeud): Noeud[] => [n, ...(n.Plans ?? []).flatMap(noeuds)]

/**
 * What each statement really read, by asking its plan on the way; `general`: the plan kept for whatever values, as a connection that lasts
 * comes to use.
 */
async function plansDe(faire: (db: Db) => Promise<unknown>, general: boolean): Promise<Noeud[][]> {
  const lus: Noeud[][] = []
  const client = await pool.connect()
  const query = client.query.bind(client) as (...a: unknown[]) => Promise<{ rows: { 'QUERY PLAN': { Plan: Noeud }[] }[] }>
  const espion = {
    connect: async () => ({
      query: async (q: { text?: string } | string, valeurs?: unknown[]) => {
        const texte = typeof q === 'string' ? q : q.text!
        if (/\bwith i as materialized\b/.test(texte)) {
          const nom = `essai_${lus.length}`
          if (general) await query(`set plan_cache_mode = force_generic_plan; prepare ${nom} as ${texte}`)
          const lire = general
            ? query(`explain (analyze, format json) execute ${nom}(${valeurs!.map((v) => client.escapeLiteral(String(v))).join(', ')})`)
            : query(`explain (analyze, format json) ${texte}`, valeurs)
          lus.push(noeuds((await lire).rows[0]!['QUERY PLAN'][0]!.Plan))
        }
        return query(q, valeurs)
      },
      release: () => {},
    }),
    end: async () => {},
  }
  await faire(openDatabase(espion as never))
  await query('deallocate all')
  await query('reset plan_cache_mode')
  client.release()
  return lus
}
const plans = (f: Omit<FiltreUtilisateurs, 'structure'>, general = false) =>
  plansDe((essai) => listerUtilisateurs(essai, lecteur, { structure, ...f }), general)
const lignesLues = (n: Noeud[]) =>
  Math.max(...n.filter((x) => x['Relation Name'] === 'rattachement').map((x) => x['Actual Rows'] * x['Actual Loops']))

test('UTI-05 10 000 utilisateurs : par nom, l’index donne l’ordre et ne lit que la page ; la dernière se lit par la fin', async () => {
  for (const general of [false, true])
    for (const [f, limite] of [
      [{}, 100],
      [{ page: 500 }, 100],
      [{ tri: '-nom' }, 100],
      [{ apres: 'fin' }, 100],
      [{ role: 'utilisateur' }, 100],
    ] as const) {
      const [compte, page] = await plans(f, general)
      expect([
        JSON.stringify(f),
        compte!.some((n) => n['Index Name'] === 'rattachement_structure' && n['Node Type'] === 'Index Only Scan'),
      ]).toEqual([JSON.stringify(f), true])
      expect(
        page!.some((n) => n['Index Name'] === 'rattachement_structure'),
        JSON.stringify(f),
      ).toBe(true)
      expect(Math.max(lignesLues(compte!), lignesLues(page!)), JSON.stringify(f)).toBeLessThan(limite)
    }
  // Each other sort has its index; beside each person shown, their own attachments.
  for (const general of [false, true])
    for (const [tri, index] of [
      ['adresseElectronique', 'rattachement_par_adresse'],
      ['role', 'rattachement_structure'],
      ['service', 'rattachement_par_service'],
      ['depuis', 'rattachement_par_debut'],
    ] as const)
      for (const f of [{ tri }, { tri: `-${tri}` }, { tri, page: 500 }]) {
        const page = (await plans(f, general))[1]!
        expect([JSON.stringify(f), page.some((n) => n['Index Name'] === index)]).toEqual([JSON.stringify(f), true])
        expect(lignesLues(page), JSON.stringify(f)).toBeLessThan(100)
      }
  // By last sign-in, so many are looked at; when nobody among them never signed in, everything is read, which shows that the measure sees it.
  for (const general of [false, true]) {
    expect(lignesLues((await plans({ tri: '-derniereConnexionLe' }, general))[1]!)).toBeLessThan(3100)
    expect(lignesLues((await plans({ tri: 'derniereConnexionLe' }, general))[1]!)).toBeGreaterThanOrEqual(GRANDE)
  }
  await pool.query(`update utilisateur set derniere_connexion_le = null where right(nom, 1) = 'a'`)
  await pool.query('vacuum (analyze) utilisateur')
  for (const general of [false, true])
    for (const f of [
      { tri: 'derniereConnexionLe' },
      { tri: '-derniereConnexionLe' },
      { tri: 'derniereConnexionLe', page: 500 },
      { tri: '-derniereConnexionLe', page: 500 },
    ])
      expect(lignesLues((await plans(f, general))[1]!), JSON.stringify(f)).toBeLessThan(3100)
})

test('STR-05 la page d’une structure de 10 000 personnes n’en lit que les premières', async () => {
  for (const general of [false, true]) {
    const lus = await plansDe((essai) => lireAnnexes(essai, structure, { gere: true, lecteur }), general)
    expect([lus.length, lignesLues(lus[0]!) < 20]).toEqual([1, true])
  }
})

test('UTI-05 filtrer par profil ne compare pas chaque personne à tous les détenteurs', async () => {
  await pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select utilisateur, structure, 2, 2, tstzrange(now(), null) from rattachement where structure = $1`,
    [structure],
  )
  await pool.query('vacuum (analyze) habilitation')
  for (const general of [false, true])
    for (const lus of await plans({ profil: 'factures-emises.modification' }, general))
      expect(Math.max(...lus.map((n) => (n['Rows Removed by Join Filter'] ?? 0) * n['Actual Loops']))).toBeLessThan(GRANDE)
})

test('UTI-05 INT-11 au-delà de 10 000 : « plus de », et la suite par clé à toute profondeur', async () => {
  const {
    rows: [u],
  } = await pool.query<{ id: string }>(
    `insert into utilisateur (adresse_electronique, prenom, nom) values ('zz@exemple.fr', 'Zz', 'Zzz') returning id`,
  )
  await pool.query(`insert into rattachement (utilisateur, structure, periode, tri) values ($1, $2, tstzrange(now(), null), 'zzz zz')`, [
    u!.id,
    structure,
  ])
  const derniere = await listerUtilisateurs(db, lecteur, { structure, page: 500 })
  expect([derniere.total, derniere.totalExact, derniere.elements.length]).toEqual([10_000, false, 20])
  const suite = await listerUtilisateurs(db, lecteur, { structure, apres: derniere.suivant! })
  expect(suite.elements.map((e) => e.nom)).toEqual(['Zzz'])
  expect((await listerUtilisateurs(db, lecteur, { structure, apres: 'fin' })).elements.at(-1)!.nom).toBe('Zzz')
})

/** A structure made for one test, whose manager reads it. */
async function nouvelleStructure(): Promise<string> {
  const {
    rows: [s],
  } = await pool.query<{ id: string }>(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) values ('HORS_UE', 'S' || nouvel_id(), 'S', 'PUBLIQUE', $1) returning id),
    v as (insert into service (structure, code, nom) select id, c, c from s, unnest('{A,B}'::text[]) c), r as (insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(now() - interval '1 day', null) from s),
    h as (insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, id, 1, 2, tstzrange(now() - interval '1 day', null) from s) select id from s`,
    [lecteur],
  )
  return s!.id
}
/** All, those who are not its manager, those who are at services only: one by one. */
const presents = async (s: string) =>
  (
    await pool.query<{ tous: number; role: number; maille: number }>(
      `select count(*)::int as tous, count(*) filter (where utilisateur <> $2)::int as role, count(*) filter (where not entiere)::int as maille
       from (select utilisateur, bool_or(service is null) as entiere from rattachement where structure = $1 and retire_le is null and periode @> maintenant() group by utilisateur) r`,
      [s, lecteur],
    )
  ).rows[0]!

test('UTI-05 INT-11 le nombre tenu est celui que l’on compterait, quoi qu’on écrive et à toute heure', async () => {
  const s = await nouvelleStructure()
  const { rows: gens } = await pool.query<{ id: string }>('select id from utilisateur where id <> $1 order by id limit 12', [lecteur])
  // Several lines in each statement, services beside the whole, ends and returns, then what begins later and what ends of itself.
  const ecrire: [string, unknown[]?][] = [
    [
      `insert into rattachement (utilisateur, structure, service, periode) select u, $1, v.id, tstzrange(now() - interval '1 hour', null) from unnest($2::uuid[]) u, service v where v.structure = $1`,
      [gens.slice(0, 8).map((g) => g.id)],
    ],
    [
      `insert into rattachement (utilisateur, structure, periode) select u, $1, tstzrange(now() - interval '1 hour', null) from unnest($2::uuid[]) u`,
      [gens.slice(4, 10).map((g) => g.id)],
    ],
    [`update rattachement set retire_le = now() where structure = $1 and service is null and utilisateur <> $2`, [lecteur]],
    [`update rattachement r set retire_le = now() from service v where v.id = r.service and v.code = 'A' and r.structure = $1`],
    [`update rattachement set retire_le = null where structure = $1 and service is null`],
    [
      `delete from rattachement where structure = $1 and service is null and utilisateur = any($2::uuid[])`,
      [gens.slice(5, 7).map((g) => g.id)],
    ],
    [`insert into rattachement (utilisateur, structure, periode) select $2, $1, tstzrange(now() + interval '1 day', null)`, [gens[10]!.id]],
    [
      `update rattachement set periode = tstzrange(lower(periode), now() - interval '1 minute') where structure = $1 and service is null and utilisateur = $2`,
      [gens[8]!.id],
    ],
  ]
  const vues: number[] = []
  for (const [texte, valeurs = []] of ecrire) {
    await pool.query(texte, [s, ...valeurs])
    const {
      rows: [tenu],
    } = await pool.query<{ personnes: number; lues: number }>(
      'select personnes, (select count(distinct utilisateur)::int from rattachement where structure = $1 and retire_le is null) as lues from effectif where structure = $1',
      [s],
    )
    const total = async (f: Partial<FiltreUtilisateurs>) => (await listerUtilisateurs(db, lecteur, { structure: s, ...f })).total
    const [tous, role, maille] = [await total({}), await total({ role: 'utilisateur' }), await total({ maille: 'service' })]
    expect([texte, tenu!.personnes, { tous, role, maille }]).toEqual([texte, tenu!.lues, await presents(s)])
    vues.push(tous)
  }
  expect(vues).toEqual([9, 11, 9, 9, 11, 11, 11, 10])
})

test('UTI-05 la même personne attachée à deux services au même instant compte une fois ; qui change d’adresse ou de nom au même instant est rattaché sous les nouveaux', async () => {
  const s = await nouvelleStructure()
  const {
    rows: [u],
  } = await pool.query<{ id: string }>(
    `insert into utilisateur (adresse_electronique, prenom, nom) values ('Avant@exemple.fr', 'Zoé', 'Dix') returning id`,
  )
  const [a, b] = [await pool.connect(), await pool.connect()]
  const attacher = (c: typeof a, code: string, ou = s) =>
    c.query(
      `insert into rattachement (utilisateur, structure, service, periode) select $1, $2, id, tstzrange(now(), null) from service where structure = $2 and code = $3`,
      [u!.id, ou, code],
    )
  const {
    rows: [pid],
  } = await b.query<{ pid: number }>('select pg_backend_pid() as pid')
  // Only then are they at the same instant.
  const attendA = async () => {
    while (!(await pool.query<{ oui: boolean }>('select cardinality(pg_blocking_pids($1)) > 0 as oui', [pid!.pid])).rows[0]!.oui);
  }
  try {
    await a.query('begin')
    await attacher(a, 'A')
    const seconde = attacher(b, 'B')
    await attendA()
    await a.query('commit')
    await seconde
    expect([(await presents(s)).tous, (await listerUtilisateurs(db, lecteur, { structure: s })).total]).toEqual([2, 2])
    await a.query('begin')
    await a.query(`update utilisateur set adresse_electronique = 'Apres@exemple.fr' where id = $1`, [u!.id])
    const ensuite = b.query(
      `insert into rattachement (utilisateur, structure, periode, tri) values ($1, $2, tstzrange(now(), null), 'dix zoe')`,
      [u!.id, s],
    )
    await attendA()
    await a.query('commit')
    await ensuite
    expect(
      (await pool.query<{ adresse: string }>('select distinct adresse from rattachement where utilisateur = $1', [u!.id])).rows,
    ).toEqual([{ adresse: 'apres@exemple.fr' }])
    expect((await listerUtilisateurs(db, lecteur, { structure: s, recherche: 'APRES@' })).elements.map((e) => e.id)).toEqual([u!.id])
    // A name takes no key: whichever of the two comes first, the other waits for it.
    const renommer = (c: typeof a, nom: string) => c.query('update utilisateur set nom = $2 where id = $1', [u!.id, nom])
    const noms = async () =>
      (await pool.query<{ tri: string }>('select distinct tri from rattachement where utilisateur = $1', [u!.id])).rows.map((r) => r.tri)
    // As an import attaches, a thousand in one statement.
    const enNombre = (c: typeof a, _: string, ou: string) =>
      attacherPlusieurs(
        openDatabase({ connect: async () => ({ query: c.query.bind(c), release: () => {} }), end: async () => {} } as never) as never,
        [{ utilisateur: u!.id, structure: ou }],
      )
    for (const [n, [premier, second]] of [
      [renommer, attacher],
      [attacher, renommer],
      [renommer, enNombre],
      [enNombre, renommer],
    ].entries()) {
      const t = await nouvelleStructure()
      const faire = (c: typeof a, quoi: typeof premier) =>
        quoi === renommer ? renommer(c, `Vingt ${n}`) : (quoi as typeof attacher)(c, 'A', t)
      await a.query('begin')
      await faire(a, premier!)
      const suivant = faire(b, second!)
      await attendA()
      await a.query('commit')
      await suivant
      expect(await noms()).toEqual([`vingt ${n} zoe`])
    }
  } finally {
    a.release()
    b.release()
  }
})
