import { sql } from 'kysely'
import type { StructureVerrouillee } from '#demandes/definir.ts'
import type { Db, Tx } from '#platform/database/open.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Locks the structures first of all, in the order of their ids, so that access and version are judged on what nobody else is changing. What is no id is no structure. */
export async function verrouillerStructures(tx: Tx | Db, ids: unknown[]): Promise<StructureVerrouillee[]> {
  const connus = [...new Set(ids.filter((id): id is string => typeof id === 'string' && UUID.test(id)).map((id) => id.toLowerCase()))]
  if (!connus.length) return []
  const { rows } = await sql<StructureVerrouillee>`/* @verrou */ select s.id, s.type_identifiant, s.identifiant, s.statut, s.type_structure, s.version, s.gestionnaire_principal, nom_structure(s) as raison_sociale, maintenant() as heure,
      case when g.id is not null then json_build_object('id', g.id, 'prenom', g.prenom, 'nom', g.nom) end as gestionnaire
    from structure s left join utilisateur g on g.id = s.gestionnaire_principal where s.id = any(${connus}::uuid[]) order by s.id for no key update of s`.execute(tx)
  return rows
}

export const verrouillerStructure = async (tx: Tx | Db, id: unknown): Promise<StructureVerrouillee | null> => (await verrouillerStructures(tx, [id]))[0] ?? null
