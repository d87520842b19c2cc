import { sql } from 'kysely'
import type { RaisonEcart } from '#app/support/courriels/juger.ts'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import type { Moment } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

export const ETATS_COURRIEL = ['recu', 'ajoute', 'cree', 'ecarte'] as const
export type EtatCourriel = (typeof ETATS_COURRIEL)[number]
export const TRIS_COURRIELS = ['-recuLe', 'recuLe'] as const

export interface CourrielEnListe {
  id: string
  recuLe: Date
  de: string | null
  objet: string | null
  taille: number
  etat: EtatCourriel
  raison: RaisonEcart | null
  ticket: string | null
}
export interface CourrielEntier extends CourrielEnListe {
  texte: string | null
  enveloppeDe: string | null
  enveloppeA: string[]
  ip: string | null
  traiteLe: Date | null
  reponduLe: Date | null
}
export interface FiltreCourriels {
  page?: number | undefined
  taille?: number | undefined
  tri?: string | undefined
  etat?: EtatCourriel | undefined
  raison?: RaisonEcart | undefined
  recherche?: string | undefined
  apres?: string | undefined
}

const COLONNES = sql`r.id, r.recu_le, coalesce(r.de::text, r.enveloppe_de) as de, r.objet, r.taille, r.etat, r.raison, (select numero from ticket t where t.id = r.ticket) as ticket`

/** What came by mail, newest first, as the operator sees it. */
export async function listerCourriels(db: Db, f: FiltreCourriels): Promise<PageDeListe<CourrielEnListe>> {
  const { page = 1, taille = 20 } = f
  const montant = f.tri === 'recuLe'
  const de = f.recherche?.trim()
  const critere = sql`true ${f.etat ? sql`and r.etat = ${f.etat}` : sql``} ${f.raison ? sql`and r.etat = 'ecarte' and r.raison = ${f.raison}` : sql``} ${de ? sql`and r.de = ${de}` : sql``}`
  const apres = lireCle(f.apres, 'uuid', 'instant')
  const suite = apres ? sql`and (r.recu_le, r.id) ${montant ? sql`>` : sql`<`} (${apres[0]}::timestamptz, ${apres[1]}::uuid)` : sql``
  const sens = montant ? sql`asc` : sql`desc`
  const { rows } = await sql<
    CourrielEnListe & { cle: string }
  >`select ${COLONNES}, r.recu_le::text as cle from courriel_recu r where ${critere} ${suite} order by r.recu_le ${sens}, r.id ${sens} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(
    db,
  )
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, ...r }) => r),
    ...(await compterJusqua(db, sql`from courriel_recu r where ${critere}`)),
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
  }
}

export async function lireCourriel(db: Db, id: string): Promise<CourrielEntier | null> {
  return (
    (
      await sql<CourrielEntier>`select ${COLONNES}, r.texte, r.enveloppe_de, r.enveloppe_a, r.ip, r.traite_le, r.repondu_le from courriel_recu r where r.id = ${id}::uuid`.execute(
        db,
      )
    ).rows[0] ?? null
  )
}

export const courrielsEnFeuille = (elements: (Omit<CourrielEnListe, 'recuLe'> & { recuLe: Moment })[]): Sheet => {
  const x = fr.courrielsRecus
  return {
    nom: 'courriels-recus',
    entetes: [x.recuLe, x.de, x.objet, x.etat, x.raison, x.ticket, x.taille],
    lignes: elements.map((r) => [
      new Date(r.recuLe),
      r.de ?? '',
      r.objet ?? '',
      x.etats[r.etat],
      r.raison ? x.raisons[r.raison] : '',
      r.ticket ?? '',
      r.taille,
    ]),
  }
}
