import { sql, type RawBuilder } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import { listerPage, parInstant, parMot, type FiltrePage } from '#app/listes/lister.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
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
  sql`((x.structure is null and ${qui.roles.includes('agent')})
          or x.structure in (select a.structure
            from acces_en_vigueur a
            where a.utilisateur = ${qui.id}::uuid and a.application = 11 and a.niveau = 2))`
const COLONNES = sql`x.id, x.titre, x.texte, x.titre_en, x.texte_en, x.modifie_le,
    (select json_build_object('id', s.id, 'raisonSociale', nom_structure(s)) from structure s where s.id = x.structure) as structure`

export const TRIS_REPONSES = ['titre', '-titre', 'modifieLe', '-modifieLe'] as const
export interface FiltreReponses extends FiltrePage {
  recherche?: string | undefined
  structure?: string | undefined
}

/** Canned answers of everywhere one answers. Two statements. */
export function listerReponses(db: Db, qui: Qui, f: FiltreReponses): Promise<PageDeListe<ReponseType>> {
  const texte = f.recherche?.trim()
  return listerPage<ReponseType>(
    db,
    {
      colonnes: COLONNES,
      depuis: sql`reponse_type x`,
      defaut: 'titre',
      tris: { titre: parMot(sql`plier(x.titre) collate "C"`), modifieLe: parInstant(sql`x.modifie_le`) },
      ou: sql`${ici(qui)} ${
        f.structure === 'portail'
          ? sql`and x.structure is null`
          : f.structure
            ? sql`and x.structure =
            ${estUuid(f.structure) ? f.structure : null}::uuid`
            : sql``
      }
            ${texte ? sql`and strpos(plier(concat_ws(' ', x.titre, x.texte, x.titre_en, x.texte_en)), ${motPlie(texte)}) > 0` : sql``}`,
    },
    f,
  )
}

/** One of them, locked when it is to be changed; null: not there, or not of where one answers. */
export async function lireReponse(db: Db | Tx, qui: Qui, id: string | undefined, verrou = false): Promise<ReponseType | null> {
  if (!estUuid(id)) return null
  const { rows } =
    await sql<ReponseType>`select ${COLONNES} from reponse_type x where x.id = ${id}::uuid and ${ici(qui)} ${verrou ? sql`for update` : sql``}`.execute(
      db,
    )
  return rows[0] ?? null
}

/** For whom one can write some; null first: the support of the portal. */
export async function lireLieux(db: Db, qui: Qui): Promise<Lieu[]> {
  const { rows } = await sql<Lieu>`select null::uuid as id, null as nom
    where ${qui.roles.includes('agent')}
    union all (select s.id, nom_structure(s)
        from structure s
        where s.id in (select a.structure
            from acces_en_vigueur a
            where a.utilisateur = ${qui.id}::uuid and a.application = 11 and a.niveau = 2)
        order by 2
        limit 200)`.execute(db)
  return rows
}
