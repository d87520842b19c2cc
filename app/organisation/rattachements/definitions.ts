import { creerRattachement } from '#app/organisation/rattachements/creer.ts'
import { demanderRattachement } from '#app/organisation/rattachements/demander.ts'
import { terminerRattachement } from '#app/organisation/rattachements/terminer.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Rattachements », by name. */
export const demandesRattachements = [demanderRattachement, creerRattachement, terminerRattachement] as unknown as Demande[]
