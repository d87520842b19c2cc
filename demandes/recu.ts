import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'

export type EtatDemande = 'demandee' | 'programmee' | 'effective' | 'refusee' | 'annulee' | 'expiree' | 'echouee'

/** A demande as the API answers it and the screens show it (INT-09). */
export interface Recu {
  numero: string | null
  type: string
  etat: EtatDemande
  creeLe: Date
  effetLe: Date | null
  termineeLe: Date | null
  auteur: { id: string; prenom: string; nom: string; adresseElectronique: string }
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string } | null
  saisie: Record<string, unknown>
  avant: Record<string, unknown> | null
  motif: string | null
  resultat: Record<string, unknown> | null
  /** Who governs the structure, said by a simulation: they are told too. */
  gestionnaire?: { id: string; prenom: string; nom: string } | null
}

/** Of the demande « d », its author « u » and its structure « s ». */
export const COLONNES = sql`d.numero, d.type, d.etat, d.cree_le, d.effet_le, d.terminee_le, d.motif, d.saisie, d.avant, d.resultat,
  json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as auteur,
  case when s.id is not null then json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant,
    'raisonSociale', coalesce(s.raison_sociale, s.prenom || ' ' || s.nom)) end as structure`
const DEPUIS = sql`from demande d join utilisateur u on u.id = d.auteur left join structure s on s.id = d.structure`

export async function lireRecu(tx: Tx | Db, id: number): Promise<Recu> {
  const { rows } = await sql<Recu>`select ${COLONNES} ${DEPUIS} where d.id = ${id}`.execute(tx)
  return rows[0]!
}

export interface RecuVisible extends Recu { peutAnnuler: boolean }

/** A demande seen by its author, by whoever is attached to its whole structure, or by the operator; otherwise it does not exist. */
export async function lireDemande(db: Db, numero: string, lecteur: { id: string; roles: string[] }): Promise<RecuVisible | null> {
  const { rows } = await sql<RecuVisible>`select ${COLONNES},
      d.etat in ('demandee', 'programmee') and (d.etat = 'demandee' or d.effet_le > maintenant()) and (d.auteur = ${lecteur.id}::uuid or s.gestionnaire_principal = ${lecteur.id}::uuid) as peut_annuler
    ${DEPUIS} where d.numero = ${numero} and (d.auteur = ${lecteur.id}::uuid or ${lecteur.roles.includes('operateur')}
      or exists (select from rattachement r where r.utilisateur = ${lecteur.id}::uuid and r.structure = d.structure and r.service is null and r.retire_le is null and r.periode @> maintenant()))`.execute(db)
  return rows[0] ?? null
}

/** What waits on a structure: programmed changes, soonest first. */
export async function demandesEnAttente(db: Db | Tx, structure: string): Promise<Recu[]> {
  const { rows } = await sql<Recu>`select ${COLONNES} ${DEPUIS} where d.structure = ${structure}::uuid and d.etat in ('demandee', 'programmee') order by d.effet_le, d.id limit 50`.execute(db)
  return rows
}
