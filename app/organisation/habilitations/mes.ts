import { sql } from 'kysely'
import { decideDe } from '#acces/index.ts'
import type { Ligne } from '#app/organisation/habilitations/situation.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { porte, STRUCTURES_MONTREES, type Parmi } from '#app/organisation/structures/parmi.tsx'
import type { Db } from '#platform/database/open.ts'

export interface MaStructure {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
  libelle: string | null
  entiere: boolean
  services: { id: string; nom: string }[]
}
export interface EnAttente {
  numero: string
  creeLe: string
  structure: string
  lignes: Ligne[]
  decideurs: string[]
}

/** Where one is attached, at which mailles, and one's requests that wait for a decision. One statement. */
export async function lireMesStructures(
  db: Db,
  utilisateur: string,
  structure: string | null,
  cherche = '',
): Promise<{ structures: MaStructure[]; parmi: Parmi; attente: EnAttente[]; unNiveau: string[] }> {
  const { rows } = await sql<{
    structures: MaStructure[]
    parmi: Parmi
    attente: EnAttente[]
    unNiveau: string[]
  }>`with r as (select r.structure, bool_or(r.service is null) as entiere,
          jsonb_agg(jsonb_build_object('id', v.id, 'nom', v.nom) order by v.nom) filter (where v.id is not null) as services
        from rattachement r
        left join service v on v.id = r.service
        where r.utilisateur = ${utilisateur}::uuid and r.retire_le is null and r.periode @> maintenant()
        group by r.structure),
      s as (select s.id, s.type_identifiant as "typeIdentifiant", s.identifiant, nom_structure(s) as "raisonSociale", s.libelle, r.entiere,
          coalesce(r.services, '[]') as services, plier(${NOM_AFFICHE}) as tri, ${porte('s', cherche)} as trouvee
        from r
        join structure s on s.id = r.structure)
    select coalesce((select json_agg(to_jsonb(x) - '{tri,trouvee}'::text[] order by x.tri, x.id)
            from (select *
                from s
                where trouvee or id = ${structure}::uuid
                order by (id = ${structure}::uuid) desc nulls last, tri, id
                limit ${STRUCTURES_MONTREES + 1}) x), '[]') as structures,
      json_build_object('nombre', (select count(*) from s), 'trouvees', (select count(*) from s where trouvee)) as parmi,
      coalesce((select json_agg(json_build_object('numero', d.numero, 'creeLe', d.cree_le, 'structure', d.structure, 'lignes',
                      d.saisie->'lignes', 'decideurs',
                      coalesce((select json_agg(q.prenom || ' ' || q.nom order by x.qualite, q.nom)
                            from decideur x
                            join utilisateur q on q.id = x.utilisateur
                            where x.structure = d.structure and ${decideDe('d.auteur')}), '[]'))
                order by d.id desc)
            from demande d
            join r on r.structure = d.structure
            where d.auteur = ${utilisateur}::uuid and d.type = 'habilitation.demander' and d.etat = 'demandee'
              and (${structure}::uuid is null or d.structure = ${structure}::uuid)), '[]') as attente,
      array(select code from application where niveaux = 1) as un_niveau`.execute(db)
  return rows[0]!
}
