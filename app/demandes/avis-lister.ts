import { sql } from 'kysely'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import type { Moment } from '#ui/textes/format.ts'
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
export interface FiltreAvis {
  page?: number | undefined
  taille?: number | undefined
  tri?: string | undefined
  note?: number | undefined
  type?: string | undefined
  texte?: 'oui' | undefined
  apres?: string | undefined
}

/** What people said of procedures (POR-17), the latest first. */
export async function listerAvis(db: Db, f: FiltreAvis): Promise<PageDeListe<AvisEnListe>> {
  const { page = 1, taille = 20 } = f
  const montant = f.tri === 'le'
  const depuis = sql`from avis_demarche a join demande d on d.id = a.demande where true ${f.note ? sql`and a.note = ${f.note}` : sql``} ${f.type ? sql`and d.type = ${f.type}` : sql``} ${f.texte ? sql`and a.texte is not null` : sql``}`
  const apres = lireCle(f.apres, 'integer', 'instant')
  const suite = apres ? sql`and (a.le, a.demande) ${montant ? sql`>` : sql`<`} (${apres[0]}::timestamptz, ${apres[1]}::bigint)` : sql``
  const sens = montant ? sql`asc` : sql`desc`
  const { rows } = await sql<
    AvisEnListe & { cle: string }
  >`select a.demande::text as id, a.le, a.le::text as cle, d.type, a.note, a.texte ${depuis} ${suite} order by a.le ${sens}, a.demande ${sens} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(
    db,
  )
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, ...r }) => r),
    ...(await compterJusqua(db, depuis)),
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
  }
}

export const avisEnFeuille = (elements: { le: Moment; type: string; note: number; texte: string | null }[]): Sheet => {
  const x = fr.demandes.avis.liste
  return {
    nom: 'avis',
    entetes: [x.le, x.demarche, x.laNote, x.mots],
    lignes: elements.map((a) => [new Date(a.le), fr.demandes.phrases[a.type] ?? a.type, a.note, a.texte ?? '']),
  }
}
