import { sql } from 'kysely'
import { cloreSansEffet, type Milieu } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'

interface QuiEtOu {
  utilisateur: string
  structure: string
  service?: string | null
}

/**
 * The demande « d » waits, names that structure (or that service of it), and would not survive this person's attachment: they made it, all or none,
 * or it grants to them and nowhere else. Of what grants elsewhere too, the lines beneath the attachment are withdrawn with it, and the others stay.
 */
export const SES_DEMANDES = ({ utilisateur, structure, service = null }: QuiEtOu) => {
  const ligne = JSON.stringify({ lignes: [{ structure: { id: structure }, ...(service ? { service: { id: service } } : {}) }] })
  const ailleurs = service
    ? sql`false`
    : sql`d.structure = ${structure}::uuid or d.saisie @> ${JSON.stringify({ structures: [{ id: structure }] })}::jsonb
        or d.saisie @> ${JSON.stringify({ mandataire: { id: structure } })}::jsonb`
  return sql`d.etat in ('programmee', 'demandee')
      and (d.auteur = ${utilisateur}::uuid
          or (d.concerne = ${utilisateur}::uuid and d.type like 'habilitation.%'
              and not exists (select from jsonb_array_elements(d.saisie->'lignes') l
                where l->'structure'->>'id' <> ${structure}
                  or (${service}::text is not null and l->'service'->>'id' is distinct from ${service}))))
      and ((d.structure = ${structure}::uuid and d.service = ${service}::uuid) or d.saisie @> ${ligne}::jsonb or ${ailleurs})`
}

/**
 * Cancels them with the reason, in the caller's transaction, which holds the structure's lock; all are held before the first is ended: each
 * waits for those who hold one already. @returns their numbers
 */
export async function annulerSesDemandes(
  tx: Tx,
  milieu: Milieu,
  q: QuiEtOu & { sauf?: number | null; motif: string; par: string | null },
): Promise<string[]> {
  const { rows } = await sql<{
    id: number
    numero: string
  }>`select d.id, d.numero from demande d where ${SES_DEMANDES(q)} and d.id is distinct from ${q.sauf ?? null}::bigint order by d.id for update of d`.execute(
    tx,
  )
  for (const d of rows) await cloreSansEffet(tx, milieu, d.id, 'annulee', q.motif, q.par)
  return rows.map((d) => d.numero)
}
