import type { Contexte } from '#app/contexte.ts'
import { lieuDesUtilisateurs } from '#app/organisation/utilisateurs/lieu.ts'
import { definitionDe } from '#demandes/definir.ts'
import type { Lieu } from '#demandes/dire.ts'
import type { RecuVisible } from '#demandes/index.ts'

/** Its definition says it; the people's pages, of what names no structure to its reader. */
export const lieuDe = (c: Contexte, d: RecuVisible): Lieu => definitionDe(d.type)?.lieu(c, d) ?? lieuDesUtilisateurs(c)
