import { sql } from 'kysely'
import type { Tx } from '#platform/database/open.ts'

/** Attaches a person to the whole structure from now on. */
export async function attacher(tx: Tx, { utilisateur, structure }: { utilisateur: string; structure: string }) {
  await sql`insert into rattachement (utilisateur, structure, periode, tri)
    select u.id, ${structure}::uuid, tstzrange(maintenant(), null), lower(unaccent(u.nom || ' ' || u.prenom)) from utilisateur u where u.id = ${utilisateur}::uuid`.execute(tx)
}

/** Grants profiles at their highest level, from now on; `sauf` names the applications left out (UTI-03). */
export async function accorder(tx: Tx, { utilisateur, structure, sauf = [] }: { utilisateur: string; structure: string; sauf?: string[] }) {
  await sql`insert into habilitation (utilisateur, structure, application, niveau, periode)
    select ${utilisateur}::uuid, ${structure}::uuid, a.id, a.niveaux, tstzrange(maintenant(), null) from application a where a.code <> all(${sauf}::text[])`.execute(tx)
}
