import type { z } from 'zod'
import { A_PARTIR_DU, VERSION } from '#demandes/communs.ts'
import type { Definition } from '#demandes/milieu.ts'
import { refusDeChamps } from '#demandes/refus.ts'
import { erreursDeChamps } from '#demandes/validation.ts'
import { estRefus, Refus, type ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Whether nothing is wrong with these fields by themselves: a rule that reads them may run. */
export type SontLus = (...champs: string[]) => boolean
/** Of what was read whole before. */
export const TOUS_LUS: SontLus = () => true

/** The elements of a list that are well-formed. */
export const justes = <E>(liste: (E | undefined)[] | undefined): E[] => (liste ?? []).filter((x) => x !== undefined)

/** What a body says: its well-formed fields, and what is wrong with the others, each told whatever the rest is worth (INT-12). */
export interface Lecture {
  saisie: Record<string, unknown>
  erreurs: ErreurChamp[]
  lus: SontLus
  version: number | undefined
  aPartirDu: string | undefined
}

export function lireCorps(d: Definition, corps: Record<string, unknown>, t: Textes): Lecture {
  const schema = schemaComplet(d)
  const lu = schema.safeParse(corps)
  const erreurs = lu.success ? [] : erreursDeChamps(lu.error, t)
  const lus: SontLus = (...champs) => !erreurs.some((e) => champs.includes(e.champ.split('.')[0]!))
  const { version, aPartirDu, ...saisie } = (lu.success ? lu.data : bienFormes(schema, corps)) as Record<string, unknown> & {
    version?: number
    aPartirDu?: string
  }
  joindre(erreurs, d.controler?.(corps, t, { saisie, lus }) ?? [])
  return { saisie: erreurs.length ? sansFautes(saisie, erreurs) : saisie, erreurs, lus, version, aPartirDu }
}

/** The fields of a body that are well-formed, each by itself. */
export const bienFormes = (schema: z.ZodObject, corps: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(schema.shape).flatMap(([nom, champ]) => {
      const lu = lireChamp(champ as z.ZodType, corps[nom])
      return lu === undefined ? [] : [[nom, lu]]
    }),
  )

/** Of a list, what its well-formed elements are together, each at its place. */
function lireChamp(champ: z.ZodType, valeur: unknown): unknown {
  const lu = champ.safeParse(valeur)
  if (lu.success) return lu.data
  const faux = new Set(lu.error.issues.map((i) => i.path[0]))
  if (!Array.isArray(valeur) || faux.has(undefined)) return undefined
  const justes = champ.safeParse(valeur.filter((_, i) => !faux.has(i)))
  // All of them at fault is not a list that was not sent.
  if (!justes.success) return faux.size === valeur.length ? valeur.map(() => undefined) : undefined
  const suite = (justes.data as unknown[]).values()
  return valeur.map((_, i) => (faux.has(i) ? undefined : suite.next().value))
}

/** Without the fields, and the elements of lists, that something is wrong with. */
function sansFautes(saisie: Record<string, unknown>, erreurs: ErreurChamp[]) {
  const fautes = new Set(erreurs.flatMap(({ champ }) => [champ, champ.split('.').slice(0, 2).join('.')]))
  const touches = new Set(erreurs.map((e) => e.champ.split('.')[0]!))
  return Object.fromEntries(
    Object.entries(saisie).flatMap(([nom, v]) => {
      if (fautes.has(nom) || (touches.has(nom) && !Array.isArray(v))) return []
      return [[nom, Array.isArray(v) ? v.map((x: unknown, i) => (fautes.has(`${nom}.${i}`) ? undefined : x)) : v]]
    }),
  )
}

/** What was found wrong so far, whoever found it. */
export interface Griefs {
  erreurs: ErreurChamp[]
  refus: Refus[]
}

/** One error a field: what is wrong with it by itself says more than what it is not beside others. */
export const joindre = (erreurs: ErreurChamp[], autres: ErreurChamp[]) =>
  erreurs.push(...autres.filter((e) => !erreurs.some((x) => x.champ === e.champ)))

/**
 * A judgement that refuses does not silence the next one: a refusal that names fields joins the others' errors; one that names none waits
 * until nothing is left to correct.
 */
export async function recueillir<R>(g: Griefs, juge: () => Promise<R>): Promise<R | undefined> {
  try {
    return await juge()
  } catch (erreur) {
    if (!estRefus(erreur) || (!erreur.probleme.champs && !g.erreurs.length)) throw erreur
    g.refus.push(erreur)
    joindre(g.erreurs, erreur.probleme.champs ?? [])
    return undefined
  }
}

/** Errors in the order of the fields; those that are of none of them last. */
export function dansLOrdre(schema: z.ZodObject, erreurs: ErreurChamp[]): ErreurChamp[] {
  const champs = Object.keys(schema.shape)
  const rang = ({ champ }: ErreurChamp) => (champs.indexOf(champ.split('.')[0]!) + champs.length + 1) % (champs.length + 1)
  return erreurs.toSorted((a, b) => rang(a) - rang(b))
}

/** @throws Refus of all that is wrong, in the order of the fields; the one judgement that found it, when there is but one, in its own words */
export function exigerAucun(d: Definition, t: Textes, { erreurs, refus }: Griefs) {
  if (!erreurs.length) return
  const seul = refus.find((r) => r.probleme.champs?.length === erreurs.length)
  if (seul) throw seul
  const remede = refus.find((r) => r.probleme.remede)?.probleme.remede
  const tout = refusDeChamps(t, dansLOrdre(schemaComplet(d), erreurs))
  throw remede ? new Refus({ ...tout.probleme, remede }) : tout
}

const schemas = new WeakMap<Definition, z.ZodObject>()

/** The body of the API: the demande's own fields, and what every demande on an object accepts. Made once: a schema is compiled at its first use. */
export function schemaComplet(d: Definition): z.ZodObject {
  const fait = schemas.get(d)
  if (fait) return fait
  const schema =
    !('sur' in d.acces) || d.personnes
      ? d.saisie
      : d.saisie.extend(d.effet === 'immediat' ? { version: VERSION } : { version: VERSION, aPartirDu: A_PARTIR_DU })
  schemas.set(d, schema)
  return schema
}
