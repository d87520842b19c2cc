import type { assistant as fr } from '#ui/textes/fr/assistant.ts'
import { compter, liste } from '#ui/textes/format.ts'

const moreThan = (x: { exact: boolean }) => (x.exact ? '' : 'more than ')
const n = (x: number, one: string, other: string) => compter(x, { one, other }, 'en')

export const assistant = {
  titre: 'Assistant',
  nom: 'Choral’s assistant',
  lead: 'Ask in your own words. Answers come from the documentation, which is in French, and from what you may see. The conversation is yours alone; it is forgotten a day after the last question, or as soon as you erase it.',
  conversation: 'Conversation',
  vous: 'You',
  question: 'Your question',
  questionPosee: 'Asked',
  envoyer: 'Send the question',
  fermer: 'Close the assistant',
  bonjour: 'Hello. What are you looking for? I can also tell where one of your requests stands.',
  exemples: 'For example',
  exemple: ['How do I change my bank details?', 'Why have I no access to Commitments?', 'How many approvals wait for me?'],
  source: 'From the sheet',
  inconnu:
    'I do not know: the portal’s documentation says nothing of it. Try other words, or hand the question to a person, below: “Create a ticket” takes along what you wrote here.',
  voir: (nom) => `See “${nom}”.`,
  suite: 'To go further',
  personne: 'Rather a person?',
  agent: 'Talk to an agent online',
  ticket: 'Create a ticket',
  effacer: 'Erase the conversation',
  sources: 'Phrased by a language model, from',
  titreTicket: (question) => `Question to the assistant: ${question}`,
  panne: 'The answer could not be read. Try again.',
  connexion: 'Sign in: I can then read your own case.',
  seConnecter: 'Sign in',
  mesHabilitations: 'Manage my entitlements',
  demandeInconnue: (numero) => `I cannot find request ${numero} among those you may see.`,
  voirDemande: (numero) => `See request ${numero}`,
  demande: (numero, structure, etat, effet) =>
    `Request ${numero}${structure ? `, for ${structure}` : ''}: ${etat}${effet ? `, effective ${effet}` : ''}.`,
  ticketInconnu: (numero) => `I cannot find ticket ${numero} among those you may see.`,
  voirTicket: (numero) => `See ticket ${numero}`,
  unTicket: (numero, titre, statut, le) => `Ticket ${numero}, “${titre}”: ${statut}${le ? `, last changed ${le}` : ''}.`,
  mesTickets: (x, actions) =>
    x.nombre
      ? `You follow ${moreThan(x)}${n(x.nombre, 'ticket that is not closed', 'tickets that are not closed')}${actions.nombre ? `, of which ${moreThan(actions)}${n(actions.nombre, 'waits', 'wait')} for you` : ''}. The latest:`
      : 'You have no open ticket.',
  messages: (x) =>
    x.nombre ? `You have ${moreThan(x)}${n(x.nombre, 'unread message', 'unread messages')}.` : 'You have no unread message.',
  mesProfils: (structure, x, fin) =>
    `${structure}: ${n(x, 'profile in force', 'profiles in force')}${fin ? `, ${x > 1 ? 'the first ends' : 'ending'} ${fin}` : ', no end date'}.`,
  aucunProfil: 'You hold no profile in force.',
  gestionnaire: (structure, qui) => `${structure}: ${qui ? `${qui} is its principal manager` : 'no principal manager'}.`,
  etats: {
    demandee: 'waiting for a decision',
    programmee: 'scheduled',
    effective: 'in effect',
    refusee: 'refused',
    annulee: 'cancelled',
    expiree: 'expired',
    echouee: 'without effect',
  },
  decideurs: (noms) => `Who can decide: ${liste(noms, 'en')}.`,
  motif: (motif) => `Reason given: “${motif}”`,
  mesDemandes: (x) =>
    x.nombre ? `You have submitted ${moreThan(x)}${n(x.nombre, 'request', 'requests')}. The latest:` : 'You have submitted no request.',
  approbations: (x) =>
    x.nombre
      ? `${x.exact ? '' : 'More than '}${n(x.nombre, 'request waits', 'requests wait')} for your decision.`
      : 'No request waits for your decision.',
  mesStructures: (x) => (x ? `You are attached to ${n(x, 'structure', 'structures')}:` : 'You are attached to no structure.'),
  structure: (nom, services, gestionnaire) =>
    `${nom}: ${gestionnaire ? 'you are its principal manager' : services.length ? liste(services, 'en') : 'the whole structure'}.`,
  compteBancaire: (structure, nom, compte, active, effet) =>
    `${structure}, “${nom}” (${compte}): ${active ? 'active' : 'inactive'}${effet ? `, a change takes effect on ${effet}` : ''}.`,
  aucunCompteBancaire: 'Your structures have no bank details.',
  comptesBancairesFermes:
    'You cannot read the bank details of your structures: ask their principal manager for the profile “Organisation”.',
  mesComptesBancaires: 'Manage bank details',
  mesMandats: (n) => `Your structures have ${compter(n, { one: 'invoicing mandate', other: 'invoicing mandates' }, 'en')}. The first ones:`,
  aucunMandat: 'Your structures have no invoicing mandate, and no request for one is waiting.',
  mandat: (donne, mienne, autre, etat, fin) =>
    `${mienne}, mandate ${donne ? 'given to' : 'received from'} ${autre}: ${etat}${fin ? `, until ${fin} included` : ''}.`,
  etatsMandat: { enAttente: 'waiting for a decision', enVigueur: 'in force', aVenir: 'to come', termine: 'over' },
  secondFacteur: (codes, cles) =>
    codes || cles
      ? `Your account has a second factor: ${liste([...(codes ? ['an application of codes'] : []), ...(cles ? [compter(cles, { one: 'passkey', other: 'passkeys' }, 'en')] : [])], 'en')}.`
      : 'Your account has no second factor: neither an application of codes nor a passkey.',
  secondFacteurDesStructures: (noms) => `${liste(noms, 'en')} ${noms.length > 1 ? 'require' : 'requires'} one of their users.`,
  secondFacteurDuRole: 'Your role requires one.',
  compteSeul: 'Another person’s account is not read, even in “View as”.',
  fichierEnAttente: (nom, ou) => `“${nom}” (${ou}) waits to be scanned by the antivirus.`,
  fichiersAttendent: 'A file can be downloaded as soon as the antivirus has seen it; there is nothing to send again.',
  fichierInfecte: (le) => `A file that you had sent was removed on ${le}: the antivirus found it infected.`,
  aucunFichierEnAttente: 'None of your files waits for the antivirus, and it removed none in the last 30 days.',
  aFaire: (titre, texte) => `${titre}: ${texte}${texte.endsWith('.') ? '' : '.'}`,
  mesInvitations: (x, attente, acceptees) =>
    `You have sent ${n(x, 'invitation', 'invitations')}: ${attente} without an answer, ${acceptees} accepted.`,
  aucuneInvitation: 'You have sent no invitation.',
  etatsInvitation: {
    'en-attente': 'no answer yet',
    acceptee: 'accepted',
    annulee: 'cancelled',
    expiree: 'expired',
    'sans-effet': 'without effect',
  } as Record<string, string>,
  invitation: (adresse, etat, expire, echec) =>
    `${adresse}: ${etat}${expire ? `, until ${expire}` : ''}${echec ? '; the last mail did not leave' : ''}.`,
  activite: (nom, active, depuis, motif) =>
    `${nom}: ${active ? 'active' : 'inactive'}${depuis ? ` since ${depuis}` : ''}${motif ? `, reason given: “${motif}”` : ''}.`,
  rattachement: (nom, service, debut, fin) =>
    `${nom}${service ? `, service ${service}` : ''}: since ${debut}, ${fin ? `until ${fin}` : 'no end date'}.`,
  mesRattachements: (x) =>
    x.nombre
      ? `You have asked for ${moreThan(x)}${n(x.nombre, 'attachment', 'attachments')}. The latest:`
      : 'You have asked for no attachment.',
  quelleTuile: (plus) => `Which tile? Choose it${plus ? ', or type its name' : ''}.`,
  aucuneGrise: 'No tile is closed to you.',
  pourquoiGrise: (nom) => `Why is “${nom}” greyed out?`,
  ouverte: (nom) => `“${nom}” is open to you.`,
  sansProfil: (nom) => `You hold no profile in force for “${nom}”.`,
  profil: (nom, structure, fin) => `“${nom}”, for ${structure}: ${fin ? `until ${fin}` : 'no end date'}.`,
  identite: (nom, type, identifiant, ou) => `${nom}: ${type}${identifiant ? ` ${identifiant}` : ''}${ou ? `, ${ou}` : ''}.`,
  personnes: (nom, x, gestionnaire) =>
    `${nom}: ${n(x, 'person attached', 'people attached')}, you included${gestionnaire ? `; principal manager: ${gestionnaire}` : ''}.`,
  mesCollegues: 'View users',
  services: (nom, x, premiers) =>
    x
      ? `${nom}: ${n(x, 'active service', 'active services')}, ${x > premiers.length ? 'among them ' : ''}${liste(premiers, 'en')}.`
      : `${nom}: no service.`,
  servicesFermes: 'You may not read the services of your structures: ask their principal manager for the profile “Organisation”.',
  mesServices: 'Manage a service',
  monCompte: (adresse, contact) => `You sign in with ${adresse}${contact ? `; mails go to ${contact}` : ', where mails go too'}.`,
  mesConnexions: (cree, derniere) => `Account created on ${cree}${derniere ? `; last sign-in on ${derniere}` : ''}.`,
  mesBrouillons: (x) => (x ? `You have ${n(x, 'draft ticket', 'draft tickets')}.` : 'You have no draft ticket.'),
  suppleance: (nommee, qui, structure, debut, fin) =>
    `${nommee ? `${qui} stands in for you` : `You stand in for ${qui}`}${structure ? `, for ${structure}` : ''}, from ${debut} to ${fin}.`,
  aucuneSuppleance: 'Nobody stands in for you, and you stand in for nobody.',
  ticketEnMain: (numero, titre, statut, qui) =>
    `Ticket ${numero}, “${titre}”: ${statut}, ${qui ? `handled by ${qui}` : 'taken by nobody yet'}.`,
  avis: {
    question: 'Was this sheet useful?',
    oui: 'Yes',
    non: 'No',
    manque: 'What was missing (optional)',
    aide: 'Write no name or account number. 1,000 characters at most.',
    envoyer: 'Send my opinion',
    merci: 'Thank you, your opinion is recorded. It is anonymous.',
    choisir: 'Choose “Yes” or “No”.',
    tropLong: 'The comment is longer than 1,000 characters.',
    trop: 'Too many opinions have just been sent. Try again in a minute.',
    titre: 'Opinions on the documentation',
    lead: 'What readers say of each sheet.',
    exploitation: 'Sheet by sheet, useful or not, and why',
    fiche: 'Sheet',
    utiles: 'Useful',
    inutiles: 'Not useful',
    part: 'Useful, share',
    dernier: 'Latest comment',
    aucun: 'No opinion',
    aucunTexte: 'No reader has said that of a sheet.',
    unAUn: 'Opinions one by one',
    lireTous: 'All its opinions',
    tousDe: (fiche) => `All the opinions on “${fiche}”`,
    le: 'Given',
    commentaire: 'Comment',
    avecCommentaire: 'With a comment only',
    toutes: 'All',
    tous: 'All',
    resultats: (x) => n(x, 'opinion', 'opinions'),
    api: 'Opinions on the sheets of the documentation (operator)',
  },
} satisfies typeof fr
