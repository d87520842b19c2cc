import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { Action, ERREURS, liste, PARAMETRES_LISTE, RefStructureVue, RefUtilisateur } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { connecte, exigerPreuveRecente } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { habilitationsEnFeuille } from '#app/organisation/habilitations/feuille.ts'
import {
  ETATS_HABILITATIONS,
  listerHabilitations,
  TRIS_HABILITATIONS,
  type HabilitationEnListe,
} from '#app/organisation/habilitations/lister.ts'
import { formatDemande } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

const temps = z.string().nullable()
const Habilitation = z
  .object({
    id: z.string(),
    utilisateur: RefUtilisateur,
    structure: RefStructureVue,
    service: z.object({ id: z.string(), code: z.string(), nom: z.string(), statut: z.string() }).nullable(),
    profil: z.string(),
    application: z.string(),
    niveau: z.enum(['consultation', 'modification']),
    etat: z.enum(ETATS_HABILITATIONS),
    debut: temps,
    fin: temps,
    retour: z.object({ profil: z.string(), fin: temps }).nullable().meta({ description: 'Ce qui revient à « fin », et jusqu’à quand.' }),
    changement: z
      .object({
        genre: z.enum(['ajout', 'modification', 'retrait']),
        demande: z.string().nullable(),
        effetLe: temps,
        avant: z.string().nullable(),
      })
      .nullable(),
    actions: z.object({ modifier: Action }),
  })
  .meta({ id: 'Habilitation' })

const vue = ({ debut, fin, retour, changement, niveau, niveaux: _, action, ...h }: HabilitationEnListe): z.output<typeof Habilitation> => ({
  ...h,
  niveau: niveau === 2 ? ('modification' as const) : ('consultation' as const),
  debut: debut.toISOString(),
  fin: fin?.toISOString() ?? null,
  retour: retour && { profil: retour.profil, fin: retour.fin?.toISOString() ?? null },
  changement: changement && {
    genre: changement.genre,
    demande: changement.demande,
    effetLe: changement.effetLe.toISOString(),
    avant: changement.avant,
  },
  actions: { modifier: action === 'possible' ? (true as const) : fr.habilitations.pourquoi(action, changement?.demande ?? null) },
})

/** Rights: managers read all of what they govern, others their own. */
export function routesHabilitations(api: Api, programme: Programme) {
  const id = z.guid().optional()
  api.get(
    '/api/v1/habilitations',
    {
      schema: {
        summary: fr.habilitations.api,
        tags: ['habilitations'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_HABILITATIONS).optional(),
          utilisateur: id,
          structure: id,
          service: id,
          profil: z
            .string()
            .regex(/^[a-z][a-z-]*(\.(consultation|modification))?$/)
            .optional(),
          etat: z.enum(ETATS_HABILITATIONS).optional(),
        }),
        response: { 200: liste(Habilitation), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      // A file of people and their addresses; of one's own rights, it names nobody else (CPT-07).
      if (formatDemande(requete.query.format, requete.headers.accept) !== 'json' && requete.query.utilisateur !== c.utilisateur.id)
        exigerPreuveRecente(c)
      return repondreListe(requete, reponse, habilitationsEnFeuille, (f) => listerHabilitations(c.db, c.utilisateur.id, f), vue)
    },
  )
}
