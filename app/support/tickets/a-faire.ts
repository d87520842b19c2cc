import { sql, type RawBuilder } from 'kysely'
import { portees } from '#app/support/tickets/acces.ts'
import type { Cote, StatutTicket } from '#app/support/tickets/champs.ts'

/** Beyond so many, they are no longer counted. */
export const MAXIMUM_A_FAIRE = 99

/** How many wait for me, how many of them are late, and the one that has waited longest. */
export interface TicketsAFaire { nombre: number; retard: number; numero: string; titre: string; statut: StatutTicket; creeLe: Date }

/** Tickets whose turn has come to this person, on one side (TIC-06, TIC-08): a value for somebody else's statement (POR-12). Each structure's own index gives its oldest. */
export function ticketsAFaire(qui: { id: string; roles: readonly string[] }, cote: Cote, structure: string | null): RawBuilder<unknown> {
  const emis = cote === 'emetteur'
  const tour = emis ? sql`t.statut in ('EN_ATTENTE', 'RESOLU')` : sql`t.statut = 'OUVERT'`
  const [ou, service] = emis ? [sql`t.structure`, sql`t.service`] : [sql`t.destinataire`, sql`t.destinataire_service`]
  const anciens = (dans: RawBuilder<unknown>) => sql`(select t.id, t.numero, t.titre, t.statut, t.cree_le, t.echeance from ticket t where ${dans} and ${tour} order by t.cree_le, t.id limit ${MAXIMUM_A_FAIRE + 1})`
  // The author's own, of no structure or of one whose tickets they do not all read; an agent's, those of the portal.
  const siens = emis ? anciens(sql`t.auteur = ${qui.id}::uuid and (t.structure is null or (t.structure in (select r.structure from rattachement r where r.utilisateur = ${qui.id}::uuid and r.retire_le is null and r.periode @> maintenant()) and not exists (select from p where p.structure = t.structure and (p.entiere or t.service = any (p.services)))))
      and (${structure}::uuid is null or t.structure = ${structure}::uuid)`) : anciens(sql`${qui.roles.includes('agent')} and t.destinataire is null and ${structure}::uuid is null`)
  return sql`(with p as materialized (select * from (${portees(qui.id, cote)}) q where ${structure}::uuid is null or q.structure = ${structure}::uuid),
      y as materialized (${siens} union all select x.* from p cross join lateral ${anciens(sql`${ou} = p.structure and (p.entiere or ${service} = any (p.services))`)} x)
    select json_build_object('nombre', (select count(*) from y), 'retard', ${emis ? sql`0` : sql`(select count(*) from y where y.echeance < maintenant())`}, 'numero', y.numero, 'titre', y.titre, 'statut', y.statut, 'creeLe', y.cree_le) from y order by y.cree_le, y.id limit 1)`
}
