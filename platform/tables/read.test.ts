import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { read } from 'hucre'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '#platform/root.ts'
import { readTable } from '#platform/tables/read.ts'
import { writeXlsx } from '#platform/tables/write-xlsx.ts'
import { lenteur } from '#tests/lenteur.ts'

const folder = mkdtempSync(join(tmpdir(), 'choral-classeurs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Part {
  name: string
  packed: Buffer
  size: number
  crc: number
  declared?: number
}
const part = (name: string, content: string | Buffer): Part => ({
  name,
  packed: deflateRawSync(content),
  size: Buffer.byteLength(content),
  crc: crc32(content),
})

/** A part that unpacks to `megabytes` of the same block: several finished deflate blocks, one after the other, are one stream. */
function swollen(name: string, megabytes: number, before: string): Part {
  // A megabyte flushed is a kilobyte that can be written as often as wanted: nothing of gigabytes is ever held here.
  const head = flushed(Buffer.from(before))
  const block = flushed(Buffer.alloc(1_048_576, 0x20))
  return {
    name,
    packed: Buffer.concat([head, ...Array.from({ length: megabytes }, () => block), deflateRawSync(Buffer.alloc(0))]),
    size: 0,
    crc: 0,
    declared: 1000,
  }
}
/** Deflated without its last block: ended by an empty stored one, so that another stream may follow. */
function flushed(content: Buffer): Buffer {
  return deflateRawSync(content, { finishFlush: 3 /* Z_FULL_FLUSH */ })
}

function zip(parts: Part[], count = parts.length): Buffer {
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const p of parts) {
    const name = Buffer.from(p.name)
    const fields = Buffer.alloc(22)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(p.crc, 10)
    fields.writeUInt32LE(p.packed.length, 14)
    fields.writeUInt32LE(p.declared ?? p.size, 18)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from([name.length, 0, 0, 0]), name, p.packed])
    const where = Buffer.alloc(18)
    where.writeUInt16LE(name.length, 0)
    where.writeUInt32LE(at, 14)
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, where, name]))
    locals.push(local)
    at += local.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(count & 0xffff, 8)
  end.writeUInt16LE(count & 0xffff, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, central, end])
}

const WORKBOOK = [
  part('xl/workbook.xml', '<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'),
  part('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
]
const sheet = (xml: string) => part('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${xml}</sheetData></worksheet>`)
const letters = (n: number): string => (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26))
const cell = (column: number, value: string) => `<c r="${letters(column)}1" t="inlineStr"><is><t>${value}</t></is></c>`
const entities = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
  .split('')
  .map((l, i) => `<!ENTITY ${l} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
  .join('')}]>`
const rows = (n: number) => `<row r="1">${'<c/>'.repeat(n)}</row>`

const CASES: Record<string, [content: Buffer, expected: string]> = {
  'une feuille de 4 Go': [
    zip([...WORKBOOK, swollen('xl/worksheets/sheet1.xml', 4096, '<worksheet><sheetData><row r="1">')]),
    'fichier-abime',
  ],
  'des textes communs de 4 Go': [zip([...WORKBOOK, sheet(''), swollen('xl/sharedStrings.xml', 4096, '<sst>')]), 'fichier-abime'],
  'des styles de 4 Go, lus d’une pièce': [
    zip([...WORKBOOK, sheet(''), swollen('xl/styles.xml', 4096, '<styleSheet>')]),
    'fichier-trop-lourd',
  ],
  'un million de colonnes remplies': [
    zip([...WORKBOOK, sheet(`<row r="1">${Array.from({ length: 20_000 }, (_, i) => cell(i, 'x')).join('')}</row>`)]),
    'trop-de-colonnes',
  ],
  'un million de colonnes vides': [zip([...WORKBOOK, sheet(rows(1_000_000))]), '1 ligne'],
  'des entités qui se multiplient': [
    zip([
      WORKBOOK[0]!,
      WORKBOOK[1]!,
      part('xl/worksheets/sheet1.xml', `${entities}<worksheet><sheetData><row r="1">${cell(0, '&j;')}</row></sheetData></worksheet>`),
    ]),
    'fichier-abime',
  ],
  'une entité qui nomme un fichier d’ici': [
    zip([
      ...WORKBOOK,
      sheet(''),
      part(
        'xl/sharedStrings.xml',
        '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/hostname">]><sst><si><t>&a;</t></si></sst>',
      ),
    ]),
    'fichier-abime',
  ],
  'une entité qui nomme une adresse d’ici, dans un ODS': [
    zip([
      part(
        'content.xml',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><office:document-content><table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:document-content>',
      ),
    ]),
    'fichier-abime',
  ],
  'cent mille entrées': [
    zip(
      [...WORKBOOK, ...Array.from({ length: 100_000 }, (_, i) => ({ name: `x${i}`, packed: Buffer.from([3, 0]), size: 0, crc: 0 }))],
      0xffff,
    ),
    'fichier-trop-lourd',
  ],
  'une ligne ODS répétée un milliard de fois': [
    zip([
      part(
        'content.xml',
        '<office:document-content><table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:document-content>',
      ),
    ]),
    'fichier-trop-lourd',
  ],
  'une cellule ODS répétée un million de fois': [
    zip([
      part(
        'content.xml',
        '<office:document-content><table:table><table:table-row><table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:document-content>',
      ),
    ]),
    'trop-de-colonnes',
  ],
}

/** Time of processor, so that a busy machine does not decide; memory, more than before. */
const READER = `
import { readFileSync } from 'node:fs'
import { readTable } from '#platform/tables/read.ts'
const content = readFileSync(process.argv[2])
const before = process.resourceUsage().maxRSS
const start = process.cpuUsage()
let end
try {
  let n = 0
  for await (const row of readTable(content, { bytes: ${200_000_000}, columns: 100 })) n++
  end = n + ' ligne'
} catch (e) { end = e.code ?? String(e) }
console.log(JSON.stringify({ end, ms: Object.values(process.cpuUsage(start)).reduce((a, b) => a + b) / 1000, mb: (process.resourceUsage().maxRSS - before) / 1024 }))
`

test.each(Object.entries(CASES))(
  'S12 %s : refusé, ou lu sans ce qui ne compte pas, en moins de 2 s et 200 Mo',
  (name, [content, expected]) => {
    const file = join(folder, `${name}.bin`)
    const reader = join(ROOT, 'dist', `lecture-${process.pid}.mjs`)
    writeFileSync(file, content)
    writeFileSync(reader, READER)
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', reader, file], { cwd: ROOT, encoding: 'utf8' })
    rmSync(reader)
    expect(stderr).toBe('')
    const { end, ms, mb } = JSON.parse(stdout) as { end: string; ms: number; mb: number }
    expect(end).toBe(expected)
    expect(ms).toBeLessThan(2000 * lenteur())
    expect(mb).toBeLessThan(200)
  },
)

const ligneXlsx = (numero: string) => `<row r="${numero}">${cell(0, 'x')}</row>`
const ods = (xml: string) =>
  zip([part('content.xml', `<office:document-content><table:table>${xml}</table:table></office:document-content>`)])
const ligneOds = '<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'
const vide = (fois: string) => `<table:table-row table:number-rows-repeated="${fois}"><table:table-cell/></table:table-row>`

test.each<[string, Buffer]>([
  ['deux lignes d’un même numéro', zip([...WORKBOOK, sheet(ligneXlsx('2') + ligneXlsx('2'))])],
  ['des lignes à rebours', zip([...WORKBOOK, sheet(ligneXlsx('5') + ligneXlsx('3'))])],
  ['une ligne au numéro démesuré', zip([...WORKBOOK, sheet(ligneXlsx('1') + ligneXlsx('99999999999'))])],
  ['une ligne au numéro sans fin', zip([...WORKBOOK, sheet(ligneXlsx('9'.repeat(400)))])],
  ['ODS, des lignes vides répétées on ne sait combien de fois', ods(ligneOds + vide('abc') + ligneOds)],
  ['ODS, des lignes vides répétées à l’infini', ods(ligneOds + vide('1e400') + ligneOds)],
  ['ODS, des lignes vides en moins', ods(ligneOds + vide('-5') + ligneOds)],
])('S12 %s : aucun tableur n’écrit ainsi, le fichier est abîmé', async (_name, content) => {
  const numbers: number[] = []
  await expect(async () => {
    for await (const row of readTable(content, { bytes: 1e6, columns: 10 })) numbers.push(row.number)
  }).rejects.toMatchObject({ code: 'fichier-abime' })
  expect(numbers.length).toBeLessThan(2)
})

test.each<[string, Buffer]>([
  ['des retours chariot seuls', Buffer.from('code;nom\rA;Été\r')],
  ['UTF-16 gros-boutiste', Buffer.from('\uFEFFcode;nom\nA;Été\n', 'utf16le').swap16()],
  ['UTF-16', Buffer.from('\uFEFFcode;nom\nA;Été\n', 'utf16le')],
  ['Windows-1252', Buffer.from('code;nom\nA;Été\n', 'latin1')],
  ['une marque et des virgules', Buffer.from('\uFEFFcode,nom\r\nA,Été')],
])('SER-03 CSV avec %s : lu pareil', async (_name, content) => {
  const rows: (string | undefined)[][] = []
  for await (const row of readTable(content, { bytes: 1e6, columns: 10 })) rows.push(row.cells.map((c) => c?.text))
  expect(rows).toEqual([
    ['code', 'nom'],
    ['A', 'Été'],
  ])
})

test('POR-10 un classeur écrit au fil des rangées garde chaque signe, et passe à la feuille suivante quand la sienne est pleine', async () => {
  const delicates = ['<a> & "b"', ' bords ', 'deux\nlignes', 'cloche\u0007', '_x0041_', '0012', 'Ÿ é €', '=1+1', '\u{1F3DB}']
  const octets = (v: string | null) => v && Buffer.from(v).toString('latin1')
  async function* rangees() {
    yield [delicates.map(octets), ['', null, octets('troisième')]]
    yield [[octets('quatrième')], [octets('cinquième')]]
  }
  const ecrire = async (parFeuille?: number) => {
    const morceaux: Buffer[] = []
    for await (const m of writeXlsx('Mairies & écoles', ['Numéro', ...delicates.slice(1)], rangees(), parFeuille)) morceaux.push(m)
    return (await read(new Uint8Array(Buffer.concat(morceaux)))).sheets
  }
  const [seule, ...reste] = await ecrire()
  expect([seule!.name, seule!.rows.length, reste.length]).toEqual(['Mairies & écoles', 5, 0])
  expect(seule!.rows[0]![0]).toBe('Numéro')
  expect(seule!.rows[1]).toEqual(delicates)
  expect(seule!.rows[2]!.slice(0, 3).map((v) => v ?? '')).toEqual(['', '', 'troisième'])
  expect((await ecrire(3)).map((f) => [f.name, f.rows.map((r) => r[0] || r[2])])).toEqual([
    ['Mairies & écoles', ['Numéro', delicates[0], 'troisième']],
    ['Mairies & écoles (2)', ['Numéro', 'quatrième', 'cinquième']],
  ])
})
