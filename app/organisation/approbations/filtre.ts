import type { Contexte } from '#app/contexte.ts'
import { entier } from '#app/listes/entier.ts'
import { ETATS_APPROBATION, TRIS_APPROBATIONS, TYPES_APPROUVES, type FiltreApprobations } from '#app/organisation/approbations/lister.ts'
import { jour } from '#demandes/validation.ts'

export const NOMS_DES_FILTRES = [
  'recherche',
  'etat',
  'type',
  'demandeur',
  'structure',
  'raisonSociale',
  'service',
  'depuis',
  'jusquau',
] as const
export type NomDeFiltre = (typeof NOMS_DES_FILTRES)[number]
export type Filtre = FiltreApprobations & { page: number; taille: number; tri: string }

const JOUR = jour()
const jourDe = (v: string | null) => JOUR.safeParse(v).data

/** The list's state, as its address says it; anything else is left out. */
export function filtreDe(q: URLSearchParams): Filtre {
  const texte = (nom: string) => q.get(nom)?.trim().slice(0, 100) || undefined
  const taille = entier(q, 'taille', 20, 200)
  return {
    taille,
    page: entier(q, 'page', 1, Math.ceil(10_000 / taille)),
    tri: TRIS_APPROBATIONS.find((t) => t === q.get('tri')) ?? '-creeLe',
    apres: q.get('apres') ?? undefined,
    recherche: texte('recherche'),
    etat: ETATS_APPROBATION.find((e) => e === q.get('etat')),
    type: TYPES_APPROUVES.find((t) => t === q.get('type')),
    demandeur: texte('demandeur'),
    structure: texte('structure'),
    raisonSociale: texte('raisonSociale'),
    service: texte('service'),
    depuis: jourDe(q.get('depuis')),
    jusquau: jourDe(q.get('jusquau')),
  }
}

/** What of the address is about what is shown, not about where one is in it. */
export const requeteDe = (c: Contexte): string =>
  new URLSearchParams([...c.url.searchParams].filter(([nom, v]) => v && (NOMS_DES_FILTRES as readonly string[]).includes(nom))).toString()
