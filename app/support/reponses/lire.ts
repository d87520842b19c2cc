import { sql, type RawBuilder } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import { ecrireCle, lireCle, compterJusqua, type PageDeListe } from '#platform/database/lists.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export interface ReponseType {
  id: string
  titre: string
  texte: string
  titreEn: string | null
  texteEn: string | null
  structure: { id: string; raisonSociale: string } | null
  modifieLe: Date
}
export interface Lieu {
  id: string | null
  nom: string | null
}
type Qui = { id: string; roles: readonly string[] }

/** Where one answers tickets with the right to act: some structures, the support of the portal. */
const ici = (qui: Qui): RawBuilder<unknown> =>
  sql`((r.structure is null and ${qui.roles.includes('agent')}) or r.structure in (select a.structure from acces_en_vigueur a where a.utilisateur = ${qui.id}::uuid and a.application = 11 and a.niveau = 2))`
const COLONNES = sql`r.id, r.titre, r.texte, r.titre_en, r.texte_en, r.modifie_le, (select json_build_object('id', s.id, 'raisonSociale', nom_structure(s)) from structure s where s.id = r.structure) as structure`

export const TRIS_REPONSES = ['titre', '-titre', 'modifieLe', '-modifieLe'] as const
export interface FiltreReponses {
  page?: number
  taille?: number
  tri?: string | undefined
  recherche?: string | undefined
  structure?: string | undefined
  apres?: string | undefined
}

/** Canned answers of everywhere one answers. Two statements. */
export async function listerReponses(db: Db, qui: Qui, f: FiltreReponses): Promise<PageDeListe<ReponseType>> {
  const { page = 1, taille = 20, tri = 'titre' } = f
  const parTitre = !tri.endsWith('modifieLe')
  const sens = tri.startsWith('-') ? sql`desc` : sql`asc`
  const cle = parTitre ? sql`plier(r.titre) collate "C"` : sql`r.modifie_le`
  const apres = lireCle(f.apres, 'uuid', parTitre ? 'text' : 'instant')
  const texte = f.recherche?.trim()
  const ou = sql`${ici(qui)} ${f.structure === 'portail' ? sql`and r.structure is null` : f.structure ? sql`and r.structure = ${estUuid(f.structure) ? f.structure : null}::uuid` : sql``}
    ${texte ? sql`and strpos(plier(concat_ws(' ', r.titre, r.texte, r.titre_en, r.texte_en)), plier(${texte})) > 0` : sql``}`
  const { rows } = await sql<
    ReponseType & { cle: string }
  >`select ${COLONNES}, (${cle})::text as cle from reponse_type r where ${ou} ${apres ? sql`and (${cle}, r.id) ${tri.startsWith('-') ? sql`<` : sql`>`} (${apres[0]}${parTitre ? sql`` : sql`::timestamptz`}, ${apres[1]}::uuid)` : sql``}
    order by ${cle} ${sens}, r.id ${sens} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(db)
  const compte = await compterJusqua(db, sql`1 from reponse_type r where ${ou}`)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, ...r }) => r),
    ...compte,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
  }
}

/** One of them, locked when it is to be changed; null: not there, or not of where one answers. */
export async function lireReponse(db: Db | Tx, qui: Qui, id: string | undefined, verrou = false): Promise<ReponseType | null> {
  if (!estUuid(id)) return null
  const { rows } =
    await sql<ReponseType>`select ${COLONNES} from reponse_type r where r.id = ${id}::uuid and ${ici(qui)} ${verrou ? sql`for update` : sql``}`.execute(
      db,
    )
  return rows[0] ?? null
}

/** For whom one can write some; null first: the support of the portal. */
export async function lireLieux(db: Db, qui: Qui): Promise<Lieu[]> {
  const { rows } = await sql<Lieu>`select null::uuid as id, null as nom where ${qui.roles.includes('agent')}
    union all (select s.id, nom_structure(s) from structure s where s.id in (select a.structure from acces_en_vigueur a where a.utilisateur = ${qui.id}::uuid and a.application = 11 and a.niveau = 2) order by 2 limit 200)`.execute(
    db,
  )
  return rows
}
