import type { Contexte } from '#app/contexte.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'

interface Etape {
  nom: string
  href?: string
}
type Nommee = { id: string } & Parameters<typeof nomDe>[0]

/** The breadcrumb of the domain « Structures », down to one of them when it is named. */
export const filDesStructures = ({ t }: Pick<Contexte, 't'>, s?: Nommee): Etape[] => [
  { nom: t.structures.fil.organisation, href: '/organisation' },
  { nom: t.structures.fil.structures, href: '/organisation/structures' },
  ...(s ? [{ nom: nomDe(s), href: `/organisation/structures/${s.id}` }] : []),
]
