import { z } from 'zod'
import { ERREURS, liste, PARAMETRES_LISTE, RefStructureVue } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { mandatsEnFeuille } from '#app/facturation/feuille.ts'
import { ETATS_MANDATS, listerMandats, SENS_MANDATS, type Mandat } from '#app/facturation/mandats.ts'
import { fr } from '#ui/textes/index.ts'

const MandatVu = z
  .object({
    id: z.string().nullable(),
    mandant: RefStructureVue,
    mandataire: RefStructureVue,
    debut: z.string(),
    fin: z.string().nullable(),
    sens: z.enum(SENS_MANDATS),
    etat: z.enum(ETATS_MANDATS),
    demande: z.string().nullable(),
    actions: z.object({ terminer: z.boolean() }),
  })
  .meta({ id: 'MandatFacturation' })

const vue = ({ id, sens, mienne, autre, debut, fin, etat, numero, peutTerminer }: Mandat) => ({
  id,
  mandant: sens === 'donne' ? mienne : autre,
  mandataire: sens === 'donne' ? autre : mienne,
  debut: new Date(debut).toISOString(),
  fin: fin && new Date(fin).toISOString(),
  sens,
  etat,
  demande: numero,
  actions: { terminer: peutTerminer },
})

/** The mandates of one's structures, once for each side that is one's own. */
export function routesMandats(api: Api, programme: Programme) {
  const filtres = z.strictObject({ ...PARAMETRES_LISTE, etat: z.enum(ETATS_MANDATS).optional(), sens: z.enum(SENS_MANDATS).optional() })
  api.get(
    '/api/v1/mandats',
    { schema: { summary: fr.mandats.mesMandats, tags: ['mandats'], querystring: filtres, response: { 200: liste(MandatVu), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, mandatsEnFeuille, (f) => listerMandats(c.db, c.utilisateur.id, f), vue)
    },
  )
}
