import { INTERROGE, MOI } from '#app/assistant/regles/mots.ts'
import type { Regle } from '#app/assistant/regles/regle.ts'

/** Their account: drafts, who stands in for them, how they sign in. */
export const COMPTE: Regle[] = [
  ['brouillons', (q) => /\b(brouillons?|drafts?)\b/.test(q) && (MOI.test(q) || INTERROGE.test(q))],
  [
    'suppleances',
    (q) =>
      /\b(qui|quelqu un|suppleante?s?|who|someone|deputy|deputies)\b/.test(q) &&
      /\b(me|m|moi|je|j|mon|ma|mes|my|i) (remplace\w*|supplee\w*|suppleante?s?|ai un suppleant|deputy|deputies|am a deputy)\b|\b(replaces?|stands in for) me\b|\bsuis je( le)? suppleante?\b|\bai je (un|une|des) suppleante?s?\b/.test(
        q,
      ) &&
      !/\b(peut|pourrait|can|could)\b/.test(q),
  ],
  [
    'compte',
    (q) =>
      (/\b(quelle|laquelle|what|which)\b/.test(q) &&
        /\b(mon|my) (adresse|email|mail|identifiant|login|sign in)\b/.test(q) &&
        /\b(connexion|connecter|connecte|login|identifiant|sign in|compte|account|courriels?)\b/.test(q)) ||
      (/\b(derniere (fois|connexion)|last (time|sign in)|quand me suis je connecte\w*|mes dernieres connexions)\b/.test(q) &&
        /\b(connexions?|connecte\w*|signed|sign)\b/.test(q) &&
        MOI.test(q) &&
        !/\b(s est|se sont|il|elle|ils|elles|collegues?|quelqu un|utilisateurs?|utilisatrices?|personnes?|agente?s?|he|she|they|users?|colleagues?)\b/.test(
          q,
        )) ||
      (/\b(depuis quand|quand|when|since when)\b/.test(q) &&
        /\b(mon|my) (compte|account)\b/.test(q) &&
        /\b(cree\w*|ouvert\w*|existe|created|opened)\b/.test(q)),
  ],
]
