import { sql } from 'kysely'
import type { StructureVerrouillee } from '#demandes/definir.ts'
import type { Db, Tx } from '#platform/database/open.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Locks the structure first of all, so that access and version are judged on what nobody else is changing. */
export async function verrouillerStructure(tx: Tx | Db, id: unknown): Promise<StructureVerrouillee | null> {
  if (typeof id !== 'string' || !UUID.test(id)) return null
  const { rows } = await sql<StructureVerrouillee>`select id, type_identifiant, identifiant, statut, type_structure, version, gestionnaire_principal
    from structure where id = ${id}::uuid for no key update`.execute(tx)
  return rows[0] ?? null
}
