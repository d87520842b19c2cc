import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'

/** Counts are exact up to this many rows, then « plus de 10 000 »; `page` reaches as far, a key goes on (INT-11). */
export const COUNT_LIMIT = 10_000
/** Rows of one file. */
export const EXPORT_LIMIT = 20_000

export interface PageDeListe<T> {
  elements: T[]
  total: number
  totalExact: boolean
  page: number
  taille: number
  /** Key that goes on after the last row, at any depth. */
  suivant: string | null
}

/** Counts rows of « from … where … » without ever reading many more than the limit. */
export async function compterJusqua(db: Db | Tx, depuis: RawBuilder<unknown>): Promise<{ total: number; totalExact: boolean }> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select ${depuis} limit ${COUNT_LIMIT + 1}) x`.execute(db)
  const n = rows[0]?.n ?? 0
  return n > COUNT_LIMIT ? { total: COUNT_LIMIT, totalExact: false } : { total: n, totalExact: true }
}

/** Longer than the longest name sorted by makes it: a key that a list gives, it takes back. */
export const KEY_MAX = 4000

/** A key of a row, opaque outside: the value it is sorted by, then what tells it from its equals. */
export const ecrireCle = (valeur: unknown, id: unknown) => Buffer.from(JSON.stringify([valeur, id])).toString('base64url')

/** What a part of a key is to the database, so that a key made for another sort, or by hand, is never a value that it cannot read. */
const PARTS = {
  text: (v: string) => !v.includes('\0'),
  uuid: (v: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(v),
  integer: (v: string) => /^\d{1,15}$/.test(v),
  boolean: (v: string) => v === 'true' || v === 'false',
  day: (v: string) => /^\d{4}-\d\d-\d\d$/.test(v) && isDay(v),
  instant: (v: string) =>
    /^\d{4}-\d\d-\d\d[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)$/.test(v) && isDay(v.slice(0, 10)),
}
export type Part = keyof typeof PARTS
const isDay = (v: string) => new Date(`${v}T00:00Z`).toJSON()?.slice(0, 10) === v && v >= '0001'

/** @returns null when the key is not one of ours: the list then begins. `id`, `valeur`: what its two parts are. */
export function lireCle(cle: string | undefined, id: Part, valeur: Part = 'text'): [valeur: string, id: string] | null {
  if (!cle) return null
  try {
    const lue: unknown = JSON.parse(Buffer.from(cle, 'base64url').toString())
    if (!Array.isArray(lue) || lue.length !== 2 || !lue.every((v) => ['string', 'number'].includes(typeof v))) return null
    const [v, i] = lue.map(String) as [string, string]
    return PARTS[valeur](v) && PARTS[id](i) ? [v, i] : null
  } catch {
    return null
  }
}
