import type { PieceEnListe } from '#app/organisation/pieces-jointes/lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

/** A list of attachments as a sheet. */
export const piecesEnFeuille = (elements: PieceEnListe[]): Sheet => {
  const x = fr.pieces.liste
  return {
    nom: 'pieces-jointes',
    entetes: [x.nom, x.designation, x.octets, x.type, x.creeLe, x.auteur, x.etat],
    lignes: elements.map((p) => [
      p.nom,
      p.designation,
      p.taille,
      p.type,
      p.creeLe,
      `${p.auteur.prenom} ${p.auteur.nom}`,
      x.etats[p.etat] ?? p.etat,
    ]),
  }
}
