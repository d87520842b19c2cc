import { sql, type RawBuilder } from 'kysely'
import type { Cote } from '#app/support/tickets/champs.ts'

/** « Sollicitations émises » and « Sollicitations reçues » among the applications. */
const APPLICATION: Record<Cote, number> = { emetteur: 10, destinataire: 11 }

/** Who reads: an account by its id, or somebody without an account, who reads what they wrote and nothing else. */
export type Lecteur = string | { contact: string }

/** The structures whose tickets a person may read on one side: the whole of them, or some services. */
export const portees = (
  utilisateur: string,
  cote: Cote,
): RawBuilder<unknown> => sql`select a.structure, bool_or(a.service is null) as entiere, array_agg(a.service) as services from acces_en_vigueur a
  where a.utilisateur = ${utilisateur}::uuid and a.application = ${APPLICATION[cote]} group by a.structure`

/** What a person may do on the ticket « t »: 0 nothing, 1 read, 2 act. One's own are one's own as long as one belongs to their structure. */
export const niveauEmetteur = (qui: Lecteur): RawBuilder<number> =>
  typeof qui === 'string' ? niveauEmetteurDe(sql`${qui}::uuid`) : sql`(case when t.contact = ${qui.contact}::uuid then 2 else 0 end)::int`
const niveauEmetteurDe = (
  utilisateur: RawBuilder<unknown>,
): RawBuilder<number> => sql`greatest(case when t.auteur = ${utilisateur} and (t.structure
              is null
            or exists (select from rattachement r
              where r.utilisateur = ${utilisateur} and r.structure = t.structure and r.retire_le is null and r.periode @> maintenant()))
          then 2 else 0 end,
        coalesce((select max(a.niveau)
              from acces_en_vigueur a
              where a.utilisateur = ${utilisateur} and a.structure = t.structure and a.application = ${APPLICATION.emetteur}
                and (a.service is null or a.service = t.service)), 0))::int`

/** The portal's own tickets are its support agents'. */
export const niveauDestinataire = (qui: Lecteur): RawBuilder<number> => (typeof qui === 'string' ? niveauDeLAgent(qui) : sql`0`)
const niveauDeLAgent = (utilisateur: string): RawBuilder<number> => niveauDestinataireDe(sql`${utilisateur}::uuid`)
/** The same of whoever the statement names. */
const niveauDestinataireDe = (
  utilisateur: RawBuilder<unknown>,
): RawBuilder<number> => sql`(case when t.destinataire is null then (select case when u.est_agent then 2 else 0 end
          from utilisateur u
          where u.id = ${utilisateur})
        else coalesce((select max(a.niveau)
              from acces_en_vigueur a
              where a.utilisateur = ${utilisateur} and a.structure = t.destinataire and a.application = ${APPLICATION.destinataire}
                and (a.service is null or a.service = t.destinataire_service)), 0) end)::int`

/** Whether whoever took the ticket « t » may still answer it. */
export const encoreLa: RawBuilder<boolean> = sql`exists (select from utilisateur x
      where x.id = t.agent and x.est_actif and ${niveauDestinataireDe(sql`x.id`)} = 2)`

/** Whether anybody may answer the ticket « t » of a structure. */
export const repondant: RawBuilder<boolean> = sql`exists (select from acces_en_vigueur a
      where a.structure = t.destinataire and a.application = ${APPLICATION.destinataire} and a.niveau = 2
        and (a.service is null or a.service = t.destinataire_service))`

/** How many rights to answer there were ever given: one more, and whoever was told that nobody had any may be told again. */
export const droitsDeRepondre: RawBuilder<number> = sql`select count(*)
  from habilitation h
  where h.structure = t.destinataire and h.application = ${APPLICATION.destinataire} and h.niveau = 2
    and (h.service is null or h.service = t.destinataire_service)`

/** Whoever has the ticket in hand, else who answers there. */
export const enCharge = (ticket: number, lieu: Parameters<typeof equipe>[0]): RawBuilder<unknown> => {
  const pris = sql`select t.agent as id from ticket t where t.id = ${ticket} and ${encoreLa}`
  return sql`${pris} union all select e.id from (${equipe(lieu)}) e where not exists (${pris})`
}

/** Who answers a ticket, to be told of it: at most fifty. */
export const equipe = (ticket: { destinataire: string | null; destinataireService: string | null }): RawBuilder<{ id: string }> =>
  ticket.destinataire
    ? sql`select distinct a.utilisateur as id
      from acces_en_vigueur a
      where a.structure = ${ticket.destinataire}::uuid and a.application = ${APPLICATION.destinataire} and a.niveau = 2
        and (a.service is null or a.service = ${ticket.destinataireService}::uuid)
      limit 50`
    : sql`select id from utilisateur where est_agent and est_actif limit 50`

/** Whether this person may act as the emitter of the ticket « t ». */
export const emetteurPeutAgir = (utilisateur: RawBuilder<unknown>): RawBuilder<boolean> => sql`${niveauEmetteurDe(utilisateur)} = 2`

/** Who wrote it, and who wrote what was merged into it, if they may read it: the answer comes there. */
export const emetteurs = (ticket: number): RawBuilder<{ id: string }> =>
  sql`select t.auteur as id
    from ticket t
    where t.id = ${ticket} and ${niveauEmetteurDe(sql`t.auteur`)} > 0
    union select m.auteur
    from ticket m
    join ticket t on t.id = m.fusionne_dans
    where m.fusionne_dans = ${ticket} and m.auteur is not null and ${niveauEmetteurDe(sql`m.auteur`)} > 0`

/** Who follows it and may still read it: rights that went, or a ticket that was transferred, end it. */
export const abonnes = (ticket: number): RawBuilder<unknown> =>
  sql`select a.utilisateur as id
    from ticket_abonne a
    join ticket t on t.id = a.ticket
    where a.ticket = ${ticket} and ${niveauDestinataireDe(sql`a.utilisateur`)} > 0`
