import { compter } from '#ui/textes/format.ts'
import type { traitement as fr } from '#ui/textes/fr/traitement.ts'
import type { Elargi } from '#ui/textes/typographie.ts'

export const traitement: Elargi<typeof fr> = {
  titre: 'Handling', priorite: 'Priority', echeance: 'Due', incident: 'Incident', attribue: 'Assigned to', service: 'Service', emetteur: 'Sender', ticket: 'Ticket',
  priorites: { urgente: 'Urgent', haute: 'High', normale: 'Normal', basse: 'Low' },
  delais: 'In opening hours of the support: four when urgent, eight when high, twenty-four when normal, forty when low.',
  enRetard: 'late', suspendue: 'suspended', suspendueTexte: 'waits for the sender', aucune: 'none', vous: 'you',
  faits: {
    attribuer: (a) => `assigned the ticket to ${a}`, transferer: (a) => `transferred the ticket: ${a}`, priorite: (p) => `set the priority: ${p}`, lier: (i) => `linked the ticket to the incident “${i}”`, delier: 'removed the link to the incident',
    fusionner: 'merged this ticket into another', absorber: 'merged another ticket into this one', voir: (n) => `See ${n}`, interne: 'Internal',
  },
  attribuer: { titre: 'Assign', personne: 'To whom?', aide: 'Those who hold “Enquiries received, modification” here.', choisir: 'Choose', bouton: 'Assign' },
  changer: { titre: 'Change the priority', bouton: 'Set the priority' },
  lier: { titre: 'Link to an incident', aucun: 'None', bouton: 'Save the link', voir: 'The tickets of this incident' },
  transferer: { titre: 'Transfer', vers: 'To whom?', portail: 'To the support of the portal', structure: 'To a public entity', destinataire: 'Identifier of the organisation', codeService: 'Service code', message: 'Your words', aide: 'The sender and the new recipient read it, and are told. Your internal notes stay with you.', bouton: 'Transfer the ticket', prendre: 'Take the ticket first to transfer it.' },
  fusionner: { titre: 'Merge', dans: 'Number of the ticket that stays open', message: 'Answer to the sender', defaut: 'Your request is handled with another one on the same subject.', aide: 'This ticket closes. Its sender reads your answer, and sees the other ticket only with the right to.', bouton: 'Merge and close', dedans: 'Merged into this one' },
  suivre: { suivre: 'Follow this ticket', arreter: 'Stop following', aide: 'You will be told of each step by e-mail.', suivi: 'You follow this ticket.' },
  presence: (noms) => `${noms.join(', ')} ${noms.length > 1 ? 'are' : 'is'} answering at this moment`,
  fautes: { personne: 'Choose somebody who answers here', destinataire: 'Give the identifier of the organisation', memeDestinataire: 'The ticket is already with this recipient', priorite: 'Choose a priority', incident: 'Choose an incident of the list', dans: 'Give the number of an open ticket of the same recipient' },
  liste: {
    onglets: 'Tickets received', file: 'To take', moi: 'Mine', retard: 'Late', suivis: 'Followed', tous: 'All', toutes: 'All', personne: 'Nobody', aMoi: 'Me', enRetard: 'Late ones only', grouper: 'Group by', sansGroupe: 'Do not group', groupes: 'Number by value', sansService: 'Without a service', incident: (t) => `Incident “${t}”`,
    repondre: 'Answer all…', repondreListe: 'Answer the whole list…', repondreIncident: 'Answer all the tickets of this incident', selection: (n) => `ticket ${n}`, plusDe: (n) => `more than ${n}`,
  },
  reponses: {
    titre: 'Canned answers', chapo: 'Answers to insert into a ticket or a conversation, for your whole team.', creer: 'Create a canned answer', modifier: 'Change a canned answer', nom: 'Title', texte: 'Text', nomEn: 'Title in English', texteEn: 'Text in English', anglaisAide: 'Without it, whoever reads the portal in English gets the French text.', pour: 'For', portail: 'Support of the portal', modifiee: 'Changed', enregistrer: 'Save', supprimer: 'Delete', supprimerTitre: 'Delete this canned answer', supprimerTexte: 'Answers already sent do not change.', annuler: 'Cancel', vide: 'No canned answer', videTexte: 'Does a question come back often? Write its answer once.', recherche: 'Title or words', legende: 'Canned answers', enregistree: 'Canned answer saved.', supprimee: 'Canned answer deleted.', compte: (n) => compter(n, { one: 'canned answer', other: 'canned answers' }, 'en'),
    variables: 'Replaced in each ticket: {numero}, {titre}, {objet}, {prenom}, {nom}, {structure}.', choisir: 'Canned answer', aucune: 'Choose', inserer: 'Insert',
    fautes: { titre: 'Give a title, of 100 characters at most', titrePris: 'Another canned answer already has this title', texte: 'Write the text, of 4,000 characters at most', titreEn: 'Give an English title of at most 100 characters', texteEn: 'Write the English text, in at most 4,000 characters', pour: 'Choose whose it is' },
  },
  lot: {
    titre: (n) => `Answer ${compter(n, { one: 'ticket', other: 'tickets' }, 'en')}`, chapo: 'The same answer goes to each sender, in their own ticket.', etapes: ['Choose', 'Answer', 'Result'], legende: 'Chosen tickets', reponse: 'Answer', envoyee: 'Will be sent', prise: 'and you take the ticket', ecartee: 'Set aside', plus: 'You can no longer answer it', message: 'Answer', apres: 'Afterwards, the status becomes', envoyer: (n) => `Send ${compter(n, { one: 'answer', other: 'answers' }, 'en')}`, revenir: 'Back to the queue', aucun: 'No ticket to answer', aucunTexte: 'They have been answered, taken by somebody else, or are no longer yours.', lier: 'Also link to an incident', sansLien: 'Change nothing', quandMeme: 'Also answer those that somebody else is answering', limite: (n) => `The first ${n} tickets are taken; answer the others afterwards.`,
    resultat: (faits, tous) => `${compter(faits, { one: 'answer sent', other: 'answers sent' }, 'en')} of ${tous}`, issues: { faite: 'Sent', laissee: 'Left aside' }, inconnu: 'An unexpected error: this ticket has not changed.', plusPourVous: 'This ticket is no longer yours.', suite: 'Other tickets',
  },
  categories: {
    titre: 'Categories of tickets', lead: 'Categories and sub-categories offered to whoever creates a ticket', chapo: 'What is switched off is no longer offered; tickets already created keep it.', categorie: 'Category', sousCategorie: 'Sub-category', code: 'Code', codeAide: 'Lower-case letters and hyphens. It will not change again.', nom: 'Name in French', nomEn: 'Name in English', nomAide: '“M - ” first: the sub-category goes to a public entity.', avecObjet: 'Asks for the kind and number of an object', active: 'Offered', inactive: 'Switched off', etat: 'State', destination: 'Goes to', objet: 'Object', metier: 'Public entity', portail: 'Support of the portal', oui: 'yes', non: 'no',
    ajouter: 'Add a category', ajouterSous: 'Add a sub-category', modifier: 'Change', enregistrer: 'Save', activer: 'Offer again', desactiver: 'Switch off', enregistree: 'Categories saved.', tickets: 'Tickets', recherche: 'Name or code', toutes: 'All', compte: (n) => compter(n, { one: 'sub-category', other: 'sub-categories' }, 'en'), vide: 'No sub-category', videTexte: 'Remove a filter, or add one.',
    fautes: { code: 'Give a code of lower-case letters and hyphens, of 50 characters at most', codePris: 'This code already exists', nom: 'Give the name in French, of 100 characters at most', nomEn: 'Give the name in English, of 100 characters at most', categorie: 'Choose the category' },
  },
  agents: {
    titre: 'Support agents', lead: 'Who answers the tickets and conversations of the portal', chapo: 'An agent reads and handles all the tickets of the portal’s support, and can see the portal as a user.', nommer: 'Name an agent', adresse: 'E-mail address', adresseAide: 'That of an active account of the portal.', retirer: 'Remove', retirerTitre: (nom) => `Remove ${nom} from the agents`, retirerTexte: 'Their open tickets go back to the queue. Their account stays open.', annuler: 'Cancel', nom: 'Name', depuis: 'Last sign-in', enCours: 'Open tickets', jamais: 'never', nomme: 'Agent named.', retire: 'Agent removed.', recherche: 'Name or address', vide: 'No agent', videTexte: 'Name somebody: without an agent, the portal’s tickets wait.', compte: (n) => compter(n, { one: 'agent', other: 'agents' }, 'en'),
    fautes: { adresse: 'Give an address such as first.last@example.com', inconnue: 'No active account has this address', deja: 'This person is already an agent' },
  },
  api: {
    suivre: 'Follow a received ticket', nePlusSuivre: 'Stop following a ticket', presence: 'Say that one is answering a ticket at this moment', traitement: 'Who answers, who follows, whom to assign to: the handling of a received ticket', lot: 'Answer several tickets: one outcome a ticket',
    reponses: { lister: 'Canned answers', un: 'A canned answer; with a ticket, its variables replaced', creer: 'Create a canned answer', modifier: 'Change a canned answer', supprimer: 'Delete a canned answer' },
    categories: { lister: 'All sub-categories, those switched off too', creer: 'Add a category', modifier: 'Rename, offer or switch off a category', creerSous: 'Add a sub-category', modifierSous: 'Rename, offer or switch off a sub-category' },
    agents: { lister: 'Support agents', nommer: 'Name an agent', retirer: 'Remove an agent' },
  },
}
