import type { Pool } from 'pg'

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
const PAQUET = 2_000
/** What a database that refuses them makes keep, at most. */
const MAXIMUM = 50_000
/** A power of two: the rights noted in the last hour are looked up by a few of their ids' last characters. */
const CASES = 1 << 16

/** One statement for all rights, in one order so that two processes never wait for each other; to the hour, so that a busy right is written once an hour. */
const DROITS = `insert into usage_habilitation (utilisateur, structure, application, dernier_le)
  select distinct x.utilisateur, x.structure, a.id, i.t from (select maintenant() as t offset 0) i, unnest($1::uuid[], $2::uuid[], $3::text[]) x (utilisateur, structure, application) join application a on a.code = x.application
  order by 1, 2, 3
  on conflict (utilisateur, structure, application) do update set dernier_le = greatest(usage_habilitation.dernier_le, excluded.dernier_le) where usage_habilitation.dernier_le < excluded.dernier_le - interval '1 hour'`
const CLES = `update cle_application c set derniere_utilisation_le = greatest(c.derniere_utilisation_le, date_trunc('minute', maintenant()))
  from (select id from cle_application where id = any($1::uuid[]) order by id for update) x where x.id = c.id`

function caseDe(utilisateur: string, structure: string): number {
  let h = 0
  for (let i = 36 - 8; i < 36; i++) h = (h * 31 + utilisateur.charCodeAt(i) * 7 + structure.charCodeAt(i)) | 0
  return h & (CASES - 1)
}

export function suivreUsages(pool: Pool, log: { warn: (o: object, m: string) => void }): Usages {
  let droits: Droit[] = []
  let cles = new Set<string>()
  let enCours = Promise.resolve()
  // What was noted within the hour is not noted again: a look in one place, nothing made. Another right there only means noting twice.
  const recents: (Droit | undefined)[] = Array.from({ length: CASES })
  const heures = new Float64Array(CASES)

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
      const i = caseDe(utilisateur, structure)
      const connu = recents[i]
      const ici = performance.now()
      if (connu && connu[0] === utilisateur && connu[1] === structure && connu[2] === application && ici - heures[i]! < HEURE) return
      const droit: Droit = [utilisateur, structure, application]
      recents[i] = droit
      heures[i] = ici
      if (droits.length < MAXIMUM && droits.push(droit) === PAQUET) void ecrire()
    },
    noterCle: (cle) => void cles.add(cle),
    ecrire,
    async arreter() {
      clearInterval(rythme)
      await ecrire()
    },
  }
}
