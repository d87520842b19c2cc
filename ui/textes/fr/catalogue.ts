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
