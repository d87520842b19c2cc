import { sql } from 'kysely'
import { calculerChiffres, type Chiffres } from '#app/support/chiffres/calculer.ts'
import type { Db } from '#platform/database/open.ts'

/**
 * What the portal says of itself to everybody (POR-17): opinions of procedures and of answers together, delays of its own support, minutes
 * out of reach.
 */
export interface Qualite {
  satisfaction: { moyenne: number | null; avis: number; semaines: { lundi: string; note: number | null; avis: number }[] }
  support: Chiffres
  disponibilite: { taux: number | null; jours: { jour: string; minutes: number | null }[] }
}

const SEMAINES = 12
const JOURS = 30
/** The page is everybody's: each process asks once in this time, whatever the visits. */
const FRAICHEUR_MS = 300_000
const memoires = new WeakMap<Db, { vuA: number; lue: Promise<Qualite> }>()

/** The figures, read at most every five minutes by each process. */
export function lireQualite(db: Db): Promise<Qualite> {
  const memoire = memoires.get(db)
  if (memoire && performance.now() - memoire.vuA < FRAICHEUR_MS) return memoire.lue
  const lue = calculer(db)
  memoires.set(db, { vuA: performance.now(), lue })
  lue.catch(() => memoires.delete(db))
  return lue
}

async function calculer(db: Db): Promise<Qualite> {
  const support = await calculerChiffres(db, 'portail', { semaines: SEMAINES })
  const { rows: notes } = await sql<{
    lundi: string | null
    note: number
    avis: number
  }>`select date_trunc('week', x.le at time zone 'Europe/Paris')::date::text as lundi, round(avg(x.note), 2)::float8 as note,
      count(*)::int as avis
    from (select le, note
        from avis_demarche
        where le >= ${support.du}::date::timestamp at time zone 'Europe/Paris'
        union all select satisfaction_le, satisfaction
        from ticket
        where satisfaction is not null and satisfaction_le >= ${support.du}::date::timestamp at time zone 'Europe/Paris') x
    group by grouping sets ((), (1))`.execute(db)
  const total = notes.find((n) => n.lundi === null && n.avis > 0)
  return {
    satisfaction: {
      moyenne: total?.note ?? null,
      avis: total?.avis ?? 0,
      semaines: support.semaines.map(({ lundi }) => {
        const n = notes.find((x) => x.lundi === lundi)
        return { lundi, note: n?.note ?? null, avis: n?.avis ?? 0 }
      }),
    },
    support,
    disponibilite: await mesurerDisponibilite(db),
  }
}

/** Minutes of each day without a heartbeat, from the first one ever; the minute under way does not count yet. */
async function mesurerDisponibilite(db: Db): Promise<Qualite['disponibilite']> {
  const { rows } = await sql<{
    jour: string
    attendues: number
    vues: number
  }>`with p as (select greatest((select heure + make_interval(mins => position(B'1' in minutes) - 1) from battement order by heure limit 1),
              maintenant() - make_interval(days => ${JOURS})) as du, date_trunc('minute', maintenant()) as au),
      j as (select d::date as jour, greatest(d at time zone 'Europe/Paris', p.du) as debut,
          least((d + interval '1 day') at time zone 'Europe/Paris', p.au) as fin
        from p,
          generate_series(date_trunc('day', (p.au - make_interval(days => ${JOURS - 1})) at time zone 'Europe/Paris'),
              p.au at time zone 'Europe/Paris', interval '1 day') d)
    select jour::text, greatest(0, coalesce(floor(extract(epoch from fin - debut) / 60), 0))::int as attendues,
      (select coalesce(sum(bit_count(b.minutes & rpad(repeat('1', least(60, floor(extract(epoch from j.fin - b.heure) / 60))::int), 60, '0')::bit(60))),
              0)::int
        from battement b
        where b.heure >= date_trunc('hour', j.debut, 'UTC') and b.heure < j.fin) as vues
    from j
    order by 1`.execute(db)
  const [attendues, vues] = [rows.reduce((n, r) => n + r.attendues, 0), rows.reduce((n, r) => n + Math.min(r.vues, r.attendues), 0)]
  return {
    taux: attendues ? vues / attendues : null,
    jours: rows.map((r) => ({ jour: r.jour, minutes: r.attendues ? Math.max(0, r.attendues - r.vues) : null })),
  }
}
