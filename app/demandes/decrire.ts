import { definitionDe } from '#demandes/definir.ts'
import type { ChangementDit, Dite } from '#demandes/dire.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

type Personne = { prenom: string; nom: string }
type Structure = { typeIdentifiant?: string; identifiant?: string; raisonSociale: string }

export const nomDePersonne = (p: Personne | null | undefined) => (p ? `${p.prenom} ${p.nom}` : null)

/** Whoever is outside does not know it: its name alone would not tell it from another. */
export const identite = (s: Structure) =>
  `${s.raisonSociale}${s.identifiant ? ` (${identifiantGroupe(s.identifiant, s.typeIdentifiant)})` : ''}`

/** What the demande changes, as its definition says it; nothing for a kind whose changes are fields. */
export const decrire = (t: Textes, langue: 'fr' | 'en', d: Dite): ChangementDit[] => definitionDe(d.type)?.decrire?.(t, langue, d) ?? []

/** Something new, something taken away, or one that becomes another. */
export const changementDit = (l: Omit<ChangementDit, 'genre'>): ChangementDit => ({
  ...l,
  genre: l.apres === null ? 'retrait' : l.avant === null ? 'ajout' : 'change',
})

/** With whose each is, when it is nobody's that the reader knows already: themselves, or the author they have just read. */
export function nommer(t: Textes, changements: ChangementDit[], connus: Personne[]): ChangementDit[] {
  const noms = connus.map(nomDePersonne)
  return changements.map((c) => (c.qui && !noms.includes(c.qui) ? { ...c, texte: t.approbations.decrire.pour(c.texte, c.qui) } : c))
}

/** The first changes in one line; « … » says that there are more. */
export const enUneLigne = (t: Textes, changements: ChangementDit[], nombre = 3): string =>
  t.approbations.decrire.suite([...changements.slice(0, nombre).map((c) => c.texte), ...(changements.length > nombre ? ['…'] : [])])
