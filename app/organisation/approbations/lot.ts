import { randomUUID } from 'node:crypto'
import { garderChoisis, lireChoisis } from '#app/demandes/brouillon.ts'
import type { Contexte } from '#app/contexte.ts'
import { filtreDe } from '#app/organisation/approbations/filtre.ts'
import { numerosADecider } from '#app/organisation/approbations/lister.ts'
import { deciderApprobation, type Decision } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'

/** Lines that one bulk decision takes. */
export const MAXIMUM = 500
const TYPE = 'approbation.lot'
/** What is decided in one request: the rest follows at the next, so that none lasts too long. */
const DUREE_MAXIMUM = 12_000

export interface IssueDeLigne {
  numero: string
  issue: 'approuvee' | 'refusee' | 'laissee'
  detail: string | null
  effetLe: string | null
}
/** What was ticked in the list, by number; then what was decided, and what became of each line. */
export interface Lot {
  choix: string[]
  filtre: string
  decision: Decision['decision']
  motif: string
  trop: boolean
  issues: IssueDeLigne[] | null
}

const NUMERO = /^RITM\d{7,12}$/

/** The ticked lines, or all that wait under the list's filter, whatever page they are on (POR-15). */
export async function retenirLot(c: Contexte, champs: Map<string, string[]>): Promise<{ cle: string | null; filtre: string }> {
  const filtre = champs.get('filtre')?.[0]?.slice(0, 2000) ?? ''
  const tous = champs.has('tous')
  const trouves = tous
    ? await numerosADecider(c.db, c.utilisateur!.id, filtreDe(new URLSearchParams(filtre)), MAXIMUM + 1)
    : [...new Set(champs.get('choix') ?? [])].filter((n) => NUMERO.test(n))
  if (!trouves.length) return { cle: null, filtre }
  const cle = randomUUID()
  await garderLot(c, cle, {
    choix: trouves.slice(0, MAXIMUM),
    filtre,
    decision: champs.get('decision')?.[0] === 'refuser' ? 'refuser' : 'approuver',
    motif: '',
    trop: trouves.length > MAXIMUM,
    issues: null,
  })
  return { cle, filtre }
}

const garderLot = (c: Contexte, cle: string, lot: Lot) => garderChoisis(c, TYPE, cle, lot)
export const lireLot = (c: Contexte, cle: string) => lireChoisis<Lot>(c, TYPE, cle)

/**
 * Decides each line by itself, in its own transaction, judged on its own structure (hard case U10); a line that is refused stops none. Sent
 * again: each line's key answers.
 */
export async function deciderLot(c: Contexte, cle: string, lot: Lot, { decision, motif }: Decision): Promise<void> {
  const issues: IssueDeLigne[] = [...(lot.issues ?? [])]
  const faites = new Set(issues.map((i) => i.numero))
  const limite = performance.now() + DUREE_MAXIMUM
  for (const numero of lot.choix) {
    if (faites.has(numero)) continue
    if (performance.now() > limite) break
    issues.push(await deciderLigne(c, cle, numero, { decision, motif }))
  }
  await garderLot(c, cle, { ...lot, decision, motif: motif ?? '', issues })
}

async function deciderLigne(c: Contexte, cle: string, numero: string, d: Decision): Promise<IssueDeLigne> {
  try {
    const { effetLe, etat } = await deciderApprobation(c, numero, c.utilisateur!, d, `${cle}:${numero}`)
    return {
      numero,
      issue: d.decision === 'refuser' ? 'refusee' : 'approuvee',
      detail: null,
      effetLe: etat === 'programmee' ? (effetLe?.toISOString() ?? null) : null,
    }
  } catch (erreur) {
    if (!estRefus(erreur)) {
      c.log.error({ err: erreur, numero }, 'one line of a bulk decision failed')
      return { numero, issue: 'laissee', detail: c.t.approbations.lot.inconnu, effetLe: null }
    }
    const { status, detail, raison } = erreur.probleme
    return {
      numero,
      issue: 'laissee',
      detail: status === 404 ? c.t.approbations.lot.plusPourVous : [detail, raison].filter(Boolean).join(' '),
      effetLe: null,
    }
  }
}
