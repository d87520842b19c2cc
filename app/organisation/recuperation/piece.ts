import { createHash } from 'node:crypto'
import { readMultipart } from '#platform/http/multipart.ts'

export interface Piece { nom: string; type: string; contenu: Buffer }

const SIGNATURES: [type: string, extension: string, debut: Buffer][] = [
  ['application/pdf', 'pdf', Buffer.from('%PDF-')],
  ['image/png', 'png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', 'jpg', Buffer.from([0xff, 0xd8, 0xff])],
]

/** What a file is, from what it holds: neither its name nor what the browser said of it counts. Null: none of those accepted. */
export function reconnaitre(nom: string, contenu: Buffer): Piece | null {
  const trouvee = SIGNATURES.find(([, , debut]) => contenu.subarray(0, debut.length).equals(debut))
  if (!trouvee) return null
  const [type, extension] = trouvee
  const base = nom.split(/[/\\]/).at(-1)!.replace(/\p{C}/gu, '').replace(/\.[^.]{0,8}$/, '').trim().slice(0, 100)
  return { nom: `${base || 'justificatif'}.${extension}`, type, contenu }
}

export const empreinteDe = (contenu: Buffer) => createHash('sha256').update(contenu).digest('hex')

/** The fields of a form, by name, and the file that came with them. */
export type FormulaireAvecFichier = Map<string, string[]> & { fichier: { nom: string; contenu: Buffer } | null }

/** As the forms of pages are read, with the file. @throws an error with statusCode 400 */
export async function lireMultipart(corps: Buffer, type: string, nomDuFichier: string): Promise<FormulaireAvecFichier> {
  const { fields, file } = await readMultipart(corps, type, nomDuFichier)
  return Object.assign(new Map([...fields].map(([nom, valeur]) => [nom, [valeur]])), { fichier: file && { nom: file.name, contenu: file.content } })
}
