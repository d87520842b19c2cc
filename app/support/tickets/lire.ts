import { sql } from 'kysely'
import { encoreLa, niveauDestinataire, niveauEmetteur, repondant, type Lecteur } from '#app/support/tickets/acces.ts'
import { NOMS_ACTIONS, regleDe, type Action } from '#app/support/tickets/actions.ts'
import type { Cote, Priorite, StatutTicket } from '#app/support/tickets/champs.ts'
import { presents } from '#app/support/tickets/presence.ts'
import type { Db, Tx } from '#platform/database/open.ts'

interface Qui {
  prenom: string
  nom: string
}
export interface Activite {
  id: number
  le: Date
  action: Action | 'creer' | 'absorber' | 'expirer'
  cote: Cote | 'portail'
  interne: boolean
  texte: string | null
  vers: StatutTicket | null
  auteur: Qui | null
  /** What the action was about: to whom, where to, which; `autre` is a ticket that this person may read. */
  personne: Qui | null
  recuPar: string | null
  priorite: Priorite | null
  incident: string | null
  autre: string | null
  /** By this person, a moment ago: the page that comes back says so. */
  aLInstant: boolean
}

export interface Ticket {
  id: number
  numero: string
  statut: StatutTicket
  titre: string
  description: string
  creeLe: Date
  modifieLe: Date
  categorie: { code: string; nom: string; nomEn: string }
  sousCategorie: { code: string; nom: string; nomEn: string }
  typeObjet: string | null
  numeroObjet: string | null
  courriel: string
  telephone: string | null
  /** Who wrote it: an account, or somebody without one. */
  auteur: string | null
  contact: string | null
  /** Who took it; of one still open, if they may still answer it. */
  agent: string | null
  agentNom: Qui | null
  auteurNom: Qui
  structure: { id: string; identifiant: string; raisonSociale: string } | null
  service: { code: string; nom: string } | null
  /** null: the support of the portal. */
  destinataire: { id: string; identifiant: string; raisonSociale: string } | null
  destinataireService: { id: string; code: string; nom: string } | null
  /** Open, for a structure where nobody may answer at present. */
  sansRepondant: boolean
  priorite: Priorite
  echeance: Date | null
  enRetard: boolean
  incident: string | null
  /** Others who are answering at this moment. */
  presents: string[]
  satisfaction: number | null
  satisfactionTexte: string | null
  /** Merged into another, where what follows is said. */
  reuni: boolean
  /** Until when an opinion may be given; null: not closed, too late, or not answered there. */
  noterJusqua: Date | null
  emetteur: number
  destinataireNiveau: number
}

/** A ticket as this person may read it, or null: not there, or not theirs. */
export async function lireTicket(db: Db | Tx, qui: Lecteur, numero: string, { verrou = false } = {}): Promise<Ticket | null> {
  if (verrou) await sql`select from ticket where numero = ${numero} for update`.execute(db)
  const { rows } = await sql<Ticket>`/* @ticket~ */
    select t.id::int, t.numero, t.statut, t.titre, t.description, t.cree_le, t.modifie_le, t.type_objet, t.numero_objet, t.courriel,
      t.telephone, t.auteur, t.contact, g.id as agent, t.priorite, t.echeance, coalesce(t.echeance < maintenant(), false) as en_retard,
      t.incident, t.satisfaction, t.satisfaction_texte, t.fusionne_dans is not null as reuni,
      (select max(a.le) + interval '30 days'
        from ticket_activite a
        where a.ticket = t.id and a.vers = 'FERME' and t.fusionne_dans is null and a.le > maintenant() - interval '30 days') as noter_jusqua,
      json_build_object('code', c.code, 'nom', c.nom, 'nomEn', c.nom_en) as categorie,
      json_build_object('code', k.code, 'nom', k.nom, 'nomEn', k.nom_en) as sous_categorie,
      json_build_object('prenom', coalesce(u.prenom, ''), 'nom', coalesce(u.nom, o.nom, o.adresse::text)) as auteur_nom,
      case when g.id is not null then json_build_object('prenom', g.prenom, 'nom', g.nom) end as agent_nom,
      case when s.id is not null then json_build_object('id', s.id, 'identifiant', s.identifiant, 'raisonSociale', nom_structure(s)) end as structure,
      case when v.id is not null then json_build_object('code', v.code, 'nom', v.nom) end as service,
      case when d.id is not null then json_build_object('id', d.id, 'identifiant', d.identifiant, 'raisonSociale', nom_structure(d)) end as destinataire,
      case when dv.id is not null then json_build_object('id', dv.id, 'code', dv.code, 'nom', dv.nom) end as destinataire_service,
      t.statut = 'OUVERT' and t.destinataire is not null and not ${repondant} as sans_repondant,
      ${presents(typeof qui === 'string' ? qui : null)} as presents, ${niveauEmetteur(qui)} as emetteur,
      ${niveauDestinataire(qui)} as destinataire_niveau
    from ticket t
    join ticket_categorie c on c.code = t.categorie
    join ticket_sous_categorie k on k.code = t.sous_categorie
    left join utilisateur u on u.id = t.auteur
    left join contact_verifie o on o.id = t.contact
    left join utilisateur g on g.id = t.agent and (t.statut in ('RESOLU', 'FERME') or ${encoreLa})
    left join structure s on s.id = t.structure
    left join service v on v.id = t.service
    left join structure d on d.id = t.destinataire
    left join service dv on dv.id = t.destinataire_service
    where t.numero = ${numero}`.execute(db)
  const t = rows[0]
  return t && (t.emetteur > 0 || t.destinataireNiveau > 0) ? t : null
}

/**
 * What this person reads of a ticket: what is internal is not even read for the emitter (hard case T05), nor for another recipient that it
 * was transferred to.
 */
export const activiteVisible = (t: Pick<Ticket, 'destinataireNiveau' | 'destinataire'>) =>
  t.destinataireNiveau > 0 ? sql`(not a.interne or a.chez is not distinct from ${t.destinataire?.id ?? null}::uuid)` : sql`not a.interne`

/** What was done and said. */
export async function lireActivites(db: Db, t: Ticket, qui: Lecteur): Promise<Activite[]> {
  const { rows } = await sql<Activite>`/* @ticket-activites~ */
      select a.id::int, a.le, a.action, a.cote, a.interne, a.texte, a.vers,
        case when u.id is not null then json_build_object('prenom', u.prenom, 'nom', u.nom) end as auteur,
        (select json_build_object('prenom', p.prenom, 'nom', p.nom) from utilisateur p where p.id = a.personne) as personne,
        (select nom_structure(s) || coalesce(' — ' || (select v.nom from service v where v.id = a.recu_par_service), '')
          from structure s
          where s.id = a.recu_par) as recu_par, a.priorite, (select i.titre from incident i where i.id = a.incident) as incident,
        (select t.numero from ticket t where t.id = a.autre and greatest(${niveauEmetteur(qui)}, ${niveauDestinataire(qui)}) > 0) as autre,
        a.cote <> 'portail' and a.auteur is not distinct from ${typeof qui === 'string' ? qui : null}::uuid
        and a.le > maintenant() - interval '15 seconds' as "aLInstant"
      from ticket_activite a
      left join utilisateur u on u.id = a.auteur
      where a.ticket = ${t.id} and ${activiteVisible(t)}
      order by a.id
      limit 500`.execute(db)
  // Somebody without an account: the portal alone signs what nobody did.
  return rows.map((a) => (a.auteur || a.cote === 'portail' ? a : { ...a, auteur: t.auteurNom }))
}

/** What this person can do now, in the state it is in. */
export function actionsPossibles(t: Ticket, utilisateur: string | null): Action[] {
  const permis = (a: Action) => {
    const r = regleDe(a)
    if ((r.cote === 'emetteur' ? t.emetteur : t.destinataireNiveau) < 2 || !r.de.includes(t.statut) || (r.pris && t.agent !== utilisateur))
      return false
    return a === 'prendre'
      ? t.agent === null
      : a === 'rendre'
        ? t.agent === utilisateur
        : !('libre' in r && r.libre) || t.agent === null || t.agent === utilisateur
  }
  return NOMS_ACTIONS.filter(permis)
}
