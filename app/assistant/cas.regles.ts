/** What one asks of one's own case, told by its words; the question is folded. */
export type Cas =
  | 'a-faire'
  | 'approbations'
  | 'programmes'
  | 'invitations'
  | 'demandes'
  | 'tickets'
  | 'activite'
  | 'decideur'
  | 'rattachements'
  | 'profils'
  | 'structures'
  | 'messages'
  | 'banque'
  | 'mandats'
  | 'second-facteur'
  | 'pieces'
  | 'identite'
  | 'personnes'
  | 'services'
  | 'compte'
  | 'brouillons'
  | 'suppleances'

const MOI = /\b(ma|mon|mes|m|moi|me|j|je|notre|nos|my|our|me|i)\b/
/** What to do about it is in the guide. */
const QUE_FAIRE =
  /\b(comment|que faire|quoi faire|how (do|can|to)|what (can|should)|que se passe|si (ma|mon|mes|notre|nos|je|j|my)|if (my|i)|annuler|modifier|supprimer|contester|creer|reactiver|desactiver|activer|installer|configurer|mettre (un|une|la|le|en place|l))\b/
const ETAT =
  /\b(passee?s?|bien (eu|recue?s?)|bon|bonne|ok|accepte\w*|validee?s?|approuvee?s?|refusee?s?|traitee?s?|pris(es?)? en (compte|charge)|ou|statut|etat|nouvelles?|quand|attend|avance\w*|en est|bloquee?s?|where|status|accepted|approved|refused|rejected|done|through|still|when)\b/
const REPONSE =
  /\b(accepte\w*|repond\w*|reponse|ou|en est|en sont|nouvelles|partie?s?|expire\w*|attend\w*|attente|arrivee?s?|inscrite?s?|venue?s?|accepted|answered|replied|pending|joined|where|status)\b/
const INTERROGE = /\b(quoi|ou|quels?|quelles?|lesquels|lesquelles|combien|which|what|where|how many)\b/
const A_DEMANDER = /\b(est (elle|il|ce)|sont (elles|ils)|pourquoi|quand|toujours|encore|qui|is|are|why|since|when|who)\b/
const FIN =
  /\b(jusqu|fin|finit|finissent|termine\w*|expire\w*|echeance|bientot|combien de temps|until|end|ends|expires?|how long|last|lasts)\b/
const POSSESSIF = String.raw`\b(ma|mon|mes|notre|nos|my|our)( \w+)? `
const a = (noms: string) => new RegExp(`${POSSESSIF}(${noms})\\b`)
const DEMANDE = a('demandes?|modifs?|modifications?|changements?|requests?|changes?')
const ENVOYE = /\b(ou (ca )?en (est|sont)|ou (est|sont))\b.*\bj ai (bien )?(envoye|demande|soumis|depose|fait|modifie|change)\w*\b/
const BANQUE = a('ribs?|ibans?|coordonnees? bancaires?|comptes? bancaires?|bank (details|accounts?)')
const FACTEUR =
  /\b(seconds? facteurs?|double (authentification|facteur)|deux facteurs|2fa|mfa|a2f|authentification forte|applications? de codes?|second factors?|two factors?|multi factors?|passkeys?|cles? d acces)\b|\b(mon|my) (compte|account)\b.*\b(protege|securise|protected|secured?)\b/
const FICHIER = /\b(pieces? jointes?|pieces?|fichiers?|documents?|justificatifs?|kbis|attachments?|files?)\b/
const ANALYSE =
  /\b(antivirus|analyse\w*|infecte\w*|scanne\w*|telechargeables?|indisponibles?|(en )?attente|attend\w*|bloquee?s?|retiree?s?|rejetee?s?|disparue?s?|scanned|infected|removed|pending|waiting|stuck)\b/
const PROGRAMME = /\b(programme\w*|vont|bientot|a venir|pren(d|dent|dront|dre|dra) effet|scheduled|takes? effect|upcoming|about to)\b/
const MAISON = String.raw`(structures?|boites?|entreprises?|societes?|organisations?|associations?|mairie|company|companies|organi[sz]ations?)`
const CHEZ_MOI = new RegExp(String.raw`\b(ma|mon|mes|notre|nos|my|our)( \w+)? ${MAISON}\b|\bchez (nous|moi)\b`)
const STRUCTURE = a('structures?|boites?|entreprises?|societes?|organisations?|company|companies|organi[sz]ations?')

/** First that holds; the narrower stand before. */
const REGLES: [Cas, (q: string) => boolean][] = [
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
      (a('invitations?|invites?|invitees?').test(q) || /\bj ai invite\w*\b|\bi (have )?invited\b/.test(q)) &&
      REPONSE.test(q) &&
      !/\b(recue?|received|got)\b/.test(q),
  ],
  [
    'tickets',
    (q) =>
      a('tickets?|reclamations?|sollicitations?|signalements?|claims?').test(q) &&
      (ETAT.test(q) || REPONSE.test(q) || /\b(clos|close|closed|resolue?s?|solved)\b/.test(q)),
  ],
  [
    'rattachements',
    (q) =>
      (a('rattachements?|attachments?').test(q) || /\b(suis je|je suis|am i) (rattach\w*|attached)\b/.test(q)) &&
      (FIN.test(q) || /\b(depuis quand|since when)\b/.test(q)) &&
      !DEMANDE.test(q),
  ],
  [
    'tickets',
    (q) =>
      /\b(qui|who)\b/.test(q) &&
      a('tickets?|reclamations?|sollicitations?').test(q) &&
      /\b(s occupe|traite|suit|gere|charge|handles?|deals?)\b/.test(q),
  ],
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
        MOI.test(q)) ||
      (/\b(depuis quand|quand|when|since when)\b/.test(q) &&
        /\b(mon|my) (compte|account)\b/.test(q) &&
        /\b(cree\w*|ouvert\w*|existe|created|opened)\b/.test(q)),
  ],
  [
    'identite',
    (q) =>
      /\b(siret|siren|identifiant|adresse postale|adresse|raison sociale|address)\b.*/.test(q) &&
      /\b(quels?|quelles?|c est quoi|what|which|rappelle\w*)\b/.test(q) &&
      CHEZ_MOI.test(q) &&
      !/\b(electronique|courriel|mail|email|connexion|faut|dois|mettre|saisir|donner|utiliser)\b/.test(q),
  ],
  [
    'services',
    (q) =>
      /\b(services?|departments?)\b/.test(q) &&
      /\b(quels?|quelles?|combien|liste|which|what|how many)\b/.test(q) &&
      CHEZ_MOI.test(q) &&
      !/\b(droits?|profils?|pour|faut)\b/.test(q),
  ],
  [
    'personnes',
    (q) =>
      CHEZ_MOI.test(q) &&
      (/\b(combien|how many)\b.*\b(personnes?|utilisateurs?|collegues?|gens|comptes?|users?|people|colleagues?)\b/.test(q) ||
        /\b(qui|who)\b.*\b(fait partie|font partie|est|sont|acces|accede|rattach\w*|inscrite?s?|has access|belongs?|is|are)\b/.test(q)) &&
      !/\b(gestionnaires?|responsables?|administrateurs?|chef|decide\w*|managers?|peut|peuvent|demande\w*|attente|bancaires?|ribs?)\b/.test(
        q,
      ),
  ],
  // What one is oneself, before who is.
  [
    'structures',
    (q) =>
      /\b(suis je|est ce que je suis|am i)\b.*\b(gestionnaires?|responsables?|managers?)\b|\bquel est mon role\b|\bwhat is my role\b/.test(
        q,
      ) && !/\b(pas|plus|pourquoi|comment|not|why|how)\b/.test(q),
  ],
  [
    'decideur',
    (q) =>
      /\b(qui|who) (va |peut |doit |can |will |must )?(decide\w*|valide\w*|approuve\w*|decides?|approves?)\b/.test(q) &&
      (MOI.test(q) || CHEZ_MOI.test(q)) &&
      !/\b(vacances|conges?|absent\w*|absence|place)\b/.test(q) &&
      /\b(demandes?|rattachements?|droits?|requests?|modifications?)\b/.test(q),
  ],
  [
    'decideur',
    (q) =>
      /\b(qui (est|sont|decide|gere|dirige)|c est qui|est qui|quel est|who (is|are|decides|manages|runs))\b/.test(q) &&
      /\b(gestionnaires?|managers?|responsables?|decide|decides|gere|dirige|manages|runs)\b/.test(q) &&
      /\b(mon|ma|mes|notre|nos|my|our|moi)\b/.test(q) &&
      !/\b(pas|plus|not)\b/.test(q),
  ],
  [
    'decideur',
    (q) =>
      /\bqui (peut|pourrait|doit) (me |m )(donner|accorder|ouvrir|autoriser|debloquer|habiliter)\b|\bwho can (grant|give|open) (me|my)\b/.test(
        q,
      ),
  ],
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
      (a('mandats?|mandataires?|mandants?|mandates?').test(q) ||
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
  ['demandes', (q) => ((DEMANDE.test(q) && ETAT.test(q)) || ENVOYE.test(q)) && !PROGRAMME.test(q)],
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
      ((INTERROGE.test(q) && /\b(j ai quoi|ai je|lesquels|lesquelles|quels sont|quelles sont|which|what)\b/.test(q)) || FIN.test(q)) &&
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

/** The rules first; else what the question resembles, where the person speaks of themselves. */
export const casDemande = (q: string, pressenti: Cas | null = null): Cas | null =>
  QUE_FAIRE.test(q) ? null : (REGLES.find(([, tient]) => tient(q))?.[0] ?? (MOI.test(q) ? pressenti : null))
