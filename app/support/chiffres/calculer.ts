import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#platform/database/open.ts'

/** Whose tickets are counted: all of them, the portal's own, or those of a structure (of some of its services, when that is all one may read). */
export type Champ = 'tous' | 'portail' | { structure: string; services: string[] | null }
export const SEMAINES = [4, 12, 26, 52] as const
export interface FiltreChiffres {
  semaines: number
  categorie?: string | undefined
  service?: string | undefined
}

export interface Mesures {
  recus: number
  /** Medians, in hours when the support is open, as due dates count them; null: nothing to measure. */
  premiere: number | null
  resolution: number | null
  satisfaction: number | null
  avis: number
}
export interface Chiffres {
  /** First and last day counted, as dates. */
  du: string
  au: string
  total: Mesures & { resolus: number; avant: number }
  semaines: (Mesures & { lundi: string; resolus: number })[]
  categories: (Mesures & { code: string; nom: string; nomEn: string })[]
}

const LUNDI = (t: RawBuilder<unknown>) => sql`date_trunc('week', ${t} at time zone 'Europe/Paris')`
/**
 * How long the support has been open by then, from the first day counted: found among its stretches, which are few, whatever the number of
 * tickets.
 */
const ouverture = (t: RawBuilder<unknown>) =>
  sql`(case width_bucket(${t}, h.debut) when 0 then 0
          else h.avant[width_bucket(${t}, h.debut)] + extract(epoch
            from least(${t}, h.fin[width_bucket(${t}, h.debut)]) - h.debut[width_bucket(${t}, h.debut)])::float8 end)`
/** When the support is open, stretch by stretch, and how long it has been before each; without hours, all the time. */
const OUVERTURES = sql`select array_agg(debut order by debut) as debut, array_agg(fin order by debut) as fin,
    array_agg(avant order by debut) as avant
  from (select debut, fin,
        coalesce(sum(extract(epoch from fin - debut)::float8) over (order by debut rows between unbounded preceding and 1 preceding), 0) as avant
      from (select (j::date + s.debut) at time zone 'Europe/Paris' as debut, (j::date + s.fin) at time zone 'Europe/Paris' as fin
          from b
          cross join generate_series(b.du at time zone 'Europe/Paris', b.au at time zone 'Europe/Paris', interval '1 day') j
          join horaire_support s on s.jour = extract(isodow from j)
          where not exists (select from fermeture_support f where f.jour = j::date)
          union all select du, au
          from b
          where not exists (select from horaire_support)) q
      where fin > debut) p`

const MEDIANE = (jusqua: RawBuilder<unknown>) =>
  sql`round((percentile_cont(0.5) within group (order by ${ouverture(jusqua)} - ${ouverture(sql`t.cree_le`)}) filter (where ${jusqua} >=
                    t.cree_le) / 3600)::numeric, 2)::float8`
const MESURES = sql`json_build_object('recus', count(*), 'premiere', ${MEDIANE(sql`t.premiere_reponse_le`)}, 'resolution',
        ${MEDIANE(sql`t.resolu_le`)}, 'satisfaction', round(avg(t.satisfaction), 2)::float8, 'avis', count(t.satisfaction))`

interface Ligne {
  lundi: string | null
  categorie: string | null
  m: Mesures
}
interface Lue {
  du: string
  au: string
  lignes: Ligne[] | null
  resolus: { lundi: string; n: number }[] | null
  avant: number
}

/** The figures of a period (TIC-09), whole weeks and the one under way: one statement that reads indexes alone. */
export async function calculerChiffres(db: Db, champ: Champ, f: FiltreChiffres): Promise<Chiffres> {
  const ou = sql`${
    champ === 'tous'
      ? sql`true`
      : champ === 'portail'
        ? sql`t.destinataire is null`
        : sql`t.destinataire =
        ${champ.structure}::uuid ${champ.services ? sql`and t.destinataire_service = any(${champ.services}::uuid[])` : sql``}`
  }
        ${f.categorie ? sql`and t.categorie = ${f.categorie}` : sql``}
        ${f.service ? sql`and t.destinataire_service = ${f.service}::uuid` : sql``}`
  const duree = sql`make_interval(weeks => ${f.semaines})`
  const {
    rows: [lue],
  } = await sql<Lue>`with b as materialized (select (${LUNDI(sql`maintenant()`)} - make_interval(weeks => ${f.semaines - 1})) at time zone
              'Europe/Paris' as du, maintenant() as au),
        h as materialized (${OUVERTURES}),
        x as (select ${LUNDI(sql`t.cree_le`)}::date as lundi, t.categorie, ${MESURES} as m
          from ticket t, h
          where t.cree_le >= (select du from b) and ${ou}
          group by grouping sets ((), (1), (t.categorie))),
        r as (select ${LUNDI(sql`t.resolu_le`)}::date as lundi, count(*) as n
          from ticket t
          where t.resolu_le >= (select du from b) and ${ou}
          group by 1)
      select (du at time zone 'Europe/Paris')::date::text as du, (au at time zone 'Europe/Paris')::date::text as au,
        (select json_agg(x) from x) as lignes, (select json_agg(r) from r) as resolus,
        (select count(*)::int from ticket t where t.cree_le >= b.du - ${duree} and t.cree_le < b.au - ${duree} and ${ou}) as avant
      from b`.execute(db)
  const { rows: noms } = await sql<{ code: string; nom: string; nomEn: string }>`select code, nom, nom_en from ticket_categorie`.execute(db)
  return assembler(lue!, f.semaines, new Map(noms.map((n) => [n.code, n])))
}

const RIEN: Mesures = { recus: 0, premiere: null, resolution: null, satisfaction: null, avis: 0 }

function assembler(l: Lue, semaines: number, noms: Map<string, { nom: string; nomEn: string }>): Chiffres {
  const lignes = l.lignes ?? []
  const resolus = new Map((l.resolus ?? []).map((r) => [r.lundi, r.n]))
  const lundis = Array.from({ length: semaines }, (_, i) =>
    new Date(Date.parse(`${l.du}T00:00Z`) + i * 7 * 86_400_000).toISOString().slice(0, 10),
  )
  const total = lignes.find((x) => x.lundi === null && x.categorie === null)?.m ?? RIEN
  return {
    du: l.du,
    au: l.au,
    total: { ...total, resolus: [...resolus.values()].reduce((a, b) => a + b, 0), avant: l.avant },
    semaines: lundis.map((lundi) => ({ lundi, ...(lignes.find((x) => x.lundi === lundi)?.m ?? RIEN), resolus: resolus.get(lundi) ?? 0 })),
    categories: lignes
      .flatMap((x) =>
        x.categorie === null
          ? []
          : [
              {
                code: x.categorie,
                nom: noms.get(x.categorie)?.nom ?? x.categorie,
                nomEn: noms.get(x.categorie)?.nomEn ?? x.categorie,
                ...x.m,
              },
            ],
      )
      .toSorted((a, b) => b.recus - a.recus || a.code.localeCompare(b.code)),
  }
}
