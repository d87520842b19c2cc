import { paysEnClair } from '#ui/textes/pays.ts'
import type { champs as fr } from '#ui/textes/fr/champs.ts'

export const champs = {
  facultatif: 'optional',
  libelles: {
    structure: 'Structure',
    code: 'Service code',
    codeService: 'Service code',
    typeIdentifiant: 'Identifier type',
    identifiant: 'Identifier',
    raisonSociale: 'Legal name',
    nom: 'Name',
    prenom: 'First name',
    libelle: 'Structure label',
    typeStructure: 'Structure type',
    type: 'Kind',
    compte: 'Account',
    iban: 'IBAN',
    bban: 'National account number (BBAN)',
    statut: 'Status',
    adresseElectronique: 'Email address',
    telephone: 'Telephone',
    gestionnairePrincipal: 'Principal manager',
    adresse: 'Address',
    complementAdresse1: 'Address line 2',
    complementAdresse2: 'Address line 3',
    codePostal: 'Postcode',
    ville: 'Town or city',
    pays: 'Country',
    bic: 'BIC or SWIFT',
    affactureur: 'Factor',
    designationAffactureur: 'Name of the factor',
    identifiantAffactureur: 'Identifier of the factor',
    rib: 'Bank statement (RIB)',
    nomDuRib: 'Bank statement (RIB)',
    recevoirCyclesVieEdi: 'Receive life-cycle statuses by EDI',
    emetteurFluxEdi: 'Sends EDI flows',
    demandeRaccordementActive: 'Connection request active',
    categoriePrestataire: 'Provider category',
    regime: 'Scheme, status',
    nonDiffusibleInsee: 'Not to be disclosed by INSEE',
    numeroTva: 'VAT number',
    rcs: 'Trade register (RCS)',
    categorieJuridique: 'Legal category',
    codeServiceObligatoire: 'Service code required',
    numeroEngagementObligatoire: 'Commitment number required',
    codeServiceOuNumeroEngagement: 'Service code or commitment number',
    secondFacteurExige: 'Second factor required of users',
    miseEnPaiementNonRemontee: 'Payment status not reported back',
    motif: 'Reason',
    aPartirDu: 'From',
    version: 'Version',
    sexe: 'Sex',
    anneeNaissance: 'Year of birth',
    moisNaissance: 'Month of birth',
    envois: 'Files',
    fichiers: 'Files',
    designation: 'Designation',
    pieceJointe: 'Attachment',
    fichier: 'File',
    nombre: 'Rows to import',
    debutValidite: 'Valid from',
    finValidite: 'Valid until',
    miseEnPaiement: 'Payment status reported',
    utilisateur: 'User',
    service: 'Service',
    profil: 'Profile',
    application: 'Application',
    profils: 'Profiles',
    description: 'Description',
    parDefaut: 'Received by a new attachment',
    ensemble: 'Set of profiles',
    lignes: 'Lines',
    structures: 'Structures',
    debut: 'Valid from',
    fin: 'Valid until',
    commentaire: 'Comment',
    immediat: 'Remove at once',
    structureOrigine: 'Original structure',
    structuresDupliquees: 'Duplicated structures',
    champs: 'Fields to take over',
    desactiverLe: 'Deactivate the old structure on',
  },
  propres: {
    'motif:champ-manquant': () => 'Give the reason',
    'motif:trop-long': (valeur = '') => `The reason is longer than ${valeur} characters: shorten it`,
    'profils:champ-manquant': () => 'Tick at least one profile',
    'rib:champ-manquant': () => 'Attach the bank statement (RIB)',
  } as Record<string, (valeur?: string) => string>,
  erreur: (code: string, libelle: string, valeur?: string): string => {
    switch (code) {
      case 'champ-manquant':
        return `Fill in the field “${libelle}”`
      case 'iban-invalide':
        return 'This IBAN is not valid: a character is missing, extra or wrong'
      case 'bban-invalide':
        return 'This account number is not valid, or is not that of the IBAN: check its length and its key'
      case 'bic-invalide':
        return 'This BIC is not valid: it has 8 or 11 characters, two of them letters for the country'
      case 'iban-pays-different':
        return `This IBAN is of another country than the one chosen (${paysEnClair(valeur, 'en')}): check one of the two`
      case 'bic-pays-different':
        return `This BIC is of another country than the account (${paysEnClair(valeur, 'en')}): check one of the two`
      case 'trop-long':
        return `“${libelle}” is longer than ${valeur} characters: shorten it`
      case 'trop-de-fichiers-a-la-fois':
        return `Choose ${valeur} files at most at a time`
      case 'champ-inconnu':
        return `The field “${libelle}” does not exist here`
      case 'caracteres-interdits':
        return `“${libelle}” contains invisible characters: type it again`
      case 'adresse-electronique-invalide':
        return 'Enter a complete email address, for instance name@example.com'
      case 'telephone-invalide':
        return 'A telephone number has 4 to 20 digits, spaces and “+” included, for instance 02 40 00 00 10'
      case 'code-postal-invalide':
        return valeur
          ? `The postcode ${valeur} does not have five digits; it needs 5, for instance 44000`
          : 'A French postcode has 5 digits, for instance 44000'
      case 'pays-inconnu':
        return 'Choose a country from the list'
      case 'date-invalide':
        return 'Enter a complete date, for instance 01/01/2027'
      case 'date-trop-lointaine':
        return 'Choose a date before 2100'
      case 'regles-incompatibles':
        return '“Service code or commitment number” is a rule of its own: do not tick it together with either of the other two'
      case 'numero-tva-invalide':
        return 'This VAT number is not valid: check the country prefix and the digits'
      case 'reserve-entites-publiques':
        return `“${libelle}” is for public bodies only`
      case 'choix-invalide':
        return `Choose a value from the list for “${libelle}”`
      case 'categorie-inconnue':
        return 'This legal category is not in the INSEE classification'
      case 'non-modifiable':
        return `“${libelle}” cannot be changed here`
      case 'choix-manquant':
        return `Make a choice for “${libelle}”`
      case 'profil-manquant':
        return 'Tick at least one profile'
      case 'choix-requis-utilisateur':
        return 'Choose who takes your place'
      case 'choix-requis':
        return 'Tick at least one field to take over'
      case 'deux-noms':
        return 'Fill in the legal name, or the surname and first name, but not both'
      case 'nom-deja-pris':
        return 'This name is already taken: choose another'
      case 'ensemble-par-defaut-sans-gestion':
        return 'What a new attachment receives never includes “Organisation modification”: untick one or the other'
      case 'profil-inconnu':
        return 'Choose a profile of the catalogue: an application and a level that it has'
      case 'service-inconnu':
        return 'This service does not exist, or no longer does, in the structure'
      case 'utilisateur-non-rattache':
        return 'This person is not attached to the structure, or to this service: attach them first'
      case 'habilitation-absente':
        return 'This person does not hold this profile: the list may have changed'
      case 'ligne-en-double':
        return 'This application is on another line already: keep one of the two'
      case 'code-deja-present':
        return `The structure already has a service “${valeur}”: choose another code`
      case 'code-reserve':
        return 'This code is reserved: every public body has that service already'
      case 'service-reserve':
        return `“${libelle}” is fixed for this reserved service`
      case 'fin-avant-debut':
        return 'Choose an end that is not before the start'
      case 'debut-passe':
        return 'Choose a start to come, or leave this field empty'
      case 'fin-trop-tot':
        return 'Choose an end after the start'
      case 'trop-de-lignes':
        return `A request has ${valeur} lines at most: make several`
      case 'une-seule-structure':
        return 'A request goes to one structure: make one for each'
      case 'pour-soi-seulement':
        return 'One asks for oneself only: leave this field empty'
      case 'nom-sans-lettre':
        return 'The name has at least one letter from A to Z, with or without an accent: it makes up the identifier'
      case 'particulier-invalide':
        return 'Check the sex, the birth year and month, the postcode and the name: they make up the identifier'
      default:
        return `The value of “${libelle}” is not accepted${valeur ? `: ${valeur}` : ''}`
    }
  },
  attendu: {
    string: 'a text is expected',
    number: 'a number is expected',
    int: 'a whole number is expected',
    boolean: 'true or false is expected',
    array: 'a list is expected',
    object: 'an object is expected',
    uuid: 'an identifier (UUID) is expected',
    parmi: (valeurs: string) => `choose among ${valeurs}`,
    aMoins: (n: string) => `${n} at least`,
    auPlus: (n: string) => `${n} at most`,
    longueur: (n: string) => `${n} characters at most`,
    taille: (n: string) => `${n} items at most`,
  },
  parametreInconnu: (nom: string) => `The parameter “${nom}” does not exist here`,
  dateDuLogiciel: 'Give a day that exists, for instance 2027-01-01, or an RFC 3339 instant where one is accepted',
  resume: (n: number) =>
    n > 1 ? `The request could not be checked: ${n} fields to correct` : 'The request could not be checked: one field to correct',
  plusieurs: (n: number) => `${n} fields need correcting.`,
} satisfies typeof fr
