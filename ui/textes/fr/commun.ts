import { nombre } from '#ui/textes/format.ts'

/** What the layout and the components say, on every page. */
export const commun = {
  nom: 'Choral',
  accroche: 'Portail de services',
  description: 'Choral, logiciel libre au service des entités publiques et de leurs partenaires.',
  descriptionSuite: ', logiciel libre au service des entités publiques et de leurs partenaires.',
  // A structure's own page has its name once.
  titrePage: (titre: string, pour: string | null, erreur: boolean) => `${erreur ? 'Erreur : ' : ''}${[titre, pour && titre.includes(pour) ? null : pour, 'Choral'].filter(Boolean).join(' – ')}`,
  evitement: { contenu: 'Aller au contenu', menu: 'Aller au menu', pied: 'Aller au pied de page' },
  demonstration: { nom: 'Démonstration', suite: ' — données fictives.', comptes: 'Comptes', comptesSuite: ' de démonstration', courriels: 'Courriels', courrielsSuite: ' envoyés' },
  recherche: { bouton: 'Rechercher', champ: 'Rechercher une structure, un utilisateur, une demande, une page', exemple: 'Rechercher, ou saisir un numéro' },
  structures: {
    active: 'Structure active : ',
    toutes: 'Toutes mes structures',
    voir: (n: number): string => (n > 1 ? `Voir mes ${nombre(n)} structures` : 'Voir ma structure'),
    combien: (n: number): string => (n > 1 ? `${nombre(n)} structures` : '1 structure'),
    chercher: 'Chercher parmi mes structures', chercherPar: 'Nom, ville ou identifiant', chercherBouton: 'Chercher',
    rattachement: 'Demander un rattachement à une structure',
    role: { gestionnaire: 'gestionnaire principal', utilisateur: 'rattachement simple' } as Record<string, string>,
    inactive: 'inactive',
  },
  compte: { menu: ', menu du compte', compte: 'Mon compte', structures: 'Mes structures', demandes: 'Mes demandes', avis: 'Mes avis', deconnexion: 'Se déconnecter', connexion: 'Se connecter', creer: 'Créer un compte', agent: 'Agent', operateur: 'Opérateur' },
  menu: {
    titre: 'Menu principal', ouvrir: 'Menu', fermer: 'Fermer le menu', accueil: 'Accueil', domaines: 'Domaines', actualites: 'Actualités', approbations: 'Approbations', support: 'Support', communication: 'Communication',
    aide: 'Aide sur cette page', enAttente: ' en attente', nonLus: (n: number): string => (n > 1 ? ' messages non lus' : ' message non lu'),
  },
  fil: 'Fil d’Ariane',
  incident: { titre: 'Incidents et maintenances', suivre: 'Suivre l’état du service', genres: { incident: 'Incident en cours :', maintenance: 'Maintenance en cours :' } as Record<string, string> },
  pour: 'Pour',
  question: { nom: 'Une question ?', region: 'Assistance' },
  pied: {
    plan: 'Plan du site', accessibilite: 'Accessibilité : non évaluée', mentions: 'Mentions légales', donnees: 'Données personnelles', cookies: 'Gestion des cookies', etat: 'État du service', raccourcis: 'Raccourcis clavier',
    affichage: 'Affichage :', themes: { automatique: 'automatique', clair: 'clair', sombre: 'sombre' }, autreLangue: 'English',
  },
  etapes: 'Étapes',
  surCettePage: 'Sur cette page',
  champ: { facultatif: '(facultatif)', erreur: 'Erreur : ', afficher: 'Afficher', masquer: 'Masquer' },
  erreurs: (n: number): string => (n > 1 ? `${nombre(n)} réponses sont à corriger` : 'Une réponse est à corriger'),
  modifier: 'Modifier',
  vide: '(vide)',
  diff: { champ: 'Champ', avant: 'En vigueur', apres: 'Après la demande', action: 'Action', ajout: 'Ajout', retrait: 'Retrait' },
  pourquoi: 'Pourquoi ?',
  accederDomaine: 'Accéder au domaine',
  acceder: 'Accéder',
  fermer: 'Fermer',
  imprimer: 'Imprimer',
  onglets: 'Vues',
  liste: {
    filtrer: 'Filtrer', filtrerPar: (n: number) => (n ? `Filtrer (${n})` : 'Filtrer'), trier: 'Trier', trierPar: 'Trier par', croissant: (nom: string) => `${nom}, croissant`, decroissant: (nom: string) => `${nom}, décroissant`,
    actifs: 'Filtres actifs :', retirer: ', retirer ce filtre', reinitialiser: 'Réinitialiser les filtres', toutSelectionner: 'Sélectionner toutes les lignes de cette page', selectionner: (nom: string) => `Sélectionner ${nom}`, selection: 'Lignes sélectionnées', exporter: 'Exporter', exporterTableau: 'Exporter le tableau', exporterEn: (quoi: string, format: string) => `${quoi} en ${format}`,
  },
  pages: {
    titre: 'Pages de la liste', precedente: 'Page précédente', suivante: 'Page suivante', page: (n: number) => `Page ${nombre(n)}`, parPage: 'Par page :', lignes: (n: number) => `${nombre(n)} lignes par page`,
    resultats: (debut: number, fin: number, total: number, exact: boolean) => (total === 0 ? 'Aucun résultat' : `Résultats ${nombre(debut)}-${nombre(fin)} sur ${exact ? '' : 'plus de '}${nombre(total)}`),
  },
  afaire: { vide: 'Rien n’attend de vous' },
}
