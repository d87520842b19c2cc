import { compter } from '#ui/textes/format.ts'
import { imports } from '#ui/textes/en/imports.ts'
import type { importsServices as fr } from '#ui/textes/fr/imports-services.ts'

const services = (n: number) => compter(n, { one: 'service', other: 'services' }, 'en')
const colonnes: Record<string, string> = {
  ...imports.colonnes,
  code: 'Code',
  nom: 'Name',
  description: 'Description',
  telephone: 'Telephone',
  adresse: 'Address',
  complementAdresse1: 'Address complement 1',
  complementAdresse2: 'Address complement 2',
  codePostal: 'Postal code',
  ville: 'Town',
  pays: 'Country',
  debutValidite: 'Valid from',
  finValidite: 'Valid until',
  numeroEngagementObligatoire: 'Commitment number required',
  miseEnPaiement: 'Payment reported',
  service: 'Service',
  change: 'What changes',
}
const fautes: Record<string, (v: string) => [motif: string, remede: string]> = {
  'cellule-trop-longue': (v) => ['This cell is too long.', `Keep to ${v} characters.`],
  'trop-long': (v) => ['This cell is too long.', `Keep to ${v} characters.`],
  'telephone-invalide': () => ['This telephone number is not valid.', 'Enter digits and spaces, in the “Text” format.'],
  'pays-inconnu': () => ['This country is not known.', 'Write the two letters of its code, for example FR.'],
  'oui-ou-non': () => ['This cell says neither yes nor no.', 'Write “oui” or “non”.'],
  'code-en-date': () => [
    'The spreadsheet turned this code into a date.',
    'Set the column to the “Text” format, then enter the code again.',
  ],
  'code-en-nombre': (v) => [
    'The spreadsheet takes this code for a number: zeros at the start are lost.',
    `If it is written “00${v}”, for example, set the column to the “Text” format and enter it again. Otherwise there is nothing to do.`,
  ],
  'notation-scientifique': () => [
    'The spreadsheet rounded this cell (E+ notation).',
    'Set the column to the “Text” format, then enter it again.',
  ],
  'zero-perdu': (v) => ['The spreadsheet lost a zero at the start.', `Set the column to the “Text” format, then enter “${v}”.`],
  'code-postal-zero': (v) => ['The spreadsheet lost the zero of the postal code.', `Set the column to the “Text” format, then enter ${v}.`],
  'code-postal-invalide': () => ['In France a postal code has five digits.', 'Mend the postal code, or the country.'],
  'adresse-incomplete': () => [
    'The address is incomplete.',
    'Fill in the address, the postal code and the town, or leave them all empty: the service then has its structure’s address.',
  ],
  'fin-avant-debut': () => ['It ends before it begins.', 'Mend one of the two dates.'],
  'reserve-entites-publiques': () => ['Only a public body asks this of its suppliers.', 'Write “non”, or leave the cell empty.'],
  'code-reserve': () => ['The service FACTURES_PUBLIQUES is reserved: it does not change.', 'Delete the row, or choose another code.'],
  'code-supprime': () => ['A deleted service has this code.', 'Choose another code.'],
  'service-inactif': () => ['This service is inactive.', 'Activate it, then send the file again.'],
  'changement-deja-programme': () => [
    'A change of this service is already programmed.',
    'Wait for its hour or cancel it, then send the file again.',
  ],
  'ligne-en-double': (v) => [`Row ${v} already has this service.`, 'Keep one of the two rows.'],
  'structure-introuvable': () => [
    'This structure cannot be found, or you do not manage this service there.',
    'Check the identifier, or ask the principal manager for “Organisation modification”.',
  ],
  'change-depuis': (v) => [
    `This service has changed since the check: it now has ${v}.`,
    'Send the file again to see what the row would replace.',
  ],
}

export const importsServices = {
  ...imports,
  titre: 'Import services',
  aide: '/documentation/organisation/structures/importer-des-services',
  colonnes,
  chapo: 'Create or modify many services at once. The file is first checked row by row: nothing is recorded before you agree.',
  modeleTexte: 'One row a service. The headings of the model, in any order. An empty cell leaves what is recorded.',
  sansDroit: 'Importing services takes managing a structure or a service.',
  structureLibelle: 'Structure of the rows that name none',
  structureAide: 'The column “Structure” becomes optional.',
  structureAucune: 'None: each row names its own',
  structureInvalide: 'Choose one of your structures',
  colonnesDuModele: [
    { cle: 'Structure', valeur: 'Its identifier, SIRET or other. Optional if you choose a structure.' },
    { cle: 'Type d’identifiant', valeur: 'Optional; fill it in if two structures have the same identifier.' },
    { cle: 'Code', valeur: 'Compulsory, unique in the structure. In the “Text” format if it begins with a zero.' },
    { cle: 'Nom', valeur: 'Compulsory for a new service.' },
    { cle: 'Description, adresse électronique, téléphone', valeur: 'Optional.' },
    { cle: 'Adresse, code postal, ville, pays', valeur: 'Optional; empty, the structure’s. The country in two letters, otherwise FR.' },
    { cle: 'Début et fin de validité', valeur: 'Optional.' },
    { cle: 'Numéro d’engagement obligatoire, mise en paiement', valeur: 'Public bodies: “oui” or “non”.' },
  ],
  exemple: [
    'SIRET',
    '12345678200010',
    '007',
    'Voirie',
    'Entretien des rues et des trottoirs',
    'voirie@exemple.fr',
    '04 72 00 00 07',
    '1 place de la Mairie',
    '',
    '',
    '69100',
    'Villeurbanne',
    'FR',
    '01/01/2027',
    '31/12/2030',
    'oui',
    'non',
  ],
  verification: {
    ...imports.verification,
    personne: 'Code, name or row number',
    note: 'Services are created and modified at once. The import can be stopped on its way; what is done stays.',
    rienInchangees: 'Every service is already as the file says.',
    prevenus: 'What will happen',
    creer: (n) => `${services(n)} to create`,
    creerTexte: 'usable at once',
    modifier: (n) => `${services(n)} to modify`,
    modifierTexte: 'at once; the history keeps what is replaced',
    prevenusTexte: (nom: string | null) => (nom ? `you and ${nom}, at the end` : 'you, at the end'),
    avis: 'Codes are numbers to the spreadsheet',
    avisTexte: 'Zeros at the start may have been lost. The rows concerned say so.',
  },
  resultats: { 'a-creer': 'To create', 'a-modifier': 'To modify', inchangee: 'Unchanged', erreur: 'To mend', 'a-juger': 'To check' },
  resultatsTexte: {},
  compteurs: { 'a-creer': () => 'to create', 'a-modifier': () => 'to modify', inchangee: () => 'unchanged', erreur: () => 'to mend' },
  compteursTexte: { 'a-creer': 'at once', 'a-modifier': 'at once', inchangee: 'nothing to do', erreur: 'refused, with the reason' },
  issues: { creee: 'Created', modifiee: 'Modified', inchangee: 'Unchanged', echouee: 'Refused' },
  enCours: { ...imports.enCours, quitterTexte: 'The import goes on, even if you sign out.' },
  rendu: {
    ...imports.rendu,
    creees: (n) => `${services(n)} created`,
    modifiees: (n) => `${services(n)} modified`,
    compteurs: { creee: () => 'created', modifiee: () => 'modified', echouee: () => 'refused' },
    liste: 'See the services',
  },
  faute: (code, valeur = '') => {
    const dit = fautes[code]?.(valeur)
    return dit ? { motif: dit[0], remede: dit[1] } : imports.faute(code, valeur)
  },
  fichier: (code, c = []) =>
    code === 'aucune-ligne'
      ? 'This file has headings only: add one row a service'
      : code === 'fichier-trop-lourd'
        ? 'This file holds much more than rows of services: copy the rows into the model'
        : imports.fichier(code, c),
  de: (v) => `instead of ${v}`,
  vide: 'nothing',
  oui: 'yes',
  non: 'no',
  api: {
    ...imports.api,
    deposer: 'Send a file of services: it is read and judged, nothing is done',
    fichier:
      'Send the file in the field “fichier” of a multipart/form-data body; the field “structure” (UUID, optional) is that of the rows that name none.',
  },
} satisfies typeof fr
