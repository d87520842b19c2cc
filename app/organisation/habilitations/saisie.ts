import { z } from 'zod'
import type { Perimetre } from '#demandes/index.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { code, texteLibre } from '#demandes/validation.ts'

export type NomNiveau = 'consultation' | 'modification'

const Ref = reference()
const PROFIL = /^([a-z][a-z-]*)\.(consultation|modification)$/
const Profil = z
  .string()
  .regex(PROFIL, code('profil-inconnu'))
  .meta({ description: 'Application et niveau : « factures-emises.consultation ».' })
const Application = z
  .string()
  .regex(/^[a-z][a-z-]*$/, code('profil-inconnu'))
  .meta({ description: 'Code de l’application, quel que soit le niveau.' })
/** A day is its beginning, Europe/Paris, for a start, and its end for an end. */
const Heure = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], code('date-invalide'))
  .refine((v) => v >= '1900' && v < '2100-01-01', code('date-trop-lointaine'))
  .nullish()
  .meta({ description: 'Jour (heure de Paris, compris) ou instant RFC 3339.' })

const Revenir = z
  .boolean()
  .optional()
  .meta({ description: 'À « fin », le profil remplacé revient, jusqu’à sa propre fin. Non dit : ce qui devait revenir revient encore.' })

const QUI = { utilisateur: Ref, service: Ref.nullish() }
const PERIODE = { debut: Heure, fin: Heure, revenir: Revenir }
export const LIGNES_MAXIMUM = 1000
const lignes = <S extends z.ZodObject>(ligne: S) =>
  z.array(ligne).min(1, code('champ-manquant')).max(LIGNES_MAXIMUM, code('trop-de-lignes', LIGNES_MAXIMUM)).optional()

const LigneAPoser = z.strictObject({ ...QUI, structure: RefStructure, profil: Profil, ...PERIODE })
const LigneARetirer = z.strictObject({ ...QUI, structure: RefStructure, profil: Profil.optional(), application: Application.optional() })
const LigneDemandee = z.strictObject({
  utilisateur: Ref.optional(),
  service: Ref.nullish(),
  structure: RefStructure,
  profil: Profil,
  renoncer: z.boolean().optional(),
  ...PERIODE,
})

const commentaire = texteLibre(500)
const structures = z
  .array(RefStructure)
  .min(1, code('champ-manquant'))
  .max(LIGNES_MAXIMUM, code('trop-de-lignes', LIGNES_MAXIMUM))
  .optional()
  .meta({ description: 'Plusieurs structures en une demande.' })
const ensemble = Ref.optional().meta({ description: 'Ensemble de profils, à la place de « profil ».' })

/** One line by its own members, or `lignes`; a set of profiles, or one profile, over several `structures`; a set for each of the `lignes`. */
export const SaisieAjouter = z.strictObject({
  ...LigneAPoser.partial().shape,
  structures,
  ensemble,
  lignes: lignes(LigneAPoser.partial({ profil: true })),
  commentaire,
})
export const SaisieModifier = z.strictObject({ ...LigneAPoser.partial().shape, lignes: lignes(LigneAPoser), commentaire })
export const SaisieSupprimer = z.strictObject({
  ...LigneARetirer.partial().shape,
  structures,
  ensemble,
  lignes: lignes(LigneARetirer),
  commentaire,
  immediat: z.boolean().optional().meta({ description: 'Retire sans attendre le délai.' }),
})
export const SaisieDemander = z.strictObject({ ...LigneDemandee.partial().shape, lignes: lignes(LigneDemandee), commentaire })

export interface LigneSaisie {
  /** Of its field errors: « lignes.2. », or nothing. */
  chemin: string
  utilisateur: string
  structure: string
  service: string | null
  application: string
  niveau: NomNiveau | null
  debut: string | null
  /** Undefined: not said. */
  fin: string | null | undefined
  /** Undefined: not said. */
  revenir: boolean | undefined
  retrait: boolean
  /** Came with a set: what is held already for as long, or not held, is passed over. */
  parEnsemble: boolean
  /** What follows its end, when it keeps a higher level than the set gives. */
  suite?: { niveau: 1 | 2; fin: string | null }
}

type Brute = {
  utilisateur?: string | undefined
  structure?: string | undefined
  service?: string | null | undefined
  profil?: string | undefined
  application?: string | undefined
  debut?: string | null | undefined
  fin?: string | null | undefined
  revenir?: boolean | undefined
  renoncer?: boolean | undefined
}
/** In a list, what is ill-formed is left out. */
export type Saisie = Brute & {
  structures?: (string | undefined)[] | undefined
  ensemble?: string | undefined
  lignes?: (Brute | undefined)[] | undefined
}

/** The lines that a body asks for, one by one; what is missing stays empty, and is told by `manques`. */
export function lignesDeSaisie(
  saisie: Saisie,
  { retrait, defaut, ensemble }: { retrait: boolean; defaut?: string; ensemble?: { application: string; niveau: number }[] | null },
): LigneSaisie[] {
  const brutes = saisie.lignes
    ? saisie.lignes.flatMap((l, i) => (l ? [{ chemin: `lignes.${i}.`, l }] : []))
    : saisie.structures
      ? saisie.structures.flatMap((structure, i) => (structure ? [{ chemin: `structures.${i}.`, l: { ...saisie, structure } }] : []))
      : [{ chemin: '', l: saisie as Brute }]
  return brutes.flatMap(({ chemin, l }) => {
    const [, application, niveau] = PROFIL.exec(l.profil ?? '') ?? []
    const base = {
      chemin,
      utilisateur: (l.utilisateur ?? defaut ?? '').toLowerCase(),
      structure: (l.structure ?? '').toLowerCase(),
      service: l.service?.toLowerCase() ?? null,
      debut: l.debut ?? null,
      fin: l.fin,
      revenir: l.revenir,
      retrait: retrait || (l.renoncer ?? false),
      parEnsemble: false,
    }
    if (ensemble)
      return ensemble.map((e): LigneSaisie => ({
        ...base,
        application: e.application,
        niveau: retrait ? null : e.niveau === 2 ? 'modification' : 'consultation',
        parEnsemble: true,
      }))
    return [{ ...base, application: application ?? l.application ?? '', niveau: (niveau as NomNiveau | undefined) ?? null }]
  })
}

/** What of a line or of the body is compulsory and is not there. */
export function manques(corps: Record<string, unknown>, obligatoires: string[][]): string[] {
  const vide = (v: unknown) => v === undefined || v === null || v === ''
  const de = (l: Record<string, unknown>, chemin: string) =>
    obligatoires.filter((choix) => choix.every((n) => vide(l[n]))).map((choix) => chemin + choix[0]!)
  if (Array.isArray(corps.lignes))
    return corps.lignes.flatMap((l: unknown, i) =>
      l && typeof l === 'object' ? de({ ensemble: corps.ensemble, ...l }, `lignes.${i}.`) : [],
    )
  return de(corps, '')
}

const id = (v: unknown) => (v && typeof v === 'object' ? (v as { id?: unknown }).id : v)

/** Every structure, or service of one, that a body or what was kept of it names. */
export function perimetresDesLignes(corps: Record<string, unknown>): Perimetre[] {
  const brutes = Array.isArray(corps.lignes)
    ? corps.lignes.map((l: unknown) => (l ?? {}) as Record<string, unknown>)
    : Array.isArray(corps.structures)
      ? corps.structures.map((structure: unknown) => ({ structure, service: corps.service }))
      : [corps]
  const vus = new Map<string, Perimetre>()
  for (const l of brutes) {
    const p = { structure: id(l.structure), service: id(l.service) }
    vus.set(JSON.stringify(p), p)
  }
  return [...vus.values()]
}
