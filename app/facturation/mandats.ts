import { sql } from 'kysely'
import { motPlie } from '#app/listes/mot-plie.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { porte, STRUCTURES_MONTREES, type Parmi } from '#app/organisation/structures/parmi.tsx'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

type RefS = { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; libelle?: string | null }
export const ETATS_MANDATS = ['enAttente', 'enVigueur', 'aVenir', 'termine'] as const
export const SENS_MANDATS = ['donne', 'recu'] as const

export interface Mandat {
  cle: string
  /** Null while it waits for a decision. */
  id: string | null
  /** Given by a structure of one's own, or received by it. */
  sens: (typeof SENS_MANDATS)[number]
  mienne: RefS
  autre: RefS
  debut: Date
  fin: Date | null
  etat: (typeof ETATS_MANDATS)[number]
  numero: string | null
  /** One may end it before its term. */
  peutTerminer: boolean
}

export interface FiltreMandats {
  page?: number
  taille?: number
  apres?: string | undefined
  etat?: string | undefined
  sens?: string | undefined
  recherche?: string | undefined
}

const REF = (s: string, libelle = false) =>
  sql.raw(
    `json_build_object('id', ${s}.id, 'typeIdentifiant', ${s}.type_identifiant, 'identifiant', ${s}.identifiant, 'raisonSociale', nom_structure(${s})${libelle ? `, 'libelle', ${s}.libelle` : ''})`,
  )

/**
 * The mandates given and received by the structures one is attached to, and those that wait: these first, then those in force, to come, and
 * over since less than a year. Two statements.
 */
export async function listerMandats(db: Db, qui: string, f: FiltreMandats = {}): Promise<PageDeListe<Mandat>> {
  const { page = 1, taille = 20 } = f
  const cherche = f.recherche?.trim() || null
  const depuis = sql`from (with miennes as materialized (select distinct r.structure as id
            from rattachement r
            where r.utilisateur = ${qui}::uuid and r.service is null and r.retire_le is null and r.periode @> maintenant()),
          tous as (select m.id, m.id::text as cle, m.mandant, m.mandataire, lower(m.periode) as debut,
              coalesce(m.retire_le, upper(m.periode)) as fin, d.numero,
              case when m.retire_le is not null or upper(m.periode) <= maintenant() then 4 when lower(m.periode) > maintenant() then 3
              else 2 end as rang
            from mandat_facturation m
            left join demande d on d.id = m.demande
            where (m.mandant in (select id from miennes) or m.mandataire in (select id from miennes))
              and coalesce(m.retire_le, upper(m.periode), 'infinity') > maintenant() - interval '1 year'
            union all select null, d.numero, d.structure, (d.saisie->'mandataire'->>'id')::uuid,
              (d.saisie->>'debut')::date::timestamp at time zone 'Europe/Paris',
              ((d.saisie->>'fin')::date + 1)::timestamp at time zone 'Europe/Paris', d.numero, 1
            from demande d
            where d.type = 'mandat-facturation.souscrire' and d.etat = 'demandee'
              and (d.auteur = ${qui}::uuid or d.structure in (select id from miennes)))
        select t.cle || s.sens as cle, t.id, s.sens, t.debut, t.fin, (array['enAttente', 'enVigueur', 'aVenir', 'termine'])[t.rang] as etat,
          t.numero, ${REF('m', true)} as mienne, ${REF('a')} as autre, nom_structure(a) || ' ' || a.identifiant || ' '
          || nom_structure(m) as mots, s.mienne as ou, t.rang
          || to_char(4102444800 - least(extract(epoch from t.debut), 4102444800), 'FM00000000000') as tri
        from tous t
        cross join lateral (values ('donne', t.mandant, t.mandataire), ('recu', t.mandataire, t.mandant)) s (sens, mienne, autre)
        join structure m on m.id = s.mienne
        join structure a on a.id = s.autre
        where s.mienne in (select id from miennes)) x
    where (${f.etat ?? null}::text is null or etat = ${f.etat ?? null}) and (${f.sens ?? null}::text is null or sens = ${f.sens ?? null})
      and (${cherche}::text is null or strpos(plier(mots), ${motPlie(cherche)}) > 0)`
  const apres = lireCle(f.apres, 'text')
  const { rows } = await sql<Mandat & { tri: string }>`/* @mandats */
    select cle, id, sens, mienne, autre, debut, fin, etat, numero, tri, id is not null and etat in ('enVigueur', 'aVenir')
      and exists (select from acces_en_vigueur v
        where v.utilisateur = ${qui}::uuid and v.structure = x.ou and v.application = 16 and v.niveau_tenu = 2 and v.service is null) as peut_terminer
        ${depuis} ${apres ? sql`and (tri collate "C", cle collate "C") > (${apres[0]}, ${apres[1]})` : sql``}
    order by tri collate "C", cle collate "C"
    limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(db)
  const compte = await compterJusqua(db, depuis)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ tri: _, ...m }) => m),
    ...compte,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.tri, derniere.cle) : null,
  }
}

export interface MandatLu {
  id: string
  mandant: RefS
  mandataire: RefS
  debut: string
  fin: string | null
  termine: boolean
}

/** One mandate, by whoever asks: the page decides who may. Days are Paris's, the last one included. */
export async function lireMandat(db: Db, id: string): Promise<MandatLu | null> {
  const { rows } = await sql<MandatLu>`select m.id, ${REF('a')} as mandant, ${REF('b')} as mandataire,
        (lower(m.periode) at time zone 'Europe/Paris')::date::text as debut,
        ((upper(m.periode) at time zone 'Europe/Paris')::date - 1)::text as fin, m.retire_le is not null
        or coalesce(upper(m.periode) <= maintenant(), false) as termine
      from mandat_facturation m
      join structure a on a.id = m.mandant
      join structure b on b.id = m.mandataire
      where m.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/**
 * Active structures on which one holds « Mandats de facturation modification »: for which one may ask. The first by name, or those found,
 * whichever is chosen already first.
 */
export async function structuresMandataires(
  db: Db,
  qui: string,
  { cherche, choisie }: { cherche: string; choisie: string | null },
): Promise<{ structures: { id: string; raisonSociale: string }[]; parmi: Parmi }> {
  const { rows } = await sql<{
    structures: { id: string; raisonSociale: string }[]
    parmi: Parmi
  }>`with s as materialized (select s.id, ${NOM_AFFICHE} as nom, ${porte('s', cherche)} as trouvee,
          (s.id = ${choisie}::uuid) is true as choisie
        from structure s
        where s.statut = 'ACTIVE'
          and s.id in (select v.structure
            from acces_en_vigueur v
            join application a on a.id = v.application
            where v.utilisateur = ${qui}::uuid and a.code = 'mandats-de-facturation' and v.niveau = 2 and v.service is null))
    select coalesce((select json_agg(json_build_object('id', x.id, 'raisonSociale', x.nom) order by x.choisie desc, plier(x.nom), x.id)
            from (select * from s where trouvee or choisie order by choisie desc, plier(nom), id limit ${STRUCTURES_MONTREES}) x), '[]') as structures,
      json_build_object('nombre', (select count(*) from s), 'trouvees', (select count(*) from s where trouvee)) as parmi`.execute(db)
  return rows[0]!
}
