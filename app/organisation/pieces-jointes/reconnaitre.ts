import { gunzipSync } from 'node:zlib'
import { storedEntry, zipEntries, type ZipEntry } from '#platform/files/zip.ts'

/** What is wrong with a file; the sentence is in the texts. */
export type Defaut =
  | 'fichier-vide'
  | 'fichier-trop-grand'
  | 'extension-refusee'
  | 'format-actif'
  | 'contenu-inconnu'
  | 'contenu-different'
  | 'fichier-a-macros'
  | 'archive-demesuree'
  | 'archive-chiffree'
  | 'xml-a-entites'

interface Format {
  type: string
  extensions: string[]
}
const f = (type: string, ...extensions: string[]): Format => ({ type, extensions })

/** The extensions of the State's list that are accepted, and the content each must hold (docs/decisions/0018). */
const FORMATS = {
  pdf: f('application/pdf', 'pdf'),
  png: f('image/png', 'png'),
  jpeg: f('image/jpeg', 'jpg', 'jpeg'),
  gif: f('image/gif', 'gif'),
  bmp: f('image/bmp', 'bmp'),
  tiff: f('image/tiff', 'tif', 'tiff', 'fax'),
  docx: f('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'),
  xlsx: f('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'),
  pptx: f('application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'),
  odt: f('application/vnd.oasis.opendocument.text', 'odt'),
  ods: f('application/vnd.oasis.opendocument.spreadsheet', 'ods'),
  odp: f('application/vnd.oasis.opendocument.presentation', 'odp'),
  ole: f('application/x-ole-storage', 'doc', 'xls', 'ppt', 'pps'),
  zip: f('application/zip', 'zip'),
  gzip: f('application/gzip', 'gz', 'gzip', 'tgz'),
  bzip2: f('application/x-bzip2', 'bz2'),
  p7s: f('application/pkcs7-signature', 'p7s'),
  rtf: f('application/rtf', 'rtf'),
  xml: f('application/xml', 'xml', 'xsd', 'xsl'),
  texte: f('text/plain', 'txt', 'csv'),
} satisfies Record<string, Format>
type Nom = keyof typeof FORMATS

export const EXTENSIONS = Object.values(FORMATS)
  .flatMap((x) => x.extensions)
  .toSorted()
/** On the State's list too, but they run in a browser or a spreadsheet. */
const ACTIVES = ['htm', 'html', 'xhtml', 'svg', 'xlm', 'xlc']

/** What an extension alone is refused for. */
export const refusDExtension = (extension: string): Defaut | null =>
  ACTIVES.includes(extension) ? 'format-actif' : extension && !EXTENSIONS.includes(extension) ? 'extension-refusee' : null

const TAUX_MAX = 100
const DEPLOYE_MAX = 500e6

/** What a file is, by its content, when that agrees with its name; otherwise what is wrong. Nothing is expanded beyond what is bounded. */
export function reconnaitre(extension: string, contenu: Buffer): { type: string; extension: string } | Defaut {
  if (!contenu.length) return 'fichier-vide'
  const refuse = refusDExtension(extension)
  if (refuse) return refuse
  return juger(extension, identifier(contenu))
}

/** Bytes that are enough for `reconnaitreAuDebut`. */
export const DEBUT = 16

/** The same from the first bytes alone, where they decide; null: the whole content must be read. */
export function reconnaitreAuDebut(extension: string, debut: Buffer): ReturnType<typeof reconnaitre> | null {
  const direct = debut.length && !refusDExtension(extension) ? parSonDebut(debut) : undefined
  return direct ? juger(extension, direct) : null
}

function juger(extension: string, trouve: ReturnType<typeof identifier>): ReturnType<typeof reconnaitre> {
  if (!trouve || typeof trouve === 'object') return trouve?.defaut ?? 'contenu-inconnu'
  const format: Format = FORMATS[trouve]
  if (!extension) return { type: format.type, extension: format.extensions[0]! }
  // An XML or RTF file is text too.
  if (!format.extensions.includes(extension) && !(extension === 'txt' && ['xml', 'rtf'].includes(trouve)))
    return trouve === 'texte' ? 'contenu-inconnu' : 'contenu-different'
  return { type: format.type, extension }
}

const DEBUTS: [Nom, number[]][] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38, 0x37, 0x61]],
  ['gif', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
  ['tiff', [0x49, 0x49, 0x2a, 0]],
  ['tiff', [0x4d, 0x4d, 0, 0x2a]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
]
const commence = (contenu: Buffer, octets: number[]) => octets.every((o, i) => contenu[i] === o)
const parSonDebut = (contenu: Buffer) => DEBUTS.find(([, octets]) => commence(contenu, octets))?.[0]

function identifier(contenu: Buffer): Nom | { defaut: Defaut } | null {
  const direct = parSonDebut(contenu)
  if (direct) return direct
  if (commence(contenu, [0x42, 0x4d]) && contenu.length > 26 && contenu.readUInt32LE(6) === 0 && contenu.readUInt32LE(2) === contenu.length)
    return 'bmp'
  if (commence(contenu, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
    return contenu.includes(Buffer.from('_VBA_PROJECT', 'utf16le')) ? { defaut: 'fichier-a-macros' } : 'ole'
  if (commence(contenu, [0x50, 0x4b, 3, 4])) return identifierZip(contenu)
  if (commence(contenu, [0x1f, 0x8b])) return identifierGzip(contenu)
  if (estSignature(contenu)) return 'p7s'
  return identifierTexte(contenu)
}

const PKCS7 = Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02])
const estSignature = (contenu: Buffer) =>
  (contenu[0] === 0x30 && contenu.subarray(0, 32).includes(PKCS7)) ||
  contenu.subarray(0, 40).toString('latin1').startsWith('-----BEGIN PKCS7-----')

function identifierZip(contenu: Buffer): Nom | { defaut: Defaut } | null {
  const entrees = zipEntries(contenu)
  if (!entrees) return null
  const deploye = entrees.reduce((n, e) => n + e.size, 0)
  if (deploye > DEPLOYE_MAX || entrees.some((e) => e.size > 1e6 && e.size > e.packed * TAUX_MAX)) return { defaut: 'archive-demesuree' }
  const noms = entrees.map((e) => e.name)
  if (noms.some((n) => /(^|\/)vbaProject\.bin$/i.test(n) || /^(Basic|Scripts)\//.test(n))) return { defaut: 'fichier-a-macros' }
  const odf = formatOdf(contenu, entrees[0]!)
  if (odf) return odf
  if (noms.includes('[Content_Types].xml')) {
    const bureau = (
      [
        ['docx', 'word/document.xml'],
        ['xlsx', 'xl/workbook.xml'],
        ['pptx', 'ppt/presentation.xml'],
      ] as const
    ).find(([, partie]) => noms.includes(partie))
    if (bureau) return bureau[0]
  }
  // What the antivirus cannot look into is not taken.
  return entrees.some((e) => e.encrypted) ? { defaut: 'archive-chiffree' } : 'zip'
}

function formatOdf(contenu: Buffer, premiere: ZipEntry): Nom | null {
  const type = premiere.name === 'mimetype' ? storedEntry(contenu, premiere)?.toString('latin1') : null
  return (['odt', 'ods', 'odp'] as const).find((n) => FORMATS[n].type === type) ?? null
}

function identifierGzip(contenu: Buffer): Nom | { defaut: Defaut } | null {
  try {
    gunzipSync(contenu, { maxOutputLength: Math.min(Math.max(contenu.length * TAUX_MAX, 1e6), 100e6) })
    return 'gzip'
  } catch (erreur) {
    return (erreur as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? { defaut: 'archive-demesuree' } : null
  }
}

/** Text in UTF-8, UTF-16 with its mark, or Windows-1252: no control character, and nothing that a browser or a shell would run. */
function identifierTexte(contenu: Buffer): Nom | { defaut: Defaut } | null {
  const texte = decoder(contenu)
  // oxlint-disable-next-line no-control-regex
  if (texte === null || /[\0-\x08\x0b\x0e-\x1f\x7f]/.test(texte)) return null
  const debut = texte.slice(0, 2000).trimStart().toLowerCase()
  if (debut.startsWith('#!')) return null
  if (/<(!doctype\s+html|html|svg|script|iframe|object|embed|body|head)[\s>/]/.test(debut) || /<(\w+:)?(html|svg)[\s>]/.test(debut))
    return { defaut: 'format-actif' }
  if (!debut.startsWith('<?xml')) return 'texte'
  return /<!(doctype|entity)/i.test(texte) ? { defaut: 'xml-a-entites' } : 'xml'
}

function decoder(contenu: Buffer): string | null {
  const utf16 = commence(contenu, [0xff, 0xfe]) ? 'utf-16le' : commence(contenu, [0xfe, 0xff]) ? 'utf-16be' : null
  for (const code of utf16 ? [utf16] : ['utf-8', 'windows-1252']) {
    try {
      return new TextDecoder(code, { fatal: true }).decode(contenu)
    } catch {
      /* the next one */
    }
  }
  return null
}
