import type { ProgrammeNaissant } from '#app/contexte.ts'
import { declarerCourrielsRecus } from '#app/support/courriels/travaux.ts'
import { FILE_ECHEANCES, redaterLesTickets } from '#app/support/tickets/echeances.ts'
import { calculerLesDelais } from '#app/support/tickets/emetteur/delai.ts'
import { demanderLesAvis } from '#app/support/tickets/emetteur/demander-avis.ts'
import { rendreLesTicketsSansAgent } from '#app/support/tickets/rendre.ts'
import { prevenirSansRepondant } from '#app/support/tickets/sans-repondant.ts'

/** What becomes of tickets without anybody asking, and of what arrives by mail. */
export function declarerTickets(programme: ProgrammeNaissant) {
  declarerCourrielsRecus(programme)
  programme.jobs.handle(FILE_ECHEANCES, async () => void (await redaterLesTickets(programme.db)))
  programme.jobs.often('support.delais', 60, () => calculerLesDelais(programme.db))
  programme.jobs.often('support.rendus', 10, async () => void (await rendreLesTicketsSansAgent(programme.db)))
  programme.jobs.often('support.sans-repondant', 10, async () => void (await prevenirSansRepondant(programme)))
  programme.jobs.often('support.avis', 1, async () => void (await demanderLesAvis(programme)))
}
