import { sql, type RawBuilder } from 'kysely'

/** What is looked for in a text that is folded; only punctuation was typed: null, which is found nowhere. */
export const motPlie = (texte: string | null): RawBuilder<string | null> => sql`nullif(plier(${texte}), '')`
