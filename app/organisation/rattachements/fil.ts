import type { Contexte } from '#app/contexte.ts'

export const filUtilisateurs = (c: Contexte, dernier: string) => [
  { nom: c.t.structures.fil.organisation, href: '/organisation' },
  { nom: c.t.rattachements.fil, href: '/organisation/utilisateurs' },
  { nom: dernier },
]
