import { COLONNES } from '#app/organisation/utilisateurs/importer.colonnes.ts'
import type { LigneDImport } from '#app/organisation/utilisateurs/importer.lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

const titres = () => COLONNES.map((c) => fr.imports.colonnes[c]!)

/** The headings, and one line that shows how each cell is written. */
export const modele = (): Sheet => ({ nom: 'modele-utilisateurs', entetes: titres(), lignes: [fr.imports.exemple] })

/** Lines of an import as they came, with what is wrong: mended, the file can be sent again. */
export const lignesEnFeuille = (lignes: LigneDImport[]): Sheet => {
  const x = fr.imports
  return {
    nom: 'lignes-import',
    entetes: [...titres(), x.colonnes.ligne!, x.colonnes.resultat!, x.colonnes.motif!, x.colonnes.remede!],
    lignes: lignes.map((l) => {
      const fautes = l.fautes.map((f) => ({ ou: x.colonnes[f.colonne] ?? f.colonne, ...x.faute(f.code, f.valeur) }))
      return [
        ...COLONNES.map((c) => l.cellules[c]),
        String(l.ligne),
        l.issue ? (x.issues[l.issue] ?? l.issue) : (x.resultats[l.resultat] ?? l.resultat),
        fautes.map((f) => `${f.ou}${fr.commun.deuxPoints}${f.motif}`).join(' '),
        fautes.map((f) => f.remede).join(' '),
      ]
    }),
  }
}
