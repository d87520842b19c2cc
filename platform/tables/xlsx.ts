import { elements, unescapeXml, type Archive } from './zip.ts'
import { TableFault, type Cell, type Limits, type Row } from './types.ts'

const attribute = (attributes: string, name: string) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]
const tags = (xml: string, name: string) => [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\b([^>]*)>`, 'g'))].map((m) => m[1]!)

/** Where the first visible sheet is, and from which day dates count. */
async function workbook(archive: Archive): Promise<{ sheet: string; shift: number }> {
  const xml = await archive.text('xl/workbook.xml')
  const sheets = tags(xml, 'sheet')
  const first = sheets.find((a) => !/state="(very)?hidden"/i.test(a)) ?? sheets[0]
  const id = first && /\w+:id="([^"]*)"/.exec(first)?.[1]
  const target = tags(await archive.text('xl/_rels/workbook.xml.rels'), 'Relationship').find((a) => attribute(a, 'Id') === id)
  const path = target && attribute(target, 'Target')
  if (!path) throw new TableFault('fichier-abime')
  return {
    sheet: path.startsWith('/') ? path.slice(1) : `xl/${path}`,
    shift: /date1904="(1|true)"/.test(tags(xml, 'workbookPr').join(' ')) ? 1462 : 0,
  }
}

/** Which styles show a number as a date. */
async function dateStyles(archive: Archive): Promise<boolean[]> {
  if (!archive.has('xl/styles.xml')) return []
  const xml = await archive.text('xl/styles.xml')
  const formats = new Map(tags(xml, 'numFmt').map((a) => [attribute(a, 'numFmtId'), unescapeXml(attribute(a, 'formatCode') ?? '')]))
  const cells = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? ''
  return tags(cells, 'xf').map((a) => {
    const id = attribute(a, 'numFmtId') ?? '0'
    const n = Number(id)
    const own = formats.get(id)
    return own === undefined
      ? (n >= 14 && n <= 17) || n === 22 || (n >= 27 && n <= 36) || (n >= 50 && n <= 58)
      : /[ymd]/i.test(own.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')) && !/^general$/i.test(own)
  })
}

const plain = (xml: string) => {
  let text = ''
  for (const m of xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '').matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<\/(?:\w+:)?t>/g))
    text += m[1]
  return unescapeXml(text).replace(/_x([\dA-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

async function sharedStrings(archive: Archive): Promise<string[]> {
  if (!archive.has('xl/sharedStrings.xml')) return []
  const strings: string[] = []
  for await (const one of elements(archive, 'xl/sharedStrings.xml', 'si')) strings.push(plain(one))
  return strings
}

const column = (letters: string) => {
  let n = 0
  for (let i = 0; i < letters.length; i++) n = n * 26 + letters.charCodeAt(i) - 64
  return n - 1
}

/** A whole number as it is written, never with an exponent. */
const numberText = (n: number) =>
  Number.isInteger(n) || Math.abs(n) < 1e9
    ? Math.abs(n) < 1e21
      ? Number.isInteger(n)
        ? BigInt(n).toString()
        : String(n)
      : String(n)
    : BigInt(Math.round(n)).toString()
const day = (serial: number) => new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000)
const dateText = (serial: number) => (serial > 0 && serial < 2_958_466 ? day(serial).toISOString().slice(0, 10) : numberText(serial))

/** The rows of the first visible sheet of an XLSX workbook. */
export async function* readXlsx(archive: Archive, { columns }: Limits): AsyncGenerator<Row> {
  const { sheet, shift } = await workbook(archive)
  const dates = await dateStyles(archive)
  const strings = await sharedStrings(archive)
  let prefix = ''
  let number = 0
  const cell = (attributes: string, inner: string): Cell | undefined => {
    if (/<(?:\w+:)?f[\s/>]/.test(inner)) return { text: '', kind: 'formula' }
    const type = attribute(attributes, 't')
    if (type === 'inlineStr') return text(plain(inner))
    const value = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(inner)?.[1]
    if (value === undefined || value === '') return undefined
    if (type === 's') return text(strings[Number(value)] ?? '')
    if (type === 'e') return { text: unescapeXml(value), kind: 'error' }
    if (type === 'str' || type === 'd') return text(unescapeXml(value))
    const n = Number(value)
    if (Number.isNaN(n)) return text(unescapeXml(value))
    if (type === 'b') return text(value === '1' ? 'VRAI' : 'FAUX')
    return dates[Number(attribute(attributes, 's') ?? -1)]
      ? { text: dateText(n + shift), kind: 'date' }
      : { text: numberText(n), kind: 'number' }
  }
  let cells = cellPattern('')
  for await (const piece of elements(archive, sheet, 'row')) {
    if (!number) {
      prefix = /<(\w+:)?sheetData\b/.exec(piece)?.[1] ?? prefix
      cells = cellPattern(prefix)
    }
    // Rows without cells close themselves: the one that ends here is the last that began.
    const row = piece.slice(Math.max(piece.lastIndexOf(`<${prefix}row `), piece.lastIndexOf(`<${prefix}row>`), 0))
    number = Number(/^<[\w:]*row\s[^>]*?\br="(\d+)"/.exec(row)?.[1] ?? number + 1)
    yield { number, cells: readCells(row, cells, `</${prefix}c>`, columns, cell) }
  }
}

const text = (s: string): Cell => ({ text: s, kind: 'text' })
const cellPattern = (prefix: string) => new RegExp(`<${prefix}c((?:\\s+[\\w:]+="[^"]*")*)\\s*(/)?>`, 'g')

function readCells(
  row: string,
  pattern: RegExp,
  close: string,
  columns: number,
  read: (attributes: string, inner: string) => Cell | undefined,
): Row['cells'] {
  const cells: Row['cells'] = []
  let next = 0
  pattern.lastIndex = 0
  for (let m = pattern.exec(row); m; m = pattern.exec(row)) {
    const letters = /\sr="([A-Z]{1,3})\d*"/.exec(m[1]!)?.[1]
    const at = letters ? column(letters) : next
    next = at + 1
    if (m[2]) continue
    const end = row.indexOf(close, pattern.lastIndex)
    if (end < 0) throw new TableFault('fichier-abime')
    const cell = read(m[1]!, row.slice(pattern.lastIndex, end))
    pattern.lastIndex = end + close.length
    if (!cell || (cell.kind === 'text' && !cell.text.trim())) continue
    if (at >= columns) throw new TableFault('trop-de-colonnes')
    cells[at] = cell
  }
  return cells
}
