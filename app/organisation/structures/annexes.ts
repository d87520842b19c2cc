import { sql } from 'kysely'
import type { Db } from '#platform/database/open.ts'
import { demandesEnAttente, type Recu } from '#demandes/index.ts'

export interface Annexes {
  services: { id: string; code: string; nom: string; statut: string }[]
  nombreServices: number
  utilisateurs: { id: string; prenom: string; nom: string; adresseElectronique: string | null; role: 'gestionnaire' | 'utilisateur'; service: string | null }[]
  nombreUtilisateurs: number
  coordonnees: { id: string; nom: string; compte: string; statut: 'ACTIVE' | 'INACTIVE' }[]
  nombreCoordonnees: number
  pieces: { id: string; nom: string; designation: string; taille: number; etat: 'sain' | 'en-attente' }[]
  nombrePieces: number
  attente: Recu[]
}

/**
 * What stands around a structure, the first five of each. Colleagues' addresses are for managers (HAB-01); who is attached to services only sees their people
 * and those of the whole structure, as in the list of users. Two statements.
 */
export async function lireAnnexes(db: Db, structure: string, { gere, lecteur, entiere }: { gere: boolean; lecteur: string; entiere: boolean }): Promise<Annexes> {
  const vus = entiere ? sql`true` : sql`(r.service is null or r.service in (select m.service from rattachement m where m.utilisateur = ${lecteur}::uuid and m.structure = r.structure and m.retire_le is null and m.periode @> (select maintenant())))`
  // The number that is kept, unless the hour asks for another.
  const garde = entiere ? sql`(select personnes from effectif where structure = ${structure}::uuid and du <= (select maintenant()) and au > (select maintenant()))` : sql`null`
  const { rows } = await sql<Omit<Annexes, 'attente'>>`select
    coalesce((select json_agg(x) from (select id, code, nom, statut from service where structure = ${structure}::uuid and statut <> 'SUPPRIME' order by code limit 5) x), '[]') as services,
    (select count(*) from service where structure = ${structure}::uuid and statut <> 'SUPPRIME')::int as nombre_services,
    coalesce((select json_agg(x) from (select u.id, u.prenom, u.nom, case when ${gere} then u.adresse_electronique::text end as "adresseElectronique", sv.code as service,
        case when s.gestionnaire_principal = u.id then 'gestionnaire' else 'utilisateur' end as role
      from rattachement r join utilisateur u on u.id = r.utilisateur join structure s on s.id = r.structure left join service sv on sv.id = r.service
      where r.structure = ${structure}::uuid and r.retire_le is null and r.periode @> (select maintenant()) and ${vus} order by r.tri, u.id limit 5) x), '[]') as utilisateurs,
    coalesce(${garde}, (select count(distinct r.utilisateur) from rattachement r where r.structure = ${structure}::uuid and r.retire_le is null and r.periode @> (select maintenant()) and ${vus})::int) as nombre_utilisateurs,
    coalesce((select json_agg(x) from (select id, nom, rtrim('•••• ' || fin) as compte, statut from coordonnee_bancaire where structure = ${structure}::uuid order by plier(nom) collate "C", id limit 5) x), '[]') as coordonnees,
    (select count(*) from coordonnee_bancaire where structure = ${structure}::uuid)::int as nombre_coordonnees,
    coalesce((select json_agg(x) from (select p.id, p.nom, p.designation, f.taille::int as taille, f.controle as etat from piece_jointe p join fichier f on f.empreinte = p.fichier
      where p.structure = ${structure}::uuid and p.genre = 'STRUCTURE' and p.supprimee_le is null order by p.cree_le desc, p.id limit 5) x), '[]') as pieces,
    (select count(*) from piece_jointe where structure = ${structure}::uuid and genre = 'STRUCTURE' and supprimee_le is null)::int as nombre_pieces`.execute(db)
  return { ...rows[0]!, attente: await demandesEnAttente(db, structure) }
}
