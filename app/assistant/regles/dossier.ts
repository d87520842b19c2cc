import { A_DEMANDER, DEMANDE, ETAT, FIN, INTERROGE, MOI, miens } from '#app/assistant/regles/mots.ts'
import type { Regle } from '#app/assistant/regles/regle.ts'

const BANQUE = miens('ribs?|ibans?|coordonnees? bancaires?|comptes? bancaires?|bank (details|accounts?)')
const FACTEUR =
  /\b(seconds? facteurs?|double (authentification|facteur)|deux facteurs|2fa|mfa|a2f|authentification forte|applications? de codes?|second factors?|two factors?|multi factors?|passkeys?|cles? d acces)\b|\b(mon|my) (compte|account)\b.*\b(protege|securise|protected|secured?)\b/
const FICHIER = /\b(pieces? jointes?|pieces?|fichiers?|documents?|justificatifs?|kbis|attachments?|files?)\b/
const ANALYSE =
  /\b(antivirus|analyse\w*|infecte\w*|scanne\w*|telechargeables?|indisponibles?|(en )?attente|attend\w*|bloquee?s?|retiree?s?|rejetee?s?|disparue?s?|scanned|infected|removed|pending|waiting|stuck)\b/

/** What is kept for them: second factor, mandates, files, bank details. */
export const DOSSIER: Regle[] = [
  [
    'second-facteur',
    (q) =>
      FACTEUR.test(q) &&
      MOI.test(q) &&
      /\b(est|suis|ai|j ai|activee?s?|actif|active|actives|en place|obligatoire|exigee?|dois|faut|is|am|do|have|must|enabled|required|on)\b/.test(
        q,
      ) &&
      !/\b(activer|ajouter|mettre|installer|configurer|perdue?s?|perdre|volee?s?|change|lost|add|set up|utiliser|use)\b/.test(q),
  ],
  [
    'mandats',
    (q) =>
      (miens('mandats?|mandataires?|mandants?|mandates?').test(q) ||
        /\b(ai je|j ai|avons nous|avez vous|do (i|we) have|have (i|we))\b.*\b(mandats?|mandates?)\b/.test(q) ||
        /\b(qui|who)\b.*\b(facture\w*|invoices?)\b.*\b(en (mon|notre) nom|a (ma|notre) place|pour (moi|nous)|(my|our) behalf)\b/.test(q)) &&
      (ETAT.test(q) ||
        FIN.test(q) ||
        INTERROGE.test(q) ||
        A_DEMANDER.test(q) ||
        /\b(ai je|avons nous|en vigueur|actifs?|valables?|en cours|donnes?|recus?|in force|active|do (i|we))\b/.test(q)) &&
      !DEMANDE.test(q),
  ],
  ['pieces', (q) => FICHIER.test(q) && ANALYSE.test(q) && MOI.test(q)],
  [
    'banque',
    (q) =>
      BANQUE.test(q) &&
      (ETAT.test(q) ||
        INTERROGE.test(q) ||
        /\b(actifs?|actives?|inactifs?|desactives?|enregistres?|en cours|a jour|changee?s?|modifiee?s?|registered|active|changed)\b/.test(
          q,
        )) &&
      !/\b(changer|ajouter|mettre|refusee?s?|create|change)\b/.test(q),
  ],
]
