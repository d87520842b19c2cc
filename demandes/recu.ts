import { sql, type RawBuilder } from 'kysely'
import { decideDe, type Qualite } from '#acces/index.ts'
import { typesLongs, type Prevenu } from '#demandes/definir.ts'
import { NOM_DE_L_OBJET } from '#demandes/objet.ts'
import { proprementA } from '#demandes/journal.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export const ETATS_DEMANDE = ['demandee', 'programmee', 'effective', 'refusee', 'annulee', 'expiree', 'echouee'] as const
export type EtatDemande = (typeof ETATS_DEMANDE)[number]

/** A demande as the API answers it and the screens show it (INT-09). */
export interface Recu {
  numero: string | null
  type: string
  etat: EtatDemande
  creeLe: Date
  effetLe: Date | null
  termineeLe: Date | null
  /**
   * Who cancelled or refused it, where this reader may read their name; `parUnePersonne`: somebody did, and not the portal. Neither is read
   * of what has just been submitted.
   */
  termineePar?: { id: string; prenom: string; nom: string } | null
  parUnePersonne?: boolean
  auteur: { id: string; prenom: string; nom: string; adresseElectronique: string }
  /** `libelle`: for the screens, which name a structure by it where it has one. */
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; libelle: string | null } | null
  saisie: Record<string, unknown>
  avant: Record<string, unknown> | null
  motif: string | null
  resultat: Record<string, unknown> | null
  /** The service, bank details or attachment that it makes or changes: a UUID. */
  objet: string | null
  /** How a person recognises it; for the screens. */
  nomObjet?: string | null
  /** The decision it waits, or waited, for (APP-01). */
  approbation: Approbation | null
  /** Who governs the structure, said by a simulation (they are told too) and of what waits (they may cancel it too). */
  gestionnaire?: { id: string; prenom: string; nom: string } | null
  /** Of a simulation: the person it is about, when not its author. */
  concerne?: string | null
  /** Of a check page: who will be told. */
  prevenus?: Prevenu[]
}

export interface Approbation {
  numero: string
  etat: 'demandee' | 'approuvee' | 'refusee' | 'annulee' | 'expiree'
  creeLe: string
  expireLe: string
  decideeLe: string | null
  decideePar: { id: string; prenom: string; nom: string } | null
  qualite: Qualite | null
  motif: string | null
  /** Who decides now; empty once it is decided. */
  decideurs: { id: string; prenom: string; nom: string; qualite: Qualite }[]
}

/** The decision that the demande « d » waits, or waited, for. */
export const APPROBATION = sql`(select json_build_object('numero', d.numero, 'etat', a.etat, 'creeLe', a.cree_le, 'expireLe', a.expire_le,
            'decideeLe', a.decidee_le, 'qualite', a.qualite, 'motif', a.motif, 'decideePar',
            (select json_build_object('id', q.id, 'prenom', q.prenom, 'nom', q.nom) from utilisateur q where q.id = a.decidee_par),
            'decideurs', case when a.etat <> 'demandee' then '[]'::json
            else coalesce((select json_agg(json_build_object('id', q.id, 'prenom', q.prenom, 'nom', q.nom, 'qualite', x.qualite)
                      order by x.qualite, q.nom)
                  from decideur x
                  join utilisateur q on q.id = x.utilisateur
                  where x.structure = a.structure and ${decideDe('d.auteur')}), '[]') end)
      from approbation a
      where a.demande = d.id) as approbation`

/**
 * What two sides read that do not know each other: the structure is not named there by the libellé of its own people (0063), in lists,
 * receipts and mails alike.
 */
const DEUX_COTES = ['mandat-facturation.souscrire', 'mandat-facturation.terminer', 'rattachement.demander']
export const entreDeux = (type: string) => DEUX_COTES.includes(type)
const ENTRE_DEUX = sql`d.type in (${sql.join(DEUX_COTES.map((t) => sql.lit(t)))})`
/** How a reader of the demande « d » is told its structure « s », in a line of a list. */
export const NOM_DANS_LA_DEMANDE = sql`coalesce(case when not ${ENTRE_DEUX} then nullif(s.libelle, '') end, nom_structure(s))`
/** Of the demande « d », its author « u » and its structure « s ». */
export const COLONNES_DU_RECU = sql`d.numero, d.type, d.objet, d.etat, d.cree_le, d.effet_le, d.terminee_le, d.motif, d.saisie, d.avant, d.resultat,
  json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as auteur,
  case when s.id is not null then json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant,
    'raisonSociale', nom_structure(s), 'libelle', case when not ${ENTRE_DEUX} then s.libelle end) end as structure`
/**
 * Who ended the demande « d » of the structure « s ». Whoever was of the structure by then reads the name; an outsider, who asked for an
 * attachment or a mandate,
 * that of whoever governs or decided, and no other (0063).
 */
export const terminaisonPour = (lecteur: string | RawBuilder<unknown>) => sql`d.terminee_par is not null as par_une_personne,
    (select json_build_object('id', p.id, 'prenom', p.prenom, 'nom', p.nom)
      from utilisateur p
      where p.id = d.terminee_par
        and (d.structure is null or d.etat = 'refusee' or p.id in (${lecteur}::uuid, s.gestionnaire_principal)
            or exists (select from rattachement r
              where r.utilisateur = ${lecteur}::uuid and r.structure = d.structure and lower(r.periode) <= d.terminee_le))) as terminee_par`
/** Types of demande about people's rights: for those they concern and those who govern, not for every colleague (HAB-01). */
export const SUR_PERSONNES = sql`(d.type like 'rattachement.%' or d.type like 'habilitation.%' or d.type like 'utilisateur.%')`
const DEPUIS = sql`from demande d join utilisateur u on u.id = d.auteur left join structure s on s.id = d.structure`

/** For its author. */
export async function lireRecu(tx: Tx | Db, id: number): Promise<Recu> {
  const { rows } =
    await sql<Recu>`select ${COLONNES_DU_RECU}, ${terminaisonPour(sql`d.auteur`)}, ${APPROBATION} ${DEPUIS} where d.id = ${id}`.execute(tx)
  return rows[0]!
}

export interface RecuVisible extends Recu {
  peutAnnuler: boolean
}

/**
 * Every structure that the demande « d » names: of rights, attachments and transfers, one or several. An import says which of its lines in
 * a word.
 */
export const STRUCTURES_NOMMEES = sql`array(select d.structure
      union select (l->'structure'->>'id')::uuid
      from jsonb_array_elements(case when ${SUR_PERSONNES} and jsonb_typeof(d.saisie->'lignes') = 'array' then d.saisie->'lignes' end) l
      union select (x->>'id')::uuid
      from jsonb_array_elements(case when d.type = 'structure.transferer-gestionnaire' then d.saisie->'structures' end) x)`

/**
 * Those of them for which this reader may read it: as who decides, or attached to the whole; of what is about people's rights, holding «
 * Organisation modification » there, or on its service.
 */
const siennesDe = (lecteur: string) =>
  sql`select r.structure
    from rattachement r
    where r.utilisateur = ${lecteur}::uuid and r.structure = any(${STRUCTURES_NOMMEES}) and (r.service is null or r.service = d.service)
      and r.retire_le is null and r.periode @> maintenant()
      and (case when ${SUR_PERSONNES} then exists (select from habilitation h
            where h.utilisateur = r.utilisateur and h.structure = r.structure and (h.service is null or h.service = d.service)
              and h.application = 1 and h.niveau = 2 and h.retiree_le is null and h.periode @> maintenant()) else r.service is null end)
    union all select x.structure
    from decideur x
    where x.structure = d.structure and x.utilisateur = ${lecteur}::uuid`

/**
 * A demande « d » is seen by its author, by whom it concerns, by the operator, and by the people of each structure that it names. Otherwise
 * it does not exist.
 */
export const visiblePour = (lecteur: {
  id: string
  roles: string[]
}) => sql`(d.auteur = ${lecteur.id}::uuid or d.concerne = ${lecteur.id}::uuid or ${lecteur.roles.includes('operateur')}
      or exists (${siennesDe(lecteur.id)}))`

/** What `visiblePour` lets this person see, by its number: of several structures, what is of their own. */
export async function lireDemande(db: Db, numero: string, lecteur: { id: string; roles: string[] }): Promise<RecuVisible | null> {
  const { rows } = await sql<
    RecuVisible & { entiere: boolean; siennes: NonNullable<Recu['structure']>[] }
  >`select ${COLONNES_DU_RECU}, ${terminaisonPour(lecteur.id)}, ${NOM_DE_L_OBJET} as nom_objet, ${APPROBATION},
      d.auteur = ${lecteur.id}::uuid or coalesce(d.concerne = ${lecteur.id}::uuid, false)
      or ${lecteur.roles.includes('operateur')} as entiere,
      coalesce((select json_agg(json_build_object('id', n.id, 'typeIdentifiant', n.type_identifiant, 'identifiant', n.identifiant,
                      'raisonSociale', nom_structure(n), 'libelle', n.libelle)
                order by n.id = d.structure desc, n.id)
            from structure n
            where n.id in (${siennesDe(lecteur.id)})), '[]') as siennes, d.etat in ('demandee', 'programmee')
      and (d.etat = 'demandee' or d.effet_le > maintenant() or d.type = any(${typesLongs()}::text[]))
      and (d.auteur = ${lecteur.id}::uuid or s.gestionnaire_principal = ${lecteur.id}::uuid) as peut_annuler ${DEPUIS}
    where d.numero = ${numero} and ${visiblePour(lecteur)}`.execute(db)
  if (!rows[0]) return null
  const { entiere, siennes, ...d } = rows[0]
  if (entiere || !d.structure) return d
  const structure = siennes.find((s) => s.id === d.structure!.id) ? d.structure : (siennes[0] ?? d.structure)
  const ids = siennes.length ? siennes.map((s) => s.id) : [d.structure.id]
  return { ...d, structure, saisie: proprementA(d.saisie, ids), resultat: proprementA(d.resultat, ids) }
}

/** What waits on a structure's own fields, or on those of one of its objects: programmed changes, soonest first. */
export async function demandesEnAttente(db: Db | Tx, structure: string, objet: string | null = null): Promise<Recu[]> {
  const { rows } = await sql<Recu>`select ${COLONNES_DU_RECU}, null as approbation,
        case when g.id is not null then json_build_object('id', g.id, 'prenom', g.prenom, 'nom', g.nom) end as gestionnaire ${DEPUIS}
      left join utilisateur g on g.id = s.gestionnaire_principal
      where d.structure = ${structure}::uuid and d.objet is not distinct from ${objet}::uuid and d.etat in ('demandee', 'programmee')
        and not ${SUR_PERSONNES}
      order by d.effet_le, d.id
      limit 50`.execute(db)
  return rows
}
