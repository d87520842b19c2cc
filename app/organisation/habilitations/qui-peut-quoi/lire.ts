import { sql, type RawBuilder } from 'kysely'
import { motPlie } from '#app/listes/mot-plie.ts'
import { cellule, type CelluleDuTableau, type DroitLu, type Rattache } from '#app/organisation/habilitations/qui-peut-quoi/cellules.ts'
import type { FiltreTableau } from '#app/organisation/habilitations/qui-peut-quoi/filtre.ts'
import { ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export interface PersonneDuTableau extends Rattache {
  utilisateur: { id: string; prenom: string; nom: string; adresseElectronique: string }
  estGestionnaire: boolean
  droits: CelluleDuTableau[]
}
/** Of one application, how many people hold « modification », and « consultation » alone. */
export type Detenteurs = Record<string, { modification: number; consultation: number }>
export interface TableauDesDroits extends PageDeListe<PersonneDuTableau> {
  au: Date
  maintenant: Date
}

const auDe = (f: FiltreTableau) =>
  f.au === null
    ? null
    : /(?:Z|[+-]\d\d:\d\d)$/.test(f.au.slice(10))
      ? sql`${f.au}::timestamptz`
      : sql`(${f.au}::timestamp at time zone 'Europe/Paris')`

/** Not ended by a state before the moment that is looked at; what will be ended by one is not known: later, only what is not ended counts. */
const vivant = (colonne: RawBuilder<unknown>, au: RawBuilder<unknown> | null) =>
  au ? sql`(${colonne} is null or (${au} < maintenant() and ${colonne} > ${au}))` : sql`${colonne} is null`

/** « a »: whoever is attached at the moment « i.t », to the whole or to which services; of one service, whoever acts for it. */
const RATTACHES = (
  f: FiltreTableau,
  au: RawBuilder<unknown> | null,
) => sql`i as materialized (select x.ici, coalesce(${au ?? sql`null::timestamptz`}, x.ici) as t from (select maintenant() as ici offset 0) x),
    a as materialized (select r.utilisateur, bool_or(r.service is null) as entiere,
        coalesce(array_agg(r.service) filter (where r.service is not null), '{}') as services, max(r.tri) as tri
      from i, rattachement r
      where r.structure = ${f.structure}::uuid and ${vivant(sql`r.retire_le`, au)} and lower(r.periode) <= i.t
        and coalesce(upper(r.periode), 'infinity') > i.t
      group by r.utilisateur ${f.service ? sql`having bool_or(r.service is null or r.service = ${f.service}::uuid)` : sql``})`

const DU_SERVICE = (f: FiltreTableau) => (f.service ? sql`and (h.service is null or h.service = ${f.service}::uuid)` : sql``)
/** Rights « h » of the person « a » that count: begun or, for now, still to come, and where they are attached. */
const COMPTENT = (
  f: FiltreTableau,
  au: RawBuilder<unknown> | null,
) => sql`h.utilisateur = a.utilisateur and h.structure = ${f.structure}::uuid and ${vivant(sql`h.retiree_le`, au)}
  and coalesce(upper(h.periode), 'infinity') > i.t and (a.entiere or h.service is null or h.service = any(a.services)) ${DU_SERVICE(f)}`
const EN_COURS = sql`lower(h.periode) <= i.t`

type Lue = {
  utilisateur: PersonneDuTableau['utilisateur']
  entiere: boolean
  services: Rattache['services']
  estGestionnaire: boolean
  tri: string
  droits: { application: string; niveau: 1 | 2; service: DroitLu['service']; debut: string; fin: string | null }[]
}

/** Users × applications of a structure at a moment (HAB-10): one statement, whatever the number of people and rights. */
export async function lireTableau(db: Db | Tx, f: FiltreTableau): Promise<TableauDesDroits> {
  const { page = 1, taille = 20 } = f
  const au = auDe(f)
  const sens = f.tri === '-nom' ? sql`desc` : sql`asc`
  const cle = lireCle(f.apres, 'uuid')
  const apres = cle
    ? sql`where (f.tri, f.utilisateur) ${f.tri === '-nom' ? sql`<` : sql`>`} (${cle[0]} collate "C", ${cle[1]}::uuid)`
    : sql``
  const tenus =
    f.application || f.niveau || f.detient
      ? sql`and exists (select from habilitation h
            where ${COMPTENT(f, au)} ${au ? sql`and ${EN_COURS}` : sql``}
                ${f.application ? sql`and h.application = (select id from application where code = ${f.application})` : sql``}
                ${f.niveau ? sql`and h.niveau >= ${f.niveau}` : sql``})`
      : sql``
  const cherche = f.recherche
    ? sql`and strpos(plier(u.nom || ' ' || u.prenom || ' ' || u.nom || ' ' || u.adresse_electronique), ${motPlie(f.recherche)}) > 0`
    : sql``
  const { rows } = await sql<{ t: Date; ici: Date; total: number; personnes: Lue[] }>`/* @qui-peut-quoi */ with ${RATTACHES(f, au)},
      f as materialized (select a.*, u.prenom, u.nom, u.adresse_electronique
        from i, a
        join utilisateur u on u.id = a.utilisateur
        where (u.est_actif or i.t < i.ici) ${cherche} ${tenus}),
      l as materialized (select f.*
        from f ${apres}
        order by f.tri ${sens}, f.utilisateur ${sens}
        limit ${taille} offset ${cle ? 0 : (page - 1) * taille}),
      p as (select a.tri, a.utilisateur as id,
          json_build_object('tri', a.tri, 'entiere', a.entiere, 'estGestionnaire', a.utilisateur = s.gestionnaire_principal, 'utilisateur',
              json_build_object('id', a.utilisateur, 'prenom', a.prenom, 'nom', a.nom, 'adresseElectronique', a.adresse_electronique),
              'services',
              coalesce((select json_agg(json_build_object('id', v.id, 'code', v.code, 'nom', v.nom) order by v.code)
                    from service v
                    where v.id = any(a.services)), '[]'), 'droits',
              coalesce((select json_agg(json_build_object('application', p.code, 'niveau', h.niveau, 'debut', lower(h.periode), 'fin',
                              upper(h.periode), 'service',
                              case when v.id is not null then json_build_object('id', v.id, 'code', v.code, 'nom', v.nom) end)
                        order by p.id)
                    from habilitation h
                    join application p on p.id = h.application
                    left join service v on v.id = h.service
                    where ${COMPTENT(f, au)} ${au ? sql`and ${EN_COURS}` : sql``}
                        ${f.application ? sql`and p.code = ${f.application}` : sql``}), '[]')) as ligne
        from i, l a
        join structure s on s.id = ${f.structure}::uuid)
    select i.t, i.ici, (select count(*)::int from f) as total,
      coalesce((select json_agg(p.ligne order by p.tri ${sens}, p.id ${sens}) from p), '[]') as personnes
    from i`.execute(db)
  const { t, ici, total, personnes } = rows[0]!
  const derniere = personnes.length === taille ? personnes.at(-1) : undefined
  return {
    au: t,
    maintenant: ici,
    total,
    totalExact: true,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.tri, derniere.utilisateur.id) : null,
    elements: personnes.map(({ tri: _, droits, ...p }) => ({
      ...p,
      droits: cellules(droits, p, { t, aVenir: au === null, unSeul: f.service !== undefined }),
    })),
  }
}

function cellules(lus: Lue['droits'], r: Rattache, quand: Parameters<typeof cellule>[2]): CelluleDuTableau[] {
  const parApplication = new Map<string, DroitLu[]>()
  for (const d of lus) {
    const droit = { ...d, debut: new Date(d.debut), fin: d.fin === null ? null : new Date(d.fin) }
    parApplication.set(d.application, [...(parApplication.get(d.application) ?? []), droit])
  }
  return [...parApplication.values()].flatMap((droits) => cellule(droits, r, quand) ?? [])
}

/** Who holds each application at that moment, over the whole structure (or for the service): what the foot of the table counts. One statement. */
export async function compterDetenteurs(db: Db | Tx, f: FiltreTableau): Promise<Detenteurs> {
  const au = auDe(f)
  const { rows } = await sql<{ code: string; modification: number; consultation: number }>`/* @detenteurs */ with ${RATTACHES(f, au)},
      b as materialized (select a.* from i, a join utilisateur u on u.id = a.utilisateur where u.est_actif or i.t < i.ici),
      x as (select h.application, h.utilisateur, max(h.niveau) as niveau
        from b
        join habilitation h on h.utilisateur = b.utilisateur
        where h.structure = ${f.structure}::uuid and ${vivant(sql`h.retiree_le`, au)} and lower(h.periode) <= (select t from i)
          and coalesce(upper(h.periode), 'infinity') > (select t from i)
          and (b.entiere or h.service is null or h.service = any(b.services)) ${DU_SERVICE(f)}
        group by h.application, h.utilisateur),
      n as (select application, (count(*) filter (where niveau = 2))::int as modification,
          (count(*) filter (where niveau = 1))::int as consultation
        from x
        group by application)
    select p.code, n.modification, n.consultation
    from n
    join application p on p.id = n.application`.execute(db)
  return Object.fromEntries(rows.map(({ code, ...n }) => [code, n]))
}
