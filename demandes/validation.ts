import { z } from 'zod'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Codes a schema may give as messages; a value follows after « | » where the sentence needs one: « trop-long|100 ». */
export const code = (nom: string, valeur?: string | number) => (valeur === undefined ? nom : `${nom}|${valeur}`)

/** A text of at most `max` characters, trimmed; control characters are refused, they come from no keyboard. */
export const texte = (max: number) =>
  z
    .string()
    .trim()
    .max(max, code('trop-long', max))
    .refine((v) => !/\p{Cc}/u.test(v), code('caracteres-interdits'))
export const texteRequis = (max: number) => texte(max).min(1, code('champ-manquant'))
export const texteLibre = (max: number) =>
  texte(max)
    .transform((v) => v || null)
    .nullable()
    .optional()

const ANNEE = /^\d{4}-/
/**
 * A day as « 2026-11-24 », in a century that people and the database both know: 1900 to 2099. What is no day is not told that it is out of
 * it too.
 */
export const jour = (absent = 'date-invalide') =>
  z.iso
    .date({ error: ({ input }) => code(input === undefined || input === null || input === '' ? absent : 'date-invalide') })
    .refine((v) => !ANNEE.test(v) || v >= '1900', code('date-invalide'))
    .refine((v) => !ANNEE.test(v) || v < '2100', code('date-trop-lointaine'))

function codeDe(issue: z.core.$ZodIssue): { code: string; valeur?: string } {
  const [nom, valeur] = issue.message.split('|')
  if (/^[a-z][a-z0-9-]*$/.test(nom ?? '')) return { code: nom!, ...(valeur ? { valeur } : {}) }
  if (issue.code === 'invalid_type') return { code: /received undefined/.test(issue.message) ? 'champ-manquant' : 'champ-invalide' }
  return { code: 'champ-invalide' }
}

type Attendu = {
  code?: string | undefined
  expected?: unknown
  values?: unknown
  minimum?: unknown
  maximum?: unknown
  format?: unknown
  origin?: unknown
}

/** What was expected, in words; nothing where the rule has a sentence of its own. */
export function attenduDe(issue: Attendu, t: Textes): string | undefined {
  const a = t.champs.attendu
  const mots = a as unknown as Record<string, string>
  if (issue.code === 'invalid_type') return typeof mots[String(issue.expected)] === 'string' ? mots[String(issue.expected)] : undefined
  if (issue.code === 'invalid_value' && Array.isArray(issue.values))
    return issue.values.length > 20 ? undefined : a.parmi(issue.values.join(', '))
  if (issue.code === 'invalid_format') return issue.format === 'uuid' || issue.format === 'guid' ? a.uuid : undefined
  if (issue.code === 'too_small' && issue.origin !== 'string') return a.aMoins(String(issue.minimum))
  if (issue.code === 'too_big')
    return (issue.origin === 'string' ? a.longueur : issue.origin === 'array' ? a.taille : a.auPlus)(String(issue.maximum))
  return undefined
}

/** All the field errors at once, each with its stable code and its sentence (INT-12). */
export function erreursDeChamps(erreur: z.ZodError, t: Textes): ErreurChamp[] {
  const champs = erreur.issues.flatMap((issue): ErreurChamp[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((champ) => ({
        champ: [...issue.path, champ].join('.'),
        code: 'champ-inconnu',
        message: t.champs.erreur('champ-inconnu', champ),
      }))
    const champ = issue.path.join('.')
    const { code, valeur } = codeDe(issue)
    return [
      {
        champ,
        code,
        message: phraseDuChamp(t, champ, code, valeur ?? (code === 'champ-invalide' ? attenduDe(issue as Attendu, t) : undefined)),
      },
    ]
  })
  // What is no date is not too far away as well.
  const sansDate = new Set(champs.filter((e) => e.code === 'date-invalide').map((e) => e.champ))
  return champs.filter((e) => e.code !== 'date-trop-lointaine' || !sansDate.has(e.champ))
}

export const libelleDuChamp = (t: Textes, champ: string) =>
  (t.champs.libelles as Record<string, string>)[champ] ?? (t.champs.libelles as Record<string, string>)[champ.split('.').at(-1)!] ?? champ

/** What is wrong with a field, in words; « lignes.2.motif » is a « motif ». */
export const phraseDuChamp = (t: Textes, champ: string, code: string, valeur?: string): string =>
  t.champs.propres[`${champ.split('.').at(-1)!}:${code}`]?.(valeur) ?? t.champs.erreur(code, libelleDuChamp(t, champ), valeur)
