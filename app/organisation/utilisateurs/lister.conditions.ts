import { sql, type RawBuilder } from 'kysely'
import { RANG_NIVEAU, type Niveau } from '#acces/index.ts'
import type { CleDeTri, FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
import { VISIBLES, VISIBLES_DE } from '#app/organisation/utilisateurs/perimetre.ts'

/** The reader manages the whole structure, or a service of this person's; oneself is no secret. */
export const DETAIL = sql`(p.gere or g.utilisateur = p.lecteur or coalesce(g.du_service, false))`

/** Rights of this person that the reader may read: a service's manager, those on that service. */
export const DROITS = (utilisateur: RawBuilder<unknown>) =>
  sql`h.structure = p.structure and h.utilisateur = ${utilisateur} and h.retiree_le is null and h.periode @> p.t
      and (p.gere or h.utilisateur = p.lecteur or h.service = any(p.services_geres))`

const INFINI = sql`'-infinity'::timestamptz`

/** What each sort compares. What the reader may not see is not sorted by either: its order would tell it. */
export const TRIS: Record<Exclude<CleDeTri, 'nom'>, { cle: RawBuilder<unknown>; type: 'text' | 'timestamptz'; personne?: true }> = {
  adresseElectronique: { cle: sql`case when ${DETAIL} then g.adresse else '' end collate "C"`, type: 'text' },
  role: { cle: sql`case when g.utilisateur = p.gestionnaire_principal then 'a' else 'b' end collate "C"`, type: 'text' },
  service: { cle: sql`case when g.entiere then '' else coalesce(g.code, '') end collate "C"`, type: 'text' },
  derniereConnexionLe: {
    cle: sql`case when ${DETAIL} then coalesce(u.derniere_connexion_le, ${INFINI}) else ${INFINI} end`,
    type: 'timestamptz',
    personne: true,
  },
  depuis: { cle: sql`g.depuis`, type: 'timestamptz' },
}

/** Of the attachments of one person to « p »: one is at a service that the reader manages. */
export const DU_SERVICE = sql`bool_or(r.service = any(p.services_geres)) as du_service`

export const ENTIERE = sql`bool_or(r.service is null) as entiere`

export const DEPUIS = sql`min(lower(r.periode)) as depuis`

/** Looked up as the list goes, or the order of its index would be lost. */
const CODE = sql`left join lateral (select sv.code from service sv where sv.id = r.service offset 0) sv on true`

/** No address holds a space: several words are those of a name. */
const parAdresse = (f: FiltreUtilisateurs) => f.recherche !== undefined && f.recherche !== '' && !/\s/.test(f.recherche)

/** One row a person attached to the structure « p », in the order of its index (structure, tri, utilisateur); only what is sorted or filtered by. */
export function groupes(
  f: FiltreUtilisateurs,
  { suite = sql``, ordre = sql``, detail }: { suite?: RawBuilder<unknown>; ordre?: RawBuilder<unknown>; detail: boolean },
): RawBuilder<unknown> {
  const tri = f.tri?.replace('-', '')
  const avoir = [
    ...(f.service ? [sql`bool_or(r.service = ${f.service}::uuid)`] : []),
    ...(f.maille ? [f.maille === 'structure' ? sql`bool_or(r.service is null)` : sql`not bool_or(r.service is null)`] : []),
  ]
  const role = f.role
    ? f.role === 'gestionnaire'
      ? sql`and r.utilisateur = p.gestionnaire_principal`
      : sql`and r.utilisateur is distinct from p.gestionnaire_principal`
    : sql``
  const colonnes = tri === 'service' ? sql`, ${ENTIERE}, min(sv.code) as code` : tri === 'depuis' ? sql`, ${DEPUIS}` : sql``
  const adresse = tri === 'adresseElectronique' || parAdresse(f) ? sql`, min(r.adresse) as adresse` : sql``
  // Said again with its value: the planner then knows how many people it has.
  const parmi = f.parmi
    ? sql`and r.utilisateur || ':' || r.structure = any(${f.parmi}::text[]) and r.utilisateur = any(${f.parmi.map((x) => x.slice(0, 36))}::uuid[])`
    : sql``
  const une = f.structure ? sql`and r.structure = ${f.structure}::uuid` : sql``
  return sql`select r.tri, r.utilisateur${detail ? sql`, ${DU_SERVICE}` : sql``}${colonnes}${adresse}
    from rattachement r ${tri === 'service' ? CODE : sql``}
    where ${VISIBLES} ${une} ${role} ${parmi} ${suite}
    group by r.tri, r.utilisateur ${avoir.length ? sql`having ${sql.join(avoir, sql` and `)}` : sql``} ${ordre}`
}

/** Conditions on the person « u » (when `personne`) or on their rights; null: none, and the index alone answers. */
interface Conditions {
  ou: RawBuilder<unknown>
  personne: boolean
}

export function conditions(f: FiltreUtilisateurs): Conditions | null {
  const ou: RawBuilder<unknown>[] = []
  const texte = f.recherche?.toLowerCase()
  if (texte) {
    // Every word in the name, in any order; or the address as it is typed, by those who may see it.
    const nom = sql`(plier(${texte}) <> '' and g.tri like all (array(select '%' || m || '%' from unnest(string_to_array(plier(${texte}), ' ')) m)))`
    ou.push(parAdresse(f) ? sql`(${nom} or (${DETAIL} and strpos(g.adresse, ${texte}) > 0))` : nom)
  }
  if (f.sansConnexionDepuis)
    ou.push(sql`(${DETAIL} and coalesce(u.derniere_connexion_le, ${INFINI}) < p.t - make_interval(days => ${f.sansConnexionDepuis}::int))`)
  if (f.profil) {
    const [application, niveau] = f.profil.split('.') as [string, Niveau]
    const niveauVoulu = sql`h.application = (select id from application where code = ${application}) and h.niveau >= ${RANG_NIVEAU[niveau]}::int`
    // Of one structure, its holders are read once and hashed, by the index of the application (« @> » would take the one of the exclusion
    // constraint, six times as many pages); of several, one look-up a person. Neither may become a join: each person would be compared with
    // all holders.
    ou.push(
      f.structure
        ? sql`(${DETAIL}
                and (g.utilisateur in (select h.utilisateur
                      from habilitation h
                      where h.structure = ${f.structure}::uuid and ${niveauVoulu} and h.retiree_le is null
                        and range_contains_elem(h.periode, (select t from i))
                        and ((select gere from p) or h.utilisateur = (select lecteur from p)
                            or h.service = any((select services_geres from p)::uuid[])))) is true)`
        : sql`(${DETAIL} and exists (select from habilitation h where ${DROITS(sql`g.utilisateur`)} and ${niveauVoulu} offset 0))`,
    )
  }
  return ou.length ? { ou: sql.join(ou, sql` and `), personne: f.sansConnexionDepuis !== undefined } : null
}

export const PERSONNE = sql`join utilisateur u on u.id = g.utilisateur`

export const estFiltree = (f: FiltreUtilisateurs) =>
  Boolean(f.recherche || f.role || f.maille || f.service || f.profil || f.sansConnexionDepuis || f.parmi)

/**
 * How many people the structure « p » has, from the number « e » that is kept of it: all, or all but those that one index counts; null when
 * each must be looked at.
 * Nobody has two attachments to the whole structure at one hour: their number is that of their people.
 */
export function nombreTenu({ role, maille, ...f }: FiltreUtilisateurs): RawBuilder<unknown> | null {
  if (estFiltree(f) || (role && maille) || role === 'gestionnaire' || maille === 'structure') return null
  const nombre = (ou: RawBuilder<unknown>) => sql`(select count(*) from rattachement r where ${ou})`
  if (role) return sql`e.personnes - least(1, ${nombre(VISIBLES_DE(sql`p.gestionnaire_principal`))})`
  return maille ? sql`e.personnes - ${nombre(sql`${VISIBLES} and r.service is null`)}` : sql`e.personnes`
}
