import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { en, fr } from '#ui/textes/index.ts'

/** Words written alike in both languages: a sentence made only of these may be the same in both. */
const PAREILS = new Set(
  `Choral API Apache SIRET RIDET RID SIREN TAHITI Tahiti RCS COSP INSEE EDI IBAN BIC PDF OpenAPI
  Action Actions Agent Application Applications Assistance Assistant Association Code Communication Contact Conversation Description Documentation English Expert Français Incident Licence Maintenance Menu Modification Organisation Page Pages Service Services Structure Structures Support Version
  Active agent agents code document documents services Invitation Invitations invitation invitations consultation Inactive inactive min minute minutes modification service structure structures Ticket Tickets ticket tickets Zzz zzz Factures publiques`.split(
    /\s+/,
  ),
)
const PERSONNES = ['Daniel Poitier', 'Héloïse Ferdinand', 'Nadia Bonjean']
/** What English keeps of French on purpose: names that are nothing else in English. */
const FRANCAIS_VOULU = [...PERSONNES, 'Français', 'Défenseur des droits', 'département']
/** The headings of a file to import, and its sample line: one file for both languages. Addresses are no sentences. */
const DONNEES = /^imports(?:Services)?\.(colonnesDuModele\.\d+\.cle|exemple\.\d+)$/
/** French words that English has not. */
const MOTS_FRANCAIS =
  /(?<![\p{L}’'-])(le|la|les|des|du|une|est|sont|et|ou|pour|par|votre|vos|vous|avec|dans|sur|qui|que|pas|aux|cette|ces|son|ses)(?![\p{L}’'-])/iu

type Feuille = { chemin: string; fr: string; en: string }

const unis = (s: string) => s.replace(/[\u00A0\u202F]/g, ' ')
const estObjet = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null

// Every code that a French sentence chooses by, so that each branch of each function is read.
const CODES = [
  ...new Set(
    readdirSync(new URL('fr', import.meta.url)).flatMap((f) =>
      [...readFileSync(new URL(`fr/${f}`, import.meta.url), 'utf8').matchAll(/case '([^']+)'/g)].map((m) => m[1]!),
    ),
  ),
]
const DATE = new Date('2026-11-24T13:30:00Z')
const TYPES = ['SIRET', 'UE_HORS_FRANCE', 'HORS_UE', 'RIDET', 'TAHITI', 'AUTRE', 'PARTICULIER']
const identifiantFaux = (type: string) => ({
  type,
  caractere: '-',
  longueur: 13,
  attendu: 14,
  pays: 'Zzz',
  codePays: 'DE',
  prefixe: 'ZZ',
  siren: '356000000',
  propose: 'ZZZ',
})
/** Any object: each of its properties is a text. */
const OBJET = new Proxy({}, { get: (_, nom) => (typeof nom === 'symbol' ? undefined : 'Zzz') })
/** Any object: each of its properties is a number. */
const COMPTES = new Proxy({}, { get: (_, nom) => (typeof nom === 'symbol' ? undefined : 2) })
const EXEMPLES: unknown[] = [0, 1, 2, 'Zzz', true, false, null, DATE, OBJET, COMPTES, ['Zzz', 'Zzz']]
const PREMIERS: unknown[] = [
  ...EXEMPLES,
  ...CODES,
  ...TYPES.map(identifiantFaux),
  400,
  401,
  403,
  404,
  405,
  409,
  410,
  412,
  413,
  422,
  429,
  500,
  503,
  90,
  7200,
]

/** Lists of sample arguments for a function of that many: all of them when they are few, the first one by every code. */
function exemplesDe(nombre: number): unknown[][] {
  if (nombre === 0) return [[]]
  const suites = nombre > 4 ? [2, 'Zzz', null, DATE, COMPTES, ['Zzz', 'Zzz']] : EXEMPLES
  return Array.from({ length: nombre - 1 }).reduce<unknown[][]>(
    (listes) => listes.flatMap((l) => suites.map((e) => [...l, e])),
    (nombre > 3 ? EXEMPLES : PREMIERS).map((p) => [p]),
  )
}

/** A sample of the wrong kind betrays itself in the sentence: it is no sentence then. */
const ratee = (v: unknown): boolean =>
  estObjet(v) ? Object.values(v).some(ratee) : typeof v !== 'string' || /undefined|null|true|false|NaN|\[object|Invalid|GMT/.test(v)

function appeler(f: Function, args: unknown[]): unknown {
  try {
    return f(...args)
  } catch {
    return undefined
  }
}

const feuilles: Feuille[] = []
const ecarts: string[] = []
const muettes: string[] = []
const confondues: string[] = []

function parcourir(f: unknown, e: unknown, chemin: string): void {
  if (typeof f === 'string' && typeof e === 'string') feuilles.push({ chemin, fr: unis(f), en: e })
  else if (typeof f === 'function' && typeof e === 'function') parcourirFonction(f, e, chemin)
  else if (estObjet(f) && estObjet(e)) {
    const [cles, siennes] = [Object.keys(f).sort(), Object.keys(e).sort()]
    if (cles.join() !== siennes.join())
      ecarts.push(
        `${chemin}: ${[...cles.filter((c) => !siennes.includes(c)).map((c) => `-${c}`), ...siennes.filter((c) => !cles.includes(c)).map((c) => `+${c}`)].join(' ')}`,
      )
    for (const c of cles) if (c in e) parcourir(f[c], e[c], chemin ? `${chemin}.${c}` : c)
  } else ecarts.push(`${chemin}: ${typeof f} / ${typeof e}`)
}

function parcourirFonction(f: Function, e: Function, chemin: string): void {
  let lues = 0
  const parSuite = new Map<string, { fr: Set<string>; en: Set<string> }>()
  for (const args of exemplesDe(e.length)) {
    const [a, b] = [appeler(f, args), appeler(e, args)]
    if (ratee(a) || ratee(b)) continue
    lues++
    parcourir(a, b, `${chemin}()`)
    if (!CODES.includes(args[0] as string)) continue
    const suite = JSON.stringify(args.slice(1))
    const phrases = parSuite.get(suite) ?? { fr: new Set(), en: new Set() }
    parSuite.set(suite, { fr: phrases.fr.add(JSON.stringify(a)), en: phrases.en.add(JSON.stringify(b)) })
  }
  if (!lues) muettes.push(chemin)
  if ([...parSuite.values()].some((p) => p.fr.size !== p.en.size)) confondues.push(chemin)
}

parcourir(fr, en, '')

const phrases = feuilles.filter((x) => !DONNEES.test(x.chemin) && !/^\/\S*$/.test(x.en))
const ECRITS = CODES.toSorted((a, b) => b.length - a.length)
const masquer = (s: string, morceaux: string[]) => morceaux.reduce((t, m) => t.replaceAll(m, 'Zzz'), s)
const distinctes = (fautes: Feuille[]) => [
  ...new Set(fautes.map((x) => `${x.chemin}: ${masquer(x.en, [...ECRITS, 'Zzz,Zzz']).replace(/\d+/g, '…')}`)),
]
/** The words of a sentence, without the samples put in it, names of people, addresses and names of cookies. */
const mots = (s: string) =>
  (masquer(s.replace(/\S+@\S+|\bchoral\.\w+/g, ' '), [...ECRITS, ...PERSONNES]).match(/\p{L}{2,}/gu) ?? []).filter((m) => m !== 'Zzz')

describe('PLUS-08 tout en français et en anglais', () => {
  test('PLUS-08 les deux langues ont les mêmes textes, et chaque fonction se lit', () => {
    expect(ecarts).toEqual([])
    expect(muettes).toEqual([])
    expect(feuilles.length).toBeGreaterThan(500)
  })
  test('PLUS-08 aucune phrase anglaise n’est la phrase française', () => {
    expect(distinctes(phrases.filter((x) => unis(x.en) === x.fr && mots(x.en).some((m) => !PAREILS.has(m))))).toEqual([])
  })
  test('PLUS-08 là où le français distingue des cas, l’anglais les distingue', () => {
    expect(confondues).toEqual([])
  })
  test('PLUS-08 l’anglais ne garde ni accent, ni guillemet, ni espace, ni mot du français', () => {
    const reste = (s: string) => /[àâæçéèêëîïôœùûüÿ«»\u202F]| [:;!?](\s|$)/i.test(s) || MOTS_FRANCAIS.test(s)
    expect(distinctes(phrases.filter((x) => reste(masquer(x.en, [...ECRITS, ...FRANCAIS_VOULU]))))).toEqual([])
  })
})
