import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { CLE, corps, saisieDe } from '#app/api/communication/saisie.ts'
import type { Api } from '#app/api/index.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import { incidentsEnFeuille } from '#app/communication/feuille.ts'
import {
  ETATS_INCIDENT,
  GENRES_INCIDENT,
  lireIncident,
  listerIncidents,
  TRIS_INCIDENT,
  type Incident,
} from '#app/communication/incidents/lire.ts'
import { CHAMPS_INCIDENT, publierIncident, terminerIncident } from '#app/communication/incidents/publier.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { exigerOperateur } from '#app/exploitation/acces.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const texte = z.string().nullable()
const IncidentVue = z
  .object({
    id: z.string(),
    genre: z.enum(GENRES_INCIDENT),
    titre: z.string(),
    texte: z.string(),
    titreEn: texte,
    texteEn: texte,
    debut: z.string(),
    fin: texte,
    modifieLe: z.string(),
    etat: z.enum(ETATS_INCIDENT),
  })
  .meta({ id: 'Incident' })

const vue = (i: Incident) => ({
  ...i,
  debut: i.debut.toISOString(),
  fin: i.fin?.toISOString() ?? null,
  modifieLe: i.modifieLe.toISOString(),
})

/** Incidents and maintenance: everybody reads them, the operator tells them (COM-03). */
export function routesIncidents(api: Api, programme: Programme) {
  const x = fr.communication.api
  const params = z.object({ id: z.string().max(50) })
  const un = async (id: string) => {
    const i = estUuid(id) ? await lireIncident(programme.db, id) : null
    if (!i) throw refus(fr, 'introuvable')
    return vue(i)
  }
  api.get(
    '/api/v1/incidents',
    {
      schema: {
        summary: x.incidents,
        tags: ['communication'],
        security: [],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_INCIDENT).optional(),
          genre: z.enum(GENRES_INCIDENT).optional(),
          etat: z.enum(ETATS_INCIDENT).optional(),
        }),
        response: { 200: liste(IncidentVue), ...ERREURS },
      },
    },
    async (requete, reponse) => repondreListe(requete, reponse, incidentsEnFeuille, (f) => listerIncidents(programme.db, f), vue),
  )
  api.get(
    '/api/v1/incidents/:id',
    { schema: { summary: x.incident, tags: ['communication'], security: [], params, response: { 200: IncidentVue, ...ERREURS } } },
    async (requete) => un(requete.params.id),
  )
  api.post(
    '/api/v1/incidents',
    {
      schema: {
        summary: x.publierIncident,
        tags: ['communication'],
        headers: CLE,
        body: corps(CHAMPS_INCIDENT),
        response: { 201: IncidentVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      return reponse
        .code(201)
        .send(await un(await publierIncident(c, requete.headers['idempotency-key'] ?? randomUUID(), saisieDe(requete.body), null)))
    },
  )
  api.post(
    '/api/v1/incidents/:id',
    {
      schema: {
        summary: x.modifierIncident,
        tags: ['communication'],
        params,
        body: corps(CHAMPS_INCIDENT),
        response: { 200: IncidentVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      const { id } = await un(requete.params.id)
      return un(await publierIncident(c, randomUUID(), saisieDe(requete.body), id))
    },
  )
  api.post(
    '/api/v1/incidents/:id/fin',
    { schema: { summary: x.terminerIncident, tags: ['communication'], params, response: { 200: IncidentVue, ...ERREURS } } },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      const { id } = await un(requete.params.id)
      await terminerIncident(c, id)
      return un(id)
    },
  )
}
