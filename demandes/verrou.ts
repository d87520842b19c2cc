import { sql, type RawBuilder } from 'kysely'
import type { StructureVerrouillee } from '#demandes/definir.ts'
import { unseen } from '#platform/database/arrays.ts'
import type { Db, Tx } from '#platform/database/open.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const connus = (ids: unknown[]) => [
  ...new Set(ids.filter((id): id is string => typeof id === 'string' && UUID.test(id)).map((id) => id.toLowerCase())),
]

const SOUS_VERROU = (
  ids: string[],
) => sql`select s.id, s.type_identifiant, s.identifiant, s.statut, s.type_structure, s.version, s.gestionnaire_principal,
    nom_structure(s) as raison_sociale, s.libelle, maintenant() as heure,
    case when g.id is not null then json_build_object('id', g.id, 'prenom', g.prenom, 'nom', g.nom) end as gestionnaire
  from structure s
  left join utilisateur g on g.id = s.gestionnaire_principal
  where s.id = any(${unseen(ids, 'uuid')})
  order by s.id for no key update of s`

/**
 * Locks the structures first of all, in the order of their ids, so that access and version are judged on what nobody else is changing. What
 * is no id is no structure.
 */
export async function verrouillerStructures(tx: Tx | Db, ids: unknown[]): Promise<StructureVerrouillee[]> {
  const vrais = connus(ids)
  if (!vrais.length) return []
  const { rows } = await sql<StructureVerrouillee>`/* @verrou */ ${SOUS_VERROU(vrais)}`.execute(tx)
  return rows
}

export const verrouillerStructure = async (tx: Tx | Db, id: unknown): Promise<StructureVerrouillee | null> =>
  (await verrouillerStructures(tx, [id]))[0] ?? null

/** The same, and then the idempotency key, in one round trip; `prise` false: somebody holds the key already. */
export async function verrouillerAvecCle(
  tx: Tx,
  ids: unknown[],
  cle: RawBuilder<unknown>,
): Promise<{ structures: StructureVerrouillee[]; prise: boolean }> {
  const { rows } = await sql<{ structures: (Omit<StructureVerrouillee, 'heure'> & { heure: string })[]; prise: boolean }>`/* @verrou-cle */
        with s as materialized (${SOUS_VERROU(connus(ids))}),
      cle as (${cle} from (select count(*) from s) apres_le_verrou on conflict do nothing returning true)
    select (select coalesce(json_agg(json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant,
                      'statut', s.statut, 'typeStructure', s.type_structure, 'version', s.version, 'gestionnairePrincipal',
                      s.gestionnaire_principal, 'raisonSociale', s.raison_sociale, 'libelle', s.libelle, 'heure', s.heure, 'gestionnaire',
                      s.gestionnaire)), '[]')
        from s) as structures, exists (select from cle) as prise`.execute(tx)
  const { structures, prise } = rows[0]!
  return { structures: structures.map((s) => ({ ...s, heure: new Date(s.heure) })), prise }
}
