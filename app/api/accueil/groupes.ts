import { z } from 'zod'
import {
  creerGroupe,
  groupesDe,
  lireGroupe,
  membresDe,
  modifierGroupe,
  rattacheesParmi,
  supprimerGroupe,
  type IssueGroupe,
} from '#app/accueil/groupes/groupes.ts'
import { ERREURS, liste, listeEntiere, RefStructureVue } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte, type ContexteConnecte } from '#app/api/session.ts'
import { uneFois } from '#app/api/une-fois.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const GroupeVu = z.object({ id: z.string(), nom: z.string(), nombre: z.number() })
const GroupeEntier = GroupeVu.extend({ structures: z.array(RefStructureVue) }).meta({ id: 'GroupeStructures' })
const CODES = { vide: 'nom-manquant', long: 'nom-trop-long', pris: 'nom-deja-pris', trop: 'trop-de-groupes' } as const

/** One's own groups of structures, under names of one's own (POR-13). */
export function routesGroupes(api: Api, programme: Programme) {
  const x = fr.accueil.groupes
  const params = z.object({ id: z.string().max(60) })
  const corps = z.strictObject({
    nom: z.string().max(1000).default(''),
    structures: z.array(z.guid()).max(2000).optional().meta({ description: x.api.structures }),
  })
  const fait = (issue: IssueGroupe): string => {
    if ('id' in issue) return issue.id
    throw refusDeChamps(fr, [{ champ: 'nom', code: CODES[issue.erreur], message: x.erreurs[issue.erreur] }])
  }
  const lire = async (c: ContexteConnecte, id: string) => {
    const groupe = estUuid(id) ? await lireGroupe(c.db, c.utilisateur.id, id) : undefined
    if (!groupe) throw refus(fr, 'introuvable')
    const structures = await membresDe(c.db, c.utilisateur.id, groupe.id)
    return { ...groupe, nombre: structures.length, structures }
  }
  /** @throws Refus when one of them is not one's own */
  const choisies = async (c: ContexteConnecte, ids: string[]): Promise<string[]> => {
    const miennes = await rattacheesParmi(c.db, c.utilisateur.id, ids)
    if (new Set(ids.map((id) => id.toLowerCase())).size !== miennes.length)
      throw refusDeChamps(fr, [{ champ: 'structures', code: 'structure-inconnue', message: x.api.inconnue }])
    return miennes
  }
  api.get(
    '/api/v1/groupes',
    {
      schema: { summary: x.api.lister, tags: ['groupes'], querystring: z.strictObject({}), response: { 200: liste(GroupeVu), ...ERREURS } },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const elements = await groupesDe(c.db, c.utilisateur.id)
      return listeEntiere(elements)
    },
  )
  api.post(
    '/api/v1/groupes',
    {
      schema: {
        summary: x.api.creer,
        tags: ['groupes'],
        headers: z.looseObject({ 'idempotency-key': z.guid().optional() }),
        body: corps,
        response: { 201: GroupeEntier, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const membres = await choisies(c, requete.body.structures ?? [])
      const [cle, { nom }] = [requete.headers['idempotency-key'], requete.body]
      const id = fait(
        await uneFois(
          cle,
          nom,
          async (v) => lireGroupe(c.db, c.utilisateur.id, v),
          async () => creerGroupe(c.db, c.utilisateur.id, nom, cle),
        ),
      )
      if (membres.length) fait(await modifierGroupe(c.db, c.utilisateur.id, id, nom, membres, membres))
      return reponse.code(201).send(await lire(c, id))
    },
  )
  api.get(
    '/api/v1/groupes/:id',
    { schema: { summary: x.api.un, tags: ['groupes'], params, response: { 200: GroupeEntier, ...ERREURS } } },
    async (requete, reponse) => lire(await connecte(programme, requete, reponse), requete.params.id),
  )
  api.put(
    '/api/v1/groupes/:id',
    { schema: { summary: x.api.modifier, tags: ['groupes'], params, body: corps, response: { 200: GroupeEntier, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const groupe = await lire(c, requete.params.id)
      const { nom, structures } = requete.body
      const membres = structures && (await choisies(c, structures))
      fait(
        await modifierGroupe(
          c.db,
          c.utilisateur.id,
          groupe.id,
          nom,
          membres ? [...groupe.structures.map((s) => s.id), ...membres] : [],
          membres ?? [],
        ),
      )
      return lire(c, groupe.id)
    },
  )
  api.delete(
    '/api/v1/groupes/:id',
    { schema: { summary: x.api.supprimer, tags: ['groupes'], params, response: { 204: z.null(), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await supprimerGroupe(c.db, c.utilisateur.id, (await lire(c, requete.params.id)).id)
      return reponse.code(204).send(null)
    },
  )
}
