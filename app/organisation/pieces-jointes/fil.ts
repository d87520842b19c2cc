import type { Contexte } from '#app/contexte.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'

type Nommee = { id: string; raisonSociale?: unknown; libelle?: unknown; prenom?: unknown; nom?: unknown }

export const listeDesPieces = (structure: string) => `/organisation/structures/${structure}/pieces-jointes`

/** Where the attachments of a structure are, and what is done there. */
export const filDesPieces = (c: Pick<Contexte, 't'>, s: Nommee, dernier?: string) => [
  ...filDesStructures(c, s),
  { nom: c.t.pieces.fil, ...(dernier ? { href: listeDesPieces(s.id) } : {}) },
  ...(dernier ? [{ nom: dernier }] : []),
]
