import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import { lirePiece, type Piece } from '#app/organisation/pieces-jointes/lister.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { decider } from '#acces/index.ts'
import { refus } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'
import { Refus } from '#platform/http/problem.ts'
import { structureVisible, type StructureVue } from '#app/organisation/structures/lire.ts'

type Lecteur = Contexte & { utilisateur: { id: string } }

/** A structure whose attachments this person may see: « Organisation consultation » on the whole of it. @throws Refus introuvable, acces-refuse */
export async function structureDesPieces(c: Lecteur, id: string | undefined): Promise<StructureVue> {
  const structure = estUuid(id) ? await structureVisible(c.db, c.utilisateur.id, id) : null
  if (!structure) throw refus(c.t, 'introuvable')
  const d = await decider(c.db, { utilisateur: c.utilisateur.id, structure: structure.id, application: 'organisation', niveau: 'consultation' } as never)
  if (!d.oui) throw refusAcces(c.t, d.raison, d.le, structure.acces.gestionnaire)
  return structure
}

export async function pieceVisible(c: Lecteur, id: string | undefined): Promise<{ piece: Piece; structure: StructureVue }> {
  const piece = estUuid(id) ? await lirePiece(c.db, id) : null
  if (!piece) throw refus(c.t, 'introuvable')
  return { piece, structure: await structureDesPieces(c, piece.structure) }
}

/** The bytes, never shown by the browser inside the portal: saved, typed by us, in a sandbox. */
export async function servirPiece(c: Lecteur, piece: Piece) {
  if (piece.etat !== 'sain') throw new Refus({ status: 409, code: 'fichier-en-attente', detail: c.t.pieces.liste.enAttenteTexte, reessayerDans: 60 })
  const contenu = await depotDe(c.settings).read(piece.empreinte)
  c.reponse.headers({
    'content-type': piece.type, 'content-length': piece.taille, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'",
    'content-disposition': `attachment; filename="${piece.nom.normalize('NFD').replace(/[^\w. -]/g, '_').replace(/\s/g, ' ')}"; filename*=UTF-8''${encodeURIComponent(piece.nom).replace(/['()*]/g, (x) => `%${x.charCodeAt(0).toString(16).toUpperCase()}`)}`,
  })
  return c.reponse.send(contenu)
}
