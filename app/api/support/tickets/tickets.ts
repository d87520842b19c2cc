import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, listeEntiere, PARAMETRES_LISTE } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import { texte, Statut, TicketEnListe, vueEnListe, ENVOIS, TicketVue, vueDuTicket, CHAMPS, PLUS } from '#app/api/support/tickets/schemas.ts'
import type { Programme } from '#app/contexte.ts'
import { agirSurTicket } from '#app/support/tickets/agir.ts'
import { ONGLETS, PRIORITES } from '#app/support/tickets/champs.ts'
import { GROUPES } from '#app/support/tickets/criteres.ts'
import { creerTicket, lireCategories } from '#app/support/tickets/emetteur/creer.ts'
import { ticketsEnFeuille, ticketsRecusEnFeuille } from '#app/support/tickets/feuille.ts'
import { lireFichiers } from '#app/support/tickets/fichiers.ts'
import { lireActivites, lireTicket } from '#app/support/tickets/lire.ts'
import { listerTickets, TRIS_TICKETS } from '#app/support/tickets/lister.ts'
import { servirFichierDuTicket } from '#app/support/tickets/ticket.fichier.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

/** Tickets: not demandes, plain routes; the same rules as the screens (TIC-02…08). */
export function routesTickets(api: Api, programme: Programme) {
  const x = fr.tickets.api
  const params = z.object({ numero: z.string().max(30) })
  const headers = z.looseObject({ 'idempotency-key': z.guid().optional() })
  const lire = async (c: Awaited<ReturnType<typeof connecte>>, numero: string) => {
    const t = await lireTicket(c.db, c.utilisateur.id, numero)
    if (!t) throw refus(fr, 'introuvable')
    return vueDuTicket(t, await lireActivites(c.db, t, c.utilisateur.id), await lireFichiers(c.db, t), c.utilisateur.id)
  }
  api.get(
    '/api/v1/tickets',
    {
      schema: {
        summary: x.lister,
        tags: ['tickets'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_TICKETS).optional(),
          cote: z.enum(['emis', 'recus']).default('emis'),
          onglet: z.enum(ONGLETS).optional(),
          statut: Statut.optional(),
          categorie: z.string().max(50).optional(),
          sousCategorie: z.string().max(50).optional(),
          mois: z
            .string()
            .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
            .optional(),
          priorite: z.enum(PRIORITES).optional(),
          attribue: z.union([z.enum(['moi', 'personne']), z.guid()]).optional(),
          retard: z.enum(['oui']).optional(),
          service: z.union([z.enum(['aucun']), z.guid()]).optional(),
          incident: z.guid().optional(),
          suivis: z.enum(['oui']).optional(),
          grouper: z.enum(GROUPES).optional(),
        }),
        response: {
          200: liste(TicketEnListe).extend({ groupes: z.array(z.object({ valeur: texte, nom: texte, nombre: z.number() })).optional() }),
          ...ERREURS,
        },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const cote = requete.query.cote === 'recus' ? 'destinataire' : 'emetteur'
      return repondreListe(
        requete,
        reponse,
        cote === 'destinataire' ? ticketsRecusEnFeuille : ticketsEnFeuille,
        async (f, pourFichier) => {
          const { onglets: _, groupes, ...page } = await listerTickets(c.db, c.utilisateur, cote, f, pourFichier ? 'rien' : 'total')
          return {
            ...page,
            ...(requete.query.grouper ? { groupes } : {}),
          }
        },
        vueEnListe,
      )
    },
  )
  api.get(
    '/api/v1/tickets/categories',
    {
      schema: {
        summary: x.categories,
        tags: ['tickets'],
        response: {
          200: liste(
            z.object({
              code: z.string(),
              nom: z.string(),
              sousCategories: z.array(z.object({ code: z.string(), nom: z.string(), metier: z.boolean(), avecObjet: z.boolean() })),
            }),
          ),
          ...ERREURS,
        },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return listeEntiere(await lireCategories(c.db))
    },
  )
  api.get(
    '/api/v1/tickets/:numero',
    { schema: { summary: x.un, tags: ['tickets'], params, response: { 200: TicketVue, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return lire(c, requete.params.numero)
    },
  )
  api.post(
    '/api/v1/tickets',
    {
      schema: {
        summary: x.creer,
        tags: ['tickets'],
        headers,
        body: z.strictObject({ ...CHAMPS, envois: ENVOIS }),
        response: { 201: TicketVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { envois, ...saisie } = requete.body
      const numero = await creerTicket(c, requete.headers['idempotency-key'] ?? randomUUID(), saisie, envois)
      return reponse.code(201).send(await lire(c, numero))
    },
  )
  api.post(
    '/api/v1/tickets/:numero/actions',
    {
      schema: {
        summary: x.agir,
        tags: ['tickets'],
        headers,
        params,
        body: z.strictObject({ action: z.string().max(30).default(''), texte: z.string().max(20_000).nullish(), envois: ENVOIS, ...PLUS }),
        response: { 200: TicketVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { action, texte: dit, envois, ...plus } = requete.body
      await agirSurTicket(c, requete.params.numero, {
        action,
        texte: dit?.trim() || null,
        cle: requete.headers['idempotency-key'] ?? randomUUID(),
        envois: envois ?? [],
        plus,
      })
      return lire(c, requete.params.numero)
    },
  )
  api.get(
    '/api/v1/tickets/:numero/fichiers/:fichier',
    {
      schema: {
        summary: fr.emission.fichiers.api,
        description: fr.pieces.api.contenuTexte,
        tags: ['tickets'],
        params: params.extend({ fichier: z.string().max(60) }),
        response: ERREURS,
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { brut } = await servirFichierDuTicket(c, await lireTicket(c.db, c.utilisateur.id, requete.params.numero))
      return reponse.send(brut as never) as never
    },
  )
}
