import type { Programme, ProgrammeNaissant } from '#app/contexte.ts'
import { entreeDesCourriels } from '#app/support/courriels/adresses.ts'
import { FILE_COURRIELS_RECUS, garderCourriel, octetsMaximum, releverLaBoite } from '#app/support/courriels/recevoir.ts'
import { traiterCourriel } from '#app/support/courriels/traiter.ts'
import { openSmtp, type Entry } from '#platform/mail/incoming/smtp.ts'
import { watchMailbox, type Watch } from '#platform/mail/incoming/watch.ts'

/** What was kept is looked at in the background; a mailbox is read every minute, by one process. */
export function declarerCourrielsRecus(programme: ProgrammeNaissant) {
  programme.jobs.handle<{ id: string }>(FILE_COURRIELS_RECUS, ({ id }) => traiterCourriel(programme, id))
  if (entreeDesCourriels(programme)?.kind === 'imap')
    programme.jobs.often('courriel.releve', 1, async () => void (await releverLaBoite(programme)))
}

/**
 * Where mails come in: a mailbox tells at once that something has come; of several processes on one machine the first has the SMTP entry,
 * the others say so and go on.
 */
export async function ouvrirLEntree(programme: Programme): Promise<(Watch & Partial<Entry>) | null> {
  const entree = entreeDesCourriels(programme)
  if (entree?.kind === 'imap') return watchMailbox(entree, () => releverLaBoite(programme))
  if (entree?.kind !== 'smtp') return null
  try {
    return await openSmtp(
      entree,
      octetsMaximum(programme),
      async (h) => void (await garderCourriel(programme, { source: h.source, enveloppe: { de: h.from, a: h.to, ip: h.ip, helo: h.helo } })),
      (err) => programme.log.warn({ err }, 'incoming mail'),
    )
  } catch (err) {
    programme.log.error({ err }, 'the SMTP entry is not open')
    return null
  }
}
