import { estUuid } from '#app/contexte.ts'
import { entier } from '#app/listes/entier.ts'

/** What the list can be sorted by, each up or down. */
export const CLES_DE_TRI = ['nom', 'adresseElectronique', 'role', 'service', 'derniereConnexionLe', 'depuis'] as const
export type CleDeTri = (typeof CLES_DE_TRI)[number]
export const TRIS_UTILISATEURS = CLES_DE_TRI.flatMap((c) => [c, `-${c}`] as const)
export const ROLES = ['gestionnaire', 'utilisateur'] as const
export const MAILLES = ['structure', 'service'] as const
/** Days without a sign-in that the screen offers. */
export const SANS_CONNEXION = [30, 90, 180, 365] as const
export const SANS_CONNEXION_MAXIMUM = 3650
export const PROFIL = /^[a-z][a-z-]{1,60}\.(consultation|modification)$/

export interface FiltreUtilisateurs {
  /** One structure; null: all of one's structures. */
  structure: string | null
  recherche?: string | undefined
  role?: (typeof ROLES)[number] | undefined
  maille?: (typeof MAILLES)[number] | undefined
  service?: string | undefined
  /** Held at least at this level. */
  profil?: string | undefined
  /** Days. */
  sansConnexionDepuis?: number | undefined
  tri?: string | undefined
  page?: number | undefined
  taille?: number | undefined
  apres?: string | undefined
  /** Only these lines, each « person:structure ». */
  parmi?: string[] | undefined
}

/** Names of the fields of the form of filters, in its order. */
export const CHAMPS_DU_FILTRE = ['recherche', 'structure', 'service', 'role', 'maille', 'profil', 'sansConnexionDepuis'] as const

const parmi = <T extends string>(valeurs: readonly T[], v: string | null): T | undefined => valeurs.find((x) => x === v)

/** The state of the list as its address says it; what it does not understand counts for nothing. `structure` alone is settled by the page. */
export function lireFiltre(p: URLSearchParams): Omit<FiltreUtilisateurs, 'structure'> & { page: number; taille: number; tri: string } {
  const service = p.get('service')
  const profil = p.get('profil') ?? ''
  return {
    recherche: (p.get('recherche') ?? '').trim().slice(0, 200) || undefined,
    role: parmi(ROLES, p.get('role')),
    maille: parmi(MAILLES, p.get('maille')),
    service: estUuid(service) ? service.toLowerCase() : undefined,
    profil: PROFIL.test(profil) ? profil : undefined,
    sansConnexionDepuis: entier(p, 'sansConnexionDepuis', 0, SANS_CONNEXION_MAXIMUM) || undefined,
    tri: parmi(TRIS_UTILISATEURS, p.get('tri')) ?? 'nom',
    page: entier(p, 'page', 1, 10_000),
    taille: entier(p, 'taille', 20, 200),
    apres: p.get('apres') || undefined,
  }
}
