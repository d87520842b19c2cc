import { nombre } from '#ui/textes/format.ts'
import type { pages as fr } from '#ui/textes/fr/pages.ts'

const s = (titre: string, textes: string[], liste?: string[]) => ({ titre, textes, ...(liste ? { liste } : {}) })
const inconnu = 'Not given by this portal’s operator.'

export const pages: typeof fr = {
  plan: { titre: 'Site map', lead: 'Every page of the portal, domain by domain.', portail: 'The portal', compte: 'My account', aide: 'Help', obligations: 'About' },
  liens: { accueil: 'Home', recherche: 'Search', actualites: 'News', approbations: 'Approvals', support: 'Support', communication: 'Messages', documentation: 'Documentation', connexion: 'Sign in', inscription: 'Create an account', compte: 'My account', structures: 'My structures', demandes: 'My requests', groupes: 'Groups of structures', affichage: 'Display', langue: 'Language', demonstration: 'Demonstration accounts', plan: 'Site map', accessibilite: 'Accessibility', mentions: 'Legal notice', donnees: 'Personal data', cookies: 'Cookies', etat: 'Service status', organisation: 'Organisation' },
  accessibilite: {
    titre: 'Accessibility: not assessed', lead: 'Choral aims to comply with the French accessibility framework (RGAA 4.1) and with WCAG 2.2 at level AA.',
    sections: [
      s('State of compliance', ['No full audit has been carried out yet: the rate of compliance is therefore not measured, and this portal claims neither partial nor full compliance.']),
      s('What has been measured', ['With every change to the software, automatic checks open the pages in a real browser.'], ['axe-core, the rules of WCAG 2.0 to 2.2 at levels A and AA and best practices: no fault is let through, in light, in dark and on a screen 390 points wide', 'no sideways scrolling on a small screen', 'the contrast of colours, computed one by one', 'these checks find only part of the faults: they do not replace an audit']),
      s('What has not been yet', ['Still to be done by hand:'], ['the whole RGAA grid', 'reading with a screen reader', 'colours imposed by the system', 'the browsers Firefox and Safari']),
      s('What you can set', ['The light or dark theme is chosen at the foot of every page. Text grows with the browser’s zoom, up to 400%, and motion stops when your device asks for less of it. Every page works without JavaScript and with the keyboard alone.']),
      s('Report a fault', ['If a page resists you, write to support with its address: you will be answered, and offered another way.']),
      s('Remedy', ['If your report stays unanswered, you can write to the Défenseur des droits, or meet its delegate in your département.']),
    ],
  },
  mentions: {
    titre: 'Legal notice', lead: 'Who publishes this portal, who hosts it, under which licence.', inconnu,
    cles: { editeur: 'Publisher', directeur: 'Director of publication', hebergeur: 'Host', contact: 'Contact', logiciel: 'Software', licence: 'Licence' },
    logiciel: 'Choral, free software', licence: 'Apache 2.0', operateur: 'This portal is an installation of Choral. Its operator fills in this page with “catalogue:importer”.',
    sections: [
      s('Reuse', ['Choral’s code is published under the Apache 2.0 licence. The typefaces Bricolage Grotesque and Atkinson Hyperlegible Next are under the SIL Open Font License 1.1.']),
      s('Public data', ['Company names, addresses and states of establishments come from INSEE’s Sirene register, under the Licence Ouverte 2.0.']),
      s('Liability', ['Bank details given here are for information: a public accountant pays only the account declared in the contract.']),
    ],
  },
  donnees: {
    titre: 'Personal data', lead: 'What Choral keeps about you, why, for how long, and how to have it changed.', delegue: 'Data protection officer', inconnu,
    sections: [
      s('What is kept', ['Choral asks only for what it needs to let you act on behalf of a structure.'], ['your given and family names, your e-mail address, and if you give them your title and telephone', 'the structures you are attached to and your entitlements, with their dates', 'the requests you submitted and their effect', 'your open sessions: their time, network address and browser']),
      s('Why', ['To know who acts, for whom, and by what right: that is the portal’s purpose. Nothing serves advertising, nothing is sold, no audience measurement follows you.']),
      s('For how long', ['Each piece of data has its time.'], ['a session left unused closes after 7 days', 'a deactivated account opens nothing any more; its name stays in the history of the requests it submitted', 'a structure’s history is kept as long as it exists: it proves who changed what']),
      s('Who sees it', ['Your colleagues of the same structure see your name. That structure’s managers also see your e-mail address and entitlements. The portal’s operator and agents look only to help you, and that is in the history.']),
      s('Your rights', ['You can read, correct and download your data from “My account”. For the other rights (objection, restriction, erasure), write to the data protection officer. In case of disagreement, the CNIL receives your complaints.']),
    ],
  },
  cookies: {
    titre: 'Cookies', lead: 'Choral uses no cookie for tracking, advertising or audience measurement: there is nothing to accept or refuse.', tableau: 'This portal’s cookies', colonnes: { nom: 'Name', utilite: 'What it is for', duree: 'How long' },
    liste: [
      { nom: 'choral.session_token', utilite: 'Keeps you signed in; it holds only a token.', duree: '7 days without use' },
      { nom: 'choral.appareil', utilite: 'Recognises the device where you signed in, so that failures elsewhere do not lock you out.', duree: '1 year' },
      { nom: 'choral.inscription', utilite: 'Activates the account in the browser that asked for it.', duree: '7 days' },
      { nom: 'choral.two_factor, choral.state', utilite: 'Carry through a sign-in of several steps.', duree: 'a few minutes' },
      { nom: 'choral.structure', utilite: 'Finds again the structure you chose.', duree: '1 year' }, { nom: 'choral.profil', utilite: 'Finds again the tab you chose on the home page.', duree: '1 year' },
      { nom: 'choral.langue', utilite: 'Finds again the language you chose.', duree: '1 year' }, { nom: 'choral.theme', utilite: 'Finds again the theme you chose.', duree: '1 year' }, { nom: 'choral.raccourcis', utilite: 'Remembers that single-key shortcuts are off.', duree: '1 year' }, { nom: 'choral.clavardage', utilite: 'Find your conversation with an agent again without being signed in.', duree: '1 day' }, { nom: 'choral.conversation', utilite: 'Finds again your conversation with the assistant without signing in.', duree: '1 day' },
    ],
    effacer: 'Erase my preferences', effacerTexte: 'Removes from this device the structure, tab, language and theme it remembered. You stay signed in.', efface: 'Your preferences are erased from this device.',
  },
  etat: {
    titre: 'Service status', ok: 'The service is working', panne: 'The service is disrupted', mesure: (heure) => `Measured at ${heure}, when this page was opened.`, marche: 'Working', arret: 'Interrupted', retard: 'Late', local: 'Local mailbox', importe: 'Imported register only',
    elements: { pages: 'Pages of the portal', base: 'Database', changements: 'Programmed changes', enregistrement: 'Recording of requests', courriels: 'Sending of e-mail', registre: 'Company register' },
    baseTexte: (ms) => `answered in ${nombre(ms, 'en')} ms`, baseArret: 'does not answer; requests are refused, none is lost', pagesTexte: 'you are reading this one', aJour: 'applied on time', enRetard: (n) => (n > 1 ? `${nombre(n, 'en')} changes have been waiting for more than 2 minutes` : 'one change has been waiting for more than 2 minutes'), inconnu: 'not measured',
    place: 'there is room', plein: 'the storage is full; the portal can be read, nothing is recorded', courrielsMuet: 'the server does not answer; e-mail waits and leaves when it is back', registreMuet: 'INSEE does not answer; a new structure is created when it is back, or from the imported register', courrielsTexte: 'through the operator’s server', courrielsLocal: 'mails stay in the demonstration’s mailbox', registreTexte: 'asked live at INSEE', registreImporte: 'the establishments imported by the operator', colonnes: { quoi: 'Part of the service', etat: 'State', detail: 'Detail' }, tableau: 'The parts of the service',
  },
  documentation: {
    titre: 'Documentation', lead: 'The guide to the portal, one sheet per application.', aucune: 'No sheet matches.', autres: 'See also', francais: 'This sheet exists in French only.', chercher: 'Find a sheet', retour: 'All the sheets',
    dossiers: { commande: 'Orders and contracts', facturation: 'Invoicing', raccordements: 'Connections', outils: 'Tools', portail: 'The portal', communication: 'News and messages', comptes: 'Your account', compte: 'Your account', organisation: 'Organisation', 'organisation/structures': 'Structures', 'organisation/utilisateurs': 'Users', support: 'Support', api: 'API' },
  },
  application: {
    pourquoi: 'Why?', ilFaut: 'You need', vousAvez: 'You have', quiDecide: 'Who can decide', comment: 'What you can do', ouvert: 'Open to you', pasAcces: (nom) => `You do not have access to “${nom}”`, pasOuvert: (nom) => `“${nom}” is not open yet`,
    session: 'to be signed in', rattache: 'to be attached to a structure', gestionnaire: 'to be the structure’s principal manager', profil: (profil) => `the entitlement “${profil}”`, visiteur: 'no open session', sansStructure: 'no attachment in force', simple: (structure) => (structure ? `an attachment to ${structure} as a user` : 'attachments as a user'), sansProfil: (structure) => (structure ? `an attachment to ${structure}, without this entitlement` : 'attachments, without this entitlement'),
    decideMoi: 'yourself, by signing in', decideGp: 'the structure’s principal manager', gp: (qui) => `${qui}, principal manager`, decideOperateur: 'the portal’s operator, who opens it', autreStructure: 'Act for another structure', documentation: 'Read the documentation', support: 'Contact support', retour: (nom) => `Back to “${nom}”`,
  },
  demonstration: {
    titre: 'Demonstration accounts', lead: 'Invented people and structures, to try the portal.', motDePasse: 'They all have the same password:', colonnes: { qui: 'Person', role: 'Role', adresse: 'E-mail address' }, connexion: 'Sign in', tableau: 'The demonstration accounts', attention: 'Write nothing personal here: anyone can open these accounts.',
    comptes: [
      { nom: 'Daniel Poitier', adresse: 'daniel.poitier@exemple.fr', role: 'Principal manager of several structures: a company with services, a second one, an inactive one' },
      { nom: 'Héloïse Ferdinand', adresse: 'heloise.ferdinand@exemple.fr', role: 'Attached user of the first, with a request waiting' },
      { nom: 'Nadia Bonjean', adresse: 'nadia.bonjean@exemple.fr', role: 'Agent of a town hall and its services' },
      { nom: 'Account without a structure', adresse: 'sans.structure@exemple.fr', role: 'A brand new account, attached to nothing' },
      { nom: 'Support agent', adresse: 'agent@exemple.fr', role: 'Support agent of the portal' },
      { nom: 'Operator', adresse: 'operateur@exemple.fr', role: 'Operator: catalogue, news, messages' },
    ],
  },
}
