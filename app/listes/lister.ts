import { sql, type RawBuilder } from 'kysely'
import { entier } from '#app/listes/entier.ts'
import { COUNT_LIMIT, compterJusqua, ecrireCle, lireCle, type PageDeListe, type Part } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export interface Tri {
  cle: RawBuilder<unknown>
  type: RawBuilder<unknown>
  part: Part
}
export interface FiltrePage {
  page?: number | undefined
  taille?: number | undefined
  tri?: string | undefined
  apres?: string | undefined
}

export const parInstant = (cle: RawBuilder<unknown>): Tri => ({ cle, type: sql`timestamptz`, part: 'instant' })
export const parJour = (cle: RawBuilder<unknown>): Tri => ({ cle, type: sql`date`, part: 'day' })
export const parMot = (cle: RawBuilder<unknown>): Tri => ({ cle, type: sql`text`, part: 'text' })

interface Lecture {
  colonnes: RawBuilder<unknown>
  depuis: RawBuilder<unknown>
  ou: RawBuilder<unknown>
  tris: Record<string, Tri>
  defaut: string
  /** What tells two lines of one key apart; the id of a table `x` unless said. */
  unique?: { colonne: RawBuilder<unknown>; type: keyof typeof TYPES }
  /** Where they are counted, when fewer tables do than to read them. */
  compteDepuis?: RawBuilder<unknown>
}
const TYPES = { uuid: sql`uuid`, text: sql`text`, integer: sql`bigint` }
const ID = { colonne: sql`x.id`, type: 'uuid' } as const

/** One page of a list, in the order of one of its keys, then how many there are: two statements. */
export async function listerPage<T>(db: Db, q: Lecture, f: FiltrePage): Promise<PageDeListe<T>> {
  const { page = 1, taille = 20 } = f
  const { colonne, type: unique } = q.unique ?? ID
  const tri = f.tri && q.tris[f.tri.replace('-', '')] ? f.tri : q.defaut
  const { cle, type, part } = q.tris[tri.replace('-', '')]!
  const decroissant = tri.startsWith('-')
  const sens = decroissant ? sql`desc` : sql`asc`
  const apres = lireCle(f.apres, unique, part)
  const suite = apres
    ? sql`and (${cle}, ${colonne}) ${decroissant ? sql`<` : sql`>`} (${apres[0]}::${type}, ${apres[1]}::${TYPES[unique]})`
    : sql``
  const { rows } = await sql<T & { cle: string; lequel: string }>`select ${q.colonnes}, ${colonne} as lequel, (${cle})::text as cle
    from ${q.depuis}
    where ${q.ou} ${suite}
    order by ${cle} ${sens}, ${colonne} ${sens}
    limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(db)
  const compte = await compterJusqua(db, sql`from ${q.compteDepuis ?? q.depuis} where ${q.ou}`)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, lequel: _l, ...e }) => e as unknown as T),
    ...compte,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.lequel) : null,
  }
}

/** What the address of a list says, read without trust. */
export function etatDeListe<T extends string>(p: URLSearchParams, tris: readonly T[], defaut: T, parPage = 20) {
  const taille = entier(p, 'taille', parPage, 200)
  return {
    page: entier(p, 'page', 1, Math.ceil(COUNT_LIMIT / taille)),
    taille,
    tri: tris.find((t) => t === p.get('tri')) ?? defaut,
    recherche: (p.get('recherche') ?? '').slice(0, 200),
    apres: p.get('apres') ?? undefined,
  }
}
