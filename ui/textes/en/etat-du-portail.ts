import { compter } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

export const etatDuPortail: Textes['etatDuPortail'] = {
  titre: 'State of the portal',
  chapo: 'What does not answer, what waits, and what to do.',
  detail: 'What answers, what waits, the room left; run again what failed',
  attention: (k) => `${compter(k, { one: 'point needs', other: 'points need' }, 'en')} your attention`,
  normal: 'Nothing unusual.',
  anormal: 'Something needs your attention, below.',
  colonnes: ['What', 'State', 'What to do'],
  repond: 'Works',
  muet: 'Does not answer',
  pasRegle: 'Not set',
  bas: 'Nearly full',
  plein: 'Full',
  enRetard: 'Late',
  dehors: {
    courriels: 'Mail server',
    antivirus: 'Antivirus scanner',
    registre: 'Company register',
    courrielsRecus: 'Mails received',
    facturation: 'Invoicing application',
    fournisseur: 'Identity provider',
    assistant: 'Language model of the assistant',
  },
  siMuet: {
    courriels: 'Mails wait and are tried again for some ten hours. Start the server again (SMTP_URL), then “Try again now”.',
    antivirus:
      'Files are accepted and wait, without being downloadable. Start clamd again (CLAMD_URL): they are scanned within five minutes.',
    registre: 'Creating a structure waits for it, or uses the imported register. Announce an incident if it lasts.',
    courrielsRecus: 'Answers to tickets by mail wait in the mailbox: nothing is lost. Check MAIL_IN_URL.',
    facturation: 'The recipient of an invoice is given by hand meanwhile.',
    fournisseur: 'One signs in by password meanwhile.',
    assistant: 'The assistant quotes the sheets, without phrasing.',
  },
  fichiers: (n) => `${compter(n, { one: 'file waits', other: 'files wait' }, 'en')} to be scanned.`,
  disque: 'Room on the disk',
  libre: (octets) => `${octets} free.`,
  siBas: 'Make room: below 100 MB the portal refuses to write and can still be read.',
  siPlein: 'The portal refuses to write and can still be read. Make room: it goes on by itself from 130 MB.',
  changements: 'Scheduled changes',
  retards: (n) =>
    `${compter(n, { one: 'change is', other: 'changes are' }, 'en')} past its time: the server’s log names the demande and the error.`,
  files: 'Work that waits',
  parTravail: 'What waits, by kind of work',
  parEmetteur: 'The senders, and their tickets',
  aucuneFile: 'No work waits, has failed or was given up.',
  colonnesFiles: ['Work', 'Waiting', 'Tried again', 'Given up', 'Since', 'Last error', 'Act'],
  reessayer: 'Try again now',
  fait: (n) =>
    n
      ? `${compter(n, { one: 'job is', other: 'jobs are' }, 'en')} tried again: reload the page in a minute.`
      : 'There was nothing to try again.',
  nomsDesFiles: {
    courriel: 'Mails to send',
    'demande.avis': 'Notices about demandes',
    'fichiers.analyse': 'Scan of files',
    'avis.resumes': 'Summaries by mail',
  },
  robots: 'Tickets in numbers',
  robotsTexte:
    'Twenty tickets or more in an hour from one sender: often a program. Past thirty it is refused until the next hour. Answer it, or merge its tickets.',
  colonnesRobots: ['Emitter', 'Address', 'Tickets in an hour'],
  public: 'What everybody reads, incidents included.',
  api: { lire: 'What answers, what waits, what failed', reessayer: 'Run again the work of a queue' },
}
