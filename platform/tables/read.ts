import { readCsv } from './csv.ts'
import { readOds } from './ods.ts'
import { Archive } from './zip.ts'
import { readXlsx } from './xlsx.ts'
import { TableFault, type Limits, type Row } from './types.ts'

const startsWith = (content: Buffer, ...bytes: number[]) => bytes.every((b, i) => content[i] === b)

/** The rows of a spreadsheet, one at a time; what it is, its content says and not its name. @throws TableFault */
export function readTable(content: Buffer, limits: Limits): AsyncGenerator<Row> {
  if (!content.length) throw new TableFault('fichier-vide')
  // The container of old workbooks, and of those with a password.
  if (startsWith(content, 0xd0, 0xcf, 0x11, 0xe0)) throw new TableFault('fichier-chiffre')
  if (!startsWith(content, 0x50, 0x4b)) {
    if (startsWith(content, 0x25, 0x50, 0x44, 0x46) || startsWith(content, 0x89, 0x50) || startsWith(content, 0xff, 0xd8, 0xff))
      throw new TableFault('format-inconnu')
    return inOrder(readCsv(content, limits))
  }
  const archive = new Archive(content, limits)
  if (archive.has('xl/workbook.xml')) return inOrder(readXlsx(archive, limits))
  if (archive.has('content.xml')) return inOrder(readOds(archive, limits))
  throw new TableFault('format-inconnu')
}

/** As far as the database counts lines. */
const LAST_ROW = 2 ** 31 - 1

/** Rows as every program writes them, from the first to the last: of what says otherwise, a line could not be told from another. */
async function* inOrder(rows: AsyncGenerator<Row>): AsyncGenerator<Row> {
  let last = 0
  for await (const row of rows) {
    if (!Number.isInteger(row.number) || row.number <= last || row.number > LAST_ROW) throw new TableFault('fichier-abime')
    last = row.number
    yield row
  }
}
