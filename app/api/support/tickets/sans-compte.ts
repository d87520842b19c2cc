import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { ERREURS } from '#app/api/formes.ts'
import { routeDEnvoi } from '#app/api/organisation/pieces-jointes.ts'
import { AVIS, avisDe, ENVOIS, TicketVue, vueDuTicket } from '#app/api/support/tickets/schemas.ts'
import { adresseCanonique } from '#app/comptes/adresse.ts'
import { refusBlocage } from '#app/comptes/connexion.ts'
import { limiterFormulaire } from '#app/comptes/tentatives.ts'
import { creerContexte, type Contexte, type Programme } from '#app/contexte.ts'
import { contactDuLien, demanderLienDeSupport, ecrireSansCompte, lireLienDeSupport } from '#app/support/sans-compte/contact.ts'
import { fermerSuivi, lireSuivi } from '#app/support/sans-compte/suivi.ts'
import { milieuDuSuivi } from '#app/support/sans-compte/suivre.page.tsx'
import { agirSurTicket } from '#app/support/tickets/agir.ts'
import { noterTicket } from '#app/support/tickets/emetteur/satisfaction.ts'
import { lireFichiers } from '#app/support/tickets/fichiers.ts'
import { lireActivites, lireTicket } from '#app/support/tickets/lire.ts'
import { servirFichierDuTicket } from '#app/support/tickets/ticket.fichier.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { debutDe } from '#platform/plier.ts'
import { fr } from '#ui/textes/index.ts'

const court = z.string().max(300).nullish()
const Saisie = z.strictObject({
  jeton: z.string().max(100).default(''),
  nom: court,
  sousCategorie: court,
  destinataire: court,
  codeService: court,
  telephone: court,
  titre: z.string().max(20_000).nullish(),
  description: z.string().max(20_000).nullish(),
  envois: ENVOIS,
})

/** Help without an account (SUP-01), by the same links as the screens: an address answers first. */
export function routesSansCompte(api: Api, programme: Programme) {
  const x = fr.emission.sansCompte.api
  const params = z.object({ jeton: z.string().max(100) })
  const headers = z.looseObject({ 'idempotency-key': z.guid().optional() })
  const lire = async (c: Contexte, jeton: string) => {
    const s = await lireSuivi(c.db, jeton, c.settings.SECRET_KEY)
    if (!s) throw refus(fr, 'introuvable')
    return s
  }
  const rendre = async (c: Contexte, jeton: string) => {
    const s = await lire(c, jeton)
    const qui = { contact: s.contact.id }
    const t = await lireTicket(c.db, qui, s.numero)
    if (!t) throw refus(fr, 'introuvable')
    return vueDuTicket(t, await lireActivites(c.db, t, qui), await lireFichiers(c.db, t), null)
  }
  const contexte = async (requete: FastifyRequest, reponse: FastifyReply): Promise<Contexte> => ({
    ...(await creerContexte(programme, requete, reponse, { menu: false })),
    t: fr,
  })
  api.post(
    '/api/v1/support/liens',
    {
      schema: {
        summary: x.demander,
        tags: ['tickets'],
        security: [],
        body: z.strictObject({ adresse: z.string().max(300).default('') }),
        response: { 202: z.object({}), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await contexte(requete, reponse)
      const adresse = adresseCanonique(requete.body.adresse)
      if (!adresse) throw refusDeChamps(fr, [{ champ: 'adresse', code: 'format', message: fr.comptes.champs.adresseInvalide }])
      const blocage = await limiterFormulaire(c.db, requete.ip, c.settings.LIMITE_PAR_MINUTE)
      if (blocage) throw refusBlocage(blocage)
      await demanderLienDeSupport(c, adresse, c.langue)
      return reponse.code(202).send({})
    },
  )
  api.post(
    '/api/v1/support/tickets',
    {
      schema: {
        summary: x.creer,
        tags: ['tickets'],
        security: [],
        headers,
        body: Saisie,
        response: { 201: z.object({ suivi: z.string() }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await contexte(requete, reponse)
      const { jeton, nom, envois, ...saisie } = requete.body
      const lien = await lireLienDeSupport(c, jeton)
      const suivi =
        lien &&
        (await ecrireSansCompte(c, lien, {
          cle: requete.headers['idempotency-key'] ?? randomUUID(),
          nom: debutDe(nom?.trim() ?? '', 100) || null,
          saisie,
          envois: envois ?? [],
          fautes: [],
        }))
      if (!suivi) throw refus(fr, 'introuvable')
      return reponse.code(201).send({ suivi })
    },
  )
  routeDEnvoi(
    api,
    '/api/v1/support/envois',
    {
      schema: {
        summary: x.deposer,
        description: x.deposerTexte,
        tags: ['tickets'],
        security: [],
        querystring: z.strictObject({ jeton: z.string().max(100).catch('') }),
      },
    },
    async (requete, reponse) => {
      const c = await contexte(requete, reponse)
      const { jeton } = requete.query as { jeton: string }
      const lien = await lireLienDeSupport(c, jeton)
      const id = lien?.etat === 'valable' ? (await contactDuLien(c, lien)).id : (await lire(c, jeton)).contact.id
      return { c, deposant: { id, sansCompte: true } }
    },
  )
  api.get(
    '/api/v1/support/suivi/:jeton',
    { schema: { summary: x.lire, tags: ['tickets'], security: [], params, response: { 200: TicketVue, ...ERREURS } } },
    async (requete, reponse) => rendre(await contexte(requete, reponse), requete.params.jeton),
  )
  api.post(
    '/api/v1/support/suivi/:jeton/actions',
    {
      schema: {
        summary: x.agir,
        tags: ['tickets'],
        security: [],
        headers,
        params,
        body: z.strictObject({ action: z.string().max(30).default(''), texte: z.string().max(20_000).nullish(), envois: ENVOIS }),
        response: { 200: TicketVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await contexte(requete, reponse)
      const s = await lire(c, requete.params.jeton)
      await agirSurTicket(milieuDuSuivi(c, s), s.numero, {
        action: requete.body.action,
        texte: requete.body.texte?.trim() || null,
        cle: requete.headers['idempotency-key'] ?? randomUUID(),
        envois: requete.body.envois ?? [],
      })
      return rendre(c, requete.params.jeton)
    },
  )
  api.put(
    '/api/v1/support/suivi/:jeton/satisfaction',
    {
      schema: {
        summary: x.noter,
        tags: ['tickets'],
        security: [],
        params,
        body: AVIS,
        response: { 204: z.null(), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await contexte(requete, reponse)
      const s = await lire(c, requete.params.jeton)
      await noterTicket(c, { contact: s.contact.id }, s.numero, avisDe(requete.body))
      return reponse.code(204).send(null)
    },
  )
  api.get(
    '/api/v1/support/suivi/:jeton/fichiers/:fichier',
    {
      schema: {
        summary: x.fichier,
        description: fr.pieces.api.contenuTexte,
        tags: ['tickets'],
        security: [],
        params: params.extend({ fichier: z.string().max(60) }),
        response: ERREURS,
      },
    },
    async (requete, reponse) => {
      const c = await contexte(requete, reponse)
      const s = await lire(c, requete.params.jeton)
      const { brut } = await servirFichierDuTicket(c, await lireTicket(c.db, { contact: s.contact.id }, s.numero))
      return reponse.send(brut as never) as never
    },
  )
  api.delete(
    '/api/v1/support/suivi/:jeton',
    { schema: { summary: x.fermer, tags: ['tickets'], security: [], params, response: { 204: z.null(), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await contexte(requete, reponse)
      await fermerSuivi(c.db, (await lire(c, requete.params.jeton)).id)
      return reponse.code(204).send(null)
    },
  )
}
