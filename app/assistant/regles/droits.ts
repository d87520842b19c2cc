import { A_DEMANDER, DEMANDE, ETAT, FIN, INTERROGE, PROGRAMME, miens } from '#app/assistant/regles/mots.ts'
import type { Regle } from '#app/assistant/regles/regle.ts'

const ENVOYE = /\b(ou (ca )?en (est|sont)|ou (est|sont))\b.*\bj ai (bien )?(envoye|demande|soumis|depose|fait|modifie|change)\w*\b/
const A_ETE_DECIDE = /\b(accepte|valide|approuve|refuse|accorde|autorise|rejete)e?s?\b/
/** What somebody else decides of them: « a-t-on accepté que je… », « mon rattachement a-t-il été validé ». */
const DECIDE_DE_MOI = [
  /\b(a|ont)( t)?( (on|il|elle|ils|elles))?( bien| deja| enfin| ete)* (accepte|valide|approuve|refuse|autorise)e?s?\b.*\b(de m|que je|mon|ma)\b/,
  /\bm (a|ont)( t)?( (on|il|elle|ils|elles))?( bien| deja| enfin)* (accepte|refuse|autorise|valide)e?s?\b/,
]
const DECIDE = miens('rattachements?|acces|habilitations?|droits?|profils?|adhesion|integration|arrivee')
const STRUCTURE = miens('structures?|boites?|entreprises?|societes?|organisations?|company|companies|organi[sz]ations?')

/** Their requests, whether they act, their rights and where. */
export const DROITS: Regle[] = [
  ['demandes', (q) => ((DEMANDE.test(q) && ETAT.test(q)) || ENVOYE.test(q)) && !PROGRAMME.test(q)],
  [
    'demandes',
    (q) =>
      DECIDE_DE_MOI.some((r) => r.test(q)) ||
      (DECIDE.test(q) && A_ETE_DECIDE.test(q) && (A_DEMANDER.test(q) || /\b(a|ont) (t )?(on|il|elle|ils|elles)\b/.test(q))),
  ],
  [
    'activite',
    (q) =>
      STRUCTURE.test(q) &&
      /\b(actives?|inactives?|desactivee?s?|activee?s?|inactive|active|disabled|deactivated)\b/.test(q) &&
      A_DEMANDER.test(q),
  ],
  [
    'profils',
    (q) =>
      /\b(j ai|ai je|mes|my|do i have|have i)\b/.test(q) &&
      /\b(profils?|habilitations?|droits?|acces|rights?|profiles?|entitlements?)\b/.test(q) &&
      (/\b(ai je|j ai)( bien| encore| toujours| deja)? (des|les|mes|plusieurs) (profils?|habilitations?|droits?)\b/.test(q) ||
        (INTERROGE.test(q) && /\b(j ai quoi|ai je|lesquels|lesquelles|quels sont|quelles sont|which|what)\b/.test(q)) ||
        FIN.test(q)) &&
      !/\b(pas|plus|donner|sous)\b/.test(q),
  ],
  [
    'structures',
    (q) =>
      /\b(suis je|je suis|am i|i am|i m)\b/.test(q) &&
      /\b(rattach\w*|attached)\b/.test(q) &&
      INTERROGE.test(q) &&
      !/\b(pas|plus|not)\b/.test(q),
  ],
]
