import { COLONNES } from '#app/organisation/services/importer.colonnes.ts'
import type { LigneDeService } from '#app/organisation/services/importer.lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

const titres = () => COLONNES.map((c) => fr.importsServices.colonnes[c]!)

/** The headings, and one line that shows how each cell is written. */
export const modele = (): Sheet => ({ nom: 'modele-services', entetes: titres(), lignes: [fr.importsServices.exemple] })

/** Lines of an import as they came, with what is wrong: mended, the file can be sent again. */
export const servicesEnFeuille = (lignes: LigneDeService[]): Sheet => {
  const x = fr.importsServices
  return {
    nom: 'lignes-import',
    entetes: [...titres(), x.colonnes.ligne!, x.colonnes.resultat!, x.colonnes.motif!, x.colonnes.remede!],
    lignes: lignes.map((l) => {
      const dits = [...l.fautes, ...l.avis].map((f) => ({ ou: x.colonnes[f.colonne] ?? f.colonne, ...x.faute(f.code, f.valeur) }))
      return [
        ...COLONNES.map((c) => l.cellules[c] ?? ''),
        String(l.ligne),
        l.issue ? (x.issues[l.issue] ?? l.issue) : (x.resultats[l.resultat] ?? l.resultat),
        dits.map((f) => `${f.ou}${fr.commun.deuxPoints}${f.motif}`).join(' '),
        dits.map((f) => f.remede).join(' '),
      ]
    }),
  }
}
