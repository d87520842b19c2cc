// How a kind of demande is told to people, whatever tells it: a page, a mail, a file.

/** Where a demande is at home: the breadcrumb of its receipt, and where one goes from there. */
export interface Lieu {
  fil: { nom: string; href?: string }[]
  suites: { libelle: string; href: string }[]
}

/** A form that asks again what came to nothing: its address, with what it takes filled in, and the part of what was asked that it takes. */
export interface Refaire {
  href: string
  saisie: Record<string, unknown>
}

/** A demande as it is told: what it keeps, where it is read (an id is enough), whose it is. */
export interface Dite {
  type: string
  saisie: Record<string, unknown>
  structure?: { id?: string } | null
  auteur?: { prenom: string; nom: string } | null
}

/** One thing that a demande about people changes, in words: for its receipt, its approval, its mails and its line in a list. */
export interface ChangementDit {
  /** Whose right it is, when the demande is about somebody. */
  qui: string | null
  ou: string | null
  objet: string
  avant: string | null
  apres: string | null
  genre: 'ajout' | 'retrait' | 'change'
  /** « Ajout : Remboursements de taxes modification » */
  texte: string
}
