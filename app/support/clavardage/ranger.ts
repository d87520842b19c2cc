import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import { ABSENCE, type Fin } from '#app/support/clavardage/champs.ts'
import { remettreEnFile } from '#app/support/clavardage/prendre.ts'
import { clore } from '#app/support/clavardage/terminer.ts'

const PAS_MS = 5000
const LOT = 100

interface Egaree {
  id: string
  issue: Fin | 'rendue'
  agent: string | null
}

/** Ends what nobody goes on with, and gives back to the queue what an agent can no longer hold. @returns how many */
export async function rangerConversations(programme: Pick<Programme, 'db' | 'settings' | 'waker'>): Promise<number> {
  const egarees = await programme.db.transaction().execute(async (tx) => {
    const { rows } = await sql<Egaree>`/* @rangement */ with t as materialized (select maintenant() - ${ABSENCE}::interval as absence,
              maintenant() - make_interval(mins => ${programme.settings.CLAVARDAGE_SILENCE_MINUTES}) as silence)
        select c.id, c.agent, case when u.id is not null and not u.est_actif then 'compte'
          when c.etat = 'attente' or c.active_le < t.silence then 'silence' else 'rendue' end as issue
        from t
        cross join conversation c
        left join utilisateur u on u.id = c.utilisateur
        left join utilisateur g on g.id = c.agent
        left join agent_presence a on a.utilisateur = c.agent
        where (c.etat = 'attente' and (c.vu_le < t.absence or not u.est_actif))
          or (c.etat = 'en-cours'
              and (c.active_le < t.silence or not u.est_actif or not (g.est_agent and g.est_actif) or a.vu_le < t.absence))
        order by c.id
        limit ${LOT} for update of c skip locked`.execute(tx)
    for (const c of rows) await (c.issue === 'rendue' ? remettreEnFile(tx, c.id, null) : clore(tx, c.id, c.issue, null))
    return rows
  })
  if (egarees.length) programme.waker.wake('file', ...egarees.flatMap((c) => [c.id, ...(c.agent ? [`agent:${c.agent}`] : [])]))
  return egarees.length
}

/** Every few seconds, by each process; stops when told. */
export function planifierRangement(programme: Programme): () => Promise<void> {
  let arret = false
  let minuterie: NodeJS.Timeout
  const tour = () => {
    enCours = rangerConversations(programme)
      .catch((e: Error) => programme.log.warn({ err: e }, 'conversations not looked after'))
      .finally(() => {
        if (!arret) minuterie = setTimeout(tour, PAS_MS)
      })
  }
  let enCours: Promise<unknown> = Promise.resolve()
  minuterie = setTimeout(tour, PAS_MS)
  return async () => {
    arret = true
    clearTimeout(minuterie)
    await enCours
  }
}
