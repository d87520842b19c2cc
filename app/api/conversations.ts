import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, listeEntiere, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import { creerContexte, estUuid, type Contexte, type Programme } from '#app/contexte.ts'
import { exigerOperateur } from '#app/exploitation/acces.ts'
import { COOKIE, quiEst } from '#app/support/clavardage/acces.ts'
import { ETATS_CONVERSATION, PRESENCES } from '#app/support/clavardage/champs.ts'
import { ditALAssistant } from '#app/support/clavardage/clavardage.page.tsx'
import { confierConversation, lireCollegues } from '#app/support/clavardage/confier.ts'
import { ecrireMessage } from '#app/support/clavardage/ecrire.ts'
import { servirFichierDeConversation } from '#app/support/clavardage/fichiers.ts'
import { conversationsEnFeuille } from '#app/support/clavardage/feuille.ts'
import { ecrireHoraires, lireHoraires, lireOuverture } from '#app/support/clavardage/horaires.ts'
import { lireConversation, lireMessages, noterPresence } from '#app/support/clavardage/lire.ts'
import { listerConversations, TRIS_CONVERSATIONS } from '#app/support/clavardage/lister.ts'
import { ouvrirConversation } from '#app/support/clavardage/ouvrir.ts'
import { changerPresence, prendreConversation, rendreConversation, type MilieuAgent } from '#app/support/clavardage/prendre.ts'
import { direLaCoupure, direQueLOnEcrit, marquerLu } from '#app/support/clavardage/suivre.ts'
import { terminerConversation } from '#app/support/clavardage/terminer.ts'
import { enFaireUnTicket } from '#app/support/clavardage/ticket.ts'
import { envoyerTranscription } from '#app/support/clavardage/transcrire.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const texte = z.string().nullable()
const Etat = z.enum(ETATS_CONVERSATION)
const Personne = z.object({ prenom: z.string(), nom: z.string() })
const EnListe = z
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
const Vue = z
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
const MessageVue = z
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
const listeDesCollegues = liste(
  Personne.extend({ id: z.string(), presence: z.enum(PRESENCES), tenues: z.number(), pleine: z.boolean() }).meta({ id: 'AgentDuSupport' }),
)
const HorairesVue = z
  .object({
    plages: z.array(z.strictObject({ jour: z.number().int(), debut: z.string().max(5), fin: z.string().max(5) })).max(70),
    fermetures: z.array(z.strictObject({ jour: z.string().max(10), motif: texte })).max(100),
  })
  .meta({ id: 'HorairesDuSupport' })
const OuvertureVue = z
  .object({ ouvert: z.boolean(), jusqua: texte, prochaine: texte, motif: texte, agents: z.number(), attente: z.number() })
  .meta({ id: 'OuvertureDuSupport' })
const CLE = z.looseObject({ 'idempotency-key': z.guid().optional() })
const ACTIONS = ['prendre', 'rendre', 'terminer', 'ticket', 'transcription'] as const

/** Conversations with an agent (TCH-01, TCH-02): the same rules as the screens; what is not one's own does not exist. */
export function routesConversations(api: Api, programme: Programme) {
  const x = fr.clavardage.api
  const params = z.object({ id: z.string().max(50) })
  const tags = ['support']
  /** An account, or the token of somebody without one. */
  const parle = async (requete: FastifyRequest, reponse: FastifyReply): Promise<Contexte> => {
    const visiteur = requete.cookies[COOKIE] ? await creerContexte(programme, requete, reponse, { menu: false }) : null
    return visiteur && !visiteur.utilisateur ? { ...visiteur, t: fr } : connecte(programme, requete, reponse)
  }
  const idDe = (id: string) => {
    if (!estUuid(id)) throw refus(fr, 'introuvable')
    return id
  }
  const vue = async (c: Contexte, id: string) => {
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
  api.get(
    '/api/v1/conversations',
    {
      schema: {
        summary: x.lister,
        tags,
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_CONVERSATIONS).optional(),
          etat: Etat.optional(),
          cote: z.enum(['miennes', 'tenues']).default('miennes'),
        }),
        response: { 200: liste(EnListe), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, conversationsEnFeuille, async (f) => {
        const page = await listerConversations(c.db, c.utilisateur, f)
        return {
          ...page,
          elements: page.elements.map((e) => ({
            ...e,
            personne: e.nom,
            agent: e.agentNom,
            ouverteLe: e.ouverteLe.toISOString() as never,
            termineeLe: (e.termineeLe?.toISOString() ?? null) as never,
          })),
        }
      })
    },
  )
  api.post(
    '/api/v1/conversations',
    {
      schema: {
        summary: x.ouvrir,
        tags,
        headers: CLE,
        body: z.strictObject({
          structure: z.string().max(50).nullish(),
          texte: z.string().max(20_000).nullish(),
          page: z.string().max(200).nullish(),
          assistant: z.boolean().optional(),
        }),
        response: { 201: Vue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const id = await ouvrirConversation(
        c,
        { utilisateur: c.utilisateur.id },
        {
          cle: requete.headers['idempotency-key'] ?? randomUUID(),
          langue: c.langue,
          ...requete.body,
          assistant: requete.body.assistant ? await ditALAssistant(c) : null,
        },
      )
      return reponse.code(201).send(await vue(c, id))
    },
  )
  api.get(
    '/api/v1/conversations/ouverture',
    { schema: { summary: x.ouverture, tags, security: [], response: { 200: OuvertureVue, ...ERREURS } } },
    async () => {
      const { parPlace: _, ...o } = await lireOuverture(programme.db)
      return { ...o, jusqua: o.jusqua?.toISOString() ?? null, prochaine: o.prochaine?.toISOString() ?? null }
    },
  )
  api.get(
    '/api/v1/conversations/horaires',
    { schema: { summary: x.horaires, tags, security: [], response: { 200: HorairesVue, ...ERREURS } } },
    () => lireHoraires(programme.db),
  )
  api.post(
    '/api/v1/conversations/horaires',
    {
      schema: {
        summary: x.changerHoraires,
        tags,
        body: HorairesVue.partial(),
        response: { 200: HorairesVue.extend({ echeancesDeplacees: z.number() }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      const { plages, fermetures } = requete.body
      if (!plages || !fermetures)
        throw refusDeChamps(fr, [
          { champ: plages ? 'fermetures' : 'plages', code: 'champ-manquant', message: fr.clavardage.horaires.manque },
        ])
      const echeancesDeplacees = await ecrireHoraires(c, { plages, fermetures })
      return { ...(await lireHoraires(programme.db)), echeancesDeplacees }
    },
  )
  api.post(
    '/api/v1/conversations/presence',
    {
      schema: {
        summary: x.presence,
        tags,
        body: z.strictObject({ etat: z.string().max(30).default('') }),
        response: { 200: z.object({ etat: z.enum(PRESENCES) }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!c.utilisateur.roles.includes('agent')) throw refus(fr, 'introuvable')
      const etat = PRESENCES.find((e) => e === requete.body.etat)
      if (!etat)
        throw refusDeChamps(fr, [{ champ: 'etat', code: 'valeur-inconnue', message: fr.tickets.actionInconnue(PRESENCES.join(', ')) }])
      await changerPresence(c, etat)
      return { etat }
    },
  )
  api.get(
    '/api/v1/conversations/agents',
    { schema: { summary: x.agents, tags, response: { 200: listeDesCollegues, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!c.utilisateur.roles.includes('agent')) throw refus(fr, 'introuvable')
      return listeEntiere(await lireCollegues(c.db, c.utilisateur.id, null))
    },
  )
  api.post(
    '/api/v1/conversations/:id/confier',
    {
      schema: {
        summary: x.confier,
        tags,
        params,
        body: z.strictObject({ agent: z.string().max(60).nullish(), note: z.string().max(20_000).nullish() }),
        response: { 200: z.object({ agent: Personne }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { agent, note } = requete.body
      const { prenom, nom } = await confierConversation({ ...c, t: fr }, idDe(requete.params.id), {
        agent: estUuid(agent) ? agent : null,
        note,
      })
      return { agent: { prenom, nom } }
    },
  )
  api.get(
    '/api/v1/conversations/:id',
    { schema: { summary: x.une, tags, params, response: { 200: Vue, ...ERREURS } } },
    async (requete, reponse) => vue(await parle(requete, reponse), requete.params.id),
  )
  api.get(
    '/api/v1/conversations/:id/messages',
    {
      schema: {
        summary: x.messages,
        tags,
        params,
        querystring: z.strictObject({ apres: z.coerce.number().int().min(0).max(1e6).default(0) }),
        response: { 200: z.object({ elements: z.array(MessageVue) }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await parle(requete, reponse)
      const v = await vue(c, requete.params.id)
      if (v.cote === 'utilisateur') await noterPresence(c.db, [v.id])
      return {
        elements: (await lireMessages(c.db, v.id, { apres: requete.query.apres })).map((m) => ({
          ...m,
          fichiers: m.fichiers ?? [],
          le: m.le.toISOString(),
        })),
      }
    },
  )
  api.post(
    '/api/v1/conversations/:id/messages',
    {
      schema: {
        summary: x.ecrire,
        tags,
        params,
        headers: CLE,
        body: z.strictObject({ texte: z.string().max(20_000).default(''), envois: z.array(z.guid()).max(50).default([]) }),
        response: { 201: z.object({ rang: z.number(), cle: z.string(), le: z.string() }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await parle(requete, reponse)
      const cle = requete.headers['idempotency-key'] ?? randomUUID()
      const { rang, le } = await ecrireMessage(c, quiEst(c), idDe(requete.params.id), { cle, nom: c.utilisateur, ...requete.body })
      return reponse.code(201).send({ rang, cle, le: le.toISOString() })
    },
  )
  api.get(
    '/api/v1/conversations/:id/fichiers/:fichier',
    {
      schema: {
        summary: x.fichier,
        description: fr.pieces.api.contenuTexte,
        tags,
        params: params.extend({ fichier: z.string().max(60) }),
        response: ERREURS,
      },
    },
    async (requete, reponse) => {
      const { brut } = await servirFichierDeConversation(await parle(requete, reponse), null)
      return reponse.send(brut as never)
    },
  )
  api.post(
    '/api/v1/conversations/:id/suivi',
    {
      schema: {
        summary: x.suivre,
        tags,
        params,
        body: z.strictObject({
          recu: z.number().int().min(0).max(1e6).optional(),
          lu: z.number().int().min(0).max(1e6).optional(),
          ecrit: z.boolean().optional(),
          coupure: z
            .strictObject({ cle: z.guid(), secondes: z.number().min(0).max(1e7), gardes: z.number().int().min(0).max(1e6) })
            .optional(),
        }),
        response: { 200: z.object({}), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await parle(requete, reponse)
      const { recu = 0, lu = 0, ecrit, coupure } = requete.body
      const [qui, id] = [quiEst(c), idDe(requete.params.id)]
      if (ecrit) await direQueLOnEcrit(c, qui, id)
      if (coupure) await direLaCoupure(c, qui, id, coupure)
      if (recu || lu || !(ecrit || coupure)) await marquerLu(c, qui, id, { recu, lu })
      return {}
    },
  )
  api.post(
    '/api/v1/conversations/:id/actions',
    {
      schema: {
        summary: x.agir,
        tags,
        params,
        body: z.strictObject({ action: z.string().max(30).default('') }),
        response: { 200: Vue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await parle(requete, reponse)
      const [qui, id, { action }] = [quiEst(c), idDe(requete.params.id), requete.body]
      // Taking and giving back are an agent's, whom the desk asks for again.
      if (action === 'prendre' || action === 'rendre')
        await (c.utilisateur
          ? (action === 'prendre' ? prendreConversation : rendreConversation)(c as MilieuAgent, id)
          : Promise.reject(refus(fr, 'introuvable')))
      if (action === 'terminer') await terminerConversation(c, qui, id)
      if (action === 'ticket') await enFaireUnTicket(c, qui, id)
      if (action === 'transcription') await envoyerTranscription(c, qui, id)
      const apres = await vue(c, id)
      if (!(ACTIONS as readonly string[]).includes(action))
        throw refusDeChamps(fr, [{ champ: 'action', code: 'valeur-inconnue', message: fr.tickets.actionInconnue(ACTIONS.join(', ')) }])
      return apres
    },
  )
}
