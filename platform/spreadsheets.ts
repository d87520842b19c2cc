export const FORMATS = ['json', 'csv', 'xlsx', 'ods'] as const
export type Format = (typeof FORMATS)[number]

/** Rows of text cells under their headings; a cell is text so that no leading zero is lost. */
export interface Sheet {
  nom: string
  entetes: string[]
  lignes: string[][]
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
  `\uFEFF${[entetes, ...lignes.map((l) => l.map(inoffensive))].map((l) => l.map(cellule).join(';')).join('\r\n')}\r\n`

/** A list as a file. */
export async function toFile(format: Exclude<Format, 'json'>, sheet: Sheet): Promise<{ brut: Buffer; type: string; nom: string }> {
  const nom = `${sheet.nom}.${format}`
  if (format === 'csv') return { brut: Buffer.from(toCsv(sheet)), type: MIME.csv, nom }
  const { writeOds, writeXlsx } = await import('hucre')
  const classeur = { sheets: [{ name: sheet.nom.slice(0, 31), rows: [sheet.entetes, ...sheet.lignes] }] }
  return { brut: Buffer.from(await (format === 'xlsx' ? writeXlsx(classeur) : writeOds(classeur))), type: MIME[format], nom }
}
