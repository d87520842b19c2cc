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
