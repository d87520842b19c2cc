import { sql, type RawBuilder } from 'kysely'
import { portees } from '#app/support/tickets/acces.ts'
import type { Cote, StatutTicket } from '#app/support/tickets/champs.ts'

/** Beyond so many, they are no longer counted. */
export const MAXIMUM_A_FAIRE = 99

/** How many wait for me, how many of them are late, and the one that has waited longest. */
export interface TicketsAFaire {
  nombre: number
  retard: number
  numero: string
  titre: string
  statut: StatutTicket
  creeLe: Date
}

/**
 * Tickets whose turn has come to this person, on one side (TIC-06, TIC-08): a value for somebody else's statement (POR-12).
 * Each structure's own index gives its oldest and all that is counted; one row is read, the one that is shown.
 */
export function ticketsAFaire(qui: { id: string; roles: readonly string[] }, cote: Cote, structure: string | null): RawBuilder<unknown> {
  const emis = cote === 'emetteur'
  const tour = emis ? sql`t.statut in ('EN_ATTENTE', 'RESOLU')` : sql`t.statut = 'OUVERT'`
  const [ou, service] = emis ? [sql`t.structure`, sql`t.service`] : [sql`t.destinataire`, sql`t.destinataire_service`]
  const anciens = (dans: RawBuilder<unknown>) =>
    sql`(select t.id, t.cree_le, ${emis ? sql`null::timestamptz` : sql`t.echeance`} as echeance
          from ticket t
          where ${dans} and ${tour}
          order by t.cree_le, t.id
          limit ${MAXIMUM_A_FAIRE + 1})`
  const choisie = (colonne: RawBuilder<unknown>) => sql`(${structure}::uuid is null or ${colonne} = ${structure}::uuid)`
  const auteur = sql`t.auteur = ${qui.id}::uuid`
  // The author's own, of no structure or of one whose tickets they do not all read; an agent's, those of the portal.
  const siens = emis
    ? sql`${anciens(sql`${auteur} and t.structure is null and ${structure}::uuid is null`)}
      union all select x.*
      from (select distinct r.structure, p.services
          from rattachement r
          left join p on p.structure = r.structure
          where r.utilisateur = ${qui.id}::uuid and r.retire_le is null and r.periode @> maintenant() and p.entiere is not true
            and ${choisie(sql`r.structure`)}) r
      cross join lateral ${anciens(sql`${auteur} and t.structure = r.structure and (t.service = any (r.services)) is not true`)} x`
    : anciens(sql`${qui.roles.includes('agent')} and t.destinataire is null and ${structure}::uuid is null`)
  return sql`(with p as materialized (select * from (${portees(qui.id, cote)}) q where ${choisie(sql`q.structure`)}),
          y as materialized (${siens}
            union all select x.*
            from p
            cross join lateral ${anciens(sql`${ou} = p.structure and (p.entiere or ${service} = any (p.services))`)} x)
        select json_build_object('nombre', (select count(*) from y), 'retard',
              ${emis ? sql`0` : sql`(select count(*) from y where y.echeance < (select maintenant()))`}, 'numero', t.numero, 'titre',
              t.titre, 'statut', t.statut, 'creeLe', t.cree_le)
        from (select y.id from y order by y.cree_le, y.id limit 1) z
        join ticket t on t.id = z.id)`
}
