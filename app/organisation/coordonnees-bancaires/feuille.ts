import type { CoordonneeEnListe } from '#app/organisation/coordonnees-bancaires/lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

/** A list of accounts as a sheet: masked, as everywhere. */
export const coordonneesEnFeuille = (elements: CoordonneeEnListe[]): Sheet => {
  const { libelles } = fr.champs
  const x = fr.coordonnees
  return {
    nom: 'coordonnees-bancaires',
    entetes: [x.nom, x.type, libelles.compte, libelles.pays, libelles.bic, libelles.affactureur, libelles.statut, x.modifieLe],
    lignes: elements.map((c) => [
      c.nom,
      x.types[c.type] ?? c.type,
      c.compte,
      c.pays,
      c.bic ?? '',
      c.designationAffactureur ?? '',
      fr.structures.statut[c.statut] ?? c.statut,
      c.modifieLe,
    ]),
  }
}
