import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ERREURS } from '#app/api/formes.ts'
import { laisser, lireCorps } from '#app/api/corps.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { PRIORITES, TEXTE_MAX } from '#app/support/tickets/champs.ts'
import { lireTraitement } from '#app/support/tickets/destinataire/lire.ts'
import { lireTicket } from '#app/support/tickets/lire.ts'
import { variableInconnue } from '#app/support/reponses/remplir.ts'
import { MAXIMUM, repondreATous } from '#app/support/tickets/destinataire/lot.ts'
import { prendreLeSuivant } from '#app/support/tickets/destinataire/suivant.ts'
import { direPresence } from '#app/support/tickets/presence.ts'
import { suivreTicket } from '#app/support/tickets/destinataire/suivre.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const Nomme = z.object({ id: z.string(), titre: z.string() })
const TraitementVu = z
  .object({
    equipe: z.array(z.object({ id: z.string(), nom: z.string() })),
    reponses: z.array(Nomme),
    incidents: z.array(Nomme),
    voisins: z.array(z.object({ numero: z.string(), titre: z.string() })),
    reunis: z.array(z.string()),
    suivi: z.boolean(),
  })
  .meta({ id: 'TraitementDuTicket' })

const Lot = z.strictObject({
  numeros: z.array(z.string().max(30)).min(1).max(MAXIMUM),
  action: z.enum(['resoudre', 'demander']),
  texte: z.string().trim().min(1).max(TEXTE_MAX),
  quandMeme: z.boolean().default(false),
  incident: z.guid().optional(),
})

/** Among which the next is taken: the filters of the list. */
const Parmi = z.strictObject({
  recherche: z.string().max(200).optional(),
  categorie: z.string().max(50).optional(),
  sousCategorie: z.string().max(50).optional(),
  priorite: z.enum(PRIORITES).optional(),
  service: z.guid().optional(),
  incident: z.guid().optional(),
})

/** The recipient's side of a ticket (TIC-08), besides its actions. */
export function routesTicketsRecus(api: Api, programme: Programme) {
  const x = fr.traitement.api
  const params = z.object({ numero: z.string().max(30) })
  const recu = async (c: Awaited<ReturnType<typeof connecte>>, numero: string) => {
    const t = await lireTicket(c.db, c.utilisateur.id, numero)
    if (!t || t.destinataireNiveau === 0) throw refus(fr, 'introuvable')
    return t
  }
  api.get(
    '/api/v1/tickets/:numero/traitement',
    { schema: { summary: x.traitement, tags: ['tickets'], params, response: { 200: TraitementVu, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return (await lireTraitement(c.db, await recu(c, requete.params.numero), c.utilisateur.id))!
    },
  )
  api.post(
    '/api/v1/tickets/suivant',
    {
      schema: {
        summary: x.suivant,
        tags: ['tickets'],
        headers: z.looseObject({ 'idempotency-key': z.guid().optional() }),
        body: Parmi.nullish(),
        response: { 200: z.object({ numero: z.string().nullable() }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return { numero: await prendreLeSuivant(c, requete.body ?? {}, requete.headers['idempotency-key'] ?? randomUUID()) }
    },
  )
  for (const [methode, suivre] of [
    ['put', true],
    ['delete', false],
  ] as const)
    api[methode](
      '/api/v1/tickets/:numero/suivi',
      { schema: { summary: suivre ? x.suivre : x.nePlusSuivre, tags: ['tickets'], params, response: { 204: z.null(), ...ERREURS } } },
      async (requete, reponse) => {
        const c = await connecte(programme, requete, reponse)
        await suivreTicket(c, requete.params.numero, suivre)
        return reponse.code(204).send(null)
      },
    )
  api.post(
    '/api/v1/tickets/reponses',
    {
      schema: {
        summary: x.lot,
        tags: ['tickets'],
        headers: z.looseObject({ 'idempotency-key': z.guid().optional() }),
        body: Lot,
        response: {
          200: z.object({
            issues: z.array(z.object({ numero: z.string(), issue: z.enum(['faite', 'laissee']), detail: z.string().nullable() })),
          }),
          ...ERREURS,
        },
      },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { numeros, ...r } = lireCorps(Lot, requete.body)
      const inconnue = variableInconnue(r.texte)
      if (inconnue)
        throw refusDeChamps(c.t, [{ champ: 'texte', code: 'valeur-inconnue', message: c.t.traitement.reponses.fautes.variable(inconnue) }])
      return { issues: await repondreATous(c, requete.headers['idempotency-key'] ?? randomUUID(), [...new Set(numeros)], r) }
    },
  )
  api.post(
    '/api/v1/tickets/:numero/presence',
    { schema: { summary: x.presence, tags: ['tickets'], params, response: { 204: z.null(), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await direPresence(c.db, await recu(c, requete.params.numero), c.utilisateur.id)
      return reponse.code(204).send(null)
    },
  )
}
