import { sql } from 'kysely'

/** How a structure « s » is named where its own people read it (0063), in a statement; `nomDe` says the same of what was read. */
export const NOM_AFFICHE = sql`coalesce(nullif(s.libelle, ''), nom_structure(s))`
