import { randomUUID } from 'node:crypto'
import { rattacher } from '#tests/acteurs.ts'
import { ouvrirJourEtNuit } from '#tests/base.ts'
import type { PortailDuMonde } from '#tests/monde.ts'

export const MAIRIE = '21690266800013'
export const AU_SUPPORT = { sousCategorie: 'generale-portail', titre: 'Le courriel n’arrive pas', description: 'Rien depuis hier.' }

/** A ticket as the API shows it, or what it says is wrong. */
export interface TicketVu {
  numero: string
  statut: string
  actions: string[]
  traitement: { priorite: string; echeance: string | null; enRetard: boolean; incident: string | null } | null
  presents: string[]
  destinataire: { structure: { id: string } | null; agent: { prenom: string } | null }
  activites: { action: string; texte: string | null; autre: string | null; interne: boolean }[]
  code?: string
  detail?: string
  champs?: { champ: string; code: string }[]
}

/** Tickets written, read and moved by the API: each answer is its status and the ticket. */
export function ticketsDe(p: PortailDuMonde) {
  const A_LA_MAIRIE = {
    sousCategorie: 'facture-question',
    typeObjet: 'FACTURE',
    numeroObjet: 'F-2026-131',
    destinataire: MAIRIE,
    structure: p.monde.menuiserie,
    titre: 'Engagement refusé au dépôt',
    description: 'Numéro d’engagement inconnu.',
  }
  const demander = async (cookie: string, chemin: string, json?: object, cle?: string) => {
    const r = await p.demander(chemin, { cookie, json, ...(cle ? { headers: { 'idempotency-key': cle } } : {}) })
    return [r.status, (await r.json()) as TicketVu] as const
  }
  return {
    A_LA_MAIRIE,
    vue: (cookie: string, numero: string) => demander(cookie, `/api/v1/tickets/${numero}`),
    creer: (cookie: string, json: object, cle: string = randomUUID()) => demander(cookie, '/api/v1/tickets', json, cle),
    agir: (cookie: string, numero: string, action: string, plus: object = {}, cle: string = randomUUID()) =>
      demander(cookie, `/api/v1/tickets/${numero}/actions`, { action, ...plus }, cle),
    /** What was sent about a ticket, in order: to whom, under which subject. */
    courriels: async (numero: string) =>
      (
        await p.pool.query<{ a: string; s: string }>(
          `select donnees->>'a' as a, donnees->>'sujet' as s from depart where file = 'courriel' and donnees->>'id' like $1 order by id`,
          [`ticket:${numero}:%`],
        )
      ).rows,
  }
}

/** The town hall answers day and night, whenever this runs; Camille too, beside Nadia. */
export async function ouvrirLaMairie({ pool, monde: { camille, mairie } }: PortailDuMonde): Promise<void> {
  await ouvrirJourEtNuit(pool)
  await rattacher(pool, camille, mairie)
  await pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 11, 2, tstzrange(maintenant(), null))`,
    [camille, mairie],
  )
}
