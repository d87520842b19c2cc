import type { Contexte } from '#app/contexte.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'

type Nommee = { id: string; raisonSociale?: unknown; libelle?: unknown; prenom?: unknown; nom?: unknown }

export const listeDesPieces = (structure: string) => `/organisation/structures/${structure}/pieces-jointes`

/** Where the attachments of a structure are, and what is done there. */
export const filDesPieces = (c: Contexte, s: Nommee, dernier?: string) => [
  { nom: c.t.structures.fil.organisation, href: '/organisation' }, { nom: c.t.structures.fil.structures, href: '/organisation/structures' }, { nom: nomDe(s), href: `/organisation/structures/${s.id}` },
  { nom: c.t.pieces.fil, ...(dernier ? { href: listeDesPieces(s.id) } : {}) }, ...(dernier ? [{ nom: dernier }] : [])]
