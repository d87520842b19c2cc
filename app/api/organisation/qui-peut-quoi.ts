import { z } from 'zod'
import { envoyerFichier } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE, RefUtilisateur } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte, exigerPreuveRecente } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { exigerGestion } from '#app/organisation/habilitations/gouvernees.ts'
import { exporterTableau } from '#app/organisation/habilitations/qui-peut-quoi/feuille.ts'
import { lireMoment, TRIS_TABLEAU } from '#app/organisation/habilitations/qui-peut-quoi/filtre.ts'
import { compterDetenteurs, lireTableau, type PersonneDuTableau } from '#app/organisation/habilitations/qui-peut-quoi/lire.ts'
import { refus } from '#demandes/index.ts'
import { code } from '#demandes/validation.ts'
import { formatDemande } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

const NIVEAUX = { 1: 'consultation', 2: 'modification' } as const
const niveau = z.enum(['consultation', 'modification'])
const RefService = z.object({ id: z.string(), code: z.string(), nom: z.string() })
const PersonneVue = z
  .object({
    utilisateur: RefUtilisateur,
    maille: z.enum(['structure', 'service']),
    services: z.array(RefService),
    droits: z.array(
      z.object({
        application: z.string(),
        niveau,
        services: z.array(RefService).nullable().describe('Nul : toute la structure.'),
        etat: z.enum(['en-vigueur', 'programmee', 'prend-fin']),
        debut: z.string(),
        fin: z.string().nullable(),
        dIci: niveau.nullable(),
      }),
    ),
  })
  .meta({ id: 'QuiPeutQuoi' })
const TableauVu = liste(PersonneVue).extend({
  au: z.string(),
  detenteurs: z.record(z.string(), z.object({ modification: z.number(), consultation: z.number() })),
})

const vue = ({ utilisateur, entiere, services, droits }: PersonneDuTableau) => ({
  utilisateur,
  maille: entiere ? ('structure' as const) : ('service' as const),
  services,
  droits: droits.map((d) => ({
    ...d,
    niveau: NIVEAUX[d.niveau],
    debut: d.debut.toISOString(),
    fin: d.fin?.toISOString() ?? null,
    dIci: d.dIci && NIVEAUX[d.dIci],
  })),
})

const FILTRE = z.strictObject({
  ...PARAMETRES_LISTE,
  tri: z.enum(TRIS_TABLEAU).optional(),
  service: z.guid().optional(),
  application: z
    .string()
    .regex(/^[a-z][a-z-]{1,60}$/)
    .optional(),
  niveau: z.enum(['modification']).optional(),
  detient: z.enum(['oui']).optional(),
  au: z
    .string()
    .max(40)
    .refine((v) => lireMoment(v) !== null, code('date-invalide'))
    .optional()
    .describe('Instant RFC 3339, jour, ou jour et heure de Paris.'),
})

/** Who may do what in a structure (HAB-10): for those who govern the whole of it. */
export function routesQuiPeutQuoi(api: Api, programme: Programme) {
  api.get(
    '/api/v1/structures/:id/qui-peut-quoi',
    {
      schema: {
        summary: fr.droits.api.quiPeutQuoi,
        tags: ['habilitations'],
        params: z.object({ id: z.string() }),
        querystring: FILTRE,
        response: { 200: TableauVu, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!estUuid(requete.params.id)) throw refus(fr, 'introuvable')
      const structure = requete.params.id.toLowerCase()
      await exigerGestion(c.db, fr, c.utilisateur.id, structure)
      const { format: voulu, au, detient, niveau: n, ...q } = requete.query
      const f = { ...q, structure, au: au ?? null, detient: detient === 'oui', niveau: n ? (2 as const) : undefined }
      const format = formatDemande(voulu, requete.headers.accept)
      if (format === 'json') {
        const { maintenant: _, au: t, ...lue } = await lireTableau(c.db, f)
        return { ...lue, au: t.toISOString(), elements: lue.elements.map(vue), detenteurs: await compterDetenteurs(c.db, f) }
      }
      exigerPreuveRecente(c)
      return envoyerFichier(reponse, await exporterTableau(c.db, f, format))
    },
  )
}
