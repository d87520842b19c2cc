import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { creerReponse, modifierReponse, supprimerReponse } from '#app/support/reponses/changer.ts'
import { lireReponse, listerReponses, TRIS_REPONSES, type ReponseType } from '#app/support/reponses/lire.ts'
import { remplir, valeursDe } from '#app/support/reponses/remplir.ts'
import { lireTicket } from '#app/support/tickets/lire.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const ReponseVue = z
  .object({
    id: z.string(),
    titre: z.string(),
    texte: z.string(),
    titreEn: z.string().nullable(),
    texteEn: z.string().nullable(),
    structure: z.object({ id: z.string(), raisonSociale: z.string() }).nullable(),
    modifieLe: z.string(),
  })
  .meta({ id: 'ReponseType' })
const vue = (r: ReponseType) => ({ ...r, modifieLe: r.modifieLe.toISOString() })

const enFeuille = (elements: ReponseType[]) => {
  const x = fr.traitement.reponses
  return {
    nom: 'reponses-pretes',
    entetes: [x.nom, x.texte, x.pour, x.modifiee],
    lignes: elements.map((r) => [r.titre, r.texte, r.structure?.raisonSociale ?? x.portail, r.modifieLe]),
  }
}

/** Canned answers: the same rules as the screens (TIC-08). */
export function routesReponsesTypes(api: Api, programme: Programme) {
  const x = fr.traitement.api.reponses
  const params = z.object({ id: z.string().max(60) })
  const corps = {
    titre: z.string().max(1000).default(''),
    texte: z.string().max(20_000).default(''),
    titreEn: z.string().max(1000).default(''),
    texteEn: z.string().max(20_000).default(''),
  }
  const lire = async (c: Awaited<ReturnType<typeof connecte>>, id: string) => {
    const r = await lireReponse(c.db, c.utilisateur, id)
    if (!r) throw refus(fr, 'introuvable')
    return r
  }
  api.get(
    '/api/v1/reponses-types',
    {
      schema: {
        summary: x.lister,
        tags: ['tickets'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_REPONSES).optional(),
          structure: z.union([z.enum(['portail']), z.guid()]).optional(),
        }),
        response: { 200: liste(ReponseVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, enFeuille, (f) => listerReponses(c.db, c.utilisateur, f), vue)
    },
  )
  api.post(
    '/api/v1/reponses-types',
    {
      schema: {
        summary: x.creer,
        tags: ['tickets'],
        headers: z.looseObject({ 'idempotency-key': z.guid().optional() }),
        body: z.strictObject({ ...corps, pour: z.string().max(60).default('') }),
        response: { 201: ReponseVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const id = await creerReponse(c, requete.headers['idempotency-key'] ?? randomUUID(), requete.body)
      return reponse.code(201).send(vue(await lire(c, id)))
    },
  )
  api.get(
    '/api/v1/reponses-types/:id',
    {
      schema: {
        summary: x.un,
        tags: ['tickets'],
        params,
        querystring: z.strictObject({ ticket: z.string().max(30).optional() }),
        response: { 200: ReponseVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const r = await lire(c, requete.params.id)
      const t = requete.query.ticket ? await lireTicket(c.db, c.utilisateur.id, requete.query.ticket) : null
      if (requete.query.ticket && !t?.destinataireNiveau) throw refus(fr, 'introuvable')
      return vue(t ? { ...r, texte: remplir(r.texte, valeursDe(t)), texteEn: r.texteEn && remplir(r.texteEn, valeursDe(t)) } : r)
    },
  )
  api.put(
    '/api/v1/reponses-types/:id',
    { schema: { summary: x.modifier, tags: ['tickets'], params, body: z.strictObject(corps), response: { 200: ReponseVue, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await lire(c, requete.params.id)
      await modifierReponse(c, requete.params.id, requete.body)
      return vue(await lire(c, requete.params.id))
    },
  )
  api.delete(
    '/api/v1/reponses-types/:id',
    { schema: { summary: x.supprimer, tags: ['tickets'], params, response: { 204: z.null(), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await lire(c, requete.params.id)
      await supprimerReponse(c, requete.params.id)
      return reponse.code(204).send(null)
    },
  )
}
