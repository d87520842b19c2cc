import { ETATS_APPROBATION } from '#app/organisation/approbations/lister.ts'
import { z } from 'zod'
import type { Possible } from '#acces/index.ts'
import { fr } from '#ui/textes/index.ts'
import { COUNT_LIMIT, KEY_MAX } from '#platform/database/lists.ts'
import { FORMATS } from '#platform/spreadsheets.ts'
import type { Recu } from '#demandes/index.ts'
import { ETATS_DEMANDE } from '#demandes/recu.ts'

/** RFC 3339, UTC. */
const temps = z.string().nullable()

export const Probleme = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: z.string(),
    champs: z.array(z.object({ champ: z.string(), code: z.string(), message: z.string() })).optional(),
    raison: z.string().optional(),
    remede: z.unknown().optional(),
    reference: z.string().optional().describe(fr.api.document.reference),
  })
  .meta({ id: 'Probleme' })

export const RefStructureVue = z.object({ id: z.string(), typeIdentifiant: z.string(), identifiant: z.string(), raisonSociale: z.string() })
export const refStructure = ({ id, typeIdentifiant, identifiant, raisonSociale }: z.output<typeof RefStructureVue>) => ({
  id,
  typeIdentifiant,
  identifiant,
  raisonSociale,
})

/** What one may do, or in the words of the screens why not, and who can help. */
export const Action = z.union([z.literal(true), z.object({ raison: z.string(), remede: z.string() })])
export const actionsVues = (actions: Record<string, Possible>): Record<string, z.output<typeof Action>> =>
  Object.fromEntries(
    Object.entries(actions).map(([nom, a]) => [
      nom,
      a === true || { raison: fr.acces.raison(a.raison, a.le), remede: fr.acces.remede(a.raison, a.qui) },
    ]),
  )
export const RefUtilisateur = z.object({ id: z.string(), prenom: z.string(), nom: z.string(), adresseElectronique: z.string() })

export const Qui = z.object({ id: z.string(), prenom: z.string(), nom: z.string() })
/** The decision that a demande waits, or waited, for (APP-01). */
const ApprobationDuRecu = z
  .object({
    numero: z.string(),
    etat: z.enum(ETATS_APPROBATION),
    creeLe: z.string(),
    expireLe: z.string(),
    decideeLe: temps,
    decideePar: Qui.nullable(),
    qualite: z.string().nullable(),
    motif: z.string().nullable(),
    decideurs: z.array(Qui.extend({ qualite: z.string() })),
  })
  .meta({ id: 'ApprobationDeLaDemande' })

export const DemandeVue = z
  .object({
    numero: z.string().nullable(),
    type: z.string(),
    etat: z.enum(ETATS_DEMANDE),
    creeLe: temps,
    effetLe: temps,
    termineeLe: temps,
    auteur: RefUtilisateur,
    structure: RefStructureVue.nullable(),
    saisie: z.record(z.string(), z.unknown()),
    avant: z.record(z.string(), z.unknown()).nullable(),
    motif: z.string().nullable(),
    termineePar: Qui.nullable().describe(fr.demandes.recu.termineePar),
    resultat: z.record(z.string(), z.unknown()).nullable(),
    objet: z.string().nullable(),
    approbation: ApprobationDuRecu.nullable(),
  })
  .meta({ id: 'Demande' })

const iso = (d: Date | null) => d?.toISOString() ?? null
export const demandeVue = ({ numero, type, etat, auteur, structure, saisie, avant, motif, termineePar, resultat, objet, ...r }: Recu) => ({
  numero,
  type,
  etat,
  creeLe: iso(r.creeLe),
  effetLe: iso(r.effetLe),
  termineeLe: iso(r.termineeLe),
  auteur,
  structure,
  saisie,
  avant,
  motif,
  termineePar: termineePar ?? null,
  resultat,
  objet,
  approbation: r.approbation,
})

/** The answer of every list (INT-11). */
export const liste = <T extends z.ZodType>(element: T) =>
  z.object({
    elements: z.array(element),
    total: z.number(),
    totalExact: z.boolean(),
    page: z.number(),
    taille: z.number(),
    suivant: z.string().nullable(),
  })

/** A short list, whole on its one page. */
export const listeEntiere = <T>(elements: T[]) => ({
  elements,
  total: elements.length,
  totalExact: true,
  page: 1,
  taille: Math.max(1, elements.length),
  suivant: null,
})

export const PARAMETRES_LISTE = {
  page: z.coerce.number().int().min(1).max(COUNT_LIMIT).default(1),
  taille: z.coerce.number().int().min(1).max(200).default(20),
  recherche: z.string().max(200).optional(),
  apres: z.string().max(KEY_MAX).optional(),
  format: z.enum(FORMATS).optional(),
}

export const ERREURS = {
  401: Probleme,
  403: Probleme,
  404: Probleme,
  409: Probleme,
  412: Probleme,
  422: Probleme,
  429: Probleme,
  503: Probleme,
}
