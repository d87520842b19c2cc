import type { courrielsRecus as francais } from '#ui/textes/fr/courriels-recus.ts'
import { compter } from '#ui/textes/format.ts'

export const courrielsRecus: typeof francais = {
  titre: 'Mails received', chapo: 'Answers that came by mail: added to a ticket, or set aside with the reason. Nothing that was set aside was answered, except to its true author.', texte: 'Answers added to tickets, or set aside.',
  ferme: 'No mail can come in: the setting MAIL_IN_URL is empty.', recherche: 'Sender’s address', tous: 'All', toutes: 'All',
  recuLe: 'Received', de: 'From', objet: 'Subject', etat: 'State', raison: 'Reason', ticket: 'Ticket no.', taille: 'Size', enveloppe: 'Handed over by', aQui: 'Addressed to', traiteLe: 'Looked at', reponduLe: 'Author told', contenu: 'Text', garde: 'The original is kept for a year when it was added, 90 days otherwise.', sansContenu: 'No text to show.',
  etats: { recu: 'Waiting', ajoute: 'Added', cree: 'New ticket', ecarte: 'Set aside' },
  raisons: {
    'trop-grand': 'It is larger than allowed.', illisible: 'It cannot be read, or not within a second.', automatique: 'It comes from a program (automatic answer, non-delivery report, list).', 'sans-jeton': 'It is addressed to no ticket.', 'jeton-inconnu': 'Its reply address does not exist.',
    'autre-adresse': 'It does not come from the address that we wrote to.', authentification: 'Nothing proves that its sender is who they say (DKIM, SPF, DMARC).', 'trop-de-courriels': 'Too many mails from this address in one hour.', vide: 'It holds nothing to add.', ferme: 'This ticket is closed: create another one if the difficulty comes back.',
    'autre-statut': 'This ticket is not in a state that allows this answer.', 'pas-pris': 'Take this ticket in Choral first: everybody then sees who answers.', acces: 'You no longer have the right to act on this ticket.', refuse: 'The portal refused it.',
  },
  resultats: (n) => compter(n, { one: 'mail', other: 'mails' }, 'en'), legende: 'Mails received', vide: 'No mail', videTexte: 'What comes by mail will appear here.', api: 'Mails received for tickets (operator)', apiUn: 'One mail received',
  sansObjet: 'No subject', sansTexte: 'See the attachments.', coupe: '[…] The rest is in the mail.', piecesRefusees: 'Attachments not kept:', piecesEnPlus: (n) => `${compter(n, { one: 'more file', other: 'more files' }, 'en')} than allowed`,
}
