import { sql } from 'kysely'
import { RESERVE, type Valeurs } from '#app/organisation/services/champs.ts'
import type { Tx } from '#platform/database/open.ts'

/** Adds a service; null when the structure has that code already, even since a moment ago. */
export async function ajouterService(tx: Tx, structure: string, champs: Partial<Valeurs>): Promise<string | null> {
  const cree = await tx
    .insertInto('service')
    .values({ ...champs, structure } as never)
    .onConflict((c) => c.constraint('code_service_deja_present').doNothing())
    .returning('id')
    .executeTakeFirst()
  return cree?.id ?? null
}

/** The service that a public structure is made with. */
export const ajouterServiceReserve = (tx: Tx, structure: string, nom: string) =>
  sql`insert into service (structure, code, nom) values (${structure}::uuid, ${RESERVE}, ${nom})`.execute(tx)

/**
 * DUP-03: the services of one structure made anew in another, as they are; old id → new id.
 * What the other has already under the same code stays its own and is what the old one leads to: never FACTURES_PUBLIQUES twice.
 */
export async function copierServices(tx: Tx, { de, vers, ids }: { de: string; vers: string; ids: string[] }): Promise<Map<string, string>> {
  const { rows } = await sql<{ ancien: string; nouveau: string }>`
    with a as (select v.*, c.type_structure = 'PUBLIQUE' as publique
        from service v
        cross join structure c
        where c.id = ${vers}::uuid and v.structure = ${de}::uuid and v.id = any(${ids}::uuid[]) and v.statut <> 'SUPPRIME'),
      n as (insert into service (structure, code, nom, description, statut, adresse_electronique, telephone, adresse, complement_adresse1,
              complement_adresse2, code_postal, ville, pays, debut_validite, fin_validite, numero_engagement_obligatoire, mise_en_paiement)
        select ${vers}::uuid, code, nom, description, statut, adresse_electronique, telephone, adresse, complement_adresse1,
          complement_adresse2, code_postal, ville, pays, debut_validite, fin_validite, numero_engagement_obligatoire and publique,
          mise_en_paiement and publique
        from a
        where publique or code <> ${RESERVE}
        on conflict on constraint code_service_deja_present do nothing
        returning id, code)
    select a.id as ancien, coalesce(n.id, x.id) as nouveau
    from a
    left join n on n.code = a.code
    left join service x on x.structure = ${vers}::uuid and x.code = a.code
    where coalesce(n.id, x.id) is not null`.execute(tx)
  return new Map(rows.map((r) => [r.ancien, r.nouveau]))
}
