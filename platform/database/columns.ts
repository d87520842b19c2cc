import { sql } from 'kysely'
import type { Tx } from '#platform/database/open.ts'

/** `codePostal` → `code_postal`. */
export const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Writes the fields given, and only them. Their names come from our own lists, never from a body. */
export async function writeFields(tx: Tx, table: 'structure' | 'service', id: string, fields: Record<string, unknown>): Promise<void> {
  const assignments = Object.entries(fields).map(([field, value]) => sql`${sql.ref(columnOf(field))} = ${value}`)
  if (assignments.length) await sql`update ${sql.table(table)} set ${sql.join(assignments)} where id = ${id}::uuid`.execute(tx)
}
