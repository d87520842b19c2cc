import { writeXlsx } from 'hucre'

export type Ligne = (string | number | Date | null)[]

/** Rows under their titles, as the spreadsheets that people send hold them; the first given is the titles. */
export const enCsv = (lignes: Ligne[]) =>
  Buffer.from(lignes.map((l) => l.map((c) => `"${String(c ?? '').replaceAll('"', '""')}"`).join(';')).join('\r\n'))
/** `plus`, of the sheet; `classeur`, of the workbook. */
export const enXlsx = async (lignes: Ligne[], plus: object = {}, classeur: object = {}) =>
  Buffer.from(await writeXlsx({ ...classeur, sheets: [{ name: 'a', rows: lignes, ...plus }] }))
