import type { catalogue as fr } from '#ui/textes/fr/catalogue.ts'

const applications: Record<string, string> = {
  organisation: 'Organisation', 'factures-emises': 'Invoices sent', 'factures-recues': 'Invoices received', 'factures-a-valider': 'Invoices to validate', 'factures-de-travaux': 'Works invoices',
  'memoires-de-frais-de-justice': 'Statements of court costs', 'remboursements-de-taxes': 'Tax refunds', engagements: 'Commitments', 'cessions-de-creance': 'Assignments of receivables',
  'sollicitations-emises': 'Enquiries sent', 'sollicitations-recues': 'Enquiries received', raccordements: 'Connections', 'suivi-des-flux': 'Flow tracking', marches: 'Contracts',
  'comptes-techniques': 'Technical accounts', 'mandats-de-facturation': 'Invoicing mandates', 'certificats-de-cessibilite': 'Assignability certificates',
}

export const catalogue: typeof fr = {
  applications,
  niveaux: { 1: 'consultation', 2: 'modification' },
  profil: (application, niveau) => `${applications[application] ?? application} ${niveau === 2 ? 'modification' : 'consultation'}`,
  ecran: {
    titre: 'Catalogue of applications', chapo: 'What the tiles of the portal show, in their order. Their place and who may open them change with the whole file (catalogue:importer).', exploitation: 'Names, addresses and audiences of the tiles; the operator’s details', recherche: 'Name, description or code', compte: (n, total) => `${n} ${n === 1 ? 'application' : 'applications'} of ${total}`,
    vide: 'No application', videTexte: 'None answers these filters.', tous: 'All', enregistre: 'Saved: pages will show it within seconds.', application: 'Application name', code: 'Stable code', domaine: 'Domain', etat: 'State', adresse: 'Address', acces: 'Who may open it', audiences: 'Audiences',
    etats: { ecran: 'Screen of the portal', externe: 'Outside application', bientot: 'Soon' }, publics: { 'entite-publique': 'Public body', entreprise: 'Company', particulier: 'Individual', association: 'Association' },
    pourQui: { public: 'Everybody', session: 'Anybody signed in', rattache: 'Anybody attached to a structure', gestionnaire: 'Principal managers' },
    nomFr: 'Name in French', nomEn: 'Name in English', descriptionFr: 'Description in French', descriptionEn: 'Description in English', ecranFixe: 'It is a screen of the portal: its address does not change.', adresseAide: 'That of the outside application, in http(s)://. Without one, the tile says “Soon”.', miseEnAvant: 'Put forward for', miseEnAvantAide: 'Among the most used features of the home page.', note: 'For everybody, within seconds.', enregistrer: 'Save',
    nomManquant: 'Give a name', tropLong: (max) => `${max} characters at most`, adresseFausse: 'Begin the address with http:// or https://, without a space', audienceManquante: 'Choose at least one audience', avant: 'An application is put forward only for its audiences', courrielFaux: 'Write a full e-mail address, such as name@example.org',
    perimee: 'The catalogue has changed meanwhile', perimeeTexte: 'What you typed is still in the form: check it, then save again.',
    mentions: 'The operator’s details', mentionsChapo: 'What “Legal notice”, “Personal data” and “Contact us” say. An empty one is said to be missing.', lesMentions: { editeur: 'Publisher', directeurPublication: 'Publication director', hebergeur: 'Host', contact: 'Contact e-mail address', delegueProtectionDonnees: 'Data protection officer' },
    api: { application: 'Change an application of the catalogue (operator)', mentions: 'Change the operator’s details (operator)' },
  },
  commande: {
    exporterResume: 'writes the catalogue of applications to a JSON file', importerResume: 'replaces the catalogue of applications by that of a JSON file',
    exporterAide: 'catalogue:exporter [file]\nWrites the catalogue (domains, sub-domains, applications, the operator’s details) as JSON, to the file or the standard output.',
    importerAide: 'catalogue:importer <file>\nChecks the whole file, then replaces the catalogue at once. Nothing changes if a line is wrong.',
    exporte: (fichier, n) => `${n} applications written to ${fichier}.`, importe: (d, a) => `Catalogue replaced: ${d} domains, ${a} applications.`,
    fichierManquant: 'Name the file to import: catalogue:importer <file>.', illisible: (fichier, raison) => `The file ${fichier} cannot be read: ${raison}.`, invalide: (ou, quoi) => `The catalogue is not valid at “${ou}”: ${quoi}.`, racine: 'root',
    regles: { double: (code) => `the code “${code}” is already taken`, absent: (genre, code) => `${genre} “${code}” does not exist`, ecran: 'a screen has an address that begins with /', externe: 'an outside application has an address http(s)://…, or none', bientot: 'an announced application has no address', profil: 'a profile is only asked of an attached person', avant: 'an application is put forward only for its audiences', code: 'a code is written in lower case, digits and hyphens' },
    genres: { domaine: 'the domain', sousDomaine: 'the sub-domain', rubrique: 'the heading', application: 'the application with profiles' },
  },
}
