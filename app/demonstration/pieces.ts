import { sql } from 'kysely'
import type { Pool } from 'pg'
import { comme } from '#app/demonstration/comme.ts'
import type { Monde } from '#app/demonstration/monde.ts'
import { creerPieceJointe } from '#app/organisation/pieces-jointes/creer.ts'
import { deposer } from '#app/organisation/pieces-jointes/index.ts'
import { soumettre, type Demande } from '#demandes/index.ts'
import type { Settings } from '#platform/settings.ts'
import { fr } from '#ui/textes/index.ts'

/** Documents of the joiner's workshop, put there through the portal's own door; the last waits for an antivirus that is not there. */
export async function deposerLesPieces(pool: Pool, settings: Settings, monde: Monde) {
  const { milieu, auteur } = await comme(pool, settings, monde.daniel)
  for (const { nom, designation, texte } of fr.pieces.exemples) {
    const envoi = await deposer(milieu, auteur, { nom, contenu: await enPdf(designation, texte) })
    await soumettre(milieu, {
      definition: creerPieceJointe as unknown as Demande,
      auteur,
      corps: { structure: monde.menuiserie, envois: [envoi.id], designation },
    })
  }
  await sql`update fichier
    set controle = 'en-attente', controle_le = null
    where empreinte = (select fichier from piece_jointe where nom = ${fr.pieces.exemples.at(-1)!.nom})`.execute(milieu.db)
}

const faits = new Map<string, Promise<Buffer>>()
/** Made once: the program makes them while its database starts. */
export function enPdf(titre: string, texte: string): Promise<Buffer> {
  const cle = `${titre}\n${texte}`
  const pdf = faits.get(cle) ?? imprimer(titre, texte)
  faits.set(cle, pdf)
  return pdf
}

async function imprimer(titre: string, texte: string): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const doc = new PDFDocument({ size: 'A4', margin: 64, lang: 'fr-FR', info: { Title: titre, Creator: 'Choral' } })
  const morceaux: Buffer[] = []
  doc.on('data', (m: Buffer) => morceaux.push(m))
  const fini = new Promise<Buffer>((resolve) => doc.on('end', () => resolve(Buffer.concat(morceaux))))
  doc.fontSize(20).text(titre).moveDown().fontSize(11).text(texte).end()
  return fini
}
