import { sql } from 'kysely'
import { fiches } from '#app/accueil/documentation/documentation.ts'
import { listerPage, parInstant, type FiltrePage } from '#app/listes/lister.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

export const TRIS_AVIS_FICHES = ['-le', 'le'] as const
export interface AvisDeFiche {
  id: string
  le: Date
  fiche: string
  utile: boolean
  commentaire: string | null
}
export interface FiltreAvisFiches extends FiltrePage {
  fiche?: string | undefined
  utile?: 'oui' | 'non' | undefined
  texte?: 'oui' | undefined
}

/** What readers said of the sheets (COM-01), one by one, the latest first: every comment is read, not the last alone. */
export const listerAvisDesFiches = (db: Db, f: FiltreAvisFiches): Promise<PageDeListe<AvisDeFiche>> =>
  listerPage<AvisDeFiche>(
    db,
    {
      colonnes: sql`x.id::text as id, x.cree_le as le, x.fiche, x.utile, x.commentaire`,
      depuis: sql`avis_fiche x`,
      unique: { colonne: sql`x.id`, type: 'uuid' },
      defaut: '-le',
      tris: { le: parInstant(sql`x.cree_le`) },
      ou: sql`true ${f.fiche ? sql`and x.fiche = ${f.fiche}` : sql``} ${f.utile ? sql`and x.utile = ${f.utile === 'oui'}` : sql``}
            ${f.texte ? sql`and x.commentaire is not null` : sql``}`,
    },
    f,
  )

/** Title of a sheet, by its path; the path of one that is no more. */
export function titresDesFiches(): (chemin: string) => string {
  const titres = new Map(fiches().map((f) => [f.chemin, f.titre]))
  return (chemin) => titres.get(chemin) ?? chemin
}

export const avisDesFichesEnFeuille = (elements: AvisDeFiche[]): Sheet => {
  const x = fr.assistant.avis
  const titre = titresDesFiches()
  return {
    nom: 'avis-sur-la-documentation',
    entetes: [x.le, x.fiche, x.utiles, x.commentaire],
    lignes: elements.map((a) => [a.le, titre(a.fiche), a.utile ? x.oui : x.non, a.commentaire ?? '']),
  }
}
