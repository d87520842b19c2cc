import { sql } from 'kysely'
import { listerPage, parInstant, type FiltrePage } from '#app/listes/lister.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

export const TRIS_AVIS = ['-le', 'le'] as const
/** Without whoever gave it: the words are read, not the person. */
export interface AvisEnListe {
  id: string
  le: Date
  type: string
  note: number
  texte: string | null
}
export interface FiltreAvis extends FiltrePage {
  note?: number | undefined
  type?: string | undefined
  texte?: 'oui' | undefined
}

/** What people said of procedures (POR-17), the latest first. */
export const listerAvis = (db: Db, f: FiltreAvis): Promise<PageDeListe<AvisEnListe>> =>
  listerPage<AvisEnListe>(
    db,
    {
      colonnes: sql`x.demande::text as id, x.le, d.type, x.note, x.texte`,
      depuis: sql`avis_demarche x join demande d on d.id = x.demande`,
      unique: { colonne: sql`x.demande`, type: 'integer' },
      defaut: '-le',
      tris: { le: parInstant(sql`x.le`) },
      ou: sql`true ${f.note ? sql`and x.note = ${f.note}` : sql``} ${f.type ? sql`and d.type = ${f.type}` : sql``}
            ${f.texte ? sql`and x.texte is not null` : sql``}`,
    },
    f,
  )

export const avisEnFeuille = (elements: AvisEnListe[]): Sheet => {
  const x = fr.demandes.avis.liste
  return {
    nom: 'avis',
    entetes: [x.le, x.demarche, x.laNote, x.mots],
    lignes: elements.map((a) => [a.le, fr.demandes.phrases[a.type] ?? a.type, a.note, a.texte ?? '']),
  }
}
