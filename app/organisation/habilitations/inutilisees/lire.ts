import { sql } from 'kysely'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export interface DroitAProposer {
  id: string
  utilisateur: { id: string; prenom: string; nom: string }
  service: { id: string; nom: string } | null
  application: string
  niveau: 1 | 2
  debut: Date
  fin: Date | null
  /** Null: never. */
  dernierUsage: Date | null
}

export interface FiltreInutilisees { structure: string; jours: number; recherche: string; page: number; taille: number }

type Lue = Omit<DroitAProposer, 'debut' | 'fin' | 'dernierUsage'> & { debut: string; fin: string | null; dernierUsage: string | null }

const enDate = (d: string | null) => (d === null ? null : new Date(d))

/** Rights in force of a structure, with nothing programmed on their line. */
const DROITS = (structure: string) => sql`select h.id, h.utilisateur, h.service, h.application, h.niveau, h.periode, i.t, s.gestionnaire_principal, u.prenom, u.nom, u.derniere_connexion_le
  from (select maintenant() as t offset 0) i join structure s on s.id = ${structure}::uuid join habilitation h on h.structure = s.id join utilisateur u on u.id = h.utilisateur
  where h.retiree_le is null and h.periode @> i.t
    and not exists (select from demande d where d.id = h.terminee_par and d.etat = 'programmee' and d.effet_le > i.t)
    and not exists (select from habilitation f where f.utilisateur = h.utilisateur and f.structure = h.structure and f.service is not distinct from h.service and f.application = h.application and f.retiree_le is null and lower(f.periode) > i.t)`

const LIGNE = sql`json_build_object('id', l.id, 'utilisateur', json_build_object('id', l.utilisateur, 'prenom', l.prenom, 'nom', l.nom), 'service', case when v.id is not null then json_build_object('id', v.id, 'nom', v.nom) end,
  'application', a.code, 'niveau', l.niveau, 'debut', lower(l.periode), 'fin', upper(l.periode), 'dernierUsage', l.usage)`

async function lirePage(db: Db, choisis: ReturnType<typeof sql>, ordre: ReturnType<typeof sql>, f: FiltreInutilisees): Promise<PageDeListe<DroitAProposer>> {
  const cherche = f.recherche ? sql`and strpos(plier(x.nom || ' ' || x.prenom || ' ' || x.nom), plier(${f.recherche})) > 0` : sql``
  const { rows } = await sql<{ total: number; lignes: Lue[] }>`with x as materialized (${choisis}), f as materialized (select x.*, plier(x.nom || ' ' || x.prenom) collate "C" as tri from x where true ${cherche}),
    l as (select * from f order by ${ordre} limit ${f.taille} offset ${(f.page - 1) * f.taille})
    select (select count(*)::int from f) as total, coalesce((select json_agg(${LIGNE} order by ${ordre}) from l join application a on a.id = l.application left join service v on v.id = l.service), '[]') as lignes`.execute(db)
  const { total, lignes } = rows[0]!
  return { elements: lignes.map((l) => ({ ...l, debut: new Date(l.debut), fin: enDate(l.fin), dernierUsage: enDate(l.dernierUsage) })), total, totalExact: true, page: f.page, taille: f.taille, suivant: null }
}

/**
 * Rights held for so many days without having served (PLUS-02). « Organisation » is this portal's own:
 * a sign-in is a use of it. What the gestionnaire principal keeps is never proposed. One statement.
 */
export const listerInutilisees = (db: Db, f: FiltreInutilisees) => lirePage(db, sql`select x.*, o.usage from (${DROITS(f.structure)}) x
    left join usage_habilitation us on us.utilisateur = x.utilisateur and us.structure = ${f.structure}::uuid and us.application = x.application
    cross join lateral (select case when x.application = 1 then greatest(us.dernier_le, x.derniere_connexion_le) else us.dernier_le end as usage) o
    where greatest(lower(x.periode), o.usage) < x.t - make_interval(days => ${f.jours}) and (x.utilisateur is distinct from x.gestionnaire_principal or not (x.application = 1 and x.niveau = 2 and x.service is null))`, sql`tri, utilisateur, application, service nulls first`, f)

/** Rights that end within thirty days, the nearest first. */
export const listerFins = (db: Db, f: FiltreInutilisees) => lirePage(db, sql`select x.*, us.dernier_le as usage from (${DROITS(f.structure)}) x left join usage_habilitation us on us.utilisateur = x.utilisateur and us.structure = ${f.structure}::uuid and us.application = x.application
    where upper(x.periode) <= x.t + interval '30 days'`, sql`upper(periode), tri, utilisateur, application`, f)
