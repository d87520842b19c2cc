import { z } from 'zod'
import { laisser } from '#app/api/corps.ts'
import type { Api } from '#app/api/index.ts'
import { DemandeVue, demandeVue, ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { connecte, exigerPreuveRecente } from '#app/api/session.ts'
import { preuveVoulue } from '#app/comptes/preuve.ts'
import type { Programme } from '#app/contexte.ts'
import { demandesEnFeuille } from '#app/demandes/feuille.ts'
import { listerDemandes, TRIS_DEMANDES } from '#app/demandes/lister.ts'
import { donnerMonAvis, lireMonAvis } from '#app/demandes/mon-avis.ts'
import { annulerDemande, lireDemande, refus, schemaComplet, soumettre, type Demande } from '#demandes/index.ts'
import { ETATS_DEMANDE } from '#demandes/recu.ts'
import { fr } from '#ui/textes/index.ts'

const CLE = z.string().trim().min(1).max(200)

/** One route a type, from its definition: `soumettre` is the only validator, so the route lets the body through. */
export function routesDemandes(api: Api, programme: Programme, definitions: Demande[]) {
  for (const definition of definitions)
    api.post(
      `/api/v1/demandes/${definition.type}`,
      {
        schema: {
          summary: fr.demandes.phrases[definition.type] ?? definition.type,
          tags: ['demandes'],
          body: schemaComplet(definition),
          querystring: z.strictObject({ simulation: z.enum(['oui', 'non']).optional() }),
          headers: z.looseObject({ 'idempotency-key': CLE.optional() }),
          response: { 200: DemandeVue, 201: DemandeVue, ...ERREURS },
        },
        validatorCompiler: laisser,
      },
      async (requete, reponse) => {
        const c = await connecte(programme, requete, reponse)
        const simulation = requete.query.simulation === 'oui'
        if (preuveVoulue(definition, requete.body) && !simulation) exigerPreuveRecente(c)
        const { recu } = await soumettre(c, {
          definition,
          auteur: c.utilisateur,
          corps: requete.body,
          cle: requete.headers['idempotency-key'] ?? null,
          simulation,
        })
        return reponse.code(simulation ? 200 : 201).send(demandeVue(recu))
      },
    )

  api.get(
    '/api/v1/demandes',
    {
      schema: {
        summary: fr.api.mesDemandes,
        tags: ['demandes'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_DEMANDES).optional(),
          etat: z.enum(ETATS_DEMANDE).optional(),
          type: z.enum(definitions.map((d) => d.type)).optional(),
          structure: z.guid().optional(),
        }),
        response: { 200: liste(DemandeVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, demandesEnFeuille, (f) => listerDemandes(c.db, c.utilisateur.id, f), demandeVue)
    },
  )

  const numero = z.strictObject({ numero: z.string().regex(/^RITM\d{7,12}$/) })
  api.get(
    '/api/v1/demandes/:numero',
    {
      schema: {
        summary: fr.api.uneDemande,
        tags: ['demandes'],
        params: z.object({ numero: z.string() }),
        response: { 200: DemandeVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const lue = numero.safeParse(requete.params).success ? await lireDemande(c.db, requete.params.numero, c.utilisateur) : null
      if (!lue) throw refus(fr, 'introuvable')
      return demandeVue(lue)
    },
  )
  api.post(
    '/api/v1/demandes/:numero/avis',
    {
      schema: {
        summary: fr.demandes.avis.api,
        tags: ['demandes'],
        params: z.object({ numero: z.string() }),
        body: z.strictObject({ note: z.number().default(0), texte: z.string().max(20_000).nullish() }),
        response: { 200: z.object({ note: z.number(), texte: z.string().nullable() }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const lue = numero.safeParse(requete.params).success ? await lireDemande(c.db, requete.params.numero, c.utilisateur) : null
      if (!lue) throw refus(fr, 'introuvable')
      await donnerMonAvis(c, lue, c.utilisateur.id, { note: requete.body.note, texte: requete.body.texte ?? '' })
      return (await lireMonAvis(c.db, requete.params.numero, c.utilisateur.id))!
    },
  )
  api.post(
    '/api/v1/demandes/:numero/annulation',
    {
      schema: {
        summary: fr.api.annuler,
        tags: ['demandes'],
        params: z.object({ numero: z.string() }),
        body: z.strictObject({ motif: z.string().trim().max(500).optional() }).nullish(),
        response: { 200: DemandeVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!numero.safeParse(requete.params).success) throw refus(fr, 'introuvable')
      return demandeVue(await annulerDemande(c, requete.params.numero, c.utilisateur, requete.body?.motif))
    },
  )
}
