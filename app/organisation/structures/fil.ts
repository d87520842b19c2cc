import type { Contexte } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { exigerAction } from '#app/organisation/structures/exiger.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { nomDe, type StructureVue } from '#app/organisation/structures/lire.ts'
import { demandesEnAttente, type Recu } from '#demandes/index.ts'
import type { Textes } from '#ui/textes/index.ts'

export interface StructureEtAttente {
  structure: StructureVue
  attente: Recu[]
}

/** The structure of the address with what waits on it, when one may do this to it; refused with reason and remedy otherwise. */
export async function chargerStructure(c: ContexteDuParcours, action: keyof StructureVue['actions']): Promise<StructureEtAttente> {
  const structure = await exigerAction(c, c.params.id, action)
  return { structure, attente: await demandesEnAttente(c.db, structure.id) }
}

interface Etape {
  nom: string
  href?: string
}
type Nommee = { id: string } & Parameters<typeof nomDe>[0]
type AvecIdentifiant = Parameters<typeof nomDe>[0] & { typeIdentifiant: string; identifiant: string }

/** The breadcrumb of the domain « Structures », down to one of them when it is named. */
export const filDesStructures = ({ t }: Pick<Contexte, 't'>, s?: Nommee): Etape[] => [
  { nom: t.structures.fil.organisation, href: '/organisation' },
  { nom: t.structures.fil.structures, href: '/organisation/structures' },
  ...(s ? [{ nom: nomDe(s), href: `/organisation/structures/${s.id}` }] : []),
]

/** To what is done to one of them, through « Gérer une structure ». */
export const filDeLaStructure = (c: Contexte, s: Nommee, dernier: string): Etape[] => [
  ...filDesStructures(c),
  { nom: c.t.structures.fil.gerer, href: '/organisation/structures/gerer' },
  { nom: nomDe(s), href: `/organisation/structures/${s.id}` },
  { nom: dernier },
]

/** « SIRET 327 844 544 00087 »: what a structure's number is, and the number. */
export const typeEtIdentifiant = (t: Textes, s: { typeIdentifiant: string; identifiant: string }) =>
  `${t.structures.types[s.typeIdentifiant]} ${grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}`

/** « Pour **Menuiserie Poitier** SIRET … », on the page of a form; the number only where it is known. */
export const pourLaStructure = (c: Contexte, s: AvecIdentifiant) => ({
  libelle: nomDe(s),
  ...(s.identifiant ? { detail: typeEtIdentifiant(c.t, s) } : {}),
})

/** On a check page: the service, account or attachment that it is about, then whose it is. */
export const pourLaDemande = (c: Contexte, { structure, nomObjet }: Recu) =>
  nomObjet ? { libelle: nomObjet, detail: nomDe(structure!) } : pourLaStructure(c, structure!)
