import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import { expirerApprobation } from '#demandes/index.ts'
import { notifier } from '#demandes/notifier.ts'
import { fr } from '#ui/textes/index.ts'

const PAS_MS = 10 * 60_000
const LOT = 200

/**
 * Reminds once at each day that is set, whatever was missed meanwhile: the counter moves in the transaction that sends. @returns how many
 * were reminded
 */
export async function rappelerApprobations({ db, settings, jobs }: Programme): Promise<number> {
  const { rappels } = settings.APPROBATION_JOURS
  if (!rappels.length) return 0
  for (let faits = 0; ;) {
    const lot = await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ demande: number }>`
        with dues as (select a.demande, n.n
            from approbation a
            cross join lateral (select count(*)::int as n
                from unnest(${rappels}::int[]) j
                where a.cree_le <= maintenant() - make_interval(days => j)) n
            where a.etat = 'demandee' and a.cree_le <= maintenant() - make_interval(days => ${rappels[0]!}) and a.expire_le > maintenant()
              and a.rappels < n.n
            order by a.cree_le
            limit ${LOT} for update of a skip locked)
        update approbation a
        set rappels = dues.n
        from dues
        where a.demande = dues.demande
        returning a.demande`.execute(tx)
      for (const { demande } of rows) await notifier(tx, jobs, demande, 'rappel')
      return rows.length
    })
    faits += lot
    if (lot < LOT) return faits
  }
}

/** Ends what nobody decided in time, each by itself; decided meanwhile: nothing. @returns how many expired */
export async function expirerApprobations(programme: Programme): Promise<number> {
  const milieu = { ...programme, t: fr }
  const passees = new Set<number>()
  for (let faites = 0; ;) {
    const { rows } = await sql<{
      demande: number
    }>`select demande
      from approbation
      where etat = 'demandee' and expire_le <= maintenant() and demande <> all(${[...passees]}::bigint[])
      order by expire_le
      limit ${LOT}`.execute(programme.db)
    if (!rows.length) return faites
    for (const { demande } of rows) {
      passees.add(demande)
      try {
        if (await expirerApprobation(milieu, demande, fr.approbations.expiration)) faites++
      } catch (erreur) {
        programme.log.error({ err: erreur, demande }, 'an approval could not expire')
      }
    }
  }
}

/** Reminders and expiry (APP-04), at start and every ten minutes; several processes may do so at once. */
export function planifierApprobations(programme: Programme): () => Promise<void> {
  let arret = false
  let minuterie: NodeJS.Timeout | undefined
  let enCours: Promise<unknown> = Promise.resolve()
  const tour = () => {
    enCours = expirerApprobations(programme)
      .then(() => rappelerApprobations(programme))
      .catch((e: Error) => programme.log.warn({ err: e }, 'approvals not reminded'))
      .finally(() => {
        if (!arret) minuterie = setTimeout(tour, PAS_MS).unref()
      })
  }
  minuterie = setTimeout(tour, 0)
  return async () => {
    arret = true
    clearTimeout(minuterie)
    await enCours
  }
}
