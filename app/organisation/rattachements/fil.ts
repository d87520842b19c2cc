import { nomDe } from '#app/organisation/structures/lire.ts'
import type { Contexte } from '#app/contexte.ts'
import type { RefS } from '#app/organisation/rattachements/references.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'

export const filUtilisateurs = (c: Contexte, dernier: string) => [
  { nom: c.t.structures.fil.organisation, href: '/organisation' },
  { nom: c.t.rattachements.fil, href: '/organisation/utilisateurs' },
  { nom: dernier },
]

/** « Pour **Menuiserie Poitier** SIRET … »; the identifier only where it is known. */
export const pourDe = (c: Contexte, s: RefS) => ({
  libelle: nomDe(s),
  ...(s.identifiant
    ? { detail: `${c.t.structures.types[s.typeIdentifiant]} ${grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}` }
    : {}),
})
