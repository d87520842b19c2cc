import { sql } from 'kysely'
import { DEFINITIONS } from '#app/demandes/definitions.ts'
import type { Programme } from '#app/contexte.ts'
import { appliquerDemande } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const PAS_MS = 1000
const LOT = 100

/** Applies everything that is due, soonest first; what fails waits for the next round and stops nothing. @returns how many took effect */
export async function appliquerEcheances(programme: Programme): Promise<number> {
  const milieu = { ...programme, t: fr }
  const echecs = new Set<number>()
  let faites = 0
  for (;;) {
    const { rows } = await sql<{
      id: number
      type: string
    }>`select id, type from demande where etat = 'programmee' and effet_le <= maintenant() and id <> all(${[...echecs]}::bigint[]) order by effet_le, id limit ${LOT}`.execute(
      programme.db,
    )
    if (!rows.length) return faites
    for (const { id, type } of rows) {
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
    enCours = appliquerEcheances(programme)
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
