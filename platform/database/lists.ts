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

/** A key of a row, opaque outside: the value it is sorted by, then what tells it from its equals. */
export const ecrireCle = (valeur: unknown, id: unknown) => Buffer.from(JSON.stringify([valeur, id])).toString('base64url')

/** @returns null when the key is not one of ours */
export function lireCle(cle: string | undefined): [string | number, string | number] | null {
  if (!cle) return null
  try {
    const lue: unknown = JSON.parse(Buffer.from(cle, 'base64url').toString())
    return Array.isArray(lue) && lue.length === 2 && lue.every((v) => ['string', 'number'].includes(typeof v)) ? (lue as [string, string]) : null
  } catch {
    return null
  }
}
