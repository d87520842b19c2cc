import { sql, type RawBuilder } from 'kysely'

/** Two rights, by their names in the statement, are of one line: one person, one place, one application (HAB-01). */
export function memeLigne(un: string, autre: string): RawBuilder<unknown> {
  const [a, b] = [sql.raw(un), sql.raw(autre)]
  return sql`${a}.utilisateur = ${b}.utilisateur and ${a}.structure = ${b}.structure and ${a}.service is not distinct from ${b}.service
      and ${a}.application = ${b}.application`
}

/**
 * « suite » was written to follow « passager »: the lasting profile that a temporary one replaces, by the same demande, from its end on
 * (PLUS-02).
 */
export function suit(suite: string, passager: string): RawBuilder<unknown> {
  const [s, p] = [sql.raw(suite), sql.raw(passager)]
  return sql`${memeLigne(suite, passager)} and ${s}.demande = ${p}.demande and lower(${s}.periode) = upper(${p}.periode)`
}

/** The same, and it is still to come back: what follows a right is withdrawn with it. */
export const revient = (suite: string, passager: string): RawBuilder<unknown> =>
  sql`${suit(suite, passager)} and ${sql.raw(suite)}.retiree_le is null`
