import { sql } from 'kysely'
import { attendLaDecisionDe, decideDe } from '#acces/index.ts'
import { NOM_DANS_LA_DEMANDE } from '#demandes/recu.ts'
import type { Contexte } from '#app/contexte.ts'
import { estOperateur } from '#app/exploitation/acces.ts'
import { ticketsAFaire, type TicketsAFaire } from '#app/support/tickets/a-faire.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'

interface Programme {
  numero: string
  type: string
  structure: string | null
  effetLe: Date
}
export interface AFaireLu {
  maintenant: Date
  programmes: Programme[]
  emis: TicketsAFaire | null
  recus: TicketsAFaire | null
  /** The first of the approvals that wait for me to expire, and the first to have come. */
  approbations: { depuis: Date; expireLe: Date } | null
  /** Recoveries of a role of mine that I have said nothing to, the first to be decided first (PLUS-04). */
  recuperations: { nombre: number; id: string; structure: string; demandeur: string; contestation: boolean; jusque: Date } | null
  /** The operator's: recoveries whose waiting period is over. */
  aTrancher: { nombre: number; depuis: Date } | null
  /** What I asked for and that waits for somebody else's decision, the oldest first. */
  attentes: { nombre: number; numero: string; type: string; structure: string | null; depuis: Date; expireLe: Date } | null
  /** Invitations of mine that nobody has taken up; a failed delivery among them. */
  invitations: { nombre: number; echecs: number; adresse: string; expireLe: Date } | null
  /** Rights of mine that end within 30 days. */
  droits: { nombre: number; structure: string; le: Date } | null
  /** Structures of mine created within 30 days, with what they still lack. */
  nouvelles: { id: string; nom: string; services: number; personnes: number }[]
  /** Structures of mine whose identifier the portal lent until their SIRET is known (STR-02). */
  sansSiret: { nombre: number; id: string; nom: string } | null
}

type TicketsLus = (Omit<TicketsAFaire, 'creeLe'> & { creeLe: string }) | null
interface Ligne {
  maintenant: Date
  programmes: (Omit<Programme, 'effetLe'> & { effetLe: string })[]
  emis: TicketsLus
  recus: TicketsLus
  approbations: { depuis: string; expireLe: string } | null
  recuperations: (Omit<NonNullable<AFaireLu['recuperations']>, 'jusque'> & { jusque: string }) | null
  aTrancher: { nombre: number; depuis: string } | null
  droits: { nombre: number; structure: string; le: string } | null
  attentes: (Omit<NonNullable<AFaireLu['attentes']>, 'depuis' | 'expireLe'> & { depuis: string; expireLe: string }) | null
  invitations: (Omit<NonNullable<AFaireLu['invitations']>, 'expireLe'> & { expireLe: string }) | null
  nouvelles: AFaireLu['nouvelles']
  sansSiret: AFaireLu['sansSiret']
}

/** What waits for the signed-in person, for the chosen structure or all of theirs, in one statement (POR-12). */
export async function lireAFaire(c: Contexte): Promise<AFaireLu> {
  const moi = c.utilisateur!.id
  const choisie = c.structureActive?.id ?? null
  const { rows } = await sql<Ligne>`
    select z.t as maintenant,
      (select coalesce(json_agg(json_build_object('numero', p.numero, 'type', p.type, 'structure', p.nom, 'effetLe', p.effet_le)
                order by p.effet_le, p.numero), '[]')
        from (select d.numero, d.type, d.effet_le, ${NOM_AFFICHE} as nom
            from demande d
            left join structure s on s.id = d.structure
            where d.etat = 'programmee' and d.effet_le > z.t and (d.auteur = ${moi}::uuid or s.gestionnaire_principal = ${moi}::uuid)
              and (${choisie}::uuid is null or d.structure = ${choisie}::uuid)
            order by d.effet_le, d.id
            limit 6) p) as programmes, ${ticketsAFaire(c.utilisateur!, 'emetteur', choisie)} as emis,
      ${ticketsAFaire(c.utilisateur!, 'destinataire', choisie)} as recus,
      (select json_build_object('depuis', min(a.cree_le), 'expireLe', min(a.expire_le))
        from approbation a
        join decideur x on x.structure = a.structure
        where x.utilisateur = ${moi}::uuid and ${attendLaDecisionDe(sql`${moi}::uuid`, sql`z.t`)}) as approbations,
      (select json_build_object('nombre', count(*) over (), 'id', r.id, 'structure', ${NOM_AFFICHE}, 'demandeur', d.prenom || ' ' || d.nom,
              'contestation', r.contestation, 'jusque', r.attente_jusqua)
        from recuperation r
        join structure s on s.id = r.structure
        join utilisateur d on d.id = r.demandeur
        where s.gestionnaire_principal = ${moi}::uuid and r.etat = 'en-attente' and r.opposition_par is distinct from ${moi}::uuid
          and (${choisie}::uuid is null or r.structure = ${choisie}::uuid)
        order by r.attente_jusqua, r.id
        limit 1) as recuperations,
      ${
        estOperateur(c.utilisateur)
          ? sql`(select json_build_object('nombre', count(*), 'depuis', min(r.attente_jusqua))
            from recuperation r
            where r.etat = 'en-attente' and r.attente_jusqua <= z.t
            having count(*) > 0)`
          : sql`null::json`
      } as a_trancher,
      (select json_build_object('nombre', count(*) over (), 'numero', d.numero, 'type', d.type, 'structure', ${NOM_DANS_LA_DEMANDE},
              'depuis', a.cree_le, 'expireLe', a.expire_le)
        from demande d
        join approbation a on a.demande = d.id
        left join structure s on s.id = d.structure
        where d.auteur = ${moi}::uuid and d.etat = 'demandee' and a.expire_le > z.t
          and (${choisie}::uuid is null or d.structure = ${choisie}::uuid)
          and not exists (select from decideur x
            where x.structure = a.structure and x.utilisateur = ${moi}::uuid and ${decideDe('d.auteur')})
        order by a.expire_le
        limit 1) as attentes,
      (select json_build_object('nombre', count(*) over (), 'echecs', count(*) filter (where i.echec is not null) over (), 'adresse',
              i.adresse_electronique, 'expireLe', i.expire_le)
        from invitation i
        where i.invite_par = ${moi}::uuid and i.etat = 'en-attente' and i.expire_le > z.t
          and (${choisie}::uuid is null or i.structure = ${choisie}::uuid)
        order by i.expire_le
        limit 1) as invitations,
      (select json_build_object('nombre', count(*), 'le', min(upper(h.periode)), 'structure',
              (array_agg(${NOM_AFFICHE} order by upper(h.periode)))[1])
        from habilitation h
        join structure s on s.id = h.structure
        where h.utilisateur = ${moi}::uuid and h.retiree_le is null and h.terminee_par is null and h.periode @> z.t
          and upper(h.periode) < z.t + interval '30 days' and (${choisie}::uuid is null or h.structure = ${choisie}::uuid)
        having count(*) > 0) as droits,
      (select coalesce(json_agg(json_build_object('id', n.id, 'nom', n.nom, 'services', n.services, 'personnes', n.personnes)
                order by n.cree_le desc), '[]')
        from (select s.id, ${NOM_AFFICHE} as nom, s.cree_le,
              (select count(*) from service v where v.structure = s.id and v.statut <> 'SUPPRIME') as services,
              (select count(distinct r.utilisateur)
                from rattachement r
                where r.structure = s.id and r.retire_le is null and r.periode @> z.t) as personnes
            from structure s
            where s.gestionnaire_principal = ${moi}::uuid and s.statut = 'ACTIVE' and s.cree_le > z.t - interval '30 days'
              and (${choisie}::uuid is null or s.id = ${choisie}::uuid)
            order by s.cree_le desc
            limit 3) n
        where n.services = 0 or n.personnes = 1) as nouvelles,
      (select json_build_object('nombre', count(*) over (), 'id', s.id, 'nom', ${NOM_AFFICHE})
        from structure s
        where s.gestionnaire_principal = ${moi}::uuid and s.type_identifiant = 'AUTRE' and s.statut = 'ACTIVE'
          and not exists (select from structure n where n.structure_origine = s.id)
          and (${choisie}::uuid is null or s.id = ${choisie}::uuid)
        order by s.cree_le
        limit 1) as sans_siret
    from (select maintenant() as t) z`.execute(c.db)
  const l = rows[0]!
  return {
    maintenant: l.maintenant,
    emis: daterTickets(l.emis),
    recus: daterTickets(l.recus),
    approbations: l.approbations?.depuis ? { depuis: new Date(l.approbations.depuis), expireLe: new Date(l.approbations.expireLe) } : null,
    recuperations: l.recuperations && { ...l.recuperations, jusque: new Date(l.recuperations.jusque) },
    aTrancher: l.aTrancher && { ...l.aTrancher, depuis: new Date(l.aTrancher.depuis) },
    nouvelles: l.nouvelles,
    sansSiret: l.sansSiret,
    programmes: l.programmes.map((p) => ({ ...p, effetLe: new Date(p.effetLe) })),
    attentes: l.attentes && { ...l.attentes, depuis: new Date(l.attentes.depuis), expireLe: new Date(l.attentes.expireLe) },
    invitations: l.invitations && { ...l.invitations, expireLe: new Date(l.invitations.expireLe) },
    // The last day on which they hold, as everywhere else.
    droits: l.droits ? { ...l.droits, le: new Date(Date.parse(l.droits.le) - 1) } : null,
  }
}

const daterTickets = (t: TicketsLus): TicketsAFaire | null => t && { ...t, creeLe: new Date(t.creeLe) }
