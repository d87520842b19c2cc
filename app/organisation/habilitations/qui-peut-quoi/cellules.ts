/** A right as it is read: on the whole structure, or on one service. */
export interface DroitLu {
  application: string
  niveau: 1 | 2
  service: { id: string; code: string; nom: string } | null
  debut: Date
  fin: Date | null
}
export interface Rattache {
  entiere: boolean
  services: { id: string; code: string; nom: string }[]
}
type Service = Rattache['services'][number]

export interface CelluleDuTableau {
  application: string
  niveau: 1 | 2
  /** Null: the whole structure (or the service that is looked at). */
  services: Service[] | null
  etat: 'en-vigueur' | 'programmee' | 'prend-fin'
  /** Since when it holds, or from when it will. */
  debut: Date
  fin: Date | null
  /** Programmed: the level held until then. */
  dIci: 1 | 2 | null
}

/** How near an end is said. */
export const BIENTOT_JOURS = 30

/** Where a right counts: one acts for one's own services only, with a right given for the whole structure too. */
const portee = (d: DroitLu, r: Rattache): Service[] | null => (d.service ? [d.service] : r.entiere ? null : r.services)

/** The highest level of some rights, and where: everywhere as soon as one of them is. */
function maximum(droits: DroitLu[], r: Rattache, unSeul: boolean): { niveau: 1 | 2; services: Service[] | null; lignes: DroitLu[] } | null {
  if (!droits.length) return null
  const niveau = Math.max(...droits.map((d) => d.niveau)) as 1 | 2
  const lignes = droits.filter((d) => d.niveau === niveau)
  const portees = lignes.map((d) => portee(d, r))
  const services =
    unSeul || portees.includes(null)
      ? null
      : [...new Map(portees.flatMap((p) => p!).map((s) => [s.id, s])).values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return { niveau, services, lignes: services ? lignes : lignes.filter((d, i) => unSeul || portees[i] === null) }
}

const plusTot = (dates: Date[]) => new Date(Math.min(...dates.map(Number)))
const plusTard = (fins: (Date | null)[]) => (fins.some((f) => f === null) ? null : new Date(Math.max(...fins.map(Number))))

/**
 * One cell: the rights of one person on one application, judged at `t`. `aVenir`: what is programmed counts too (for now, not for another date).
 * `unSeul`: looked at for one service, there is no « on some services only ».
 */
export function cellule(
  droits: DroitLu[],
  r: Rattache,
  { t, aVenir, unSeul }: { t: Date; aVenir: boolean; unSeul: boolean },
): CelluleDuTableau | null {
  const application = droits[0]!.application
  const enVigueur = droits.filter((d) => d.debut <= t && (d.fin === null || d.fin > t))
  const futurs = aVenir ? droits.filter((d) => d.debut > t) : []
  const tenu = maximum(enVigueur, r, unSeul)
  // What will be held once all that is programmed holds: of each line, its last right; without a next one, the one that lasts.
  const ensuite = maximum(
    droits.filter((d) => futurs.includes(d) || (enVigueur.includes(d) && !futurs.some((f) => f.service?.id === d.service?.id))),
    r,
    unSeul,
  )
  if (futurs.length && ensuite && (ensuite.niveau !== tenu?.niveau || (ensuite.services === null) !== (tenu.services === null)))
    return {
      application,
      niveau: ensuite.niveau,
      services: ensuite.services,
      etat: 'programmee',
      debut: plusTot(futurs.map((d) => d.debut)),
      fin: plusTard(ensuite.lignes.map((d) => d.fin)),
      dIci: tenu?.niveau ?? null,
    }
  if (!tenu) return null
  const fin = plusTard([...tenu.lignes, ...futurs].map((d) => d.fin))
  const prendFin = aVenir && fin !== null && fin.getTime() - t.getTime() <= BIENTOT_JOURS * 86_400_000
  return {
    application,
    niveau: tenu.niveau,
    services: tenu.services,
    etat: prendFin ? 'prend-fin' : 'en-vigueur',
    debut: plusTot(tenu.lignes.map((d) => d.debut)),
    fin,
    dIci: null,
  }
}
