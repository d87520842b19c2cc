import { beforeAll, describe, expect, test } from 'vitest'
import { assurerIndex } from '#app/accueil/recherche/indexer.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'
import type { NomPersonne } from '#app/demonstration/monde.ts'

let p: PortailDuMonde
beforeAll(async () => {
  p = await portailDuMonde()
  // As the program does when it starts.
  await assurerIndex(p.programme)
})

interface Visite {
  chemin: string
  statut: number
  html: string
  requetes: number
  liens: string[]
  depuis: string
}

/** One visit per page, whatever the choice or the return its address carries. */
function cle(adresse: string): string {
  const url = new URL(adresse, p.url)
  for (const nom of ['retour', 'structure', 'profil', 'compte', 'tri']) url.searchParams.delete(nom)
  return url.pathname + url.search
}

const decoder = (s: string) => s.replaceAll('&amp;', '&').replaceAll('&#39;', '’')

/** Follows every link of every page from the home page, as a person without script would. */
async function parcourir(cookie: string | undefined): Promise<Map<string, Visite>> {
  const vues = new Map<string, Visite>()
  const file = [{ adresse: '/', depuis: '' }]
  while (file.length && vues.size < 400) {
    const { adresse, depuis } = file.shift()!
    if (vues.has(cle(adresse))) continue
    const { resultat: r, requetes } = await p.compterRequetes(() => p.demander(adresse.replace(/#.*/, ''), { cookie }))
    const html = /html/.test(r.headers.get('content-type') ?? '') ? await r.text() : ''
    const liens = [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map((m) => decoder(m[1]!))
    vues.set(cle(adresse), { chemin: adresse, statut: r.status, html, requetes: requetes.length, liens, depuis })
    const suite = r.headers.get('location')
    for (const lien of [...liens, ...(suite ? [suite] : [])]) {
      const url = URL.parse(lien, new URL(adresse, p.url))
      if (url?.origin === p.url) file.push({ adresse: url.pathname + url.search, depuis: adresse })
    }
  }
  return vues
}

describe.each([
  ['un visiteur', null],
  ['Daniel, gestionnaire principal', 'daniel'],
  ['Camille, sans structure', 'camille'],
] as [string, NomPersonne | null][])('%s', (_nom, qui) => {
  let vues: Visite[]
  beforeAll(async () => void (vues = [...(await parcourir(qui ? await p.session(qui) : undefined)).values()]))

  test('POR-11 chaque lien de chaque page répond, et aucun ne mène à « # »', () => {
    expect(vues.length).toBeGreaterThan(45)
    expect(vues.filter((v) => v.statut >= 400).map((v) => `${v.statut} ${v.chemin} (depuis ${v.depuis})`)).toEqual([])
    expect(
      vues.flatMap((v) => v.liens.filter((l) => l === '#' || l === '' || l.startsWith('javascript:')).map((l) => `${v.chemin} → ${l}`)),
    ).toEqual([])
  })

  test('POR-07 un lien vers une partie de page y trouve cette partie', () => {
    const parChemin = new Map(vues.map((v) => [cle(v.chemin), v]))
    const perdus = vues.flatMap((v) =>
      v.liens
        .filter((l) => l.includes('#'))
        .flatMap((l) => {
          const url = URL.parse(l, new URL(v.chemin, p.url))!
          const cible = parChemin.get(cle(url.href))
          return cible?.html && !cible.html.includes(`id="${decodeURIComponent(url.hash.slice(1))}"`) ? [`${v.chemin} → ${l}`] : []
        }),
    )
    expect(perdus).toEqual([])
  })

  test('POR-07 chaque page intérieure a un fil d’Ariane dont chaque niveau est un lien, le dernier excepté', () => {
    const interieures = vues.filter((v) => v.statut === 200 && v.html && cle(v.chemin) !== '/')
    const sans = interieures.filter(
      (v) => !/<nav class="crumbs[^>]*>.*<a href="\/">/.test(v.html) || !/<span aria-current="page">/.test(v.html),
    )
    expect(sans.map((v) => v.chemin).filter((c) => !/^\/(connexion|inscription|mot-de-passe|activation|bienvenue)/.test(c))).toEqual([])
    for (const v of interieures)
      expect([...(/<nav class="crumbs.*?<\/nav>/.exec(v.html)?.[0].matchAll(/<span>/g) ?? [])], v.chemin).toEqual([])
  })

  test('POR-05 six instructions SQL au plus par page', () => {
    // Pages of one structure are counted beside their own code; the catalogue's version is asked at most every few seconds, whatever the pages.
    expect(
      vues
        .filter((v) => v.requetes > 6 && !/^\/organisation\/structures\/[0-9a-f-]{36}/.test(v.chemin))
        .map((v) => `${v.chemin} : ${v.requetes}`),
    ).toEqual([])
  })

  test('POR-11 un seul titre de niveau 1, une langue, un titre de document par page', () => {
    for (const v of vues.filter((x) => x.statut === 200 && x.html)) {
      expect(v.html.match(/<h1/g), v.chemin).toHaveLength(1)
      expect(v.html, v.chemin).toMatch(/^<!doctype html><html lang="fr"/)
      expect(v.html, v.chemin).toMatch(/<title>[^<]+ – Choral<\/title>/)
    }
  })
})
