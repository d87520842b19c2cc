import { sql, type RawBuilder } from 'kysely'

/**
 * An array whose values the planner does not look into. It takes an array for ten values when it cannot see it and sees that it holds one
 * or two when it can:
 * the plan that a connection keeps always looks dearer than a new one, and a named statement would be planned at each use, which costs more
 * than running it.
 * @param type of an element, as « uuid » or « text »
 */
export const unseen = (values: readonly unknown[], type: string): RawBuilder<unknown> =>
  sql`(select ${values}::${sql.raw(type)}[])::${sql.raw(type)}[]`
