import { z } from 'zod'
import { ERREURS, liste, listeEntiere } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { exigerOperateur } from '#app/exploitation/acces.ts'
import { chercherComptes, lireCompte } from '#app/exploitation/comptes.ts'
import { refus } from '#demandes/index.ts'
import { ETATS_DEMANDE } from '#demandes/recu.ts'
import { fr } from '#ui/textes/index.ts'

const TROUVE = { id: z.string(), prenom: z.string(), nom: z.string(), adresseElectronique: z.string(), estActif: z.boolean() }
const CompteTrouve = z.object(TROUVE).meta({ id: 'CompteTrouve' })
const CompteVu = z
  .object({
    ...TROUVE,
    adresseVerifiee: z.boolean(),
    adresseContact: z.string().nullable(),
    creeLe: z.string(),
    derniereConnexionLe: z.string().nullable(),
    application: z.boolean(),
    clesAcces: z.number(),
    structures: z.array(z.object({ id: z.string(), nom: z.string(), role: z.enum(['gestionnaire', 'utilisateur']) })),
    nombreStructures: z.number(),
    demandes: z.array(z.object({ numero: z.string(), type: z.string(), etat: z.enum(ETATS_DEMANDE), creeLe: z.string() })),
  })
  .meta({ id: 'Compte' })

/** An account by the whole address or the whole name of its owner: the operator's alone. */
export function routesComptes(api: Api, programme: Programme) {
  const x = fr.comptesDuPortail
  const tags = ['exploitation']
  api.get(
    '/api/v1/exploitation/comptes',
    {
      schema: {
        summary: x.api.chercher,
        description: x.rechercheAide,
        tags,
        querystring: z.strictObject({ recherche: z.string().max(254).default('') }),
        response: { 200: liste(CompteTrouve), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      exigerOperateur(c)
      return listeEntiere(await chercherComptes(c.db, requete.query.recherche))
    },
  )
  api.get(
    '/api/v1/exploitation/comptes/:id',
    { schema: { summary: x.api.lire, tags, params: z.object({ id: z.string() }), response: { 200: CompteVu, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      exigerOperateur(c)
      const u = estUuid(requete.params.id) ? await lireCompte(c.db, requete.params.id.toLowerCase()) : null
      if (!u) throw refus(fr, 'introuvable')
      const { cles, creeLe, derniereConnexionLe, ...reste } = u
      return {
        ...reste,
        clesAcces: cles,
        creeLe: creeLe.toISOString(),
        derniereConnexionLe: derniereConnexionLe?.toISOString() ?? null,
        demandes: u.demandes.map((d) => ({ ...d, etat: d.etat as (typeof ETATS_DEMANDE)[number] })),
      }
    },
  )
}
