import type { Pool } from 'pg'
import { retenirRecents } from '#acces/recents.ts'

/** What was used since it was last written: rights (PLUS-02) and keys. Written now and then, never in the way of an answer. */
export interface Usages {
  /** A right answered « yes »; `application` is its code. */
  noter: (utilisateur: string, structure: string, application: string) => void
  noterCle: (cle: string) => void
  ecrire: () => Promise<void>
  arreter: () => Promise<void>
}

type Droit = [utilisateur: string, structure: string, application: string]

const TOUTES_LES = 30_000
const HEURE = 3_600_000
/** So many are written at once, before their time: few enough for no answer to wait behind them. */
const PAQUET = 500
/** What a database that refuses them makes keep, at most. */
const MAXIMUM = 50_000
/**
 * One statement for all rights, in one order so that two processes never wait for each other; to the hour, so that a busy right is written
 * once an hour, and not even locked in between.
 */
const DROITS = `insert into usage_habilitation (utilisateur, structure, application, dernier_le)
  select distinct x.utilisateur, x.structure, a.id, i.t
  from (select maintenant() as t offset 0) i, unnest($1::uuid[], $2::uuid[], $3::text[]) x (utilisateur, structure, application)
  join application a on a.code = x.application
  where not exists (select from usage_habilitation u
      where u.utilisateur = x.utilisateur and u.structure = x.structure and u.application = a.id and u.dernier_le >= i.t - interval '1 hour')
  order by 1, 2, 3
  on conflict (utilisateur, structure, application) do update
  set dernier_le = greatest(usage_habilitation.dernier_le, excluded.dernier_le)
  where usage_habilitation.dernier_le < excluded.dernier_le - interval '1 hour'`
const CLES = `update cle_application c set derniere_utilisation_le = greatest(c.derniere_utilisation_le, date_trunc('minute', maintenant()))
  from (select id from cle_application where id = any($1::uuid[]) order by id for update) x where x.id = c.id`

export function suivreUsages(pool: Pool, log: { warn: (o: object, m: string) => void }): Usages {
  let droits: Droit[] = []
  let cles = new Set<string>()
  let enCours = Promise.resolve()
  // What was noted within the hour is not noted again.
  const dejaNote = retenirRecents(HEURE)

  async function ecrireTout() {
    const [d, c] = [droits, cles]
    if (!d.length && !c.size) return
    droits = []
    cles = new Set()
    try {
      if (d.length)
        await pool.query(
          DROITS,
          [0, 1, 2].map((i) => d.map((l) => l[i])),
        )
      if (c.size) await pool.query(CLES, [[...c]])
    } catch (erreur) {
      // Kept for the next time: a database that is away loses nothing but minutes.
      droits = [...d, ...droits].slice(0, MAXIMUM)
      for (const cle of c) cles.add(cle)
      log.warn({ err: erreur as Error }, 'uses not written')
    }
  }
  const ecrire = () => (enCours = enCours.then(ecrireTout))
  const rythme = setInterval(() => void ecrire(), TOUTES_LES)
  rythme.unref()
  return {
    noter(utilisateur, structure, application) {
      if (dejaNote(utilisateur, structure, application)) return
      if (droits.length < MAXIMUM && droits.push([utilisateur, structure, application]) === PAQUET) void ecrire()
    },
    noterCle: (cle) => void cles.add(cle),
    ecrire,
    async arreter() {
      clearInterval(rythme)
      await ecrire()
    },
  }
}
