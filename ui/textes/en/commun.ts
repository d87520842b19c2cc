import { nombre } from '#ui/textes/format.ts'
import type { commun as fr } from '#ui/textes/fr/commun.ts'

const n_ = (n: number) => nombre(n, 'en')

export const commun = {
  nom: 'Choral',
  accroche: 'Services portal',
  description: 'Choral, free software at the service of public bodies and their partners.',
  descriptionSuite: ', free software at the service of public bodies and their partners.',
  titrePage: (titre: string, pour: string | null, erreur: boolean) => `${erreur ? 'Error: ' : ''}${[titre, pour && titre.includes(pour) ? null : pour, 'Choral'].filter(Boolean).join(' – ')}`,
  evitement: { contenu: 'Skip to content', menu: 'Skip to menu', pied: 'Skip to footer' },
  demonstration: { nom: 'Demonstration', suite: ' — fictitious data.', comptes: 'Accounts', comptesSuite: ' for demonstration', courriels: 'Emails', courrielsSuite: ' sent' },
  recherche: { bouton: 'Search', champ: 'Search for a structure, a user, a request, a page', exemple: 'Search, or type a number' },
  structures: {
    active: 'Active structure: ',
    toutes: 'All my structures',
    voir: (n: number): string => (n === 1 ? 'See my structure' : `See my ${n_(n)} structures`),
    combien: (n) => (n > 1 ? `${n_(n)} structures` : '1 structure'),
    chercher: 'Find among my structures', chercherPar: 'Name, town or identifier', chercherBouton: 'Find',
    rattachement: 'Ask to be attached to a structure',
    role: { gestionnaire: 'main manager', utilisateur: 'simple attachment' } as Record<string, string>,
    inactive: 'inactive',
  },
  compte: { menu: ', account menu', compte: 'My account', structures: 'My structures', demandes: 'My requests', avis: 'My notices', deconnexion: 'Sign out', connexion: 'Sign in', creer: 'Create an account', agent: 'Agent', operateur: 'Operator' },
  menu: {
    titre: 'Main menu', ouvrir: 'Menu', fermer: 'Close the menu', accueil: 'Home', domaines: 'Domains', actualites: 'News', approbations: 'Approvals', support: 'Support', communication: 'Messages',
    aide: 'Help on this page', enAttente: ' pending', nonLus: (n: number) => (n === 1 ? ' unread message' : ' unread messages'),
  },
  fil: 'Breadcrumb',
  incident: { titre: 'Incidents and maintenance', suivre: 'Follow the service status', genres: { incident: 'Current incident:', maintenance: 'Maintenance under way:' } },
  pour: 'For',
  question: { nom: 'A question?', region: 'Assistance' },
  pied: {
    plan: 'Site map', accessibilite: 'Accessibility: not assessed', mentions: 'Legal notice', donnees: 'Personal data', cookies: 'Cookies', etat: 'Service status', raccourcis: 'Keyboard shortcuts',
    affichage: 'Display:', themes: { automatique: 'automatic', clair: 'light', sombre: 'dark' }, autreLangue: 'Français',
  },
  etapes: 'Steps',
  surCettePage: 'On this page',
  champ: { facultatif: '(optional)', erreur: 'Error: ', afficher: 'Show', masquer: 'Hide' },
  erreurs: (n: number) => (n === 1 ? 'One answer needs correcting' : `${n_(n)} answers need correcting`),
  modifier: 'Change',
  vide: '(empty)',
  diff: { champ: 'Field', avant: 'In force', apres: 'After the request', action: 'Action', ajout: 'Added', retrait: 'Removed' },
  pourquoi: 'Why?',
  accederDomaine: 'Go to the domain',
  acceder: 'Open',
  fermer: 'Close',
  imprimer: 'Print',
  onglets: 'Views',
  liste: {
    filtrer: 'Filter', filtrerPar: (n: number) => (n ? `Filter (${n})` : 'Filter'), trier: 'Sort', trierPar: 'Sort by', croissant: (nom: string) => `${nom}, ascending`, decroissant: (nom: string) => `${nom}, descending`,
    actifs: 'Active filters:', retirer: ', remove this filter', reinitialiser: 'Reset the filters', toutSelectionner: 'Select every line of this page', selectionner: (nom: string) => `Select ${nom}`, selection: 'Selected lines', exporter: 'Export', exporterTableau: 'Export the table', exporterEn: (quoi, format) => `${quoi} as ${format}`,
  },
  pages: {
    titre: 'Pages of the list', precedente: 'Previous page', suivante: 'Next page', page: (n: number) => `Page ${n_(n)}`, parPage: 'Per page:', lignes: (n: number) => `${n_(n)} lines per page`,
    resultats: (debut: number, fin: number, total: number, exact: boolean) => (total === 0 ? 'No result' : `Results ${n_(debut)}-${n_(fin)} of ${exact ? '' : 'more than '}${n_(total)}`),
  },
  afaire: { vide: 'Nothing is waiting for you' },
} satisfies typeof fr
