import { sql } from 'kysely'
import type { FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
import {
  DETAIL,
  DROITS,
  TRIS,
  DU_SERVICE,
  ENTIERE,
  DEPUIS,
  groupes,
  conditions,
  PERSONNE,
  estFiltree,
  nombreTenu,
} from '#app/organisation/utilisateurs/lister.conditions.ts'
import { dansLOrdre } from '#app/organisation/utilisateurs/ordre.ts'
import { lirePerimetre, PERIMETRE, REF_STRUCTURE, VISIBLES_DE, type ServiceDuPerimetre } from '#app/organisation/utilisateurs/perimetre.ts'
import { ecrireSuite, lireSuite, type Suite } from '#app/organisation/utilisateurs/suite.ts'
import { COUNT_LIMIT, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

/** One person in one structure: a line, whatever the number of attachments there. */
export interface UtilisateurEnListe {
  id: string
  prenom: string
  nom: string
  role: 'gestionnaire' | 'utilisateur'
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; libelle?: string | null }
  maille: 'structure' | 'service'
  services: ServiceDuPerimetre[]
  depuis: Date
  /** For managers only (HAB-01), and for oneself. */
  adresseElectronique: string | null
  nombreHabilitations: number | null
  derniereConnexionLe: Date | null
  /** The reader manages this person's attachment here, wholly or at a service. */
  gere: boolean
  /** What of it the reader may end: the whole, or these services. */
  gereStructure: boolean
  servicesGeres: string[]
}

/** Without a filter, or with one whose number is kept, the texts of the statements are few: planned once a connection. */
const marque = (f: FiltreUtilisateurs, nom: 'compter' | 'lister') => (nombreTenu(f) ? sql.raw(`/* @${nom}-utilisateurs */ `) : sql``)

const exact = (n: number) => (n > COUNT_LIMIT ? { total: COUNT_LIMIT, totalExact: false } : { total: n, totalExact: true })

/**
 * Exact up to 10,000 lines, then no more is read. Whoever sees a whole structure is told what is kept of it, unless the hour asks for
 * another number.
 */
export async function compterUtilisateurs(db: Db, lecteur: string, f: FiltreUtilisateurs): Promise<{ total: number; totalExact: boolean }> {
  const plus = conditions(f)
  const lues = sql`select from (${groupes({ ...f, tri: 'nom' }, { detail: plus !== null })}) g ${plus?.personne ? PERSONNE : sql``}
        ${plus ? sql`where ${plus.ou}` : sql``}
    limit ${COUNT_LIMIT + 1}`
  const tenu = nombreTenu(f)
  const { rows } = await sql<{ n: number }>`${marque(f, 'compter')}with ${PERIMETRE(lecteur, f.structure)} ${
    tenu
      ? sql`select least(coalesce(sum(coalesce(${tenu}, (select count(*) from (${lues}) x))), 0), ${COUNT_LIMIT + 1})::int as n
        from p
        left join effectif e on e.structure = p.structure and p.entiere and e.du <= p.t and e.au > p.t`
      : sql`select count(*)::int as n from (select from p cross join lateral (${lues}) x limit ${COUNT_LIMIT + 1}) y`
  }`.execute(db)
  return exact(rows[0]!.n)
}

/** Which rows to read: so many after those left out, in the order of the list or, near its end, from the end. */
interface Fenetre {
  debut: number
  nombre: number
  aRebours: boolean
  suite: Suite | null
  compter?: boolean
}

/**
 * The people of one structure or of all of one's structures, as the reader may see them: what is shown of each is decided in the statement.
 * One LATERAL a structure, merged; by name the index gives the order and nothing more is read than what is shown. The last pages are read
 * from the end.
 */
export async function listerUtilisateurs(db: Db, lecteur: string, f: FiltreUtilisateurs): Promise<PageDeListe<UtilisateurEnListe>> {
  const { page = 1, taille = 20, tri = 'nom' } = f
  const fin = f.apres === 'fin'
  const suite = fin ? null : lireSuite(f.apres, tri)
  // What must be read whole is counted on the way by its first page.
  const entiere = estFiltree(f) && !(nombreTenu(f) && tri.replace('-', '') === 'nom')
  if (entiere && page === 1 && !suite && !fin) {
    const lignes = await lireFenetre(db, lecteur, f, { debut: 0, nombre: taille + 1, aRebours: false, suite, compter: true })
    return { ...enPage(lignes, taille, tri, lignes.length > taille), ...exact(lignes[0]?.combien ?? 0), page, taille }
  }
  const compte = await compterUtilisateurs(db, lecteur, f)
  const debut = (page - 1) * taille
  if (!suite && !fin && debut >= compte.total) return { elements: [], ...compte, page, taille, suivant: null }
  const reste = compte.total - debut
  const aRebours = fin || (!suite && compte.totalExact && debut > compte.total / 2)
  const fenetre: Fenetre =
    suite || fin
      ? { debut: 0, nombre: fin ? taille : taille + 1, aRebours, suite }
      : aRebours
        ? { debut: Math.max(0, reste - taille), nombre: Math.min(taille, reste), aRebours, suite }
        : { debut, nombre: taille + 1, aRebours, suite }
  const lignes = await lireFenetre(db, lecteur, f, fenetre)
  const encore = aRebours ? fenetre.debut > 0 : lignes.length > taille
  return { ...enPage(lignes, taille, tri, encore), ...compte, page, taille }
}

function enPage(
  lignes: LigneLue[],
  taille: number,
  tri: string,
  encore: boolean,
): { elements: UtilisateurEnListe[]; suivant: string | null } {
  const gardees = lignes.slice(0, taille)
  const derniere = gardees.at(-1)
  return {
    elements: gardees.map(({ cle: _, tri: __, combien: ___, ...u }) => u),
    suivant: encore && derniere ? ecrireSuite(tri, derniere) : null,
  }
}

/** The same list when its structure is one of the reader's; otherwise null, as if it did not exist. */
export async function consulterUtilisateurs(
  db: Db,
  lecteur: string,
  f: FiltreUtilisateurs,
): Promise<PageDeListe<UtilisateurEnListe> | null> {
  const liste = await listerUtilisateurs(db, lecteur, f)
  // A line says that one is attached.
  return liste.elements.length || !f.structure || (await lirePerimetre(db, lecteur, f.structure)) ? liste : null
}

type LigneLue = UtilisateurEnListe & { cle: string; tri: string; combien?: number }

/** The next rows after a key, without counting: what a file reads, many at a time. */
export async function lireApres(
  db: Db,
  lecteur: string,
  f: FiltreUtilisateurs,
  apres: string | null,
  nombre: number,
): Promise<{ elements: UtilisateurEnListe[]; suivant: string | null }> {
  const lignes = await lireFenetre(db, lecteur, f, {
    debut: 0,
    nombre: nombre + 1,
    aRebours: false,
    suite: lireSuite(apres ?? undefined, f.tri ?? 'nom'),
  })
  return enPage(lignes, nombre, f.tri ?? 'nom', lignes.length > nombre)
}

async function lireFenetre(
  db: Db,
  lecteur: string,
  f: FiltreUtilisateurs,
  { debut, nombre, aRebours, suite, compter = false }: Fenetre,
): Promise<LigneLue[]> {
  const tri = f.tri ?? 'nom'
  const ordre = TRIS[tri.replace('-', '') as keyof typeof TRIS] ?? null
  const decroissant = tri.startsWith('-') !== aRebours
  const sens = decroissant ? sql`desc` : sql`asc`
  const [apresOuEgal, apres] = decroissant ? [sql`<=`, sql`<`] : [sql`>=`, sql`>`]
  const plus = conditions(f)
  const limite = debut + nombre
  // By name: the key is a bound of the index itself; the structure only tells equal names of one person apart.
  const borne = suite && !ordre ? sql`and (r.tri, r.utilisateur) ${apresOuEgal} (${suite.tri}, ${suite.utilisateur}::uuid)` : sql``
  const dernier =
    suite && !ordre
      ? sql`(g.tri, g.utilisateur, p.structure) ${apres} (${suite.tri}, ${suite.utilisateur}::uuid, ${suite.structure}::uuid)`
      : null
  const valeurDeSuite = ordre?.type === 'timestamptz' ? sql`(${suite?.cle}::timestamp at time zone 'UTC')` : sql`${suite?.cle}::text`
  const cleApres =
    suite && ordre
      ? sql`(${ordre.cle}, g.tri, g.utilisateur, p.structure) ${apres} (${valeurDeSuite}, ${suite.tri}, ${suite.utilisateur}::uuid,
              ${suite.structure}::uuid)`
      : null
  const ou = [plus?.ou ?? null, dernier, cleApres].filter((x) => x !== null)
  const rang = ordre ? sql`cle ${sens}, tri ${sens}, utilisateur ${sens}` : sql`tri ${sens}, utilisateur ${sens}`
  // Said where the groups are made: an index read backwards gives them in descending order, which the planner would not guess.
  const ordreDesGroupes = ordre ? sql`` : sql`order by r.tri ${sens}, r.utilisateur ${sens}`
  const lues = sql`select g.tri, g.utilisateur${ordre ? sql`, ${ordre.cle} as cle` : sql``}
    from (${groupes(f, { suite: borne, ordre: ordreDesGroupes, detail: plus !== null || ordre?.personne === true || ordre === TRIS.adresseElectronique })})
        g ${plus?.personne || ordre?.personne ? PERSONNE : sql``} ${ou.length ? sql`where ${sql.join(ou, sql` and `)}` : sql``}`
  // Of one structure without a filter, an index gives what is sorted by: no more is read than what is shown.
  const lus =
    f.structure && ordre && !estFiltree(f)
      ? dansLOrdre({
          tri: tri.replace('-', ''),
          structure: f.structure,
          decroissant,
          limite: limite + 1,
          suite: suite && { ...suite, valeur: valeurDeSuite },
          autrement: lues,
        })
      : null
  const { rows } = await sql<LigneLue>`${marque(f, 'lister')}with ${PERIMETRE(lecteur, f.structure)},
      ${
        compter
          ? sql`f as materialized (select p.structure, l.* from p cross join lateral (${lues}) l),
            x as (select f.*, (select count(*)::int from f) as combien
              from f
              order by ${rang}, structure ${sens}
              limit ${nombre} offset ${debut})`
          : sql`x as (select p.structure, l.*
              from p
              cross join lateral (${lus ?? lues} order by ${rang} limit ${limite + 1}) l
              order by ${rang}, p.structure ${sens}
              limit ${nombre} offset ${debut})`
      }
    select u.id, u.prenom, u.nom, case when u.id = p.gestionnaire_principal then 'gestionnaire' else 'utilisateur' end as role,
      ${REF_STRUCTURE} as structure, case when g.entiere then 'structure' else 'service' end as maille, g.services, g.depuis,
      case when ${DETAIL} then u.adresse_electronique::text end as adresse_electronique,
      case when ${DETAIL} then u.derniere_connexion_le end as derniere_connexion_le,
      case when ${DETAIL} then (select count(*) from habilitation h where ${DROITS(sql`u.id`)})::int end as nombre_habilitations, p.gere
      or coalesce(g.du_service, false) as gere, p.gere as gere_structure, coalesce(g.services_geres, '{}') as services_geres, x.tri,
      ${ordre ? (ordre.type === 'text' ? sql`x.cle` : sql`(x.cle at time zone 'UTC')::text`) : sql`x.tri`} as cle${compter ? sql`, x.combien` : sql``}
    from x
    join p on p.structure = x.structure
    join utilisateur u on u.id = x.utilisateur
    cross join lateral (select r.utilisateur, ${ENTIERE}, ${DEPUIS}, ${DU_SERVICE},
          array_agg(r.service) filter (where r.service is not null and (p.gere or r.service = any(p.services_geres))) as services_geres,
          coalesce(json_agg(json_build_object('id', sv.id, 'code', sv.code, 'nom', sv.nom) order by sv.code) filter (where sv.id is not null),
              '[]') as services
        from rattachement r
        left join service sv on sv.id = r.service
        where ${VISIBLES_DE(sql`x.utilisateur`)}
        group by r.utilisateur) g
    order by ${ordre ? sql`x.cle ${sens}, ` : sql``}x.tri ${sens}, x.utilisateur ${sens}, x.structure ${sens}`.execute(db)
  return aRebours ? rows.toReversed() : rows
}
