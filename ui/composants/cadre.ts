import type { Textes } from '#ui/textes/index.ts'

export interface DomaineDuMenu {
  nom: string
  href: string
  entrees: { nom: string; href: string }[]
}

export interface StructureDuCadre {
  id: string
  nom: string
  typeIdentifiant: string
  identifiant: string
  role: 'gestionnaire' | 'utilisateur'
  statut: 'ACTIVE' | 'INACTIVE'
}

/** What the layout needs to know of a request. */
export interface CadrePage {
  t: Textes
  langue: 'fr' | 'en'
  theme?: 'clair' | 'sombre'
  /** Single-key shortcuts work on this page. */
  raccourcis?: boolean
  utilisateur: { prenom: string; nom: string; adresseElectronique: string; roles: readonly ('operateur' | 'agent')[] } | null
  /** Those of the menu; there may be more (`nombreStructures`). */
  structures: StructureDuCadre[]
  nombreStructures?: number
  structureActive: StructureDuCadre | null
  compteurs: { approbations: number; messages: number }
  /** Some approvals are theirs to decide: the menu leads there, even when none waits. */
  decide: boolean
  /** Its counts move by themselves: the stream of states answers this session. */
  suivi?: boolean
  chemin: string
  url: URL
  demonstration: boolean
  /** Whoever comes from elsewhere has not our style sheet yet: the page carries it. */
  porteStyle?: boolean
  menu: DomaineDuMenu[]
  /** The portal is seen as this person sees it, until that hour (PLUS-12). */
  voirComme?: { nom: string; heure: string } | null
  /** What is broken or being maintained now, told on every page (COM-03). */
  incidents: { genre: 'incident' | 'maintenance'; titre: string; titreEn: string | null; href: string }[]
  /** The local mailbox can be read at /courriels (INT-13). */
  courriels: boolean
}

/** The page's own address with one parameter replaced (or removed), back to the first page of lists; what has just been done is said once. */
export function adresseAvec(url: URL, changements: Record<string, string | number | null>): string {
  const p = new URLSearchParams(url.search)
  for (const cle of ['page', 'apres', 'fait']) p.delete(cle)
  for (const [cle, valeur] of Object.entries(changements)) {
    if (valeur === null) p.delete(cle)
    else p.set(cle, String(valeur))
  }
  const suite = p.toString()
  return suite ? `${url.pathname}?${suite}` : url.pathname
}

/** Where a change of display or language comes back to: this page, as a path of this site. */
export const retourIci = (url: URL): string => encodeURIComponent(url.pathname + url.search)
