import { DEMANDE, ETAT, FIN, MOI, PROGRAMME, miens } from '#app/assistant/regles/mots.ts'
import type { Regle } from '#app/assistant/regles/regle.ts'

const REPONSE =
  /\b(accepte\w*|repond\w*|reponse|ou|en est|en sont|nouvelles|partie?s?|expire\w*|attend\w*|attente|arrivee?s?|inscrite?s?|venue?s?|accepted|answered|replied|pending|joined|where|status)\b/

/** What waits, for them or from somebody else: decisions, changes to come, answers, tickets. */
export const ATTENTE: Regle[] = [
  [
    'approbations',
    (q) =>
      /\b(quelqu un|qui|une personne|des gens|someone|anyone|who|anybody|somebody)\b.*\b(rejoindre|rattach\w*|join)\b/.test(q) &&
      /\b(demande\w*|veut|veulent|asked|wants?|requested)\b/.test(q) &&
      /\b(ma|mes|notre|nos|my|our)\b/.test(q),
  ],
  [
    'approbations',
    (q) =>
      /\b(demandes?|approbations?|requests?|approvals?)\b.*\b(a (decider|approuver|valider)|to (approve|decide)|(wait|waits|waiting) for me)\b/.test(
        q,
      ) && MOI.test(q),
  ],
  [
    'messages',
    (q) =>
      /\b(a lire|non lue?s?|pas lue?s?|pas (encore )?(lue?s?|ouverte?s?)|unread|to read)\b/.test(q) &&
      /\b(ai je|j ai|me reste|m attend\w*|y a t il|combien|do i have|have i|how many)\b/.test(q) &&
      !/\b(factures?|fichiers?|documents?|pieces?|fiches?|demandes?|invoices?|files?|requests?)\b/.test(q),
  ],
  [
    'a-faire',
    (q) =>
      /\b(ce qui|quoi|rien|quelque chose|des choses|que) m attend\b|\b(qu ai je|que me reste t il|ai je (quelque chose|des choses|quoi)|j ai (quoi|des choses)|que m attend) (a|de) faire\b|\bme reste t il a faire\b|\b(what|anything|something|whats)( is| s)? (waits?|waiting|pending)( for)? me\b|\bmy (to do|todo|tasks)\b|\bwhat (do i have|have i got) to do\b/.test(
        q,
      ) && !/\b(pour|to) (creer|\w+er|create)\b/.test(q),
  ],
  [
    'programmes',
    (q) =>
      /\b(changements?|modifs?|modifications?|changes)\b/.test(q) &&
      PROGRAMME.test(q) &&
      (/\b(mes|my|nos|our|ai je|do i|m attend)\b/.test(q) ||
        /\b(quels|quelles|which|what) (sont )?(les )?(changements|modifs|modifications|changes)\b/.test(q)),
  ],
  [
    'invitations',
    (q) =>
      (miens('invitations?|invites?|invitees?').test(q) || /\bj ai invite\w*\b|\bi (have )?invited\b/.test(q)) &&
      REPONSE.test(q) &&
      !/\b(recue?|received|got)\b/.test(q),
  ],
  [
    'tickets',
    (q) =>
      miens('tickets?|reclamations?|sollicitations?|signalements?|claims?').test(q) &&
      (ETAT.test(q) || REPONSE.test(q) || /\b(clos|close|closed|resolue?s?|solved)\b/.test(q)),
  ],
  [
    'rattachements',
    (q) =>
      (miens('rattachements?|attachments?').test(q) || /\b(suis je|je suis|am i) (rattach\w*|attached)\b/.test(q)) &&
      (FIN.test(q) || /\b(depuis quand|since when)\b/.test(q)) &&
      !DEMANDE.test(q),
  ],
  [
    'tickets',
    (q) =>
      /\b(qui|who)\b/.test(q) &&
      miens('tickets?|reclamations?|sollicitations?').test(q) &&
      /\b(s occupe|traite|suit|gere|charge|handles?|deals?)\b/.test(q),
  ],
]
