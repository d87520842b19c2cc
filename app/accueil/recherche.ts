import { catalogueEnMemoire } from '#app/accueil/catalogue/index.ts'
import { fiches } from '#app/accueil/documentation.ts'
import { planDuPortail } from '#app/accueil/plan.ts'
import type { Contexte } from '#app/contexte.ts'

export type GenreResultat = 'domaine' | 'application' | 'page' | 'documentation'
export interface Resultat { genre: GenreResultat; titre: string; adresse: string; detail?: string }

interface Entree extends Resultat { mots: string[]; secondaires: string[] }

/** Accents and case count for nothing. */
export const plier = (s: string): string => s.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('Œ', 'oe').toLowerCase()
const mots = (s: string): string[] => plier(s).split(/[^a-z0-9]+/).filter(Boolean)
/** Words that say nothing by themselves. */
const VIDES = new Set(['a', 'au', 'aux', 'd', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les', 'mon', 'mes', 'ma', 'the', 'of', 'to', 'un', 'une', 'my'])

/** Distance between two words with swaps counted once; gives up beyond `max`. */
export function distance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1
  let avant: number[] = []
  let ligne = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const suivante = [i]
    for (let j = 1; j <= b.length; j++) {
      const cout = a[i - 1] === b[j - 1] ? 0 : 1
      let d = Math.min(ligne[j]! + 1, suivante[j - 1]! + 1, ligne[j - 1]! + cout)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, avant[j - 2]! + 1)
      suivante.push(d)
    }
    avant = ligne
    ligne = suivante
  }
  return ligne[b.length]!
}

/** How well a typed word finds a word: whole, beginning, or with a typing error; 0 not at all. */
function accord(tape: string, mot: string): number {
  if (mot === tape) return 4
  if (mot.startsWith(tape) && tape.length >= 2) return 3
  const max = tape.length >= 8 ? 2 : tape.length >= 4 ? 1 : 0
  if (!max) return 0
  if (distance(tape, mot, max) <= max) return 2
  return mot.length > tape.length && distance(tape, mot.slice(0, tape.length), 1) <= 1 ? 1 : 0
}

const RANG: Record<GenreResultat, number> = { application: 3, page: 2, domaine: 1, documentation: 0 }

/** Domains, applications, the portal's pages and the guide, best first; every typed word must be found (POR-06). */
export function chercher(c: Contexte, q: string, limite = 60): Resultat[] {
  const tous = mots(q).slice(0, 12)
  const utiles = tous.filter((m) => !VIDES.has(m))
  const tapes = utiles.length ? utiles : tous
  if (!tapes.length) return []
  return entrees(c)
    .map((e) => ({ e, note: note(e, tapes) }))
    .filter((x) => x.note > 0)
    .toSorted((a, b) => b.note - a.note || RANG[b.e.genre] - RANG[a.e.genre] || a.e.titre.localeCompare(b.e.titre, c.langue))
    .slice(0, limite)
    .map(({ e: { genre, titre, adresse, detail } }) => ({ genre, titre, adresse, ...(detail ? { detail } : {}) }))
}

function note({ mots: titre, secondaires }: Entree, tapes: string[]): number {
  let somme = 0
  for (const tape of tapes) {
    const meilleur = Math.max(0, ...titre.map((m) => accord(tape, m) * 3), ...secondaires.map((m) => accord(tape, m)))
    if (!meilleur) return 0
    somme += meilleur
  }
  // A title that says nothing else comes before one that says more.
  return somme + tapes.length / (titre.length + 1)
}

function entrees(c: Contexte): Entree[] {
  const { domaines, applications } = catalogueEnMemoire(c.db)
  const l = c.langue
  const faire = (genre: GenreResultat, titre: string, adresse: string, autres: string, detail?: string): Entree => ({ genre, titre, adresse, mots: mots(titre), secondaires: mots(autres), ...(detail ? { detail } : {}) })
  const plan = planDuPortail(c)
  return [
    ...domaines.flatMap((d) => [faire('domaine', d.nom[l], d.adresse, d.description[l], d.description[l]), ...d.sousDomaines.map((s) => faire('domaine', s.nom[l], s.adresse, s.description[l], s.description[l]))]),
    ...applications.map((a) => faire('application', a.nom[l], a.nature === 'ecran' ? a.adresse! : `/applications/${a.code}`, `${a.description[l]} ${a.code}`, a.adresse ? a.description[l] : `${a.description[l]} (${c.t.accueil.bientot.toLowerCase()})`)),
    ...[...plan.portail, ...plan.compte, ...plan.aide, ...plan.obligations].map((p) => faire('page', p.nom, p.href, '')),
    ...fiches().map((f) => faire('documentation', f.titre, `/documentation/${f.chemin}`, f.sujets.join(' '))),
  ]
}
