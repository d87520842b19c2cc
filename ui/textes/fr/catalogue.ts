/** Applications on which profiles are granted, and how a profile is called (HAB-01). */
const applications: Record<string, string> = {
  organisation: 'Organisation', 'factures-emises': 'Factures émises', 'factures-recues': 'Factures reçues', 'factures-a-valider': 'Factures à valider', 'factures-de-travaux': 'Factures de travaux',
  'memoires-de-frais-de-justice': 'Mémoires de frais de justice', 'remboursements-de-taxes': 'Remboursements de taxes', engagements: 'Engagements', 'cessions-de-creance': 'Cessions de créance',
  'sollicitations-emises': 'Sollicitations émises', 'sollicitations-recues': 'Sollicitations reçues', raccordements: 'Raccordements', 'suivi-des-flux': 'Suivi des flux', marches: 'Marchés',
  'comptes-techniques': 'Comptes techniques', 'mandats-de-facturation': 'Mandats de facturation', 'certificats-de-cessibilite': 'Certificats de cessibilité',
}

export const catalogue = {
  applications,
  niveaux: { 1: 'consultation', 2: 'modification' } as Record<number, string>,
  profil: (application: string, niveau: number) => `${applications[application] ?? application} ${niveau === 2 ? 'modification' : 'consultation'}`,
  ecran: {
    titre: 'Catalogue des applications', chapo: 'Ce que montrent les tuiles du portail, dans leur ordre. Leur place et qui y accède se changent par le fichier entier (catalogue:importer).', exploitation: 'Noms, adresses et publics des tuiles ; mentions de l’exploitant', recherche: 'Nom, description ou code', compte: (n: number, total: number) => `${n} ${n > 1 ? 'applications' : 'application'} sur ${total}`,
    vide: 'Aucune application', videTexte: 'Aucune ne répond à ces filtres.', tous: 'Tous', enregistre: 'C’est enregistré : les pages le montrent dans les secondes qui viennent.', application: 'Application', code: 'Code', domaine: 'Domaine', etat: 'État', adresse: 'Adresse', acces: 'Qui y accède', audiences: 'Publics',
    etats: { ecran: 'Écran du portail', externe: 'Application extérieure', bientot: 'Bientôt' }, publics: { 'entite-publique': 'Entité publique', entreprise: 'Entreprise', particulier: 'Particulier', association: 'Association' },
    pourQui: { public: 'Tout le monde', session: 'Toute personne connectée', rattache: 'Toute personne rattachée à une structure', gestionnaire: 'Les gestionnaires principaux' },
    nomFr: 'Nom', nomEn: 'Nom en anglais', descriptionFr: 'Description', descriptionEn: 'Description en anglais', ecranFixe: 'C’est un écran du portail : son adresse ne change pas.', adresseAide: 'Celle de l’application extérieure, en http(s)://. Sans adresse, la tuile dit « Bientôt ».', miseEnAvant: 'Mise en avant pour', miseEnAvantAide: 'Parmi les fonctionnalités les plus utilisées de la page d’accueil.', note: 'Pour tout le monde, dans les secondes qui viennent.', enregistrer: 'Enregistrer',
    nomManquant: 'Donnez un nom', tropLong: (max: number) => `${max} caractères au plus`, adresseFausse: 'Commencez l’adresse par http:// ou https://, sans espace', audienceManquante: 'Choisissez au moins un public', avant: 'Une application n’est mise en avant que pour ses publics', courrielFaux: 'Écrivez une adresse électronique complète, comme nom@exemple.fr',
    perimee: 'Le catalogue a changé entre-temps', perimeeTexte: 'Ce que vous avez saisi est resté dans le formulaire : vérifiez-le, puis enregistrez de nouveau.',
    mentions: 'Mentions de l’exploitant', mentionsChapo: 'Ce que disent « Mentions légales », « Données personnelles » et « Nous contacter ». Une mention vide est dite non renseignée.', lesMentions: { editeur: 'Éditeur', directeurPublication: 'Direction de la publication', hebergeur: 'Hébergeur', contact: 'Adresse électronique de contact', delegueProtectionDonnees: 'Délégué à la protection des données' },
    api: { application: 'Changer une application du catalogue (opérateur)', mentions: 'Changer les mentions de l’exploitant (opérateur)' },
  },
  commande: {
    exporterResume: 'Écrit le catalogue des applications dans un fichier JSON.', importerResume: 'Remplace le catalogue des applications par celui d’un fichier JSON.',
    exporterAide: 'catalogue:exporter [fichier]\nÉcrit le catalogue (domaines, sous-domaines, applications, mentions de l’opérateur) en JSON, dans le fichier ou sur la sortie standard.',
    importerAide: 'catalogue:importer <fichier>\nVérifie le fichier en entier, puis remplace le catalogue en une fois. Rien ne change si une ligne est fausse.',
    exporte: (fichier: string, n: number) => `${n} applications écrites dans ${fichier}.`, importe: (d: number, a: number) => `Catalogue remplacé : ${d} domaines, ${a} applications.`,
    fichierManquant: 'Indiquez le fichier à importer : catalogue:importer <fichier>.', illisible: (fichier: string, raison: string) => `Le fichier ${fichier} ne se lit pas : ${raison}.`, invalide: (ou: string, quoi: string) => `Le catalogue n’est pas valable à « ${ou} » : ${quoi}.`, racine: 'racine',
    regles: { double: (code: string) => `le code « ${code} » est déjà pris`, absent: (genre: string, code: string) => `${genre} « ${code} » n’existe pas`, ecran: 'un écran a une adresse qui commence par /', externe: 'une application externe a une adresse http(s)://…, ou aucune', bientot: 'une application annoncée n’a pas d’adresse', profil: 'un profil n’est demandé que d’une personne rattachée', avant: 'une application n’est mise en avant que pour ses audiences', code: 'un code s’écrit en minuscules, chiffres et tirets' },
    genres: { domaine: 'le domaine', sousDomaine: 'le sous-domaine', rubrique: 'la rubrique', application: 'l’application à profils' },
  },
}
