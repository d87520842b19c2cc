import { sql } from 'kysely'
import { motPlie } from '#app/listes/mot-plie.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { porte, STRUCTURES_MONTREES, type Parmi } from '#app/organisation/structures/parmi.tsx'
import type { Db } from '#platform/database/open.ts'

/** Past this many, a list is no list to choose from: one searches. */
export const CHOIX_MAXIMUM = 200

export interface Contact {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
  entiere: boolean
  services: string[]
}
/** After the name of who is attached to some services only: which. */
export const servicesDe = (u: Contact) => (u.entiere ? '' : ` (${u.services.join(', ')})`)
export interface StructureGeree {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
  libelle: string | null
  entiere: boolean
}
export interface Choix {
  /** Where one governs, the whole or a service: the first by name, or those found. */
  structures: StructureGeree[]
  parmi: Parmi
  structure: StructureGeree | null
  services: { id: string; code: string; nom: string; statut: string }[]
  /** Those whose name or address holds what is searched, whoever is chosen already first. */
  contacts: Contact[]
  /** Too many to choose from without searching. */
  nombreux: boolean
  /** The person of the address, when attached there. */
  contact: Contact | null
  /** Applications with « consultation » alone. */
  unNiveau: string[]
}

/** What the screens of rights are chosen from: structures governed, then the services and people of one of them. One statement. */
export async function lireChoix(
  db: Db,
  qui: string,
  {
    structure,
    utilisateur,
    recherche = '',
    choisis = [],
    chercheStructure = '',
  }: { structure: string | null; utilisateur: string | null; recherche?: string; choisis?: string[]; chercheStructure?: string },
): Promise<Choix> {
  const cherche = recherche.trim() || null
  const { rows } = await sql<Choix>`with g as materialized (select h.structure, bool_or(h.service is null) as entiere,
            array_agg(h.service) filter (where h.service is not null) as services
          from habilitation h
          where h.utilisateur = ${qui}::uuid and h.application = 1 and h.niveau = 2 and h.retiree_le is null and h.periode @> maintenant()
            and exists (select from rattachement r
              where r.utilisateur = h.utilisateur and r.structure = h.structure and (r.service is null or r.service = h.service)
                and r.retire_le is null and r.periode @> maintenant())
          group by h.structure),
        s as materialized (select s.id, s.type_identifiant as "typeIdentifiant", s.identifiant, nom_structure(s) as "raisonSociale",
            s.libelle, g.entiere, g.services, plier(${NOM_AFFICHE}) as tri, ${porte('s', chercheStructure)} as trouvee
          from g
          join structure s on s.id = g.structure),
        v as materialized (select * from s where s.id = coalesce(${structure}::uuid, (select id from s order by tri, id limit 1))),
        c as materialized (select r.utilisateur, bool_or(r.service is null) as entiere,
            array_agg(x.nom order by x.nom) filter (where x.id is not null) as services, min(r.tri) as tri
          from v
          join rattachement r on r.structure = v.id and r.retire_le is null and r.periode @> maintenant()
            and (v.entiere or r.service is null or r.service = any(v.services))
          left join service x on x.id = r.service
          group by r.utilisateur),
        p as (select u.id, u.prenom, u.nom, u.adresse_electronique as "adresseElectronique", c.entiere,
            coalesce(c.services, '{}') as services, c.tri
          from c
          join utilisateur u on u.id = c.utilisateur and u.est_actif)
      select coalesce((select json_agg(to_jsonb(x) - '{tri,services,trouvee}'::text[] order by x.tri, x.id)
              from (select * from s where trouvee order by tri, id limit ${STRUCTURES_MONTREES}) x), '[]') as structures,
        json_build_object('nombre', (select count(*) from s), 'trouvees', (select count(*) from s where trouvee)) as parmi,
        (select to_jsonb(v) - '{tri,services,trouvee}'::text[] from v) as structure,
        coalesce((select json_agg(json_build_object('id', x.id, 'code', x.code, 'nom', x.nom, 'statut', x.statut)
                  order by plier(x.nom), x.id)
              from v
              join service x on x.structure = v.id and x.statut <> 'SUPPRIME' and (v.entiere or x.id = any(v.services))), '[]') as services,
        coalesce((select json_agg(to_jsonb(x) - '{tri,choisi}'::text[] order by x.choisi desc, x.tri, x.id)
              from (select *, id = any(${choisis}::uuid[]) as choisi
                  from p
                  where ${cherche}::text is null or id = any(${choisis}::uuid[])
                    or strpos(tri || ' ' || plier(prenom || ' ' || nom) || ' ' || plier("adresseElectronique"::text), ${motPlie(cherche)}) >
                      0
                  order by choisi desc, tri, id
                  limit ${CHOIX_MAXIMUM + 1}) x), '[]') as contacts,
        (select count(*) from (select from p limit ${CHOIX_MAXIMUM + 1}) x) > ${CHOIX_MAXIMUM} as nombreux,
        (select to_jsonb(p) - 'tri' from p where p.id = ${utilisateur}::uuid) as contact,
        array(select code from application where niveaux = 1) as un_niveau`.execute(db)
  return rows[0]!
}
