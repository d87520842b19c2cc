import { sql, type RawBuilder } from 'kysely'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const TRIS_PIECES = ['creeLe', '-creeLe', 'nom', '-nom', 'designation', '-designation'] as const
export const ETATS_PIECES = ['sain', 'en-attente'] as const
export interface PieceEnListe {
  id: string
  nom: string
  designation: string
  taille: number
  type: string
  etat: (typeof ETATS_PIECES)[number]
  creeLe: Date
  auteur: { prenom: string; nom: string }
  version: number
}
export interface FiltrePieces {
  page?: number
  taille?: number
  tri?: string | undefined
  recherche?: string | undefined
  etat?: string | undefined
  apres?: string | undefined
}

interface Tri {
  cle: RawBuilder<unknown>
  type: RawBuilder<unknown>
}
const CLES: Record<string, Tri> = {
  creeLe: { cle: sql`p.cree_le`, type: sql`timestamptz` },
  nom: { cle: sql`plier(p.nom) collate "C"`, type: sql`text` },
  designation: { cle: sql`plier(p.designation) collate "C"`, type: sql`text` },
}
const LIGNE = sql`p.id, p.nom, p.designation, f.taille::int as taille, f.type, f.controle as etat, p.cree_le, p.version, json_build_object('prenom', u.prenom, 'nom', u.nom) as auteur`
const DEPUIS = sql`from piece_jointe p join fichier f on f.empreinte = p.fichier join utilisateur u on u.id = p.auteur`

/** The attachments of a structure, newest first unless sorted otherwise. Two statements. */
export async function listerPieces(db: Db, structure: string, f: FiltrePieces): Promise<PageDeListe<PieceEnListe>> {
  const { page = 1, taille = 20, tri = '-creeLe' } = f
  const { cle, type } = CLES[tri.replace('-', '')] ?? CLES.creeLe!
  const decroissant = tri.startsWith('-')
  const sens = decroissant ? sql`desc` : sql`asc`
  const mot = f.recherche?.trim()
  const ou = sql`where p.structure = ${structure}::uuid and p.genre = 'STRUCTURE' and p.supprimee_le is null ${mot ? sql`and strpos(plier(p.nom || ' ' || p.designation), plier(${mot})) > 0` : sql``} ${f.etat ? sql`and f.controle = ${f.etat}` : sql``}`
  const apres = lireCle(f.apres, 'uuid', tri.endsWith('creeLe') ? 'instant' : 'text')
  const suite = apres ? sql`and (${cle}, p.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}::${type}, ${apres[1]}::uuid)` : sql``
  const { rows } = await sql<
    PieceEnListe & { cle: string }
  >`/* @pieces */ select ${LIGNE}, (${cle})::text as cle ${DEPUIS} ${ou} ${suite} order by ${cle} ${sens}, p.id ${sens} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(
    db,
  )
  const compte = await compterJusqua(db, sql`from piece_jointe p join fichier f on f.empreinte = p.fichier ${ou}`)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, ...r }) => r),
    ...compte,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
  }
}

export interface Piece extends PieceEnListe {
  structure: string
  empreinte: Buffer
}

/** One attachment of a structure's own; who may read it is asked apart. */
export async function lirePiece(db: Db, id: string): Promise<Piece | null> {
  const { rows } =
    await sql<Piece>`/* @piece */ select ${LIGNE}, p.structure, f.empreinte ${DEPUIS} where p.id = ${id}::uuid and p.genre = 'STRUCTURE' and p.supprimee_le is null`.execute(
      db,
    )
  return rows[0] ?? null
}
