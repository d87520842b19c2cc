import { sql } from 'kysely'
import { PERIMETRE, VISIBLES } from '#app/organisation/utilisateurs/perimetre.ts'
import type { Db } from '#platform/database/open.ts'
import { demandesEnAttente, type Recu } from '#demandes/index.ts'

export interface Annexes {
  services: { id: string; code: string; nom: string; statut: string }[]
  nombreServices: number
  utilisateurs: {
    id: string
    prenom: string
    nom: string
    adresseElectronique: string | null
    role: 'gestionnaire' | 'utilisateur'
    service: string | null
  }[]
  nombreUtilisateurs: number
  coordonnees: { id: string; nom: string; compte: string; statut: 'ACTIVE' | 'INACTIVE' }[]
  nombreCoordonnees: number
  pieces: { id: string; nom: string; designation: string; taille: number; etat: 'sain' | 'en-attente' }[]
  nombrePieces: number
  attente: Recu[]
}

/**
 * What stands around a structure, the first five of each. Colleagues' addresses are for managers (HAB-01); who is attached to services only
 * sees their people
 * and those of the whole structure, as in the list of users. Two statements.
 */
export async function lireAnnexes(db: Db, structure: string, { gere, lecteur }: { gere: boolean; lecteur: string }): Promise<Annexes> {
  const { rows } = await sql<Omit<Annexes, 'attente'>>`/* @annexes */ with ${PERIMETRE(lecteur, structure)}
    select coalesce((select json_agg(x)
            from (select id, code, nom, statut
                from service
                where structure = ${structure}::uuid and statut <> 'SUPPRIME'
                order by code
                limit 5) x), '[]') as services,
      (select count(*) from service where structure = ${structure}::uuid and statut <> 'SUPPRIME')::int as nombre_services,
      coalesce((select json_agg(x)
            from (select u.id, u.prenom, u.nom, case when ${gere} then u.adresse_electronique::text end as "adresseElectronique",
                  sv.code as service, case when p.gestionnaire_principal = u.id then 'gestionnaire' else 'utilisateur' end as role
                -- Chosen before they are described: the index gives their order, and the others are not read.
                from p
                cross join lateral (select r.tri, r.utilisateur, r.service
                    from rattachement r
                    where ${VISIBLES}
                    order by r.tri, r.utilisateur
                    limit 5) r
                join utilisateur u on u.id = r.utilisateur
                left join service sv on sv.id = r.service
                order by r.tri, u.id) x), '[]') as utilisateurs,
    -- The number that is kept of the whole, unless the hour asks for another.
    coalesce((select e.personnes from p join effectif e on e.structure = p.structure and e.du <= p.t and e.au > p.t where p.entiere),
          (select count(distinct r.utilisateur) from p join rattachement r on ${VISIBLES})::int) as nombre_utilisateurs,
      coalesce((select json_agg(x)
            from (select id, nom, rtrim('•••• ' || fin) as compte, statut
                from coordonnee_bancaire
                where structure = ${structure}::uuid
                order by plier(nom) collate "C", id
                limit 5) x), '[]') as coordonnees,
      (select count(*) from coordonnee_bancaire where structure = ${structure}::uuid)::int as nombre_coordonnees,
      coalesce((select json_agg(x)
            from (select p.id, p.nom, p.designation, f.taille::int as taille, f.controle as etat
                from piece_jointe p
                join fichier f on f.empreinte = p.fichier
                where p.structure = ${structure}::uuid and p.genre = 'STRUCTURE' and p.supprimee_le is null
                order by p.cree_le desc, p.id
                limit 5) x), '[]') as pieces,
      (select count(*) from piece_jointe where structure = ${structure}::uuid and genre = 'STRUCTURE' and supprimee_le is null)::int as nombre_pieces`.execute(
    db,
  )
  return { ...rows[0]!, attente: await demandesEnAttente(db, structure) }
}
