import { sql } from 'kysely'
import type { Db } from '#platform/database/open.ts'

export interface Brouillon { cle: string; saisie: Record<string, unknown>; version: number | null; modifieLe: Date }

/** Keeps what was typed under the form's key; another person's key changes nothing.  */
export async function garderBrouillon(db: Db, b: { cle: string; auteur: string; type: string; structure: string | null; objet?: string | null; saisie: Record<string, unknown>; version: number | null }): Promise<void> {
  await sql`insert into brouillon (cle, auteur, type, structure, objet, saisie, version) values (${b.cle}::uuid, ${b.auteur}::uuid, ${b.type}, ${b.structure}::uuid, ${b.objet ?? null}::uuid, ${JSON.stringify(b.saisie)}::jsonb, ${b.version})
    on conflict (cle) do update set saisie = excluded.saisie, version = excluded.version, modifie_le = now() where brouillon.auteur = excluded.auteur and brouillon.type = excluded.type`.execute(db)
}

export type EtatDuBrouillon = { numero: string } | { brouillon: Brouillon } | null

/** The draft under a key of one's own, or the number of the demande it already became; without a key, the latest draft of this form. */
export async function lireBrouillon(db: Db, q: { auteur: string; type: string; structure: string | null; objet?: string | null; cle?: string | null }): Promise<EtatDuBrouillon> {
  const { rows } = await sql<Brouillon & { numero: string | null }>`
    select d.numero, null::uuid as cle, null::jsonb as saisie, null::int as version, null::timestamptz as modifie_le, 0 as rang from idempotence i join demande d on d.id = i.demande
      where i.auteur = ${q.auteur}::uuid and i.route = ${q.type} and i.cle = ${q.cle ?? null}
    union all
    (select null, b.cle, b.saisie, b.version, b.modifie_le, 1 from brouillon b where b.auteur = ${q.auteur}::uuid and b.type = ${q.type} and b.structure is not distinct from ${q.structure}::uuid and b.objet is not distinct from ${q.objet ?? null}::uuid
      and (${q.cle ?? null}::uuid is null or b.cle = ${q.cle ?? null}::uuid)
      and not exists (select from idempotence i where i.auteur = b.auteur and i.route = b.type and i.cle = b.cle::text) order by b.modifie_le desc limit 1)
    order by rang limit 1`.execute(db)
  const l = rows[0]
  if (!l) return null
  return l.numero ? { numero: l.numero } : { brouillon: l }
}

/** The structure that a draft of one's own is about, as it was typed: the form finds it again. */
export async function structureDuBrouillon(db: Db, { auteur, type, cle }: { auteur: string; type: string; cle: string }): Promise<string | null> {
  const { rows } = await sql<{ structure: string | null }>`select saisie->>'structure' as structure from brouillon where cle = ${cle}::uuid and auteur = ${auteur}::uuid and type = ${type}`.execute(db)
  return rows[0]?.structure ?? null
}
