import { sql } from 'kysely'
import type { Tx } from '#platform/database/open.ts'

export interface AttacheATerminer {
  utilisateur: string
  structure: string
  /** The attachment at this service alone; null: at the structure, and at every service of it. */
  service?: string | null
  motif: string
  demande?: number | null
}

export interface RattachementTermine {
  id: string
  service: string | null
}

/**
 * Ends, at once, what a person is for a structure or for one service of it: attachments, then every right beneath them, in force or to come.
 * A state, not only a bound: a clock that steps back revives nothing. With the last attachment goes every right on that structure.
 * The caller holds the structure's lock.
 */
export async function terminerRattachements(
  tx: Tx,
  { utilisateur, structure, service = null, motif, demande = null }: AttacheATerminer,
): Promise<RattachementTermine[]> {
  const { rows } = await sql<RattachementTermine>`/* @terminer */ update rattachement set retire_le = maintenant(), motif = ${motif}
    where utilisateur = ${utilisateur}::uuid and structure = ${structure}::uuid and (${service}::uuid is null or service = ${service}::uuid)
      and retire_le is null and (upper_inf(periode) or upper(periode) > maintenant()) returning id, service`.execute(tx)
  await sql`update habilitation h
    set retiree_le = maintenant(), terminee_par = coalesce(${demande}::bigint, h.terminee_par), fin_avant = upper(h.periode)
    where h.utilisateur = ${utilisateur}::uuid and h.structure = ${structure}::uuid and h.retiree_le is null
      and (upper_inf(h.periode) or upper(h.periode) > maintenant())
      and (${service}::uuid is null or h.service = ${service}::uuid
          or not exists (select from rattachement r
            where r.utilisateur = h.utilisateur and r.structure = h.structure and r.retire_le is null
              and (upper_inf(r.periode) or upper(r.periode) > maintenant())))`.execute(tx)
  return rows
}
