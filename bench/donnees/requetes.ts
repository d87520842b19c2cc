import type { StructureInventee } from './structures.ts'

export interface Requete {
  texte: string
  /** What one of the first ten answers must be; null: no answer must come. */
  attendu: { identifiant?: string; nom?: string; ville?: string } | null
}

const un = <T>(liste: T[], u: () => number): T => liste[Math.floor(liste.length * u())]!
const LETTRES = 'abcdefghijklmnopqrstuvwxyz'

function melanger(texte: string, u: () => number): string {
  const mots = texte.split(' ')
  for (let i = mots.length - 1; i > 0; i--) {
    const j = Math.floor(u() * (i + 1))
    ;[mots[i], mots[j]] = [mots[j]!, mots[i]!]
  }
  return mots.join(' ')
}

/** One letter added, missing, wrong, or exchanged with its neighbour; never the first. */
function faute(mot: string, u: () => number): string {
  const i = 1 + Math.floor(u() * (mot.length - 2))
  const r = u()
  if (r < 0.25) return mot.slice(0, i) + mot.slice(i + 1)
  if (r < 0.5) return mot.slice(0, i) + un([...LETTRES], u) + mot.slice(i)
  if (r < 0.75)
    return (
      mot.slice(0, i) +
      un(
        [...LETTRES].filter((c) => c !== mot[i]),
        u,
      ) +
      mot.slice(i + 1)
    )
  return mot.slice(0, i) + mot[i + 1] + mot[i] + mot.slice(i + 2)
}

const longs = (texte: string) => texte.split(' ').filter((m) => /^[\p{L}]{5,}$/u.test(m))
const avecFaute = (texte: string, u: () => number) => {
  const mot = un(longs(texte), u)
  return texte.replace(mot, faute(mot, u))
}
/** The text as it stands when its last word is 60 % typed. */
const enFrappe = (texte: string) => {
  const debut = texte.slice(0, texte.lastIndexOf(' ') + 1)
  const dernier = texte.slice(debut.length)
  return { debut, dernier: dernier.slice(0, Math.max(2, Math.ceil(dernier.length * 0.6))) }
}

/** The kinds of query, in the words of the report; each makes one from a structure, or null when it does not lend itself to it. */
export const GENRES: Record<string, (s: StructureInventee, u: () => number) => Requete | null> = {
  'identifiant collé': ({ identifiant: i }) => ({
    texte: `${i.slice(0, 3)} ${i.slice(3, 6)} ${i.slice(6, 9)} ${i.slice(9)}`,
    attendu: { identifiant: i },
  }),
  'identifiant, 9 chiffres': ({ identifiant: i }) => ({ texte: i.slice(0, 9), attendu: { identifiant: i } }),
  nom: (s) => ({ texte: s.raisonSociale, attendu: { nom: s.raisonSociale } }),
  'nom et ville mélangés': (s, u) => ({
    texte: `${melanger(`${s.raisonSociale} ${s.ville}`, u)} `,
    attendu: { nom: s.raisonSociale, ville: s.ville },
  }),
  'nom en cours de frappe': (s) => {
    const { debut, dernier } = enFrappe(s.raisonSociale)
    return { texte: debut + dernier, attendu: { nom: s.raisonSociale } }
  },
  'nom, une faute': (s, u) =>
    longs(s.raisonSociale).length ? { texte: `${avecFaute(s.raisonSociale, u)} `, attendu: { nom: s.raisonSociale } } : null,
  'nom et ville, une faute': (s, u) =>
    longs(`${s.raisonSociale} ${s.ville}`).length
      ? { texte: `${avecFaute(`${s.raisonSociale} ${s.ville}`, u)} `, attendu: { nom: s.raisonSociale, ville: s.ville } }
      : null,
  'faute en cours de frappe': (s, u) => {
    const { debut, dernier } = enFrappe(s.raisonSociale)
    return /^[\p{L}]{5,}$/u.test(dernier) ? { texte: debut + faute(dernier, u), attendu: { nom: s.raisonSociale } } : null
  },
  'sans réponse': (_, u) => ({
    texte: Array.from({ length: 2 }, () => Array.from({ length: 9 }, () => un([...'bcdfghjkqwxz'], u)).join('')).join(' '),
    attendu: null,
  }),
}

/** `n` queries of a kind, from structures drawn at random. */
export function requetes(genre: string, structures: StructureInventee[], n: number, u: () => number): Requete[] {
  const liste: Requete[] = []
  while (liste.length < n) {
    const requete = GENRES[genre]!(un(structures, u), u)
    if (requete) liste.push(requete)
  }
  return liste
}
