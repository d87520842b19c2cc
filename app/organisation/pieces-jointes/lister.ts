import { sql } from 'kysely'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const TRIS_PIECES = ['creeLe', '-creeLe', 'nom', '-nom', 'designation', '-designation'] as const
export interface PieceEnListe { id: string; nom: string; designation: string; taille: number; type: string; etat: 'sain' | 'en-attente'; creeLe: Date; auteur: { prenom: string; nom: string }; version: number }
export interface FiltrePieces { page?: number; taille?: number; tri?: string | undefined; recherche?: string | undefined; apres?: string | undefined }

const CLES = { creeLe: sql`p.cree_le`, nom: sql`(plier(p.nom) collate "C")`, designation: sql`(plier(p.designation) collate "C")` } as const
const LIGNE = sql`p.id, p.nom, p.designation, f.taille::int as taille, f.type, f.controle as etat, p.cree_le, p.version, json_build_object('prenom', u.prenom, 'nom', u.nom) as auteur`
const DEPUIS = sql`from piece_jointe p join fichier f on f.empreinte = p.fichier join utilisateur u on u.id = p.auteur`

/** The attachments of a structure, newest first unless sorted otherwise. */
export async function listerPieces(db: Db, structure: string, f: FiltrePieces): Promise<PageDeListe<PieceEnListe>> {
  const { page = 1, taille = 20, tri = '-creeLe' } = f
  const cle = CLES[tri.replace('-', '') as keyof typeof CLES] ?? CLES.creeLe
  const decroissant = tri.startsWith('-')
  const sens = decroissant ? sql`desc` : sql`asc`
  const mot = f.recherche?.trim() ?? ''
  const ou = sql`p.structure = ${structure}::uuid and p.genre = 'STRUCTURE' and p.supprimee_le is null and (${mot} = '' or strpos(plier(p.nom || ' ' || p.designation), plier(${mot})) > 0)`
  const apres = lireCle(f.apres)
  const type = tri.endsWith('creeLe') ? sql`::timestamptz` : sql``
  const suite = apres ? sql`and (${cle}, p.id) ${decroissant ? sql`<` : sql`>`} (${String(apres[0])}${type}, ${String(apres[1])}::uuid)` : sql``
  const { rows } = await sql<PieceEnListe & { cle: string }>`select ${LIGNE}, ${cle}::text as cle ${DEPUIS} where ${ou} ${suite} order by ${cle} ${sens}, p.id ${sens} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(db)
  const compte = await compterJusqua(db, sql`from piece_jointe p where ${ou}`)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return { elements: rows.map(({ cle: _, ...r }) => r), ...compte, page, taille, suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null }
}

export interface Piece extends PieceEnListe { structure: string; empreinte: Buffer; genre: 'STRUCTURE' | 'CB' }

/** One attachment; who may read it is asked apart. */
export async function lirePiece(db: Db, id: string): Promise<Piece | null> {
  const { rows } = await sql<Piece>`select ${LIGNE}, p.structure, p.genre, f.empreinte ${DEPUIS} where p.id = ${id}::uuid and p.supprimee_le is null`.execute(db)
  return rows[0] ?? null
}
