import { compter, nombre } from '#ui/textes/format.ts'
import type { accueil as fr } from '#ui/textes/fr/accueil.ts'

const count = (n: number, one: string, other: string) => compter(n, { one, other }, 'en')

export const accueil: typeof fr = {
  profils: { titre: 'Adapt the page to your situation', 'entite-publique': 'Public body', entreprise: 'Company', particulier: 'Individual', association: 'Association' },
  titrePage: (profil) => `Home, ${profil.toLowerCase()}`,
  heros: 'Your organisation and the public sector, in unison.',
  bienvenue: {
    'entite-publique': 'Welcome to Choral. Keep your public body and its services up to date, say what you require of your suppliers, decide who may do what; follow each request until it takes effect.',
    entreprise: 'Welcome to Choral. Keep your company, its services and its accounts up to date; decide who may do what; follow each request until it takes effect.',
    particulier: 'Welcome to Choral. File a statement, claim a refund, keep your details up to date; follow each request until it takes effect.',
    association: 'Welcome to Choral. Keep your association, its branches and its accounts up to date; decide who acts for it; follow each request until it takes effect.',
  },
  documentation: 'Go to the documentation',
  creerCompte: 'Create an account',
  domaines: 'Domains',
  frequent: 'Most used functions',
  premiereVisite: 'First visit?',
  etapes: {
    'entite-publique': ['Create your account', 'Ask to be attached to your public body', 'Invite your colleagues'],
    entreprise: ['Create your account', 'Find or create your company', 'Invite your colleagues'],
    particulier: ['Create your account', 'Create your structure as an individual', 'Follow your requests'],
    association: ['Create your account', 'Find or create your association', 'Invite the volunteers who act for it'],
  },
  accompagne: 'In difficulty? Contact support',
  actualites: 'News', toutesActualites: 'All the news', sansActualite: 'No news has been published yet.',
  bientot: 'Coming',
  connecte: {
    titre: 'To do', bonjour: (prenom, nom) => `Hello ${prenom} ${nom}`, sujets: (n) => count(n, 'item', 'items'), toutes: 'All my structures',
    rien: 'Nothing is waiting for you', rienTexte: 'No request to decide, no change about to take effect, no right about to end.',
    programmes: 'Programmed changes', aucunProgramme: 'No change is waiting to take effect.', mesDemandes: 'My requests', annuler: 'Cancel', annulerSuite: (numero) => ` request ${numero}`,
    effet: (structure, numero, quand) => `${structure ? `${structure} · ` : ''}${numero} · takes effect ${quand}`,
    approbations: (n) => (n > 1 ? `${nombre(n, 'en')} requests await your decision` : 'A request awaits your decision'), approbationsTexte: 'Approve or refuse: each requester is told.',
    attentes: (n: number) => (n > 1 ? `${nombre(n, 'en')} of your requests are waiting for a decision` : 'One of your requests is waiting for a decision'), attentesTexte: (quoi: string, structure: string | null, depuis: string, expire: string) => `${quoi}${structure ? `, ${structure}` : ''}, since ${depuis}; without an answer, it expires on ${expire}.`,
    invitations: (n: number) => (n > 1 ? `${nombre(n, 'en')} of your invitations have no answer` : 'One of your invitations has no answer'), invitationsTexte: (adresse: string, expire: string, echecs: number) => `${adresse} has until ${expire} for the first.${echecs ? ' A delivery failed: send it again or correct the address.' : ' Send it again or cancel it.'}`,
    droits: (n) => (n > 1 ? `${nombre(n, 'en')} entitlements end within 30 days` : 'An entitlement ends within 30 days'), droitsTexte: (structure, quand) => `${structure}: the first on ${quand}.`,
    sansSiret: (n, nom) => (n > 1 ? `${n} structures await their SIRET, ${nom} among them` : `${nom} awaits its SIRET`), sansSiretTexte: 'Its identifier is temporary. As soon as INSEE has given you the SIRET, change structure: services, users and bank details can come along.',
    premiersPas: (nom) => `First steps for ${nom}`, premiersPasTexte: (reste) => `Left to do, if it concerns you: ${reste}.`, pasService: 'create its services', pasCollegues: 'attach your colleagues',
    sansStructure: 'You do not act for any structure yet', sansStructureTexte: 'Create yours, or ask to be attached to one that is already here.', creer: 'Create a structure',
    accesRapides: 'Quick access', mesStructures: 'My structures', voirToutes: (n) => (n > 1 ? `See my ${nombre(n, 'en')} structures` : 'See my structure'), groupes: 'My groups of structures', actif: 'Active', inactif: 'Inactive',
    role: { gestionnaire: 'principal manager', utilisateur: 'attached user' },
  },
  domaine: { autres: 'Other applications', vide: 'No application is open here yet.', sousDomaines: 'Sub-domains', accederApplication: 'Go to the application', applications: 'Applications' },
  tuile: {
    voir: 'See how to get it', ouvertureExterne: 'Open, on another site', connexion: 'Sign in',
    bientotEcran: 'This application is not open on this portal yet.', bientotExterne: 'This portal’s operator has not given the address of this application yet.',
    connectezVous: 'Sign in to use it.', connectezVousPourquoi: 'This application acts on behalf of a person: it must know who you are.',
    rattachement: 'You need to be attached to a structure.', rattachementPourquoi: 'You act for no active structure. Create yours, or ask to be attached to one that is already here.', rattachementRemede: 'Ask to be attached',
    creerRemede: 'Create a structure',
    profil: (profil) => `You need the entitlement “${profil}”.`, profilPourquoi: (structure, qui) => `You do not hold it ${structure ? `for ${structure}` : 'for your structures'}. ${qui ? `${qui}, principal manager, can grant it.` : 'The structure’s principal manager can grant it.'}`, profilRemede: 'Ask for the entitlement',
    gestionnaire: (qui) => (qui ? `Reserved for the structure’s principal manager, ${qui}.` : 'Reserved for the structure’s principal manager.'), gestionnairePourquoi: (structure) => `You are an attached user of ${structure ?? 'your structures'}: your entitlements do not include this action.`,
  },
  recherche: {
    titre: 'Search', champ: 'What are you looking for?', aide: 'A domain, an application, a page of the portal, a documentation sheet. Accents and a typing error do not matter.', bouton: 'Search',
    resultats: (n, q) => (n ? `${count(n, 'result', 'results')} for “${q}”` : `No result for “${q}”`),
    rien: 'Try another word, or browse the site map.', genres: { domaine: 'Domains', application: 'Applications', page: 'Pages of the portal', documentation: 'Documentation' },
    venir: 'This search does not cover your structures, colleagues and tickets yet: that will come. Your structures are searched in “Manage a structure”.', numero: (n) => `See request ${n}`, plan: 'Site map',
  },
  affichage: {
    titre: 'Display', lead: 'Choose Choral’s colours on this device.', legende: 'Theme', automatique: 'Automatic', automatiqueAide: 'As your device does: light by day, dark by night if it changes.', clair: 'Light', clairAide: 'Light ground, dark text.', sombre: 'Dark', sombreAide: 'Dark ground, light text.',
    langue: 'Language', enregistrer: 'Save', autres: 'To enlarge text, use your browser’s zoom: Choral can be read up to 400%. Motion stops when your device asks for less of it.',
  },
  langue: { titre: 'Language', lead: 'Choose the language of the pages.', fr: 'Français', en: 'English', enregistrer: 'Save' },
  groupes: {
    titre: 'Groups of structures', lead: 'Arrange your structures under names of your own. Nobody else sees these groups; they change no right.', nouveau: 'New group', nom: 'Name of the group', nomAide: 'For example “Clients in Lyon”. At most 80 characters.', creer: 'Create the group',
    aucun: 'No group yet', aucunTexte: 'A group brings together structures that you follow together: a company’s establishments, an accountant’s clients.', nombre: (n) => (n ? count(n, 'structure', 'structures') : 'no structure'), ouvrir: 'Change the group',
    renommer: 'Rename', enregistrer: 'Save', membres: 'Structures of the group', membresAide: 'Tick the structures of this group.', filtre: 'Search my structures', filtrer: 'Search', supprimer: 'Delete the group', supprimerTexte: 'Only the arrangement goes: the structures and your rights do not change.',
    cree: (nom) => `The group “${nom}” is created. Choose its structures.`, enregistre: 'The changes are saved.', supprime: 'The group is deleted.',
    erreurs: { vide: 'Give the group a name.', long: 'The name has at most 80 characters.', pris: 'You already have a group of that name.', trop: 'You already have 100 groups: delete one.' },
    sansStructure: 'None of your structures matches.', limite: (n) => `The first ${nombre(n, 'en')} are shown; search to see the others.`,
  },
}
