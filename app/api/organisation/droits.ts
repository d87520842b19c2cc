import { z } from 'zod'
import { laisser } from '#app/api/corps.ts'
import type { Api } from '#app/api/index.ts'
import { ERREURS, liste, listeEntiere, PARAMETRES_LISTE, RefUtilisateur } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import { preuveRecente } from '#app/comptes/preuve.ts'
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
import { exporterTableau } from '#app/organisation/habilitations/qui-peut-quoi/feuille.ts'
import { lireMoment, TRIS_TABLEAU } from '#app/organisation/habilitations/qui-peut-quoi/filtre.ts'
import { compterDetenteurs, lireTableau, type PersonneDuTableau } from '#app/organisation/habilitations/qui-peut-quoi/lire.ts'
import { refus } from '#demandes/index.ts'
import { code } from '#demandes/validation.ts'
import { Refus } from '#platform/http/problem.ts'
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
  apres: z.string().max(600).optional(),
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

/** Who may do what in a structure (HAB-10): for those who govern the whole of it. */
export function routesDroits(api: Api, programme: Programme) {
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
      if (!preuveRecente(c.utilisateur.preuveLe))
        throw new Refus({
          status: 403,
          code: 'preuve-exigee',
          detail: fr.utilisateurs.api.preuve,
          remede: { libelle: fr.utilisateurs.api.preuveRemede, href: '/preuve' },
        })
      const fichier = await exporterTableau(c.db, f, format)
      return reponse
        .serializer((v: unknown) => v as string)
        .header('content-type', fichier.type)
        .header('content-disposition', `attachment; filename="${fichier.nom}"`)
        .send(fichier.brut as never) as never
    },
  )
}
