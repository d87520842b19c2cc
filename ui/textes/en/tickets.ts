import type { tickets as francais } from '#ui/textes/fr/tickets.ts'
import { compter, nombre } from '#ui/textes/format.ts'

export const tickets: typeof francais = {
  support: 'Support', emis: 'Tickets sent', recus: 'Tickets received', creer: 'Create a ticket', ticket: (n) => `Ticket no. ${n}`,
  numero: 'Number', descriptionBreve: 'Short description', categorie: 'Category', sousCategorie: 'Sub-category', statut: 'Status', cree: 'Created', structure: 'Sending organisation', destinataire: 'Receiving organisation', agent: 'Taken by', service: 'Service',
  supportDuPortail: 'Support of the portal', statuts: { OUVERT: 'Open', EN_ATTENTE: 'Waiting for information', RESOLU: 'Solved', FERME: 'Closed' },
  onglets: { actions: 'Actions required', tous: 'All (but closed)', clotures: 'Closed' },
  typesObjet: { FACTURE: 'Invoice', DEMANDE_REMBOURSEMENT: 'Refund request', ENGAGEMENT: 'Commitment', MANDAT: 'Mandate', RACCORDEMENT: 'Connection' },
  contact: {
    titre: 'Contact us', chapo: 'A question, a difficulty: three ways to reach us.',
    poser: 'Ask a question', assistant: 'Talk to our virtual agent', assistantTexte: 'Answers drawn from the documentation.', agent: 'Talk to an agent online', agentTexte: 'A live conversation, during opening hours.', discuter: 'Chat with an agent now',
    demande: 'Send a request for help to support', demandeTexte: 'How long an answer takes depends on who gives it: you are told by e-mail at each step.', portail: 'Go to the support portal', sansCompte: 'No account, or no way to sign in? Your address is enough.', ecrire: 'Write to the operator',
    reference: 'If a page gave you a reference, add it to your message: it helps to find what happened.', derniers: 'My latest tickets sent', aucun: 'You have not sent any ticket yet.', aucunOuvert: 'None of your tickets is open.', resume: { actions: (n) => `${compter(n, { one: 'ticket waits', other: 'tickets wait' }, 'en')} for you`, tous: (n) => compter(n, { one: 'ticket in progress', other: 'tickets in progress' }, 'en'), clotures: (n) => compter(n, { one: 'closed ticket', other: 'closed tickets' }, 'en') }, reponses: 'Look for an answer first',
  },
  liste: {
    chapo: 'For all the structures you are attached to.', chapoRecus: 'What is asked of your structures, or of the support of the portal.', recherche: 'Number, object or words of the description', toutes: 'All', tousStatuts: 'All',
    resultats: (n, exact = true) => `${exact ? '' : 'more than '}${compter(n, { one: 'ticket', other: 'tickets' }, 'en')}`, legende: 'List of tickets',
    vide: 'No ticket matches', videTexte: 'Remove a filter, or look for another word.', aucun: { actions: 'Nothing waits for you', tous: 'No ticket in progress', clotures: 'No closed ticket' }, aucunTexte: 'A ticket is a request for help, to the support of the portal or to a public body.', aucunRecuTexte: 'Tickets addressed to your structures will appear here.',
    aVous: { OUVERT: '', EN_ATTENTE: 'Your turn: give the information asked for', RESOLU: 'Your turn: accept the solution, or send the ticket back', FERME: '' }, libre: 'nobody yet',
  },
  formulaire: {
    chapo: 'Say what is wrong: you will be told of each answer by e-mail.', etapes: ['Category', 'Your request'], choisir: 'What is it about?', choisissez: 'Choose', changer: 'Change category',
    generales: 'General information', sousCategorieAide: 'Those that begin with “M - ” go to a public body; the others, to the support of the portal.',
    objetAide: 'Asked for with some sub-categories.', typeObjet: 'Kind of object', numeroObjet: 'Object no.', destinataireAide: 'For an “M - ” sub-category: the SIRET of the public body, as the directory gives it.', codeService: 'Code of the receiving service',
    emetteur: 'Sender', structure: 'Identifier of the organisation', designation: 'Name', designationSeule: 'Fills itself from the identifier.', pourMoi: 'For myself', structureAide: 'Asked for with an “M - ” sub-category.', structureTapee: (n) => `You have ${nombre(n, 'en')}: give the SIRET, or the other identifier, of the one concerned. Empty: for yourself.`, courriel: 'Contact e-mail', telephone: 'Contact telephone',
    probleme: 'The problem', titre: 'Title / Summary', description: 'Long description', descriptionAide: 'What you were doing, what happened, the reference shown if there is one. Do not put any password in it.', soumettre: 'Submit', abandonner: 'Give up',
  },
  fautes: {
    sousCategorie: 'Choose the sub-category', typeObjet: 'Choose the kind of object', numeroObjet: 'Give the number of the object, of 100 characters at most', destinataire: 'Give the identifier of the receiving organisation', destinataireInconnu: 'No active public body has this identifier', codeService: 'This body has no active service with this code',
    structure: 'Choose one of your structures', structureRequise: 'Choose the structure you write for', service: 'Choose an active service of this structure', courriel: 'Give an address such as first.last@example.org', telephone: 'Give a telephone number, such as 02 40 00 00 10', titre: 'Give a title', description: 'Describe the problem', caracteres: 'Remove the characters that cannot be seen',
  },
  tropDeTickets: (n) => `You have already sent ${n} tickets in one hour. Wait a little before the next one.`,
  actionInconnue: (l) => `Choose one of these actions: ${l}`, texteManquant: 'Write your message', tropLong: (n) => `Keep it to ${n} characters at most`,
  pasVotreCote: { emetteur: 'Only the sender of the ticket, or whoever has the profile “Enquiries sent, modification” on its structure, may do this.', destinataire: 'The profile “Enquiries received, modification” of the receiving organisation is needed.' }, pasVotreCoteRemede: 'Ask the structure’s principal manager for the profile.',
  autreStatut: (s) => `This ticket now has the status “${s}”: read it again before acting.`, dejaPris: (qui) => `${qui} took this ticket before you.`, aPrendre: 'Take this ticket first: everybody then sees who is answering.',
  detail: {
    description: 'Description', activites: 'Activities', generales: 'General information', contact: 'Contact person', emisPar: 'Sent by', occupe: (qui) => `${qui} is dealing with this ticket.`, repondu: (qui) => `${qui} has answered it.`, personne: 'Nobody has taken this ticket yet.', actions: 'Actions', message: 'Your message', noteAide: 'An internal note is read on the recipient’s side alone, never by the sender.',
    aVous: { EN_ATTENTE: 'Your turn: give the information asked for', RESOLU: 'Your turn: accept the solution, or send the ticket back' }, fermeture: (jours) => `Without a reaction from you, a solved ticket is closed after ${compter(jours, { one: 'day', other: 'days' }, 'en')}.`, clos: 'This ticket is closed: create another if the difficulty comes back.', rien: 'Nothing to do on your side: we will write to you. Something forgotten? Add a message or files.', portail: 'The portal', identifiant: 'Identifier', designation: 'Name',
  },
  gestes: { prendre: 'Take the ticket', rendre: 'Give the ticket back', demander: 'Ask for information', resoudre: 'Answer and solve', note: 'Add an internal note', attribuer: 'Assign', transferer: 'Transfer the ticket', priorite: 'Set the priority', lier: 'Save the link', fusionner: 'Merge and close', completer: 'Add to the ticket', fournir: 'Send the information', accepter: 'Accept the solution', renvoyer: 'Send the ticket back', fermer: 'Close the ticket' },
  faits: { creer: 'created the ticket', prendre: 'took the ticket', rendre: 'gave the ticket back', demander: 'asks for information', resoudre: 'answered', note: 'internal note', attribuer: 'assigned the ticket', transferer: 'transferred the ticket', priorite: 'set the priority', lier: 'changed the linked incident', fusionner: 'merged this ticket into another', absorber: 'merged another ticket into this one', completer: 'added to the ticket', fournir: 'gave the information', accepter: 'accepted the solution', renvoyer: 'sent the ticket back', fermer: 'closed the ticket', expirer: 'closed the ticket, without a reaction' },
  succes: {
    creer: 'Your ticket is sent.', prendre: 'You have taken this ticket.', rendre: 'The ticket is back in the queue.', demander: 'Your question is sent to the sender.', resoudre: 'Your answer is sent to the sender.', note: 'The internal note is added.', attribuer: 'The ticket is assigned.', transferer: 'The ticket is transferred.', priorite: 'The priority is set.', lier: 'The link is saved.', fusionner: 'The ticket is merged into the other one, and closed.',
    completer: 'Your message is added to the ticket.', fournir: 'Your information is sent.', accepter: 'The solution is accepted: the ticket is closed.', renvoyer: 'The ticket is sent back to its recipient.', fermer: 'The ticket is now closed.',
  },
  parti: (n) => `Ticket ${n} is transferred: it is no longer in your queue.`,
  devient: (s) => `status “${s}”`,
  api: { lister: 'Tickets sent, or received', un: 'A ticket, what was said on it and what can be done', creer: 'Create a ticket', agir: 'Act on a ticket', categories: 'Categories and sub-categories of tickets' },
}
