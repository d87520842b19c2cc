import { parse } from 'csv-parse'
import { TableFault, type Limits, type Row } from './types.ts'

/** UTF-8, UTF-16 with its mark, otherwise what French spreadsheets write when they write no Unicode. */
function decode(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder('utf-16le').decode(content)
  if (content[0] === 0xfe && content[1] === 0xff) return new TextDecoder('utf-16be').decode(content)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('windows-1252').decode(content)
  }
}

/** The separator that cuts the first line most, outside quotes. */
function delimiterOf(text: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.trimStart().slice(0, 10_000))?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? ''
  const counts = [';', ',', '\t', '|'].map((d) => [d, line.split(d).length] as const)
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

/** The rows of a text with separators, whatever its encoding and separator. */
export async function* readCsv(content: Buffer, { columns }: Limits): AsyncGenerator<Row> {
  const text = decode(content)
  if (text.includes('\0')) throw new TableFault('format-inconnu')
  const parser = parse({
    delimiter: delimiterOf(text),
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: 200_000,
  })
  // A piece at a time: the parser keeps nothing of what it has cut.
  const feed = async () => {
    for (let at = 0; at < text.length; at += 65_536)
      if (!parser.write(text.slice(at, at + 65_536))) await new Promise((resolve) => parser.once('drain', resolve))
    parser.end()
  }
  void feed()
  let number = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number++
      const cells: Row['cells'] = []
      for (const [i, value] of record.entries()) if (value.trim()) cells[i] = { text: value, kind: 'text' }
      if (cells.length > columns) throw new TableFault('trop-de-colonnes')
      yield { number, cells }
    }
  } catch (error) {
    throw error instanceof TableFault ? error : new TableFault('fichier-abime')
  }
}
