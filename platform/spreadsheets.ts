export const FORMATS = ['json', 'csv', 'xlsx', 'ods'] as const
export type Format = (typeof FORMATS)[number]

/**
 * A moment and a quantity are what they are, to be sorted and added up; what else there is, identifiers among it, is text, so that no
 * leading zero is lost.
 */
export type Cellule = string | number | Date | Jour
/** A day, which has no hour and no zone: « 2026-11-30 ». */
export interface Jour {
  jour: string
}

/** Rows under their headings. */
export interface Sheet {
  nom: string
  entetes: string[]
  lignes: Cellule[][]
}

export const MIME = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
} as const

/** The format asked by `?format=` or by `Accept`; JSON otherwise (INT-11). */
export function formatDemande(format: string | undefined, accept: string | undefined): Format {
  if (format) return format as Format
  const trouve = (Object.entries(MIME) as [Exclude<Format, 'json'>, string][]).find(([, type]) => accept?.includes(type.split(';')[0]!))
  return trouve?.[0] ?? 'json'
}

/** A spreadsheet reads a cell that begins so as a formula: an apostrophe keeps it a text. A telephone stays legible. */
const inoffensive = (cellule: string) => (/^[=@\t\r]|^[+-](?![\d ]+$)/.test(cellule) ? `'${cellule}` : cellule)
const cellule = (texte: string) => (/[";\r\n]/.test(texte) ? `"${texte.replaceAll('"', '""')}"` : texte)

/** UTF-8 with its mark, semicolons, CRLF: what French spreadsheets open without a question. */
export const toCsv = ({ entetes, lignes }: Sheet) =>
  `\uFEFF${[entetes, ...lignes.map((l) => l.map((c) => inoffensive(enTexte(c))))].map((l) => l.map(cellule).join(';')).join('\r\n')}\r\n`

/** Made at first use: a start does without. */
let horloge: Intl.DateTimeFormat | undefined
const lireHorloge = () =>
  (horloge ??= new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }))
/** What the clock shows in Paris: a spreadsheet's moments have no zone. */
function aParis(d: Date) {
  const p = Object.fromEntries(
    lireHorloge()
      .formatToParts(d)
      .map(({ type, value }) => [type, value]),
  )
  return { ...p, le: new Date(`${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}Z`) } as Record<
    'day' | 'month' | 'year' | 'hour' | 'minute',
    string
  > & { le: Date }
}
const estJour = (c: Cellule | undefined): c is Jour => typeof c === 'object' && 'jour' in c
/** As French spreadsheets understand it when they read text. */
function enTexte(c: Cellule): string {
  if (typeof c === 'number') return String(c).replace('.', ',')
  if (typeof c === 'string') return c
  if (estJour(c)) return c.jour.split('-').toReversed().join('/')
  const p = aParis(c)
  return `${p.day}/${p.month}/${p.year} ${p.hour}:${p.minute}`
}

/** What XML has no way of writing makes a whole workbook unreadable. */
const inscriptible = (texte: string) => texte.replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '')
const LARGEURS = { moindre: 8, plus: 60 }
/** Each column as wide as what it holds, the headings always in sight. */
function feuille({ nom, entetes, lignes }: Sheet) {
  const largeur = (i: number) => lignes.reduce((n, l) => Math.max(n, enTexte(l[i] ?? '').length), entetes[i]!.length)
  const format = (i: number) =>
    lignes.some((l) => l[i] instanceof Date)
      ? { numFmt: 'dd/mm/yyyy hh:mm' }
      : lignes.some((l) => estJour(l[i]))
        ? { numFmt: 'dd/mm/yyyy' }
        : {}
  return {
    name: nom.slice(0, 31),
    rows: [
      entetes,
      ...lignes.map((l) =>
        l.map((c) =>
          c instanceof Date ? aParis(c).le : estJour(c) ? new Date(`${c.jour}T00:00:00Z`) : typeof c === 'string' ? inscriptible(c) : c,
        ),
      ),
    ],
    columns: entetes.map((_, i) => ({
      width: Math.min(LARGEURS.plus, Math.max(LARGEURS.moindre, largeur(i) + 2)),
      ...format(i),
    })),
    freezePane: { rows: 1 },
  }
}

/** A list as a file. */
export async function toFile(format: Exclude<Format, 'json'>, sheet: Sheet): Promise<{ brut: Buffer; type: string; nom: string }> {
  const nom = `${sheet.nom}.${format}`
  if (format === 'csv') return { brut: Buffer.from(toCsv(sheet)), type: MIME.csv, nom }
  const { writeOds, writeXlsx } = await import('hucre')
  const classeur = { sheets: [feuille(sheet)] }
  return { brut: Buffer.from(await (format === 'xlsx' ? writeXlsx(classeur) : writeOds(classeur))), type: MIME[format], nom }
}
