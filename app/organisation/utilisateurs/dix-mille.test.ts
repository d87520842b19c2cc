import { beforeAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, agencement, daniel } = p.monde
let cookie: string

/** Ten people in one structure, ten thousand in the other: attached, each with two rights. */
beforeAll(async () => {
  for (const [structure, n] of [
    [agencement, 10],
    [menuiserie, 10_000],
  ] as const)
    await p.pool.query(
      `with u as (insert into utilisateur (adresse_electronique, prenom, nom) select 'p' || n || '.' || $2::text || '@exemple.fr', 'Camille', 'Nom ' || md5(n::text) from generate_series(1, $2::int) n returning id, nom, prenom),
        r as (insert into rattachement (utilisateur, structure, periode, tri) select id, $1, tstzrange(maintenant(), null), plier(nom || ' ' || prenom) from u)
      insert into habilitation (utilisateur, structure, application, niveau, periode) select u.id, $1, a.id, 1, tstzrange(maintenant(), null) from u join application a on a.code in ('marches', 'engagements')`,
      [structure, n],
    )
  await p.pool.query('vacuum (analyze) rattachement, utilisateur, habilitation')
  cookie = await p.session('daniel')
  await p.demander('/', { cookie })
})

async function lire(chemin: string) {
  const { resultat, requetes } = await p.compterRequetes(async () => {
    const r = await p.demander(chemin, { cookie })
    return { statut: r.status, texte: (await r.text()).replaceAll(/[\u00a0\u202f]/g, ' ') }
  })
  return { ...resultat, instructions: requetes.length }
}

const PAGES: [string, (s: string) => string, RegExp][] = [
  ['la liste', (s: string) => `/organisation/utilisateurs/liste?structure=${s}`, /10 001|10 00\d|[Pp]lus de 10 000/],
  ['sa dernière page', (s: string) => `/organisation/utilisateurs/liste?structure=${s}&apres=fin`, /Nom /],
  ['une recherche', (s: string) => `/organisation/utilisateurs/liste?structure=${s}&recherche=nom`, /10 000/],
  ['les habilitations', (s: string) => `/organisation/habilitations?structure=${s}`, /10 000/],
  ['celles d’une personne', (s: string) => `/organisation/habilitations?structure=${s}&utilisateur=${daniel}`, /17 habilitations/],
  ['qui peut faire quoi', (s: string) => `/organisation/habilitations/qui-peut-quoi?structure=${s}`, /10 00\d/],
  ['ajouter des habilitations', (s: string) => `/organisation/habilitations/ajouter?structure=${s}`, /Contact/],
  ['détacher', (s: string) => `/organisation/utilisateurs/detacher?structure=${s}`, /Nom /],
]

test.each(PAGES)('UTI-05 HAB-02 INT-11 %s : autant d’instructions pour dix mille personnes que pour dix', async (_, chemin, montre) => {
  const [petite, grande] = [await lire(chemin(agencement)), await lire(chemin(menuiserie))]
  expect([petite.statut, grande.statut]).toEqual([200, 200])
  expect(grande.texte).toMatch(montre)
  expect(grande.instructions).toBe(petite.instructions)
  expect(grande.instructions).toBeLessThanOrEqual(6)
  // A page of a large structure is a page: not ten thousand lines.
  expect(grande.texte.length).toBeLessThan(400_000)
})
