import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { liste } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import { creerContexte, estUuid, type Contexte, type Programme } from '#app/contexte.ts'
import { COOKIE, quiEst } from '#app/support/clavardage/acces.ts'
import { ETATS_CONVERSATION, PRESENCES } from '#app/support/clavardage/champs.ts'
import { lireConversation } from '#app/support/clavardage/lire.ts'
import type { ConversationEnListe } from '#app/support/clavardage/lister.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const texte = z.string().nullable()
export const Etat = z.enum(ETATS_CONVERSATION)
export const Personne = z.object({ prenom: z.string(), nom: z.string() })
export const EnListe = z
  .object({
    id: z.string(),
    etat: Etat,
    ouverteLe: z.string(),
    termineeLe: texte,
    personne: Personne,
    agent: Personne.nullable(),
    ticket: texte,
    messages: z.number(),
  })
  .meta({ id: 'ConversationEnListe' })
export const vueEnListe = (e: ConversationEnListe) => ({
  ...e,
  personne: e.nom,
  agent: e.agentNom,
  ouverteLe: e.ouverteLe.toISOString(),
  termineeLe: e.termineeLe?.toISOString() ?? null,
})
export const Vue = z
  .object({
    id: z.string(),
    etat: Etat,
    cote: z.enum(['utilisateur', 'agent']),
    position: z.number().nullable(),
    personne: Personne,
    agent: Personne.nullable(),
    structure: z.object({ id: z.string(), typeIdentifiant: z.string(), identifiant: z.string(), raisonSociale: z.string() }).nullable(),
    ouverteLe: z.string(),
    termineeLe: texte,
    fin: texte,
    dernier: z.number(),
    ticket: texte,
    assistant: texte,
    lecture: z.object({ recuUtilisateur: z.number(), luUtilisateur: z.number(), recuAgent: z.number(), luAgent: z.number() }),
  })
  .meta({ id: 'Conversation' })
export const MessageVue = z
  .object({
    rang: z.number(),
    cle: z.string(),
    cote: z.enum(['utilisateur', 'agent', 'portail']),
    texte,
    evenement: texte,
    donnees: z.record(z.string(), z.unknown()).nullable(),
    le: z.string(),
    auteur: Personne.nullable(),
    fichiers: z.array(
      z.object({ id: z.string(), nom: z.string(), taille: z.number().nullable(), etat: z.enum(['sain', 'en-attente']).nullable() }),
    ),
  })
  .meta({ id: 'MessageDeConversation' })
export const listeDesCollegues = liste(
  Personne.extend({ id: z.string(), presence: z.enum(PRESENCES), tenues: z.number(), pleine: z.boolean() }).meta({ id: 'AgentDuSupport' }),
)
export const HorairesVue = z
  .object({
    plages: z.array(z.strictObject({ jour: z.number().int(), debut: z.string().max(5), fin: z.string().max(5) })).max(70),
    fermetures: z.array(z.strictObject({ jour: z.string().max(10), motif: texte })).max(100),
  })
  .meta({ id: 'HorairesDuSupport' })
export const OuvertureVue = z
  .object({ ouvert: z.boolean(), jusqua: texte, prochaine: texte, motif: texte, agents: z.number(), attente: z.number() })
  .meta({ id: 'OuvertureDuSupport' })
export const CLE = z.looseObject({ 'idempotency-key': z.guid().optional() })
export const PARAMS = z.object({ id: z.string().max(50) })

/** Who speaks: an account, or the token of somebody without one. */
export async function parle(programme: Programme, requete: FastifyRequest, reponse: FastifyReply): Promise<Contexte> {
  const visiteur = requete.cookies[COOKIE] ? await creerContexte(programme, requete, reponse, { menu: false }) : null
  return visiteur && !visiteur.utilisateur ? { ...visiteur, t: fr } : connecte(programme, requete, reponse)
}

/** @throws Refus `introuvable`: no conversation bears such an id */
export function idDe(id: string): string {
  if (!estUuid(id)) throw refus(fr, 'introuvable')
  return id
}

/** The conversation as its own side sees it. @throws Refus `introuvable`: somebody else's does not exist */
export async function vue(c: Contexte, id: string): Promise<z.infer<typeof Vue>> {
  const v = await lireConversation(c.db, quiEst(c), idDe(id))
  if (!v) throw refus(fr, 'introuvable')
  return {
    id: v.id,
    etat: v.etat,
    cote: v.cote,
    position: v.position,
    personne: v.nom,
    agent: v.agentNom,
    structure: v.structure,
    ouverteLe: v.ouverteLe.toISOString(),
    termineeLe: v.termineeLe?.toISOString() ?? null,
    fin: v.fin,
    dernier: v.dernier,
    ticket: v.ticket,
    assistant: v.assistant,
    lecture: { recuUtilisateur: v.recuUtilisateur, luUtilisateur: v.luUtilisateur, recuAgent: v.recuAgent, luAgent: v.luAgent },
  }
}
