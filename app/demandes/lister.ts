import { sql } from 'kysely'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import { NOM_DE_L_OBJET } from '#demandes/objet.ts'
import { APPROBATION, COLONNES_DU_RECU, NOM_DANS_LA_DEMANDE, terminaisonPour, type Recu } from '#demandes/recu.ts'

export const TRIS_DEMANDES = ['-creeLe', 'creeLe', '-effetLe', 'effetLe'] as const

export interface FiltreDemandes {
  page?: number
  taille?: number
  tri?: string | undefined
  etat?: string | undefined
  type?: string | undefined
  structure?: string | undefined
  recherche?: string | undefined
  apres?: string | undefined
}
export type DemandeEnListe = Recu & { peutAnnuler: boolean }

/** The demandes that a person submitted (CPT-06), newest first unless asked otherwise. Two statements. */
export async function listerDemandes(db: Db, auteur: string, f: FiltreDemandes): Promise<PageDeListe<DemandeEnListe>> {
  const { page = 1, taille = 20, tri = '-creeLe' } = f
  const cherche = f.recherche?.trim() || null
  const ou = sql`d.auteur = ${auteur}::uuid
    and (${f.etat ?? null}::text is null or d.etat = ${f.etat ?? null}) and (${f.type ?? null}::text is null or d.type = ${f.type ?? null})
    and (${f.structure ?? null}::uuid is null or d.structure = ${f.structure ?? null}::uuid)
    and (${cherche}::text is null or strpos(d.numero, upper(${cherche})) > 0 or strpos(plier(${NOM_DANS_LA_DEMANDE} || ' ' || nom_structure(s)), plier(${cherche})) > 0 or s.identifiant = regexp_replace(${cherche}, '\\s', '', 'g'))`
  const decroissant = tri.startsWith('-')
  const cle = tri.endsWith('effetLe') ? sql`coalesce(d.effet_le, d.cree_le)` : sql`d.cree_le`
  const apres = lireCle(f.apres, 'integer', 'instant')
  const suite = apres ? sql`and (${cle}, d.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}::timestamptz, ${apres[1]}::bigint)` : sql``
  const { rows } = await sql<DemandeEnListe & { id: number; cle: string }>`
    select d.id, (${cle})::text as cle, ${COLONNES_DU_RECU}, ${terminaisonPour(auteur)}, ${APPROBATION}, ${NOM_DE_L_OBJET} as nom_objet,
      d.etat = 'demandee' or (d.etat = 'programmee' and d.effet_le > maintenant()) as peut_annuler
    from demande d join utilisateur u on u.id = d.auteur left join structure s on s.id = d.structure
    where ${ou} ${suite} order by ${cle} ${decroissant ? sql`desc` : sql`asc`}, d.id ${decroissant ? sql`desc` : sql`asc`} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(
    db,
  )
  const compte = await compterJusqua(db, sql`from demande d left join structure s on s.id = d.structure where ${ou}`)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return { elements: rows, ...compte, page, taille, suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null }
}
