import { sql } from 'kysely'

/** What becomes of an attachment that is removed by something else than its own demande: seen no more, its content let go, its version moved on. */
export const RETIREE = sql`supprimee_le = maintenant(), fichier = null, version = version + 1, modifie_le = maintenant()`
