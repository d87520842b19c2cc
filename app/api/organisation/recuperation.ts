import { z } from 'zod'
import { laisser, lireCorps } from '#app/api/corps.ts'
import type { Api } from '#app/api/index.ts'
import { ERREURS, liste, listeEntiere, RefStructureVue, RefUtilisateur } from '#app/api/formes.ts'
import { connecte, exigerPreuveRecente, type ContexteConnecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { estOperateur, exigerOperateur } from '#app/exploitation/acces.ts'
import { servirFichier } from '#app/organisation/pieces-jointes/servir.ts'
import { deciderRecuperation } from '#app/organisation/recuperation/decider.ts'
import { contesterCreation } from '#app/organisation/recuperation/contester.ts'
import { arreterRecuperation, demanderRecuperation } from '#app/organisation/recuperation/demander.ts'
import { jugerContestation, jugerRecuperation, motifNet } from '#app/organisation/recuperation/juger.ts'
import {
  ETATS_RECUPERATION,
  lirePieceDeRecuperation,
  lireRecuperation,
  listerRecuperations,
  mesRecuperations,
  type Recuperation,
} from '#app/organisation/recuperation/lire.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const temps = z.string().nullable()
const RecuperationVue = z
  .object({
    id: z.string(),
    structure: RefStructureVue,
    demandeur: RefUtilisateur,
    titulaire: RefUtilisateur.nullable(),
    contestation: z.boolean(),
    motif: z.string(),
    etat: z.enum(ETATS_RECUPERATION),
    creeLe: z.string(),
    attenteJusqua: z.string(),
    rappelLe: temps,
    oppositionLe: temps,
    oppositionMotif: temps,
    decideeLe: temps,
    decisionMotif: temps,
    piece: z.object({ nom: z.string(), type: z.string().nullable(), taille: z.number().nullable() }).nullable(),
  })
  .meta({ id: 'Recuperation' })

const Saisie = z.strictObject({
  structure: z.string().max(50).default(''),
  typeIdentifiant: z.string().max(20).optional(),
  identifiant: z.string().max(100).optional(),
  motif: z.string().max(5000).default(''),
  piece: z.string().max(50).default(''),
})
const Decision = z.strictObject({ decision: z.enum(['accepter', 'refuser']), motif: z.string().max(1000).nullish() })

const iso = (d: Date | null) => d?.toISOString() ?? null
const vue = ({ piece, mure: _, ...r }: Recuperation) => ({
  ...r,
  creeLe: r.creeLe.toISOString(),
  attenteJusqua: r.attenteJusqua.toISOString(),
  rappelLe: iso(r.rappelLe),
  oppositionLe: iso(r.oppositionLe),
  decideeLe: iso(r.decideeLe),
  piece: piece && { nom: piece.nom, type: piece.type, taille: piece.taille },
})

/** A principal manager who cannot be found (PLUS-04): asked, followed, stopped; read and decided by the operator. */
export function routesRecuperations(api: Api, programme: Programme) {
  const x = fr.gouvernance.recuperation.api
  const tags = ['recuperations']
  const params = z.object({ id: z.string().max(50) })
  const une = async (c: ContexteConnecte, id: string) => {
    const r = estUuid(id) ? await lireRecuperation(c.db, id, estOperateur(c.utilisateur) ? 'operateur' : c.utilisateur) : null
    if (!r) throw refus(fr, 'introuvable')
    return r
  }
  api.get(
    '/api/v1/recuperations',
    {
      schema: {
        summary: x.lister,
        description: x.listerTexte,
        tags,
        querystring: z.strictObject({
          page: z.coerce.number().int().min(1).max(1000).default(1),
          taille: z.coerce.number().int().min(1).max(200).default(20),
          etat: z.enum(ETATS_RECUPERATION).optional(),
        }),
        response: { 200: liste(RecuperationVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { etat, ...page } = requete.query
      if (estOperateur(c.utilisateur)) {
        const toutes = await listerRecuperations(c.db, { ...page, ...(etat ? { etat } : {}) })
        return { ...toutes, elements: toutes.elements.map(vue), totalExact: true, ...page, suivant: null }
      }
      const miennes = (await mesRecuperations(c.db, c.utilisateur.id)).filter((r) => !etat || r.etat === etat)
      return listeEntiere(miennes.map(vue))
    },
  )
  api.get(
    '/api/v1/recuperations/:id',
    { schema: { summary: x.lire, tags, params, response: { 200: RecuperationVue, ...ERREURS } } },
    async (requete, reponse) => vue(await une(await connecte(programme, requete, reponse), requete.params.id)),
  )
  api.get(
    '/api/v1/recuperations/:id/piece',
    { schema: { summary: x.piece, tags, params, response: ERREURS } },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse)) as ContexteConnecte
      const piece = await lirePieceDeRecuperation(c.db, (await une(c, requete.params.id)).id)
      if (!piece) throw refus(fr, 'introuvable')
      return reponse.send((await servirFichier(c, piece)).brut as never) as never
    },
  )
  api.post(
    '/api/v1/recuperations',
    {
      schema: { summary: x.demander, description: x.demanderTexte, tags, body: Saisie, response: { 201: RecuperationVue, ...ERREURS } },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { structure, piece, typeIdentifiant, identifiant, ...saisi } = lireCorps(Saisie, requete.body)
      const motif = motifNet(saisi.motif)
      // Named by its identifier, and not by an id: somebody from outside, who disputes its creation.
      if (!structure && identifiant !== undefined) {
        const k = { typeIdentifiant: typeIdentifiant ?? 'SIRET', identifiant, motif }
        const fautes = jugerContestation(fr, { ...k, pieces: estUuid(piece) ? 1 : 0 })
        if (fautes.length) throw refusDeChamps(fr, fautes)
        return reponse.code(201).send(vue(await une(c, await contesterCreation(c, { ...k, envoi: piece }))))
      }
      const erreurs = jugerRecuperation(fr, { structure, motif, pieces: estUuid(piece) ? 1 : 0 })
      if (erreurs.length) throw refusDeChamps(fr, erreurs)
      return reponse.code(201).send(vue(await une(c, await demanderRecuperation(c, { structure, motif, envoi: piece }))))
    },
  )
  for (const [geste, summary, comme] of [
    ['opposition', x.opposer, 'titulaire'],
    ['retrait', x.retirer, 'demandeur'],
  ] as const)
    api.post(
      `/api/v1/recuperations/:id/${geste}`,
      {
        schema: {
          summary,
          tags,
          params,
          body: z.strictObject({ motif: z.string().max(500).nullish() }).nullish(),
          response: { 200: RecuperationVue, ...ERREURS },
        },
      },
      async (requete, reponse) => {
        const c = await connecte(programme, requete, reponse)
        const r = await une(c, requete.params.id)
        if (r[comme]?.id !== c.utilisateur.id) throw refus(fr, 'introuvable')
        await arreterRecuperation(c, r.id, comme, (requete.body?.motif ?? '').replace(/\p{Cc}/gu, ' ').trim() || null)
        return vue(await une(c, r.id))
      },
    )
  api.post(
    '/api/v1/recuperations/:id/decision',
    {
      schema: { summary: x.decider, tags, params, body: Decision, response: { 200: RecuperationVue, ...ERREURS } },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { id } = await une(c, requete.params.id)
      const operateur = exigerOperateur(c)
      exigerPreuveRecente(c)
      const { decision, motif } = lireCorps(Decision, requete.body)
      await deciderRecuperation(operateur, id, decision === 'accepter', motif ?? '')
      return vue(await une(c, id))
    },
  )
}
