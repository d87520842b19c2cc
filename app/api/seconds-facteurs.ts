import { z } from 'zod'
import { ERREURS } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte, exigerPreuveRecente } from '#app/api/session.ts'
import { leverSecondFacteur, lireProtection, type Protection } from '#app/comptes/secondfacteur/lever.ts'
import type { Programme } from '#app/contexte.ts'
import { exigerOperateur } from '#app/exploitation/acces.ts'
import { refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const ProtectionVue = z
  .object({
    id: z.string(),
    prenom: z.string(),
    nom: z.string(),
    adresseElectronique: z.string(),
    derniereConnexionLe: z.string().nullable(),
    applicationLe: z.string().nullable(),
    clesAcces: z.number(),
    sessions: z.number(),
  })
  .meta({ id: 'Protection' })
const vue = (p: Protection) => ({
  id: p.id,
  prenom: p.prenom,
  nom: p.nom,
  adresseElectronique: p.adresseElectronique,
  derniereConnexionLe: p.derniereConnexionLe?.toISOString() ?? null,
  applicationLe: p.applicationLe?.toISOString() ?? null,
  clesAcces: p.cles,
  sessions: p.sessions,
})

/** The operator takes away a lost second factor; the answer says what there was. */
export function routesSecondsFacteurs(api: Api, programme: Programme) {
  const x = fr.secondsFacteurs
  const tags = ['exploitation']
  const adresseElectronique = z.string().max(300).default('')
  api.get(
    '/api/v1/exploitation/seconds-facteurs',
    {
      schema: {
        summary: x.api.lire,
        tags,
        querystring: z.strictObject({ adresseElectronique }),
        response: { 200: ProtectionVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      exigerOperateur(c)
      const p = await lireProtection(c.db, requete.query.adresseElectronique)
      if (!p) throw refusDeChamps(fr, [{ champ: 'adresseElectronique', code: 'valeur-inconnue', message: x.fautes.inconnue }])
      return vue(p)
    },
  )
  api.post(
    '/api/v1/exploitation/seconds-facteurs',
    {
      schema: {
        summary: x.api.retirer,
        tags,
        body: z.strictObject({ adresseElectronique, motif: z.string().max(5000).default('') }),
        response: { 200: ProtectionVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      exigerOperateur(c)
      exigerPreuveRecente(c)
      return vue(await leverSecondFacteur(c, requete.body.adresseElectronique, requete.body.motif, 'adresseElectronique'))
    },
  )
}
