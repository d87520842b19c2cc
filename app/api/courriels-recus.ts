import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { exigerOperateur } from '#app/exploitation/acces.ts'
import { RAISONS } from '#app/support/courriels/juger.ts'
import {
  courrielsEnFeuille,
  ETATS_COURRIEL,
  lireCourriel,
  listerCourriels,
  TRIS_COURRIELS,
  type CourrielEnListe,
} from '#app/support/courriels/lister.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const texte = z.string().nullable()
const CourrielVue = z
  .object({
    id: z.string(),
    recuLe: z.string(),
    de: texte,
    objet: texte,
    taille: z.number(),
    etat: z.enum(ETATS_COURRIEL),
    raison: z.enum(RAISONS).nullable(),
    ticket: texte,
  })
  .meta({ id: 'CourrielRecu' })
const CourrielEntierVue = CourrielVue.extend({
  texte,
  enveloppeDe: texte,
  enveloppeA: z.array(z.string()),
  ip: texte,
  traiteLe: texte,
  reponduLe: texte,
}).meta({ id: 'CourrielRecuEntier' })

const vue = <T extends CourrielEnListe>(r: T) => ({ ...r, recuLe: r.recuLe.toISOString() })

/** What came by mail for tickets: the operator's alone (TIC-08). */
export function routesCourrielsRecus(api: Api, programme: Programme) {
  const x = fr.courrielsRecus
  api.get(
    '/api/v1/exploitation/courriels-recus',
    {
      schema: {
        summary: x.api,
        tags: ['exploitation'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_COURRIELS).optional(),
          etat: z.enum(ETATS_COURRIEL).optional(),
          raison: z.enum(RAISONS).optional(),
        }),
        response: { 200: liste(CourrielVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      return repondreListe(requete, reponse, courrielsEnFeuille, (f) => listerCourriels(c.db, f), vue)
    },
  )
  api.get(
    '/api/v1/exploitation/courriels-recus/:id',
    {
      schema: {
        summary: x.apiUn,
        tags: ['exploitation'],
        params: z.object({ id: z.string().max(50) }),
        response: { 200: CourrielEntierVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      const r = estUuid(requete.params.id) ? await lireCourriel(c.db, requete.params.id) : null
      if (!r) throw refus(fr, 'introuvable')
      return { ...vue(r), traiteLe: r.traiteLe?.toISOString() ?? null, reponduLe: r.reponduLe?.toISOString() ?? null }
    },
  )
}
