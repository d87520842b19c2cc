import { z } from 'zod'
import { laisser } from '#app/api/corps.ts'
import { ERREURS, liste, listeEntiere } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import {
  creerEnsemble,
  modifierEnsemble,
  SaisieEnsemble,
  SaisieModification,
  supprimerEnsemble,
} from '#app/organisation/habilitations/ensembles/ecrire.ts'
import { lireEnsembles } from '#app/organisation/habilitations/ensembles/lire.ts'
import { exigerGestion } from '#app/organisation/habilitations/gouvernees.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const EnsembleVu = z
  .object({
    id: z.string(),
    structure: z.string().nullable().describe('Nul : du portail.'),
    nom: z.string(),
    description: z.string(),
    parDefaut: z.boolean(),
    profils: z.array(z.string()),
  })
  .meta({ id: 'EnsembleDeProfils' })

/** Named sets of profiles (HAB-09): read with their structure, created, changed and deleted by whoever governs it. */
export function routesEnsembles(api: Api, programme: Programme) {
  const params = z.object({ id: z.string() })
  const id = (v: string) => {
    if (!estUuid(v)) throw refus(fr, 'introuvable')
    return v.toLowerCase()
  }
  api.get(
    '/api/v1/ensembles',
    {
      schema: {
        summary: fr.droits.api.ensembles,
        tags: ['habilitations'],
        querystring: z.strictObject({ structure: z.guid().optional() }),
        response: { 200: liste(EnsembleVu), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const structure = requete.query.structure?.toLowerCase()
      if (structure) await exigerGestion(c.db, fr, c.utilisateur.id, structure)
      return listeEntiere(await lireEnsembles(c.db, structure ? [structure] : []))
    },
  )
  api.post(
    '/api/v1/ensembles',
    {
      schema: { summary: fr.droits.api.creer, tags: ['habilitations'], body: SaisieEnsemble, response: { 201: EnsembleVu, ...ERREURS } },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return reponse.code(201).send(await creerEnsemble(c, c.utilisateur, requete.body))
    },
  )
  api.post(
    '/api/v1/ensembles/:id',
    {
      schema: {
        summary: fr.droits.api.modifier,
        tags: ['habilitations'],
        params,
        body: SaisieModification,
        response: { 200: EnsembleVu, ...ERREURS },
      },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return modifierEnsemble(c, c.utilisateur, id(requete.params.id), requete.body)
    },
  )
  api.delete(
    '/api/v1/ensembles/:id',
    { schema: { summary: fr.droits.api.supprimer, tags: ['habilitations'], params, response: { 200: EnsembleVu, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return supprimerEnsemble(c, c.utilisateur, id(requete.params.id))
    },
  )
}
