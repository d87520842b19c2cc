import { sql } from 'kysely'
import { DEFINITIONS } from '#app/domaines.ts'
import type { Programme } from '#app/contexte.ts'
import { typesLongs } from '#demandes/definir.ts'
import { appliquerDemande } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const PAS_MS = 1000
const LOT = 100

interface Lesquelles {
  /** False: without the long works, which nobody waits for. */
  longues?: boolean
  /** Told to stop: what is under way is ended, and no more. */
  arret?: () => boolean
}

/** Applies everything that is due, soonest first; what fails waits for the next round and stops nothing. @returns how many took effect */
export async function appliquerEcheances(programme: Programme, { longues = true, arret = () => false }: Lesquelles = {}): Promise<number> {
  const milieu = { ...programme, t: fr }
  const echecs = new Set<number>()
  let faites = 0
  for (;;) {
    const { rows } = await sql<{
      id: number
      type: string
    }>`select id, type
      from demande
      where etat = 'programmee' and effet_le <= maintenant() and id <> all(${[...echecs]}::bigint[])
        and type <> all(${longues ? [] : typesLongs()}::text[])
      order by effet_le, id
      limit ${LOT}`.execute(programme.db)
    if (!rows.length) return faites
    for (const { id, type } of rows) {
      if (arret()) return faites
      try {
        // A long work goes on by one batch each time: nobody else's change waits for the whole of it.
        const issue = await (DEFINITIONS.get(type)?.avancer?.(milieu, id) ?? appliquerDemande(milieu, DEFINITIONS, id))
        if (issue === 'effective') faites++
        if (issue === 'ailleurs') echecs.add(id)
      } catch (erreur) {
        echecs.add(id)
        programme.log.error({ err: erreur, demande: id }, 'a due change could not be applied')
      }
    }
  }
}

/** Applies what falls due, every second, until told to stop; several processes may do so at once. */
export function planifierEcheances(programme: Programme): () => Promise<void> {
  let arret = false
  let enCours: Promise<unknown> = Promise.resolve()
  const tour = () => {
    enCours = appliquerEcheances(programme, { arret: () => arret })
      .catch((e: Error) => programme.log.warn({ err: e }, 'due changes not read'))
      .finally(() => {
        if (!arret) minuterie = setTimeout(tour, PAS_MS)
      })
  }
  let minuterie = setTimeout(tour, 0)
  return async () => {
    arret = true
    clearTimeout(minuterie)
    await enCours
  }
}
