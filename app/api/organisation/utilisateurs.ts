import { codeDuProfil } from '#acces/index.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { envoyerFichier } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE, RefStructureVue } from '#app/api/formes.ts'
import { connecte, exigerPreuveRecente, type ContexteConnecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import {
  consulterUtilisateurs,
  exporterUtilisateurs,
  lirePersonne,
  MAILLES,
  PROFIL,
  ROLES,
  SANS_CONNEXION_MAXIMUM,
  TRIS_UTILISATEURS,
  type FiltreUtilisateurs,
  type Personne,
  type UtilisateurEnListe,
} from '#app/organisation/utilisateurs/index.ts'
import { refus } from '#demandes/index.ts'
import { formatDemande, type Format } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

const RefService = z.object({ id: z.string(), code: z.string(), nom: z.string() })
const UtilisateurVu = z
  .object({
    id: z.string(),
    prenom: z.string(),
    nom: z.string(),
    adresseElectronique: z.string().nullable(),
    role: z.enum(ROLES),
    structure: RefStructureVue,
    maille: z.enum(MAILLES),
    services: z.array(RefService),
    depuis: z.string(),
    nombreHabilitations: z.number().nullable(),
    derniereConnexionLe: z.string().nullable(),
    gere: z.boolean(),
  })
  .meta({ id: 'UtilisateurEnListe' })
const bornes = { service: RefService.nullable(), debut: z.string(), fin: z.string().nullable() }
const PersonneVue = z
  .object({
    id: z.string(),
    prenom: z.string(),
    nom: z.string(),
    adresseElectronique: z.string().nullable(),
    derniereConnexionLe: z.string().nullable(),
    structures: z.array(
      z.object({
        structure: RefStructureVue,
        role: z.enum(ROLES),
        gere: z.boolean(),
        rattachements: z.array(z.object({ ...bornes, etat: z.enum(['en-vigueur', 'a-venir', 'termine']), motif: z.string().nullable() })),
        habilitations: z.array(z.object({ profil: z.string(), ...bornes, etat: z.enum(['en-vigueur', 'a-venir', 'terminee']) })).nullable(),
      }),
    ),
  })
  .meta({ id: 'Utilisateur' })

const iso = (d: Date | string | null) => (d === null ? null : new Date(d).toISOString())
const vue = (u: UtilisateurEnListe) => ({ ...u, depuis: iso(u.depuis)!, derniereConnexionLe: iso(u.derniereConnexionLe) })
const personneVue = (p: Personne) => ({
  ...p,
  derniereConnexionLe: iso(p.derniereConnexionLe),
  structures: p.structures.map((s) => ({
    ...s,
    rattachements: s.rattachements.map((r) => ({ ...r, debut: iso(r.debut)!, fin: iso(r.fin) })),
    habilitations:
      s.habilitations?.map(({ application, niveau, ...h }) => ({
        ...h,
        profil: codeDuProfil(application, niveau),
        debut: iso(h.debut)!,
        fin: iso(h.fin),
      })) ?? null,
  })),
})

const FILTRE = {
  ...PARAMETRES_LISTE,
  tri: z.enum(TRIS_UTILISATEURS).optional(),
  service: z.uuid().optional(),
  role: z.enum(ROLES).optional(),
  maille: z.enum(MAILLES).optional(),
  profil: z.string().regex(PROFIL).optional(),
  sansConnexionDepuis: z.coerce.number().int().min(1).max(SANS_CONNEXION_MAXIMUM).optional(),
}

type Requete = Omit<FiltreUtilisateurs, 'structure'> & { format?: Format | undefined }

/** The list, or the whole of it as a file after a recent proof of identity (CPT-07); a structure that is not one's own does not exist. */
async function repondre(
  c: ContexteConnecte,
  requete: FastifyRequest,
  reponse: FastifyReply,
  q: Requete,
  structure: string | null,
): Promise<never> {
  const format = formatDemande(q.format, requete.headers.accept)
  const { format: _, ...reste } = q
  const filtre = { ...reste, structure }
  if (format === 'json') {
    const lue = await consulterUtilisateurs(c.db, c.utilisateur.id, filtre)
    if (!lue) throw refus(fr, 'introuvable')
    return { ...lue, elements: lue.elements.map(vue) } as never
  }
  exigerPreuveRecente(c)
  const fichier = await exporterUtilisateurs(c.db, c.utilisateur.id, filtre, format)
  if (!fichier) throw refus(fr, 'introuvable')
  return envoyerFichier(reponse, fichier)
}

/** The people of one's structures (UTI-05): what is told of each depends on who asks. */
export function routesUtilisateurs(api: Api, programme: Programme) {
  api.get(
    '/api/v1/utilisateurs',
    {
      schema: {
        summary: fr.utilisateurs.api.liste,
        tags: ['utilisateurs'],
        querystring: z.strictObject({ ...FILTRE, structure: z.uuid().optional() }),
        response: { 200: liste(UtilisateurVu), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { structure, ...q } = requete.query
      return repondre(c, requete, reponse, q, structure?.toLowerCase() ?? null)
    },
  )
  api.get(
    '/api/v1/structures/:id/utilisateurs',
    {
      schema: {
        summary: fr.api.utilisateurs,
        tags: ['structures'],
        params: z.object({ id: z.string() }),
        querystring: z.strictObject(FILTRE),
        response: { 200: liste(UtilisateurVu), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!estUuid(requete.params.id)) throw refus(fr, 'introuvable')
      return repondre(c, requete, reponse, requete.query, requete.params.id.toLowerCase())
    },
  )
  api.get(
    '/api/v1/utilisateurs/:id',
    {
      schema: {
        summary: fr.utilisateurs.api.un,
        tags: ['utilisateurs'],
        params: z.object({ id: z.string() }),
        querystring: z.strictObject({ structure: z.uuid().optional() }),
        response: { 200: PersonneVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const personne = estUuid(requete.params.id)
        ? await lirePersonne(c.db, c.utilisateur.id, requete.params.id.toLowerCase(), requete.query.structure?.toLowerCase() ?? null)
        : null
      if (!personne) throw refus(fr, 'introuvable')
      return personneVue(personne) as never
    },
  )
}
