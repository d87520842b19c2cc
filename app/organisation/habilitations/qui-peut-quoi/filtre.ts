import { estUuid } from '#app/contexte.ts'
import { entier } from '#app/listes/entier.ts'

export const TRIS_TABLEAU = ['nom', '-nom'] as const

export interface FiltreTableau {
  structure: string
  /** As of this moment (ISO 8601 with its offset, or the hour of Paris); null: now. */
  au: string | null
  recherche?: string | undefined
  /** What counts for this service. */
  service?: string | undefined
  /** Code: only those who hold it. */
  application?: string | undefined
  niveau?: 1 | 2 | undefined
  /** Only those who hold something. */
  detient?: boolean | undefined
  tri?: string | undefined
  page?: number | undefined
  taille?: number | undefined
  apres?: string | undefined
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/

/** A day begins at midnight in Paris; an hour without offset is that of Paris. Null: not a moment. */
export function lireMoment(v: string): string | null {
  const [, a, m, j] = MOMENT.exec(v) ?? []
  if (!a || Number(a) < 1900 || Number(a) > 2099) return null
  const jour = new Date(Date.UTC(Number(a), Number(m) - 1, Number(j)))
  return jour.getUTCMonth() === Number(m) - 1 && jour.getUTCDate() === Number(j) ? v : null
}

/** The state of the table as its address says it; what it does not understand counts for nothing, but a moment: `moment` says so. */
export function lireFiltreTableau(
  p: URLSearchParams,
  structure: string,
  applications: string[],
): FiltreTableau & { page: number; taille: number; tri: string; momentIllisible: boolean } {
  const service = p.get('service')
  const saisi = (p.get('au') ?? '').trim()
  const au = saisi ? lireMoment(saisi) : null
  return {
    structure,
    au,
    momentIllisible: Boolean(saisi) && !au,
    recherche: (p.get('recherche') ?? '').trim().slice(0, 200) || undefined,
    service: estUuid(service) ? service.toLowerCase() : undefined,
    application: applications.find((a) => a === p.get('application')),
    niveau: p.get('niveau') === 'modification' ? 2 : undefined,
    detient: p.get('detient') === 'oui' || undefined,
    tri: p.get('tri') === '-nom' ? '-nom' : 'nom',
    page: entier(p, 'page', 1, 10_000),
    taille: entier(p, 'taille', 20, 200),
    apres: p.get('apres') || undefined,
  }
}
