import { sql } from 'kysely'
import type { StructureVerrouillee } from '#demandes/definir.ts'
import type { Db, Tx } from '#platform/database/open.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Locks the structure first of all, so that access and version are judged on what nobody else is changing. */
export async function verrouillerStructure(tx: Tx | Db, id: unknown): Promise<StructureVerrouillee | null> {
  if (typeof id !== 'string' || !UUID.test(id)) return null
  const { rows } = await sql<StructureVerrouillee>`/* @verrou */ select s.id, s.type_identifiant, s.identifiant, s.statut, s.type_structure, s.version, s.gestionnaire_principal, nom_structure(s) as raison_sociale, maintenant() as heure,
      case when g.id is not null then json_build_object('id', g.id, 'prenom', g.prenom, 'nom', g.nom) end as gestionnaire
    from structure s left join utilisateur g on g.id = s.gestionnaire_principal where s.id = ${id}::uuid for no key update of s`.execute(tx)
  return rows[0] ?? null
}
