import { readFileSync } from 'node:fs'

export interface StructureInventee {
  identifiant: string
  raisonSociale: string
  ville: string
  codePostal: string
  typeStructure: 'PRIVEE' | 'PUBLIQUE'
}

/** A number in [0, 1[ after another, always the same for a seed (mulberry32). */
export function hasard(graine: number): () => number {
  let a = graine >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const lire = (fichier: string) =>
  readFileSync(new URL(fichier, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((l) => l.split(';') as [string, string, string])

/** Words that look like those of places: a chain over their letters, three at a time. `n` distinct ones. */
function motsInventes(modeles: string[], n: number, u: () => number): string[] {
  const suites = new Map<string, string>()
  for (const modele of modeles) {
    const m = `^^^${modele}$`
    for (let i = 3; i < m.length; i++) suites.set(m.slice(i - 3, i), (suites.get(m.slice(i - 3, i)) ?? '') + m[i])
  }
  const mots = new Set<string>()
  while (mots.size < n) {
    let m = '^^^'
    for (;;) {
      const suite = suites.get(m.slice(-3))!
      const c = suite[Math.floor(u() * suite.length)]!
      if (c === '$' || m.length > 15) break
      m += c
    }
    if (m.length >= 7) mots.add(m.slice(3))
  }
  return [...mots]
}

/**
 * `n` invented structures, the same for the same number: public entities named after real communes and their groups (15 %),
 * and companies whose trade is real and whose proper name is recombined or invented. Commonness follows power laws, as names do.
 */
export function* inventerStructures(n: number): Generator<StructureInventee> {
  const u = hasard(20_261_124)
  const villes = lire('villes.csv').toSorted((a, b) => Number(b[2]) - Number(a[2]))
  const noms = lire('noms.csv')
  const genre = (g: string) => noms.filter((l) => l[0] === g).map((l) => l[1])
  const [groupes, activites, formes] = [genre('intercommunalite'), genre('activite'), genre('public')]
  const lieux = [...new Set(villes.flatMap((v) => v[0].split(/[ '’-]+/)).filter((m) => m.length > 3))]
  const inventes = motsInventes(
    lieux.map((l) => l.toLowerCase()),
    Math.max(1000, Math.min(130_000, Math.round(n / 7))),
    u,
  )
  const un = <T>(liste: T[], puissance = 1): T => liste[Math.floor(liste.length * u() ** puissance)]!
  const capitales = (s: string) => s[0]!.toUpperCase() + s.slice(1)
  const sigle = () => Array.from({ length: u() < 0.5 ? 3 : 4 }, () => 'ABCDEFGHILMNOPRSTV'[Math.floor(u() * 18)]).join('')
  const propre = () => (u() < 0.55 ? capitales(un(inventes, 2)) : u() < 0.8 ? un(lieux, 1.5) : sigle())
  const juridique = () => (u() < 0.3 ? `${un(['SARL', 'SAS', 'SCI', 'EURL', 'SA'])} ` : '')
  const entreprise = () => {
    const r = u()
    if (r < 0.35) return `${juridique()}${capitales(un(activites, 2))} ${propre()}`
    if (r < 0.55) return `${propre()} ${un(activites, 2)}`
    if (r < 0.75) return `${juridique()}${propre()} ${propre()}`
    if (r < 0.9) return `${juridique()}${capitales(un(activites, 2))} ${un(['du', 'de la', 'des', 'Saint-'])} ${un(lieux, 1.5)}`
    return `${propre()}`
  }
  let siren = 0
  let rang = 5
  for (let i = 0; i < n; i++) {
    const ville = un(villes, 2.2)
    const r = u()
    const raisonSociale =
      r < 0.11 ? `${capitales(un(formes))} ${ville[0]}` : r < 0.15 ? `${un(groupes)}${u() < 0.5 ? ` ${un(activites)}` : ''}` : entreprise()
    // One head office and up to four other establishments of the same company.
    if (rang >= 5 || u() < 0.75) [siren, rang] = [100_000_000 + ((i * 577_399) % 899_999_963), 1]
    else rang++
    yield {
      identifiant: `${siren}${String(rang * 11).padStart(5, '0')}`,
      raisonSociale,
      ville: ville[0],
      codePostal: ville[1],
      typeStructure: r < 0.15 ? 'PUBLIQUE' : 'PRIVEE',
    }
  }
}
