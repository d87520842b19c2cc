import { sql } from 'kysely'
import { revient, suit } from '#acces/index.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
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
  /** What comes back at its end, and until when. */
  retour: { niveau: 1 | 2; fin: Date | null } | null
  /** Null: never. */
  dernierUsage: Date | null
}

export interface FiltreInutilisees {
  structure: string
  jours: number
  recherche: string
  page: number
  taille: number
}

type Lue = Omit<DroitAProposer, 'debut' | 'fin' | 'retour' | 'dernierUsage'> & {
  debut: string
  fin: string | null
  retour: { niveau: 1 | 2; fin: string | null } | null
  dernierUsage: string | null
}

const enDate = (d: string | null) => (d === null ? null : new Date(d))

/**
 * « x »: rights in force of a structure, with nothing programmed on their line but what comes back at their end; each table of the
 * structure is read once, whatever the number of rights
 * (materialized: the planner cannot guess how many ranges hold a moment).
 */
const DROITS = ({ structure, recherche }: FiltreInutilisees) => sql`i as materialized (select maintenant() as t),
    h as materialized (select h.*
      from habilitation h
      where h.structure = ${structure}::uuid and h.retiree_le is null and coalesce(upper(h.periode), 'infinity') > (select t from i)),
    fut as materialized (select f.utilisateur, f.application, coalesce(f.service, ${NUL}::uuid) as service
      from h f
      where lower(f.periode) > (select t from i)
        and not exists (select from h n where ${suit('f', 'n')} and lower(n.periode) <= (select t from i))),
    u as materialized (select u.id, u.prenom, u.nom, u.derniere_connexion_le, plier(u.nom || ' ' || u.prenom) collate "C" as tri
      from utilisateur u
      where u.id in (select utilisateur from h)
          ${recherche ? sql`and strpos(plier(u.nom || ' ' || u.prenom || ' ' || u.nom), ${motPlie(recherche)}) > 0` : sql``}),
    x as materialized (select h.id, h.utilisateur, h.structure, h.demande, h.service, h.application, h.niveau, h.periode, i.t,
        s.gestionnaire_principal, u.prenom, u.nom, u.tri, u.derniere_connexion_le, us.dernier_le
      from i, h
      join structure s on s.id = h.structure
      join u on u.id = h.utilisateur
      left join demande d on d.id = h.terminee_par
      left join usage_habilitation us on us.utilisateur = h.utilisateur and us.structure = h.structure and us.application = h.application
      where lower(h.periode) <= i.t and (d.id is null or d.etat <> 'programmee' or d.effet_le <= i.t)
        and (h.utilisateur, h.application, coalesce(h.service, ${NUL}::uuid)) not in (select utilisateur, application, service from fut))`
const NUL = '00000000-0000-0000-0000-000000000000'

const LIGNE = sql`json_build_object('id', l.id, 'utilisateur', json_build_object('id', l.utilisateur, 'prenom', l.prenom, 'nom', l.nom),
        'service', case when v.id is not null then json_build_object('id', v.id, 'nom', v.nom) end, 'application', a.code, 'niveau',
        l.niveau, 'debut', lower(l.periode), 'fin', upper(l.periode), 'dernierUsage', l.usage, 'retour',
        (select json_build_object('niveau', r.niveau, 'fin', upper(r.periode)) from habilitation r where ${revient('r', 'l')}))`

async function lirePage(
  db: Db,
  usage: ReturnType<typeof sql>,
  choisis: ReturnType<typeof sql>,
  ordre: ReturnType<typeof sql>,
  f: FiltreInutilisees,
): Promise<PageDeListe<DroitAProposer>> {
  const { rows } = await sql<{
    total: number
    lignes: Lue[]
  }>`with ${DROITS(f)},
      f as materialized (select x.*, o.usage from x cross join lateral (select ${usage} as usage) o where ${choisis}),
      l as (select * from f order by ${ordre} limit ${f.taille} offset ${(f.page - 1) * f.taille})
    select (select count(*)::int from f) as total,
      coalesce((select json_agg(${LIGNE} order by ${ordre})
            from l
            join application a on a.id = l.application
            left join service v on v.id = l.service), '[]') as lignes`.execute(db)
  const { total, lignes } = rows[0]!
  return {
    elements: lignes.map((l) => ({
      ...l,
      debut: new Date(l.debut),
      fin: enDate(l.fin),
      retour: l.retour && { ...l.retour, fin: enDate(l.retour.fin) },
      dernierUsage: enDate(l.dernierUsage),
    })),
    total,
    totalExact: true,
    page: f.page,
    taille: f.taille,
    suivant: null,
  }
}

/**
 * Rights held for so many days without having served (PLUS-02). « Organisation » is this portal's own:
 * a sign-in is a use of it. What the gestionnaire principal keeps is never proposed. One statement.
 */
export const listerInutilisees = (db: Db, f: FiltreInutilisees) =>
  lirePage(
    db,
    sql`case when x.application = 1 then greatest(x.dernier_le, x.derniere_connexion_le) else x.dernier_le end`,
    sql`greatest(lower(x.periode), o.usage) < x.t - make_interval(days => ${f.jours})
        and (x.utilisateur is distinct from x.gestionnaire_principal or not (x.application = 1 and x.niveau = 2 and x.service is null))`,
    sql`tri, utilisateur, application, service nulls first`,
    f,
  )

/** Rights that end within thirty days, the nearest first. */
export const listerFins = (db: Db, f: FiltreInutilisees) =>
  lirePage(db, sql`x.dernier_le`, sql`upper(x.periode) <= x.t + interval '30 days'`, sql`upper(periode), tri, utilisateur, application`, f)
