import type { communication as francais } from '#ui/textes/fr/communication.ts'
import { compter } from '#ui/textes/format.ts'

export const communication: typeof francais = {
  etapes: ['Write', 'Check'], verifier: 'Check before publishing', voir: 'See before publishing', publier: 'Publish', abandonner: 'Give up', recherche: 'Search in the title and the text', resultats: (n) => compter(n, { one: 'result', other: 'results' }, 'en'),
  enFrancais: 'In French', enAnglais: 'In English', texte: 'Text', titreEn: 'Title in English', texteEn: 'Text in English', markdown: 'In Markdown: **bold**, *italics*, lists, [link](/support). HTML is not interpreted.',
  fautes: { tropLong: (max) => `At most ${max.toLocaleString('en-GB')} characters`, caracteres: 'Forbidden characters: remove the control characters', instant: 'Give a date and a time, for example 2026-11-28T06:00' },
  actualites: {
    titre: 'News', chapo: 'What is new on the portal, and what its operator announces.', creer: 'Write an article', modifier: 'Change the article', sujet: 'Topic', sujets: { nouveautes: 'What is new', conseils: 'Advice', reglementation: 'Regulation', raccordements: 'Connections', evenements: 'Events' },
    choisissez: 'Choose', tous: 'All topics', toutes: 'All news', memeSujet: (sujet) => `Topic: ${sujet}`, flux: 'Atom feed', titreChamp: 'Title', chapoChamp: 'Summary', chapoAide: 'Two sentences: shown by the list, the feed and the home page.', chapoEn: 'Summary in English', publieLe: 'Publication', publieLeAide: 'Paris time. Empty: at once.', programmer: 'Schedule the publication',
    etat: 'State', etats: { publiee: 'Published', programmee: 'Scheduled', retiree: 'Withdrawn' }, tousEtats: 'All states', retirer: 'Withdraw', vide: 'No news', videTexte: 'Articles will appear here, dated, with a feed to follow.', videFiltre: 'Try another topic or other words.',
    pasParue: { programmee: 'This article is not out yet: only you, as operator, read it.', retiree: 'This article is withdrawn: only you, as operator, read it.' }, faits: { publiee: 'The article is saved.', modifiee: 'The article is changed.', retiree: 'The article is withdrawn.' },
    fautes: { sujet: 'Choose a topic', titre: 'Give a title', chapo: 'Sum the article up in two sentences', texte: 'Write the article' }, exploitation: 'Write, schedule, change, withdraw an article.',
  },
  incidents: {
    titre: 'Incidents and maintenance', chapo: 'Announced on every page while they last, then kept on “Service status”.', creer: 'Announce an incident', modifier: 'Change the announcement',
    genre: 'Kind', genres: { incident: 'Incident', maintenance: 'Maintenance' }, genresAide: { incident: 'Something does not work at the moment.', maintenance: 'Planned work, with its end.' },
    quand: 'When', debut: 'Beginning', debutAide: 'Paris time. Empty: now.', fin: 'End', finPrevue: 'Expected end', finAide: 'Required for maintenance. Empty: until you end it.', titreChamp: 'Title', titreAide: 'The banner of every page: a short sentence.', toutDeSuite: 'At once', sansFin: 'Not known',
    publicTexte: 'The banner appears on all pages, for everybody, within seconds.', etat: 'State', etats: { 'en-cours': 'Under way', prevu: 'Planned', termine: 'Over', annule: 'Called off' }, tousGenres: 'All kinds', tousEtats: 'All states', agir: 'Act', terminer: 'End', annuler: 'Call off',
    vide: 'No announcement', videTexte: 'Announced incidents and maintenance will appear here.', faits: { publie: 'The announcement is published.', modifie: 'The announcement is changed.', termine: 'The announcement is over: the banner goes.' },
    fautes: { genre: 'Choose an incident or maintenance', titre: 'Give a title', texte: 'Describe what is happening', fin: 'Maintenance has an end: give it', periode: 'The end comes after the beginning' },
    actuels: 'Current incidents and planned maintenance', aucun: 'No current incident, no planned maintenance.', passes: 'Past incidents and maintenance', aucunPasse: 'No past incident.', du: (debut, fin) => (fin ? `From ${debut} to ${fin}` : `Since ${debut}`),
    exploitation: 'Announce, change, end: the banner of every page.',
  },
  api: { actualites: 'Published news; the operator sees the others too.', actualite: 'A news article.', publierActualite: 'Publishes an article, at once or at its date (operator).', modifierActualite: 'Changes an article (operator).', retirerActualite: 'Withdraws an article (operator).', incidents: 'Incidents and maintenance, current, planned and past.', incident: 'An incident or maintenance.', publierIncident: 'Announces an incident or maintenance (operator).', modifierIncident: 'Changes an announcement (operator).', terminerIncident: 'Ends an incident, or calls off planned maintenance (operator).' },
}
