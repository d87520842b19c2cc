import { sql } from 'kysely'
import { listerPage, parInstant, parMot, type FiltrePage } from '#app/listes/lister.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const SUJETS = ['nouveautes', 'conseils', 'reglementation', 'raccordements', 'evenements'] as const
export type Sujet = (typeof SUJETS)[number]
export const ETATS_ACTUALITE = ['publiee', 'programmee', 'retiree'] as const
export type EtatActualite = (typeof ETATS_ACTUALITE)[number]
export const TRIS_ACTUALITE = ['-publieLe', 'publieLe', 'titre', '-titre'] as const

export interface Actualite {
  id: string
  sujet: Sujet
  titre: string
  chapo: string
  texte: string
  titreEn: string | null
  chapoEn: string | null
  texteEn: string | null
  publieLe: Date
  modifieLe: Date
  etat: EtatActualite
}
export interface FiltreActualites extends FiltrePage {
  sujet?: string | undefined
  etat?: string | undefined
  recherche?: string | undefined
}

const PARUE = sql`x.retire_le is null and x.publie_le <= maintenant()`
const DANS: Record<EtatActualite, ReturnType<typeof sql>> = {
  publiee: PARUE,
  programmee: sql`x.retire_le is null and x.publie_le > maintenant()`,
  retiree: sql`x.retire_le is not null`,
}
const COLONNES = sql`x.id, x.sujet, x.titre, x.chapo, x.texte, x.titre_en, x.chapo_en, x.texte_en, x.publie_le, x.modifie_le,
    case when x.retire_le is not null then 'retiree' when x.publie_le > maintenant() then 'programmee' else 'publiee' end as etat`

/** The latest three, for the memory of each program: a part of another statement. */
export const dernieresActualites = sql`select coalesce(json_agg(json_build_object('id', a.id, 'titre', a.titre, 'titreEn', a.titre_en,
                'chapo', a.chapo, 'chapoEn', a.chapo_en, 'publieLe', a.publie_le)
          order by a.publie_le desc), '[]')
  from (select x.* from actualite x where ${PARUE} order by x.publie_le desc, x.id desc limit 3) a`

/** An article; the operator alone reads one that is not out, or no longer. */
export async function lireActualite(db: Db, id: string, operateur: boolean): Promise<Actualite | null> {
  return (
    (await sql<Actualite>`select ${COLONNES} from actualite x where x.id = ${id}::uuid and ${operateur ? sql`true` : PARUE}`.execute(db))
      .rows[0] ?? null
  )
}

/** Those that are out; with `etat` (« toutes » included), as the operator sees them. */
export function listerActualites(db: Db, f: FiltreActualites): Promise<PageDeListe<Actualite>> {
  const texte = f.recherche?.trim()
  return listerPage<Actualite>(
    db,
    {
      colonnes: COLONNES,
      depuis: sql`actualite x`,
      defaut: '-publieLe',
      tris: { publieLe: parInstant(sql`x.publie_le`), titre: parMot(sql`plier(x.titre) collate "C"`) },
      ou: sql`${f.etat === 'toutes' ? sql`true` : (DANS[f.etat as EtatActualite] ?? PARUE)}
            ${f.sujet ? sql`and x.sujet = ${f.sujet}` : sql``} ${texte ? sql`and ${repond(texte)}` : sql``}`,
    },
    f,
  )
}

/** Its words, whatever their accents and endings; or a title that is nearly that. */
const repond = (texte: string) => sql`(x.mots @@ websearch_to_tsquery('francais', ${texte}) or plier(${texte}) <% plier(x.titre))`

export interface ActualiteTrouvee {
  id: string
  titre: string
  titreEn: string | null
  chapo: string
  chapoEn: string | null
}

/** What the search finds (POR-06), best first. */
export async function chercherActualites(db: Db, texte: string, limite = 10): Promise<ActualiteTrouvee[]> {
  const { rows } = await sql<ActualiteTrouvee>`select x.id, x.titre, x.titre_en, x.chapo, x.chapo_en
      from actualite x
      where ${PARUE} and ${repond(texte)}
      order by ts_rank(x.mots, websearch_to_tsquery('francais', ${texte})) + word_similarity(plier(${texte}), plier(x.titre)) desc,
        x.publie_le desc
      limit ${limite}`.execute(db)
  return rows
}
