import { sql, type RawBuilder } from 'kysely'
import type { NomChamp, ValeurChamp, Valeurs } from '#app/organisation/structures/champs.ts'
import type { Tx } from '#platform/database/open.ts'

const colonne = (champ: string) => champ.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** Writes the fields given, and only them. Names come from our own list, never from a body. */
export async function ecrireChamps(tx: Tx, id: string, champs: Partial<Valeurs>) {
  const affectations: RawBuilder<unknown>[] = Object.entries(champs).map(([champ, valeur]) => sql`${sql.ref(colonne(champ))} = ${valeur}`)
  if (affectations.length) await sql`update structure set ${sql.join(affectations)} where id = ${id}::uuid`.execute(tx)
}

/** What really changes: the new values, and the ones they replace. */
export function difference(
  actuel: Valeurs,
  voulu: Partial<Record<NomChamp, ValeurChamp | undefined>>,
): { saisie: Partial<Valeurs>; avant: Partial<Valeurs> } {
  const change = (Object.entries(voulu) as [NomChamp, ValeurChamp | undefined][]).filter(
    ([champ, valeur]) => valeur !== undefined && (valeur ?? null) !== (actuel[champ] ?? null),
  )
  return {
    saisie: Object.fromEntries(change.map(([c, v]) => [c, v ?? null])) as Partial<Valeurs>,
    avant: Object.fromEntries(change.map(([c]) => [c, actuel[c] ?? null])) as Partial<Valeurs>,
  }
}
