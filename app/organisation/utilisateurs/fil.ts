import type { Contexte } from '#app/contexte.ts'

interface Etape {
  nom: string
  href?: string
}

/** The breadcrumb of the domain « Utilisateurs », and what follows on it. */
export const filDesUtilisateurs = ({ t }: Pick<Contexte, 't'>, ...suite: Etape[]): Etape[] => [
  { nom: t.utilisateurs.fil.organisation, href: '/organisation' },
  { nom: t.utilisateurs.fil.utilisateurs, href: '/organisation/utilisateurs' },
  ...suite,
]
