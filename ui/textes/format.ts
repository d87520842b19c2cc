/** Dates, numbers and identifiers as people write them. Days and hours are those of Paris; U+00A0 keeps together what must not be cut. */
export type Langue = 'fr' | 'en'

const ZONE = 'Europe/Paris'
const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const
const INSECABLE = '\u00a0'

/** Formatters are dear to build and cheap to keep: one each, made at first use. */
export function garder<T>(faire: (locale: string) => T) {
  const faits: Partial<Record<Langue, T>> = {}
  return (langue: Langue): T => (faits[langue] ??= faire(LOCALES[langue]))
}

const regles = garder((l) => new Intl.PluralRules(l))
const nombres = garder((l) => new Intl.NumberFormat(l, { maximumFractionDigits: 3 }))
const euros = garder((l) => new Intl.NumberFormat(l, { style: 'currency', currency: 'EUR' }))
const jours = garder((l) => new Intl.DateTimeFormat(l, { timeZone: ZONE, day: 'numeric', month: 'long', year: 'numeric' }))
const semaine = garder((l) => new Intl.DateTimeFormat(l, { timeZone: ZONE, weekday: 'long' }))
const chiffres = garder(
  (l) =>
    new Intl.DateTimeFormat(l, {
      timeZone: ZONE,
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
)
const listes = garder((l) => new Intl.ListFormat(l, { type: 'conjunction' }))

/** A moment, or a day as PostgreSQL writes it (`2026-11-24`), which has no hour and no zone. */
export type Moment = Date | string

const JOUR_SEUL = /^\d{4}-\d{2}-\d{2}$/
const versDate = (d: Moment) => (typeof d === 'string' ? new Date(JOUR_SEUL.test(d) ? `${d}T12:00:00Z` : d) : d)

function parties(d: Moment, langue: Langue): Record<string, string> {
  return Object.fromEntries(
    chiffres(langue)
      .formatToParts(versDate(d))
      .map((p) => [p.type, p.value]),
  )
}

/** « 24 novembre 2026 », « 1er janvier 2027 »; “24 November 2026”. */
export function date(d: Moment, langue: Langue = 'fr'): string {
  const texte = jours(langue).format(versDate(d))
  return langue === 'fr' ? texte.replace(/^1 /, '1er ') : texte
}

/** « mardi 24 novembre 2026 »; “Tuesday 24 November 2026”. */
export const dateLongue = (d: Moment, langue: Langue = 'fr'): string => `${semaine(langue).format(versDate(d))} ${date(d, langue)}`

/** Messages of one minute follow each other: the last one is kept. */
const minutes: Partial<Record<Langue, { a: number; texte: string }>> = {}

/** « 14 h 30 », « 0 h 05 »; “14:30”, “00:05”. */
export function heure(d: Moment, langue: Langue = 'fr'): string {
  const a = Math.floor(versDate(d).getTime() / 60_000)
  const derniere = minutes[langue]
  if (derniere?.a === a) return derniere.texte
  const { hour = '', minute = '' } = parties(d, langue)
  const texte = langue === 'fr' ? `${Number(hour)}${INSECABLE}h${INSECABLE}${minute}` : `${hour}:${minute}`
  minutes[langue] = { a, texte }
  return texte
}

/** Hours of the day as they are kept (`09:00`): « 9 h – 12 h 30 »; “09:00 – 12:30”. */
export const plage = (debut: string, fin: string, langue: Langue = 'fr'): string =>
  [debut, fin]
    .map((h) =>
      langue === 'fr'
        ? h.replace(/^0?(\d+):(\d\d)$/, (_, n: string, m: string) => [n, 'h', ...(m === '00' ? [] : [m])].join(INSECABLE))
        : h,
    )
    .join(' – ')

/** « 24 novembre 2026 à 14 h 30 »; “24 November 2026 at 14:30”. */
export const dateHeure = (d: Moment, langue: Langue = 'fr'): string =>
  `${date(d, langue)} ${langue === 'fr' ? 'à' : 'at'} ${heure(d, langue)}`

/** « lundi 30 novembre à 11 h », « à 11 h 05 »; “Monday 30 November at 11:00”: what is near enough to go without its year. */
export function jourHeure(d: Moment, langue: Langue = 'fr'): string {
  const jour = `${semaine(langue).format(versDate(d))} ${date(d, langue).replace(/ \d{4}$/, '')}`
  return langue === 'fr' ? `${jour} à ${heure(d).replace(/\u00a000$/, '')}` : `${jour} at ${heure(d, 'en')}`
}

/** For tables: 24/11/2026 14:47, in both languages; a day alone keeps no hour. */
export function dateCourte(d: Moment, langue: Langue = 'fr'): string {
  const p = parties(d, langue)
  const jour = `${p.day}/${p.month}/${p.year}`
  return typeof d === 'string' && JOUR_SEUL.test(d) ? jour : `${jour} ${p.hour}:${p.minute}`
}

/** The day in Paris, `2026-11-24`, as a date field wants it. */
export function jourIso(d: Moment): string {
  const p = parties(d, 'fr')
  return `${p.year}-${p.month}-${p.day}`
}
/** The last day that something holds, as a date field wants it: midnight belongs to the day that ends. */
export const dernierJour = (fin: Date | null) => (fin ? jourIso(new Date(fin.getTime() - 1)) : '')

const PROCHES = { fr: { '-1': 'hier', '0': 'aujourd’hui', '1': 'demain' }, en: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' } }

/**
 * « aujourd’hui à 14 h 47 », « demain à 9 h 00 », otherwise « le 27 novembre 2026 à 14 h 30 », to follow a verb. `maintenant` is the
 * domain's clock, read in SQL.
 */
/** « 24 novembre 2026 » on one line, where a column is narrow. */
export const datesDUnTenant = (texte: string) => texte.replace(/(\d{1,2}(?:er)?) (\p{L}+) (\d{4})/gu, '$1\u00a0$2\u00a0$3')

export function quand(d: Moment, maintenant: Moment, langue: Langue = 'fr'): string {
  const ecart = Math.round((Date.parse(jourIso(d)) - Date.parse(jourIso(maintenant))) / 86_400_000)
  const proche = (PROCHES[langue] as Record<string, string>)[ecart]
  return proche
    ? `${proche} ${langue === 'fr' ? 'à' : 'at'} ${heure(d, langue)}`
    : `${langue === 'fr' ? 'le' : 'on'} ${dateHeure(d, langue)}`
}

const DISTANCES = {
  fr: {
    passe: ['aujourd’hui', 'depuis hier'],
    loin: (n: number) => `depuis ${n}${INSECABLE}jours`,
    avenir: ['aujourd’hui', 'demain'],
    bientot: (n: number) => `dans ${n}${INSECABLE}jours`,
  },
  en: {
    passe: ['today', 'since yesterday'],
    loin: (n: number) => `for ${n}${INSECABLE}days`,
    avenir: ['today', 'tomorrow'],
    bientot: (n: number) => `in ${n}${INSECABLE}days`,
  },
}

/** How far a day is: « depuis hier », « depuis 12 jours », « demain », « dans 6 jours ». */
export function distance(d: Moment, maintenant: Moment, langue: Langue = 'fr'): string {
  const jours = Math.round((Date.parse(jourIso(d)) - Date.parse(jourIso(maintenant))) / 86_400_000)
  const { passe, loin, avenir, bientot } = DISTANCES[langue]
  return versDate(d) > versDate(maintenant) ? (avenir[jours] ?? bientot(jours)) : (passe[-jours] ?? loin(-jours))
}

/** « 1 234,5 ». The narrow space that Intl puts there is too tight in our typeface. */
export const nombre = (n: number, langue: Langue = 'fr'): string => nombres(langue).format(n).replaceAll('\u202f', INSECABLE)

/** « 1 234,50 € »; “€1,234.50”. */
export const montant = (n: number, langue: Langue = 'fr'): string => euros(langue).format(n).replaceAll('\u202f', INSECABLE)

/** A size in bytes: « 318 ko », « 4,1 Mo »; “318 kB”, “4.1 MB”. */
export function taille(octets: number, langue: Langue = 'fr'): string {
  const unites = langue === 'fr' ? ['octets', 'ko', 'Mo', 'Go'] : ['bytes', 'kB', 'MB', 'GB']
  const rang = Math.min(octets < 1000 ? 0 : Math.floor(Math.log10(octets) / 3), 3)
  const valeur = octets / 1000 ** rang
  return `${nombre(valeur < 10 ? Math.round(valeur * 10) / 10 : Math.round(valeur), langue)}${INSECABLE}${unites[rang]}`
}

/** « a, b et c »; “a, b and c”. */
export const liste = (elements: string[], langue: Langue = 'fr'): string => listes(langue).format(elements)

/** The form that agrees with `n`; in French 0 is singular, and `many` is the one of « 1 000 000 de structures ». */
export function pluriel(n: number, formes: { one: string; many?: string; other: string }, langue: Langue = 'fr'): string {
  const regle = regles(langue).select(n)
  return (regle === 'one' ? formes.one : regle === 'many' ? formes.many : undefined) ?? formes.other
}

/** « 3 structures »: the number and the word that agrees with it. */
export const compter = (n: number, formes: { one: string; many?: string; other: string }, langue: Langue = 'fr'): string =>
  `${nombre(n, langue)}${INSECABLE}${pluriel(n, formes, langue)}`

/** A SIRET by 3-3-3-5 with U+00A0, a SIREN by threes when said to be one; any other identifier stays as it is. */
export function identifiantGroupe(identifiant: string, type?: string): string {
  const groupes =
    /^(\d{3})(\d{3})(\d{3})(\d{5})$/.exec(identifiant) ?? (type === 'SIREN' ? /^(\d{3})(\d{3})(\d{3})$/.exec(identifiant) : null)
  return groupes ? groupes.slice(1).join(INSECABLE) : identifiant
}

/** « jusqu’à 14 h 47 », « jusqu’à demain à 9 h 00 », « jusqu’au 1er janvier 2027 à 0 h 00 ». */
export function jusqua(d: Moment, maintenant: Moment, langue: Langue = 'fr'): string {
  if (langue === 'en')
    return `until ${jourIso(d) === jourIso(maintenant) ? heure(d, 'en') : quand(d, maintenant, 'en').replace(/^on /, '')}`
  if (jourIso(d) === jourIso(maintenant)) return `jusqu’à ${heure(d)}`
  const texte = quand(d, maintenant)
  return texte.startsWith('le ') ? `jusqu’au ${texte.slice(3)}` : `jusqu’à ${texte}`
}

/** The first letter a capital, for what begins a sentence. */
export const majuscule = (s: string): string => s.charAt(0).toLocaleUpperCase('fr') + s.slice(1)
