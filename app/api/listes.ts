import { z } from 'zod'
import { ERREURS, liste, listeEntiere } from '#app/api/formes.ts'
import { laisser, lireCorps } from '#app/api/corps.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import { uneFois } from '#app/api/une-fois.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { enregistrerVue, lireVue, LISTES, modifierVue, supprimerVue, vuesDe, type ErreurVue, type Vue } from '#app/listes/index.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const VueVue = z
  .object({
    id: z.string(),
    liste: z.enum(LISTES),
    nom: z.string(),
    requete: z.string(),
    mienne: z.boolean(),
    structure: z.object({ id: z.string(), nom: z.string() }).nullable(),
    auteur: z.object({ prenom: z.string(), nom: z.string() }),
  })
  .meta({ id: 'VueEnregistree' })
const CHAMPS: Partial<Record<ErreurVue, string>> = { 'structure-inconnue': 'structure', 'requete-trop-longue': 'requete' }

/** Saved views of lists (POR-15): one's own, and those shared within one's structures. */
export function routesVues(api: Api, programme: Programme) {
  const x = fr.listes.api
  const params = z.object({ id: z.string().max(60) })
  const saisie = { nom: z.string().max(1000).default(''), structure: z.guid().nullish().meta({ description: x.partage }) }
  const Nouvelle = z.strictObject({
    ...saisie,
    liste: z.enum(LISTES),
    requete: z.string().max(10_000).default('').meta({ description: x.requete }),
  })
  const fait = (issue: { id: string } | { erreur: ErreurVue }): string => {
    if ('id' in issue) return issue.id
    throw refusDeChamps(fr, [{ champ: CHAMPS[issue.erreur] ?? 'nom', code: issue.erreur, message: fr.listes.erreurs[issue.erreur]! }])
  }
  const lire = async (c: Awaited<ReturnType<typeof connecte>>, id: string): Promise<Vue> => {
    const vue = estUuid(id) ? await lireVue(c.db, c.utilisateur.id, id) : null
    if (!vue) throw refus(fr, 'introuvable')
    return vue
  }
  api.get(
    '/api/v1/vues',
    {
      schema: {
        summary: x.lister,
        tags: ['vues'],
        querystring: z.strictObject({ liste: z.enum(LISTES).optional() }),
        response: { 200: liste(VueVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { liste: de } = lireCorps(z.object({ liste: z.enum(LISTES) }), requete.query)
      const elements = await vuesDe(c.db, c.utilisateur.id, de)
      return listeEntiere(elements)
    },
  )
  api.post(
    '/api/v1/vues',
    {
      schema: {
        summary: x.creer,
        tags: ['vues'],
        headers: z.looseObject({ 'idempotency-key': z.guid().optional() }),
        body: Nouvelle,
        response: { 201: VueVue, ...ERREURS },
      },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { liste: de, requete: filtres, nom, structure = null } = lireCorps(Nouvelle, requete.body)
      const cle = requete.headers['idempotency-key']
      const id = fait(
        await uneFois(
          cle,
          nom,
          async (v) => lireVue(c.db, c.utilisateur.id, v),
          async () => enregistrerVue(c.db, c.utilisateur.id, de, filtres, { nom, structure }, cle),
        ),
      )
      return reponse.code(201).send(await lire(c, id))
    },
  )
  api.get(
    '/api/v1/vues/:id',
    { schema: { summary: x.une, tags: ['vues'], params, response: { 200: VueVue, ...ERREURS } } },
    async (requete, reponse) => lire(await connecte(programme, requete, reponse), requete.params.id),
  )
  api.put(
    '/api/v1/vues/:id',
    { schema: { summary: x.modifier, tags: ['vues'], params, body: z.strictObject(saisie), response: { 200: VueVue, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { id } = await lire(c, requete.params.id)
      fait(await modifierVue(c.db, c.utilisateur.id, id, { nom: requete.body.nom, structure: requete.body.structure ?? null }))
      return lire(c, id)
    },
  )
  api.delete(
    '/api/v1/vues/:id',
    { schema: { summary: x.supprimer, tags: ['vues'], params, response: { 204: z.null(), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await supprimerVue(c.db, c.utilisateur.id, (await lire(c, requete.params.id)).id)
      return reponse.code(204).send(null)
    },
  )
}
