import { sql } from 'kysely'
import type { StatutTicket } from '#app/support/tickets/champs.ts'
import type { Db } from '#platform/database/open.ts'

export interface ContexteDeLaPersonne {
  adresse: string
  structures: {
    id: string
    nom: string
    identifiant: string
    typeIdentifiant: string
    statut: 'ACTIVE' | 'INACTIVE'
    gestionnaire: boolean
    profils: number
  }[]
  demandes: { numero: string; type: string; etat: string }[]
  tickets: { numero: string; titre: string; statut: StatutTicket }[]
}

/** What an agent sees of whoever they speak with, while they do: names and states, neither messages nor bank details. One statement. */
export async function lireContexte(db: Db, utilisateur: string): Promise<ContexteDeLaPersonne | null> {
  const { rows } = await sql<ContexteDeLaPersonne>`select u.adresse_electronique::text as adresse,
      coalesce((select json_agg(x)
            from (select s.id, nom_structure(s) as nom, s.identifiant, s.type_identifiant as "typeIdentifiant", s.statut,
                  s.gestionnaire_principal is not distinct from u.id as gestionnaire,
                  (select count(distinct (a.application, a.niveau))::int
                    from acces_en_vigueur a
                    where a.utilisateur = u.id and a.structure = s.id) as profils
                from structure s
                where s.id in (select r.structure
                    from rattachement r
                    where r.utilisateur = u.id and r.retire_le is null and r.periode @> maintenant())
                order by s.statut, nom_structure(s)
                limit 5) x), '[]') as structures,
      coalesce((select json_agg(x)
            from (select d.numero, d.type, d.etat from demande d where d.auteur = u.id and d.numero is not null order by d.id desc limit 5)
                x), '[]') as demandes,
      coalesce((select json_agg(x)
            from (select t.numero, t.titre, t.statut
                from ticket t
                where t.auteur = u.id and t.destinataire is null
                order by t.id desc
                limit 5) x), '[]') as tickets
    from utilisateur u
    where u.id = ${utilisateur}::uuid`.execute(db)
  return rows[0] ?? null
}
