import { sql } from 'kysely'
import { listerPage, parInstant, type FiltrePage } from '#app/listes/lister.ts'
import type { RaisonEcart } from '#app/support/courriels/juger.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
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
export interface FiltreCourriels extends FiltrePage {
  etat?: EtatCourriel | undefined
  raison?: RaisonEcart | undefined
  recherche?: string | undefined
}

const COLONNES = sql`x.id, x.recu_le, coalesce(x.de::text, x.enveloppe_de) as de, x.objet, x.taille, x.etat, x.raison,
    (select numero from ticket t where t.id = x.ticket) as ticket`

/** What came by mail, newest first, as the operator sees it. */
export function listerCourriels(db: Db, f: FiltreCourriels): Promise<PageDeListe<CourrielEnListe>> {
  const de = f.recherche?.trim()
  return listerPage<CourrielEnListe>(
    db,
    {
      colonnes: COLONNES,
      depuis: sql`courriel_recu x`,
      defaut: '-recuLe',
      tris: { recuLe: parInstant(sql`x.recu_le`) },
      ou: sql`true ${f.etat ? sql`and x.etat = ${f.etat}` : sql``}
            ${f.raison ? sql`and x.etat = 'ecarte' and x.raison = ${f.raison}` : sql``} ${de ? sql`and x.de = ${de}` : sql``}`,
    },
    f,
  )
}

export async function lireCourriel(db: Db, id: string): Promise<CourrielEntier | null> {
  return (
    (
      await sql<CourrielEntier>`select ${COLONNES}, x.texte, x.enveloppe_de, x.enveloppe_a, x.ip, x.traite_le, x.repondu_le
        from courriel_recu x
        where x.id = ${id}::uuid`.execute(db)
    ).rows[0] ?? null
  )
}

export const courrielsEnFeuille = (elements: CourrielEnListe[]): Sheet => {
  const x = fr.courrielsRecus
  return {
    nom: 'courriels-recus',
    entetes: [x.recuLe, x.de, x.objet, x.etat, x.raison, x.ticket, x.taille],
    lignes: elements.map((r) => [
      r.recuLe,
      r.de ?? '',
      r.objet ?? '',
      x.etats[r.etat],
      r.raison ? x.raisons[r.raison] : '',
      r.ticket ?? '',
      r.taille,
    ]),
  }
}
