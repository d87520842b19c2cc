import { sql } from 'kysely'
import { listerPage, parInstant, parMot, type FiltrePage } from '#app/listes/lister.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
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
export interface FiltrePieces extends FiltrePage {
  recherche?: string | undefined
  etat?: string | undefined
}

const LIGNE = sql`p.id, p.nom, p.designation, f.taille::int as taille, f.type, f.controle as etat, p.cree_le, p.version,
    json_build_object('prenom', u.prenom, 'nom', u.nom) as auteur`
const FICHIERS = sql`piece_jointe p join fichier f on f.empreinte = p.fichier`
const DEPUIS = sql`${FICHIERS} join utilisateur u on u.id = p.auteur`

/** The attachments of a structure, newest first unless sorted otherwise. Two statements. */
export function listerPieces(db: Db, structure: string, f: FiltrePieces): Promise<PageDeListe<PieceEnListe>> {
  const mot = f.recherche?.trim()
  return listerPage<PieceEnListe>(
    db,
    {
      colonnes: LIGNE,
      depuis: DEPUIS,
      compteDepuis: FICHIERS,
      unique: { colonne: sql`p.id`, type: 'uuid' },
      defaut: '-creeLe',
      tris: {
        creeLe: parInstant(sql`p.cree_le`),
        nom: parMot(sql`plier(p.nom) collate "C"`),
        designation: parMot(sql`plier(p.designation) collate "C"`),
      },
      ou: sql`p.structure = ${structure}::uuid and p.genre = 'STRUCTURE'
          and p.supprimee_le is null ${mot ? sql`and strpos(plier(p.nom || ' ' || p.designation), ${motPlie(mot)}) > 0` : sql``}
            ${f.etat ? sql`and f.controle = ${f.etat}` : sql``}`,
    },
    f,
  )
}

export interface Piece extends PieceEnListe {
  structure: string
  empreinte: Buffer
}

/** One attachment of a structure's own; who may read it is asked apart. */
export async function lirePiece(db: Db, id: string): Promise<Piece | null> {
  const { rows } = await sql<Piece>`/* @piece */
      select ${LIGNE}, p.structure, f.empreinte
      from ${DEPUIS}
      where p.id = ${id}::uuid and p.genre = 'STRUCTURE' and p.supprimee_le is null`.execute(db)
  return rows[0] ?? null
}
