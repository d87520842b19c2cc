import { sql } from 'kysely'

/**
 * How a structure « s » is named where its own people read it (0063), in a statement; `nomDe` says the same of what was read. The
 * session's, read at each page, spells it out: no call for each of two hundred structures.
 */
export const NOM_AFFICHE = sql`coalesce(nullif(s.libelle, ''), nom_structure(s))`
