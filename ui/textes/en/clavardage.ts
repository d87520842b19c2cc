import type { clavardage as fr } from '#ui/textes/fr/clavardage.ts'
import { compter, heure } from '#ui/textes/format.ts'
import type { Elargi } from '#ui/textes/typographie.ts'

const n = (k: number, one: string, other: string) => compter(k, { one, other }, 'en')
const duree = (s: number) => (s < 60 ? n(s, 'second', 'seconds') : s < 5400 ? n(Math.round(s / 60), 'minute', 'minutes') : n(Math.round(s / 3600), 'hour', 'hours'))
const FINS: Record<string, (qui: string) => string> = { utilisateur: (qui) => `${qui} ended the chat`, agent: (qui) => `${qui} ended the chat`, silence: () => 'The chat ended by itself: nobody wrote any more', compte: () => 'The chat ended: the account was deactivated' }

export const clavardage: Elargi<typeof fr> = {
  titre: 'Chat with an agent', chapo: 'A simple question is often settled within minutes, in writing, with a support agent.', support: 'Help', portail: 'The portal', vous: 'You', duree,
  ouvert: (jusqua, langue) => (jusqua ? `Agents answer until ${heure(jusqua, langue)}.` : 'Agents answer around the clock.'),
  agents: (k) => (k ? `${n(k, 'agent answers', 'agents answer')} at the moment.` : 'No agent is free for now: you keep your place.'),
  attendent: (k) => (k ? `${n(k, 'person waits', 'people wait')} already.` : 'Nobody waits.'),
  estimation: (s) => `About ${duree(Math.max(60, s))} of waiting.`,
  ferme: { titre: 'No agent answers at this hour', motif: (m) => `Closed today: ${m}.`, prochaine: (quand) => `Agents will be there ${quand}.`, jamais: 'No opening is planned.', autres: 'Meanwhile, two other ways to get an answer.' },
  horairesTitre: 'Opening hours', demander: 'Start a chat', question: 'Say what it is about', questionAide: 'The agent will read it before answering you.', structure: 'For which structure?', sansStructure: 'None in particular', reprendre: 'Go on with the open chat', enCours: 'You have a chat open.',
  derniers: 'Your latest chats', aucun: 'No chat yet.', tous: 'All your chats', avec: (nom) => `with ${nom}`, sansReponse: 'without an agent’s answer', du: (d) => `Chat of ${d}`,
  sansCompte: { titre: 'Without an account', texte: 'You have no account, or you cannot sign in: let us first check that your address is yours.', bouton: 'Check my address', connexion: 'Sign in' },
  ticket: 'Create a ticket', assistant: 'Talk with our virtual agent',
  rang: (k) => `You are ${k === 1 ? 'next' : `number ${k} in the queue`}`, garde: 'You keep your place if you reload the page or lose the connection for less than 5 minutes.', quitter: 'Leave the queue', plutot: 'Create a ticket instead',
  etats: { attente: 'Waiting for an agent', 'en-cours': 'Under way', terminee: 'Ended' }, agentDu: 'Support agent', attend: 'You can write already: the agent will read it all.',
  journal: (nom) => `Chat with ${nom}`, agent: 'an agent', votre: 'Your message', envoyer: 'Send', aide: 'Enter sends, Shift + Enter starts a new line.', actualiser: 'Refresh', joindre: 'Attach files', joints: (noms) => `[${noms.length > 1 ? 'files' : 'file'}: ${noms.join(', ')}]`, tropDeFichiers: (k) => `This chat already has many files: ${k} at most`, ecrit: (nom) => `${nom} is writing…`,
  messages: { attente: 'waiting to be sent', envoye: 'sent', recu: 'received', lu: 'read', refuse: 'refused' }, coupe: 'Connection cut.', coupeTexte: 'Your messages are kept here and will go once.', reessayer: 'Try again', perdu: 'This page is out of date: your session is over, or the chat is no longer open to you.',
  vide: 'Write your message', tropLong: (k) => `${k} characters at most`,
  voit: 'What the agent sees', voitAussi: 'Also your structures and profiles, your latest requests and your tickets to the support.', jamais: 'Never your messages or your bank details.', personne: 'Person', structureDe: 'Organisation', pageDe: 'Page you come from', apres: 'And then?', enTicket: 'Make it a ticket', recevoir: 'Receive the transcript', terminer: 'End the chat', faitTicket: (k) => `Ticket ${k}`,
  fini: (d) => `Chat ended ${d}`, finiTexte: (minutes, nom) => (nom ? `${minutes} with ${nom}.` : 'No agent had taken it yet.'), transcription: 'Transcript', envoyee: 'The transcript is on its way to your address.', autre: 'Start another chat', texte: 'Transcript (text)',
  dit: (qui, texte) => `${qui}: ${texte}`, suiteEnLigne: 'The rest is online.', enTete: 'Live chat with a support agent.', debutOmis: '[The beginning is in the chat.]',
  faits: {
    file: () => 'Entered the queue', prise: (qui) => `${qui}, support agent, answers`, rendue: () => 'The chat went back to the queue, in its place', transmise: (qui, d) => `${qui} handed the chat over to ${d.vers ?? ''}`, ticket: (_qui, d) => `The chat became ticket ${d.numero ?? ''}`,
    coupure: (qui, d) => `${qui} lost the connection for ${duree(d.secondes ?? 0)}`, fin: (qui, d) => (FINS[d.par ?? 'silence'] ?? FINS.silence!)(qui),
  },
  coupure: (d) => `Connection cut for ${duree(d.secondes ?? 0)}. Nothing is lost${d.gardes ? `: ${n(d.gardes, 'message kept', 'messages kept')}, sent afterwards` : ''}.`,
  courriel: (nom, le, lignes) => ({ sujet: `Your chat of ${le} with the support`, avant: [`Hello ${nom},`, 'Here is the transcript you asked for.', ...lignes], libelle: 'See the chat', apres: ['It is sent to you alone.'] }),
  bureau: {
    titre: 'Agents’ desk', chapo: 'The people who wait, and those you are talking with.', miennes: 'My conversations', enAttente: 'Waiting', personne: 'Nobody waits.', aucune: 'You have no conversation.', suivante: 'Take the next one', prendre: 'Take', depuis: (s) => duree(s),
    attendent: (k) => (k ? n(k, 'person waits', 'people wait') : 'Nobody waits'), premiere: (s) => `, the first for ${duree(s)}`,
    presences: { disponible: 'Available', pause: 'On a break', absent: 'Away' }, choix: { disponible: 'Available', pause: 'On a break, no new conversation', absent: 'Away, give my conversations back to the queue' }, presence: 'Presence', changer: 'Change', tenues: (k, max) => `${k} of ${max}`,
    sansCompte: 'no account', nonLus: (k) => n(k, 'unread message', 'unread messages'), sansReponse: 'without an answer from you', vous: (texte) => `You: “${texte}”`, lui: (texte) => `“${texte}”`, choisir: 'Choose a conversation, or take the next one.',
    dejaPrise: (nom) => `${nom} took this conversation before you.`, assez: (k) => `You already have ${k} conversations: end one, or give it back.`, aPrendre: 'This person waits. Take the conversation to answer; their context then shows, and the history of their structures says so.',
    qui: 'Who is it?', adresse: 'E-mail address', structure: 'Structure of the chat', structures: 'Structures of this person', role: (gestionnaire, profils) => `${gestionnaire ? 'main manager' : 'user'}, ${n(profils, 'profile', 'profiles')}`, inactive: 'inactive', page: 'Page they come from', demandes: 'Their recent requests', tickets: 'Their tickets', rien: 'None.', contact: 'This person has no account: their address has answered.',
    confiee: 'handed over', note: (qui, quand) => `Note from ${qui}, ${quand}`, pourVousSeul: 'For agents: the person does not see it.',
    voirComme: (nom) => `View as ${nom}`, voirCommeTexte: 'Read only, told on screen, written in the history.', inscrit: 'What you see here is written in the history of their structures.', rendre: 'Give back to the queue', reponses: 'Canned answers', inserer: (titre) => `Insert “${titre}”`, actions: 'What to do', votre: (nom) => `Your answer to ${nom}`, liste: 'List of conversations',
  },
  confier: {
    titre: 'Hand over to another agent', chapo: (nom) => `${nom} keeps their chat and does not queue again: somebody else answers.`, agent: 'To which agent?', note: 'Note for the agent', noteAide: 'What is done, what remains to be done. The person never sees it.', bouton: 'Hand over', retour: 'Back to the conversation', apres: 'The chat tells the person who answers from now on.', fait: 'The conversation is handed over.', choisir: 'Choose an agent',
    personne: 'No other agent', personneTexte: 'Give the conversation back to the queue: the person keeps their place.', pasLa: { disponible: (nom) => nom, pause: (nom) => `${nom} is on a break and takes no more conversations.`, absent: (nom) => `${nom} is not there.` }, plein: (nom, k) => `${nom} already has ${k} conversations.`,
  },
  horaires: {
    titre: 'Support hours', chapo: 'When agents answer online. Outside, the portal says so and offers the ticket and the assistant.', exploitation: 'Days and hours when agents answer online, closed days', jours: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'], plages: 'Days and hours', plagesAide: 'For instance “09:00-12:00, 14:00-18:00”; empty: closed. Paris time.',
    fermetures: 'Closed days', fermeturesAide: 'One day a line, with the reason if you like: “2026-12-25 Christmas”.', enregistrer: 'Save', enregistre: 'Hours saved: they hold from now on.', deplacees: (n) => (n ? `${compter(n, { one: 'open ticket has', other: 'open tickets have' }, 'en')} a new due date, counted over these hours.` : 'No ticket’s due date changes.'), faux: (jour) => `${jour}: hours such as “09:00-12:00, 14:00-18:00”, in order`, manque: 'Give all hours and all closed days: they replace those before', jourInconnu: 'Days go from 1 (Monday) to 7', fermetureFausse: 'One date a line, once, such as “2026-12-25 Christmas”; 60 at most', maintenant: 'At the moment', ouvert: 'Open', ferme: 'Closed',
  },
  liste: { titre: 'Your chats', agentTitre: 'My chats', vide: 'No chat matches', videTexte: 'Widen the search.', aucun: 'No chat', aucunTexte: 'Your chats with an agent, and their transcripts, will be here.', ouverteLe: 'Opened', etat: 'State', avec: 'With', tousEtats: 'All states', ticket: 'Ticket', resultats: (k) => n(k, 'chat', 'chats'), legende: 'Live chats', duree: 'Length' },
  api: { fichier: 'A file of a conversation', agents: 'The other agents, and who can take a conversation', confier: 'Hand a conversation that one holds over to another agent', lister: 'My conversations with the support; for an agent also the queue and theirs', ouvrir: 'Enter the queue, or find the open conversation', une: 'A conversation', messages: 'What was said after a rank', ecrire: 'Send a message, once per key', agir: 'Take, give back, end, make it a ticket, receive the transcript', suivre: 'Say how far one has received and read, that one writes, or that a cut took place', ouverture: 'Whether agents answer now, and how many wait', horaires: 'The hours of the support', changerHoraires: 'Replace the hours of the support (operator)', presence: 'Say whether one is available (agent)' },
}
