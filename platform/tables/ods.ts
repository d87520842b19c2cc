import { cutAt, unescapeXml, type Archive } from './zip.ts'
import { TableFault, type Cell, type Limits, type Row } from './types.ts'

const attribute = (attributes: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
const CELL = /<table:(?:covered-)?table-cell((?:\s+[\w:-]+="[^"]*")*)\s*(\/)?>/g
const CLOSE = /<\/table:(?:covered-)?table-cell>/g

function plain(xml: string): string {
  const paragraphs = [
    ...xml.replace(/<office:annotation\b[\s\S]*?<\/office:annotation>/g, '').matchAll(/<text:p(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/text:p>)/g),
  ].map((m) => m[1] ?? '')
  return unescapeXml(
    paragraphs
      .join('\n')
      .replace(/<text:s(?:\s+text:c="(\d+)")?\s*\/>/g, (_, n?: string) => ' '.repeat(Math.min(Number(n ?? 1), 100)))
      .replace(/<[^>]*>/g, ''),
  )
}

function read(attributes: string, inner: string): Cell | undefined {
  if (attribute(attributes, 'table:formula') !== undefined) return { text: '', kind: 'formula' }
  const type = attribute(attributes, 'office:value-type')
  const shown = plain(inner)
  if (type === 'float' || type === 'currency' || type === 'percentage') {
    const n = Number(attribute(attributes, 'office:value'))
    return { text: Number.isInteger(n) ? BigInt(n).toString() : String(n), kind: 'number' }
  }
  if (type === 'date') return { text: (attribute(attributes, 'office:date-value') ?? shown).slice(0, 10), kind: 'date' }
  if (!shown.trim()) return undefined
  return /^(#[A-Z/0!?]+|Err:\d+)$/.test(shown) && type !== 'string' ? { text: shown, kind: 'error' } : { text: shown, kind: 'text' }
}

/** Rows that repeat a filled one are so many rows; empty ones only move on. */
const MAX_REPEATED = 200_000
const MAX_ROWS = 1_100_000

/** The rows of the first table of an ODS document. */
export async function* readOds(archive: Archive, { columns }: Limits): AsyncGenerator<Row> {
  if (archive.has('META-INF/manifest.xml') && (await archive.text('META-INF/manifest.xml')).includes('encryption-data'))
    throw new TableFault('fichier-chiffre')
  let number = 0
  let inTable = false
  let rows = 0
  for await (const piece of cutAt(archive, 'content.xml', '</table:table-row>')) {
    if (++rows > MAX_ROWS) throw new TableFault('fichier-trop-lourd')
    if (inTable && piece.includes('</table:table>')) return
    if (!inTable) inTable = /<table:table[\s>]/.test(piece)
    if (!inTable) continue
    // Before the row that ends here, those that hold nothing.
    const starts = [...piece.matchAll(/<table:table-row((?:\s+[\w:-]+="[^"]*")*)\s*(\/)?>/g)]
    for (const s of starts.filter((m) => m[2])) number += Number(attribute(s[1]!, 'table:number-rows-repeated') ?? 1)
    const start = starts.findLast((m) => !m[2])
    if (!start) continue
    const repeated = Number(attribute(start[1]!, 'table:number-rows-repeated') ?? 1)
    const cells = readCells(piece.slice(start.index + start[0].length), columns)
    if (!cells.length) {
      number += repeated
      continue
    }
    if (repeated > MAX_REPEATED) throw new TableFault('fichier-trop-lourd')
    for (let i = 0; i < repeated; i++) yield { number: ++number, cells }
  }
}

function readCells(row: string, columns: number): Row['cells'] {
  const cells: Row['cells'] = []
  let at = 0
  CELL.lastIndex = 0
  for (let m = CELL.exec(row); m; m = CELL.exec(row)) {
    const repeated = Number(attribute(m[1]!, 'table:number-columns-repeated') ?? 1)
    let inner = ''
    if (!m[2]) {
      CLOSE.lastIndex = CELL.lastIndex
      const end = CLOSE.exec(row)
      if (!end) throw new TableFault('fichier-abime')
      inner = row.slice(CELL.lastIndex, end.index)
      CELL.lastIndex = CLOSE.lastIndex
    }
    const cell = m[2] && !m[1]!.includes('office:value') && !m[1]!.includes('table:formula') ? undefined : read(m[1]!, inner)
    if (cell) {
      if (at + repeated > columns) throw new TableFault('trop-de-colonnes')
      for (let i = 0; i < repeated; i++) cells[at + i] = cell
    }
    at += repeated
  }
  return cells
}
