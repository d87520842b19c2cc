import { expect, test } from 'vitest'
import { attacherPlusieurs } from '#acces/index.ts'
import type { FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
import { lireApres, listerUtilisateurs, type UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'
import { openDatabase } from '#platform/database/open.ts'
import { baseDEssai } from '#tests/base.ts'

const { pool, db } = await baseDEssai()
const {
  rows: [monde],
} = await pool.query<{ s: string; gens: string[]; services: string[] }>(`
  with u as (insert into utilisateur (adresse_electronique, prenom, nom, derniere_connexion_le)
      select (array['zo', 'Ab', 'm_', 'é'])[n % 4 + 1] || (n * 37) % 60 || '@exemple.fr', (array['Zoé', 'Ana'])[n % 2 + 1], (array['Étienne', 'Bo', 'De La', 'Zz'])[n % 4 + 1], case when n % 5 > 0 then now() - (n % 9) * interval '1 day' end
      from generate_series(1, 60) n returning id),
    g as (select array_agg(id order by id) as gens from u),
    s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) select 'HORS_UE', 'ORDRE', 'Ordre', 'PUBLIQUE', gens[30] from g returning id, gestionnaire_principal),
    r as (insert into rattachement (utilisateur, structure, periode) select gestionnaire_principal, id, tstzrange(now() - interval '5 days', null) from s),
    v as (insert into service (structure, code, nom) select s.id, c, c from s, unnest('{b,A,Z,É}'::text[]) c returning id)
  select s.id as s, g.gens, (select array_agg(id order by id) from v) as services from s, g`)
const { s: structure, gens, services } = monde!
const [gestionnaire, duService, lecteur, membre] = [gens[29]!, gens[0]!, gens[1]!, gens[2]!]
const autre = (
  await pool.query<{ id: string }>(
    `insert into structure (type_identifiant, identifiant, raison_sociale, type_structure) values ('HORS_UE', 'AILLEURS', 'Ailleurs', 'PUBLIQUE') returning id`,
  )
).rows[0]!.id

const attacher = (u: string, service: string | null, debut: string, fin: string | null = null, retire = false, ou = structure) =>
  pool.query(
    `insert into rattachement (utilisateur, structure, service, periode, retire_le) values ($1, $2, $3, tstzrange(now() + $4::interval, now() + $5::interval), case when $6 then now() end)`,
    [u, ou, service, debut, fin, retire],
  )
// Wholly, at one service, at several, at both; not yet, no longer, ended at once; and elsewhere.
for (const [n, u] of gens.entries()) {
  if (n % 3 === 0 && u !== gestionnaire) await attacher(u, null, `-${(n * 7) % 11} days`)
  for (const [k, v] of services.entries())
    if ((n + k) % 4 === 1 || (n % 7 === 0 && k < 3)) await attacher(u, v, `-${((n * 3 + k * 5) % 13) + 1} days`, n % 8 ? null : '1 day')
  if (n % 6 === 1 && u !== gestionnaire) await attacher(u, null, '1 hour')
  if (n % 6 === 2) await attacher(u, services[0]!, '-90 days', '-60 days')
  if (n % 6 === 4) await attacher(u, services[1]!, '-80 days', null, true)
  await attacher(u, null, '-100 days', null, false, autre)
}
await pool.query(`update rattachement set retire_le = now() where structure = $1 and utilisateur = any($2) and retire_le is null`, [
  structure,
  [duService, lecteur, membre],
])
await attacher(duService, services[2]!, '-50 days')
await attacher(lecteur, services[1]!, '-51 days')
await attacher(lecteur, services[3]!, '-3 days')
await attacher(membre, null, '-52 days')
const gerer = (u: string, service: string | null) =>
  pool.query(
    `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 1, 2, tstzrange(now() - interval '1 day', null))`,
    [u, structure, service],
  )
await gerer(gestionnaire, null)
await gerer(duService, services[2]!)

interface Fait {
  id: string
  tri: string
  adresse: string
  connexion: string
  service: string | null
  code: string
  depuis: string
}
/** What each attachment in force says, read without the columns that the list is sorted by. */
const faits = async () =>
  (
    await pool.query<Fait>(
      `select u.id, plier(u.nom || ' ' || u.prenom) as tri, lower(u.adresse_electronique::text collate "C") as adresse, coalesce(to_char(u.derniere_connexion_le, 'YYYYMMDDHH24MISSUS'), '') as connexion, r.service, coalesce(v.code, '') as code, to_char(lower(r.periode), 'YYYYMMDDHH24MISSUS') as depuis
  from rattachement r join utilisateur u on u.id = r.utilisateur left join service v on v.id = r.service where r.structure = $1 and r.retire_le is null and r.periode @> now()`,
      [structure],
    )
  ).rows

/** The order that each sort must give, worked out here. */
async function attendu(qui: string, tri: string): Promise<string[]> {
  const tous = await faits()
  const siens = tous.filter((f) => f.id === qui)
  const [entier, ou] = [siens.some((f) => !f.service), new Set(siens.map((f) => f.service))]
  const personnes = [
    ...Map.groupBy(
      tous.filter((f) => entier || !f.service || ou.has(f.service)),
      (f) => f.id,
    ).values(),
  ]
  const moindre = (l: string[]) => l.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))[0]!
  const detail = (p: Fait[]) => qui === gestionnaire || p[0]!.id === qui || (qui === duService && p.some((f) => f.service === services[2]))
  const cles: Record<string, (p: Fait[]) => string> = {
    nom: () => '',
    adresseElectronique: (p) => (detail(p) ? p[0]!.adresse : ''),
    role: (p) => (p[0]!.id === gestionnaire ? 'a' : 'b'),
    service: (p) => moindre(p.map((f) => f.code)),
    derniereConnexionLe: (p) => (detail(p) ? p[0]!.connexion : ''),
    depuis: (p) => moindre(p.map((f) => f.depuis)),
  }
  const rangs = personnes.map((p) => [cles[tri.replace('-', '')]!(p), p[0]!.tri, p[0]!.id].map((x) => Buffer.from(x)))
  const croissant = rangs.toSorted((a, b) => a.map((x, i) => Buffer.compare(x, b[i]!)).find((x) => x) ?? 0).map((r) => r[2]!.toString())
  return tri.startsWith('-') ? croissant.toReversed() : croissant
}

const ids = (l: UtilisateurEnListe[]) => l.map((u) => u.id)
/** By pages forward, those past the middle read from the end; by keys; and the last ones alone. */
async function lus(qui: string, f: FiltreUtilisateurs): Promise<string[][]> {
  const [pages, cles]: [string[], string[]] = [[], []]
  for (let page = 1, total = 1; (page - 1) * 11 < total; page++) {
    const l = await listerUtilisateurs(db, qui, { ...f, taille: 11, page })
    total = l.total
    pages.push(...ids(l.elements))
  }
  for (let apres: string | null | undefined = undefined; apres !== null;) {
    const l: { elements: UtilisateurEnListe[]; suivant: string | null } =
      apres === undefined ? await listerUtilisateurs(db, qui, { ...f, taille: 11 }) : await lireApres(db, qui, f, apres, 9)
    cles.push(...ids(l.elements))
    apres = l.suivant
  }
  return [pages, cles, ids((await listerUtilisateurs(db, qui, { ...f, taille: 9, apres: 'fin' })).elements)]
}

const TRIS = ['nom', 'adresseElectronique', 'role', 'service', 'derniereConnexionLe', 'depuis'].flatMap((t) => [t, `-${t}`])
test.each([
  ['le gestionnaire', gestionnaire],
  ['qui gère un service', duService],
  ['qui n’est que d’un service', lecteur],
  ['qui est de la structure sans la gérer', membre],
])('UTI-05 HAB-01 %s : chaque tri, par pages, par clés et par la fin, donne les personnes qu’il voit, dans l’ordre', async (_, qui) => {
  for (const tri of TRIS) {
    const ordre = await attendu(qui, tri)
    expect(ordre.length).toBeGreaterThan(20)
    expect([tri, ...(await lus(qui, { structure, tri }))]).toEqual([tri, ordre, ordre, ordre.slice(-9)])
  }
})

test('UTI-05 par dernière connexion, parmi des milliers d’autres connectés avant eux et après eux : trop de personnes pour les lire toutes', async () => {
  await pool.query(
    `with u as (insert into utilisateur (adresse_electronique, prenom, nom, derniere_connexion_le)
        select 'foule' || n || '@exemple.fr', 'Foule', 'Nom ' || (n * 7) % 50, case when n % 3 > 0 then now() - (n % 20) * interval '1 day' end from generate_series(1, 240) n returning id)
      insert into rattachement (utilisateur, structure, service, periode) select id, $1, $2, tstzrange(now() - interval '1 day', null) from u`,
    [structure, services[2]],
  )
  await pool.query(
    `insert into utilisateur (adresse_electronique, prenom, nom, derniere_connexion_le) select 'autre' || n || '@exemple.fr', 'A', 'Autre', case when n % 2 = 0 then now() + interval '1 day' else now() - interval '900 days' end from generate_series(1, 6500) n`,
  )
  for (const [qui, tri] of [
    [gestionnaire, 'derniereConnexionLe'],
    [gestionnaire, '-derniereConnexionLe'],
    [duService, '-derniereConnexionLe'],
  ] as const) {
    const ordre = await attendu(qui, tri)
    expect([tri, ...(await lus(qui, { structure, tri }))]).toEqual([tri, ordre, ordre, ordre.slice(-9)])
  }
})

test('UTI-05 un service qui change de code : ses personnes se classent sous le nouveau, même rattachées au même instant', async () => {
  const nouvelles = (
    await pool.query<{ id: string }>(
      `insert into utilisateur (adresse_electronique, prenom, nom) select 'tard' || n || '@exemple.fr', 'Tard', 'Venue' from generate_series(1, 2) n returning id`,
    )
  ).rows.map((r) => r.id)
  const [a, b] = [await pool.connect(), await pool.connect()]
  const enNombre = (u: string) =>
    attacherPlusieurs(
      openDatabase({ connect: async () => ({ query: b.query.bind(b), release: () => {} }), end: async () => {} } as never) as never,
      [{ utilisateur: u, structure, service: services[0]! }],
    )
  const seule = (u: string) =>
    b.query(`insert into rattachement (utilisateur, structure, service, periode) values ($1, $2, $3, tstzrange(now(), null))`, [
      u,
      structure,
      services[0],
    ])
  try {
    const {
      rows: [pid],
    } = await b.query<{ pid: number }>('select pg_backend_pid() as pid')
    for (const [n, rattacher] of [seule, enNombre].entries()) {
      await a.query('begin')
      await a.query(`update service set code = $2 where id = $1`, [services[0], `é${n}`])
      const suite = rattacher(nouvelles[n]!)
      while (!(await pool.query<{ oui: boolean }>('select cardinality(pg_blocking_pids($1)) > 0 as oui', [pid!.pid])).rows[0]!.oui);
      await a.query('commit')
      await suite
      expect(
        (await pool.query('select distinct code from rattachement where service = $1 and retire_le is null', [services[0]])).rows,
      ).toEqual([{ code: `é${n}` }])
    }
  } finally {
    a.release()
    b.release()
  }
  const ordre = await attendu(gestionnaire, '-service')
  expect([nouvelles.every((u) => ordre.includes(u)), ...(await lus(gestionnaire, { structure, tri: '-service' }))]).toEqual([
    true,
    ordre,
    ordre,
    ordre.slice(-9),
  ])
})
