import { sql } from 'kysely'
import type { Tx } from '#platform/database/open.ts'

/** Of those structures, the ones where this person cannot govern: not attached to the whole of it, or whose account is closed. One statement. */
export async function nePeutGouverner(tx: Tx, utilisateur: string, structures: string[]): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select v.id
    from unnest(${structures}::uuid[]) v (id)
    where not exists (select from rattachement r
        join utilisateur u on u.id = r.utilisateur and u.est_actif and u.adresse_verifiee
        where r.utilisateur = ${utilisateur}::uuid and r.structure = v.id and r.service is null and r.retire_le is null
          and r.periode @> maintenant())`.execute(tx)
  return rows.map((r) => r.id)
}

/**
 * Passes the role of gestionnaire principal on, from now on: the new one holds every profile, the former stays attached without «
 * Organisation modification ».
 * The same few statements whatever the number of structures. The caller holds their locks, and knows that the new one is attached to the
 * whole of each.
 */
export async function transmettreGestion(
  tx: Tx,
  { structures, a, demande = null }: { structures: string[]; a: string; demande?: number | null },
) {
  // What was to come back and a programmed change has withdrawn before it began is forgotten too: that change cancelled, it would come back.
  await sql`update habilitation h
    set retiree_le = maintenant(), terminee_par = case when h.retiree_le is null then coalesce(${demande}::bigint, h.terminee_par)
      else ${demande}::bigint end, fin_avant = upper(h.periode)
    from structure s
    where s.id = any(${structures}::uuid[]) and h.structure = s.id and h.utilisateur = s.gestionnaire_principal
      and s.gestionnaire_principal <> ${a}::uuid and h.application = 1 and h.niveau = 2
      and (h.retiree_le is null or lower(h.periode) > h.retiree_le) and (upper_inf(h.periode) or upper(h.periode) > maintenant())`.execute(
    tx,
  )
  await sql`insert into habilitation (utilisateur, structure, application, niveau, periode, demande)
    select s.gestionnaire_principal, s.id, 1, 1, tstzrange(maintenant(), null), ${demande}::bigint
    from structure s
    where s.id = any(${structures}::uuid[]) and s.gestionnaire_principal <> ${a}::uuid
      and not exists (select from habilitation h
        where h.utilisateur = s.gestionnaire_principal and h.structure = s.id and h.service is null and h.application = 1
          and h.retiree_le is null and h.periode && tstzrange(maintenant(), null))`.execute(tx)
  await toutAccorder(tx, { structures, a, demande })
  await sql`update structure set gestionnaire_principal = ${a}::uuid, modifie_le = maintenant() where id = any(${structures}::uuid[])`.execute(
    tx,
  )
}

/** What is less than the highest level, bounded or to come gives way to the highest, from now on and without end. */
async function toutAccorder(tx: Tx, { structures, a, demande }: { structures: string[]; a: string; demande: number | null }) {
  await sql`update habilitation h
    set retiree_le = maintenant(), terminee_par = coalesce(${demande}::bigint, h.terminee_par), fin_avant = upper(h.periode)
    from application p
    where p.id = h.application and h.utilisateur = ${a}::uuid and h.structure = any(${structures}::uuid[]) and h.service is null
      and h.retiree_le is null and (upper_inf(h.periode) or upper(h.periode) > maintenant())
      and not (h.niveau = p.niveaux and upper_inf(h.periode) and h.periode @> maintenant())`.execute(tx)
  await sql`insert into habilitation (utilisateur, structure, application, niveau, periode, demande)
    select ${a}::uuid, s, p.id, p.niveaux, tstzrange(maintenant(), null), ${demande}::bigint
    from unnest(${structures}::uuid[]) s, application p
    where not exists (select from habilitation h
        where h.utilisateur = ${a}::uuid and h.structure = s and h.service is null and h.application = p.id and h.retiree_le is null
          and h.periode && tstzrange(maintenant(), null))`.execute(tx)
}
