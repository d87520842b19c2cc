import { sql } from 'kysely'
import { empreinte } from '#app/communication/saisie.ts'
import type { Contexte } from '#app/contexte.ts'
import { ABSENCE } from '#app/support/clavardage/champs.ts'
import { redaterEnsuite, redaterLesTickets } from '#app/support/tickets/echeances.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Db } from '#platform/database/open.ts'

export interface Plage {
  jour: number
  debut: string
  fin: string
}
export interface Fermeture {
  jour: string
  motif: string | null
}
export interface Horaires {
  plages: Plage[]
  fermetures: Fermeture[]
}

export interface Ouverture {
  ouvert: boolean
  /** When it closes; null: not today. */
  jusqua: Date | null
  /** When it opens again. */
  prochaine: Date | null
  /** Why it is closed today, when the day is one of those. */
  motif: string | null
  agents: number
  attente: number
  /** How long one place in the queue has taken lately, in seconds; null: too few to say. */
  parPlace: number | null
}

const PARIS = sql`'Europe/Paris'`

/** Whether somebody answers now, and what to expect of it. One statement. */
export async function lireOuverture(db: Db): Promise<Ouverture> {
  const { rows } = await sql<Ouverture>`with t as materialized (select maintenant() as m),
        j as (select (m at time zone ${PARIS})::date as jour, m from t),
        p as (select ((j.jour + n) + h.debut) at time zone ${PARIS} as debut, ((j.jour + n) + h.fin) at time zone ${PARIS} as fin
          from j
          cross join generate_series(0, 60) n
          join horaire_support h on h.jour = extract(isodow from j.jour + n)
          where not exists (select from fermeture_support f where f.jour = j.jour + n)),
        a as (select count(*)::int as n
          from agent_presence a
          join utilisateur u on u.id = a.utilisateur and u.est_agent and u.est_actif
          where a.etat = 'disponible' and a.vu_le > maintenant() - ${ABSENCE}::interval),
        d as (select count(*) as n, percentile_cont(0.5) within group (order by extract(epoch from terminee_le - prise_le)) as duree
          from (select terminee_le, prise_le from conversation where etat = 'terminee' order by terminee_le desc limit 20) x
          where prise_le is not null)
      select support_ouvert(t.m) as ouvert,
        (select max(p.fin) from p where p.debut <= t.m and p.fin > t.m and not exists (select from p q where q.debut = p.fin)) as jusqua,
        (select min(p.debut) from p where p.debut > t.m) as prochaine,
        (select f.motif from fermeture_support f, j where f.jour = j.jour) as motif, a.n as agents,
        (select count(*)::int from conversation where etat = 'attente') as attente,
        case when d.n >= 5 then (d.duree / greatest(a.n, 1))::float end as par_place
      from t, a, d`.execute(db)
  return rows[0]!
}

export async function lireHoraires(db: Db): Promise<Horaires> {
  const { rows } =
    await sql<Horaires>`select coalesce((select json_agg(json_build_object('jour', jour, 'debut', left(debut::text, 5), 'fin',
                        left(fin::text, 5))
                  order by jour, debut)
              from horaire_support), '[]') as plages,
        coalesce((select json_agg(json_build_object('jour', jour, 'motif', motif) order by jour)
              from fermeture_support
              where jour >= (maintenant() at time zone ${PARIS})::date), '[]') as fermetures`.execute(db)
  return rows[0]!
}

const HEURE = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/
export const JOURS = [1, 2, 3, 4, 5, 6, 7] as const
/** Closed days told beforehand. */
export const FERMETURES_MAX = 60

/** All the hours at once, in place of those before (operator); how many tickets are due at another time than before. @throws Refus */
export async function ecrireHoraires(c: Pick<Contexte, 'db' | 't' | 'waker'>, h: Horaires, version?: string): Promise<number> {
  const erreurs = juger(c.t, h)
  if (erreurs.length) throw refusDeChamps(c.t, erreurs)
  await c.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('horaires', 0))`.execute(tx)
    // Sent twice, they are already what was typed.
    if (version && ![version, empreinte(h)].includes(empreinte(await lireHoraires(tx)))) throw refus(c.t, 'version-perimee')
    await sql`delete from horaire_support`.execute(tx)
    await sql`insert into horaire_support (jour, debut, fin)
      select jour, debut, fin
      from jsonb_to_recordset(${JSON.stringify(h.plages)}::jsonb) x (jour smallint, debut time, fin time)`.execute(tx)
    await sql`delete from fermeture_support where jour >= (maintenant() at time zone ${PARIS})::date`.execute(tx)
    await sql`insert into fermeture_support (jour, motif)
      select jour, motif
      from jsonb_to_recordset(${JSON.stringify(h.fermetures)}::jsonb) x (jour date, motif text)
      on conflict (jour) do update
      set motif = excluded.motif`.execute(tx)
    await redaterEnsuite(tx)
  })
  c.waker.wake('file')
  return redaterLesTickets(c.db)
}

function juger(t: Contexte['t'], h: Horaires): ErreurChamp[] {
  const x = t.clavardage.horaires
  const erreurs: ErreurChamp[] = []
  for (const jour of JOURS) {
    const siennes = h.plages.filter((p) => p.jour === jour).toSorted((a, b) => (a.debut < b.debut ? -1 : 1))
    const faux = siennes.some(
      (p, i) => !HEURE.test(p.debut) || !HEURE.test(p.fin) || p.debut >= p.fin || (i > 0 && p.debut < siennes[i - 1]!.fin),
    )
    if (faux) erreurs.push({ champ: `jour${jour}`, code: 'horaire-invalide', message: x.faux(x.jours[jour - 1]!) })
  }
  if (h.plages.some((p) => !(JOURS as readonly number[]).includes(p.jour)))
    erreurs.push({ champ: 'jour', code: 'valeur-inconnue', message: x.jourInconnu })
  const vus = new Set(h.fermetures.map((f) => f.jour))
  if (
    h.fermetures.some((f) => !estJour(f.jour) || (f.motif?.length ?? 0) > 100) ||
    vus.size < h.fermetures.length ||
    h.fermetures.length > FERMETURES_MAX
  )
    erreurs.push({ champ: 'fermetures', code: 'fermeture-invalide', message: x.fermetureFausse })
  return erreurs
}

const estJour = (j: string) => /^20\d\d-\d\d-\d\d$/.test(j) && new Date(`${j}T00:00Z`).toJSON()?.slice(0, 10) === j
