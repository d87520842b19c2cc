import { open, type FileHandle } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { StartError } from '#platform/settings.ts'

/** Whole records of a file, as CSV for COPY. */
export interface Lot {
  csv: Buffer
  /** Records in it. */
  enregistrements: number
  /** Lines of the file in it, line ends inside quotes included. */
  lignes: number
  /** Where the next one begins: bytes of a CSV, rows of a Parquet file. */
  position: number
}

/** Size of a lot: bytes read at a time of a CSV, rows of a Parquet file. */
export const LOT = { octets: 8 * 2 ** 20, lignes: 50_000 }

const ENREGISTREMENT_MAX = 2 ** 20
const GUILLEMET = 0x22
const FIN_DE_LIGNE = 0x0a

/** Headings of a CSV and where its data begins. Reads its first line only. */
export async function lireEntetes(fichier: string): Promise<{ entetes: string[]; debut: number }> {
  const poignee = await open(fichier)
  try {
    const { buffer, bytesRead } = await poignee.read(Buffer.alloc(65_536), 0, 65_536, 0)
    const fin = buffer.subarray(0, bytesRead).indexOf(FIN_DE_LIGNE)
    if (fin < 0) throw new StartError(bytesRead ? 'Ligne 1 : pas de ligne de titres suivie de données.' : 'Le fichier est vide.')
    const titres = buffer
      .toString('utf8', 0, fin)
      .replace(/^\ufeff/, '')
      .trimEnd()
    if (titres.startsWith('PK\u0003\u0004'))
      throw new StartError('Ce fichier est une archive zip : décompressez-la, puis importez le fichier CSV qu’elle contient.')
    return { entetes: (parse(titres, { relax_quotes: true, relax_column_count: true }) as string[][])[0] ?? [], debut: fin + 1 }
  } finally {
    await poignee.close()
  }
}

/**
 * Cuts a CSV into lots that end at the end of a record, from a byte on. Data is passed on as it is.
 * The bytes of a lot hold until the next one is asked for: while it is used, the next is read into the other of two buffers.
 */
export async function* lotsCsv(fichier: string, debut: number, ligne: number, octets = LOT.octets): AsyncGenerator<Lot> {
  const poignee = await open(fichier)
  let [tampon, autre] = [Buffer.allocUnsafeSlow(octets), Buffer.allocUnsafeSlow(octets)]
  let position = debut
  let lecture = remplir(poignee, tampon, position)
  try {
    for (;;) {
      const lu = tampon.subarray(0, await lecture)
      const { fin, enregistrements, lignes } = couper(lu)
      if (lu.length - fin > ENREGISTREMENT_MAX)
        throw new StartError(
          `Ligne ${ligne + lignes} : plus d’un mégaoctet sans fin de ligne ; un guillemet ouvert n’est sans doute jamais refermé.`,
        )
      if (!fin && lu.length < tampon.length) {
        // A last record without its line end: whole, or cut off; its columns are counted.
        if (lu.length) yield { csv: Buffer.concat([lu, Buffer.from('\n')]), enregistrements: 1, lignes: 1, position: position + lu.length }
        return
      }
      if (!fin) {
        tampon = Buffer.allocUnsafeSlow(2 * tampon.length)
        lecture = remplir(poignee, tampon, position)
        continue
      }
      position += fin
      ;[tampon, autre] = [autre, tampon]
      lecture = remplir(poignee, tampon, position)
      lecture.catch(() => {}) // said when it is waited for
      yield { csv: lu.subarray(0, fin), enregistrements, lignes, position }
      ligne += lignes
    }
  } finally {
    await lecture.catch(() => {})
    await poignee.close()
  }
}

/** Bytes read from there on: fewer than the buffer holds only at the end of the file. */
async function remplir(poignee: FileHandle, tampon: Buffer, position: number): Promise<number> {
  let lus = 0
  while (lus < tampon.length) {
    const { bytesRead } = await poignee.read(tampon, lus, tampon.length - lus, position + lus)
    if (!bytesRead) break
    lus += bytesRead
  }
  return lus
}

/** The end of the last whole record, or of the given one, and how many records and lines come before it. */
export function couper(tampon: Buffer, jusqua = Number.POSITIVE_INFINITY): { fin: number; enregistrements: number; lignes: number } {
  let fin = 0
  let enregistrements = 0
  let lignes = 0
  let vues = 0
  let ouvert = false
  let guillemet = tampon.indexOf(GUILLEMET)
  for (let i = tampon.indexOf(FIN_DE_LIGNE); i >= 0 && enregistrements < jusqua; i = tampon.indexOf(FIN_DE_LIGNE, i + 1)) {
    while (guillemet >= 0 && guillemet < i) {
      ouvert = !ouvert
      guillemet = tampon.indexOf(GUILLEMET, guillemet + 1)
    }
    vues++
    if (ouvert) continue
    fin = i + 1
    lignes = vues
    enregistrements++
  }
  return { fin, enregistrements, lignes }
}
