import { paysEnClair } from '#ui/textes/pays.ts'

/** Labels of the fields and the sentences of their errors: each says how to mend it. */
export const champs = {
  facultatif: 'facultatif',
  libelles: {
    structure: 'Structure',
    code: 'Code du service',
    codeService: 'Code service',
    typeIdentifiant: 'Type d’identifiant',
    identifiant: 'Identifiant',
    raisonSociale: 'Raison sociale',
    nom: 'Nom',
    prenom: 'Prénom',
    libelle: 'Libellé de la structure',
    typeStructure: 'Type de structure',
    type: 'Type',
    compte: 'Compte',
    iban: 'IBAN',
    bban: 'Identification nationale du compte bancaire (BBAN)',
    statut: 'Statut',
    adresseElectronique: 'Adresse électronique',
    telephone: 'Téléphone',
    gestionnairePrincipal: 'Gestionnaire principal',
    adresse: 'Adresse',
    complementAdresse1: 'Complément d’adresse 1',
    complementAdresse2: 'Complément d’adresse 2',
    codePostal: 'Code postal',
    ville: 'Ville',
    pays: 'Pays',
    bic: 'BIC ou SWIFT',
    affactureur: 'Affactureur',
    designationAffactureur: 'Désignation de l’affactureur',
    identifiantAffactureur: 'Identifiant de l’affactureur',
    rib: 'RIB',
    nomDuRib: 'RIB',
    recevoirCyclesVieEdi: 'Recevoir les cycles de vie en EDI',
    emetteurFluxEdi: 'Est un émetteur de flux EDI',
    demandeRaccordementActive: 'Demande de raccordement active',
    categoriePrestataire: 'Catégorie prestataire',
    regime: 'Régime, statut',
    nonDiffusibleInsee: 'Non diffusible INSEE',
    numeroTva: 'N° de TVA intracommunautaire',
    rcs: 'RCS',
    categorieJuridique: 'Catégorie juridique',
    codeServiceObligatoire: 'Code service obligatoire',
    numeroEngagementObligatoire: 'Numéro d’engagement obligatoire',
    codeServiceOuNumeroEngagement: 'Code service ou numéro d’engagement',
    secondFacteurExige: 'Second facteur exigé des utilisateurs',
    miseEnPaiementNonRemontee: 'Statut de mise en paiement non remonté',
    motif: 'Motif',
    aPartirDu: 'À partir du',
    version: 'Version',
    sexe: 'Sexe',
    anneeNaissance: 'Année de naissance',
    moisNaissance: 'Mois de naissance',
    envois: 'Fichiers',
    fichiers: 'Fichiers',
    designation: 'Désignation',
    pieceJointe: 'Pièce-jointe',
    fichier: 'Fichier',
    nombre: 'Lignes à importer',
    debutValidite: 'Début de validité',
    finValidite: 'Fin de validité',
    miseEnPaiement: 'Mise en paiement',
    utilisateur: 'Utilisateur',
    service: 'Service',
    profil: 'Profil',
    application: 'Application',
    profils: 'Profils',
    description: 'Description',
    parDefaut: 'Reçu par un nouveau rattachement',
    ensemble: 'Ensemble de profils',
    lignes: 'Lignes',
    structures: 'Structures',
    debut: 'Valable à partir du',
    fin: 'Valable jusqu’au',
    commentaire: 'Commentaire',
    immediat: 'Retirer immédiatement',
    structureOrigine: 'Structure d’origine',
    structuresDupliquees: 'Structures dupliquées',
    champs: 'Champs à reprendre',
    desactiverLe: 'Désactiver l’ancienne structure le',
  },
  /** What a field says in words of its own; any other, by its label. */
  propres: {
    'motif:champ-manquant': () => 'Indiquez le motif',
    'motif:trop-long': (valeur = '') => `Le motif dépasse ${valeur} caractères : raccourcissez-le`,
    'profils:champ-manquant': () => 'Cochez au moins un profil',
    'rib:champ-manquant': () => 'Joignez le RIB',
  } as Record<string, (valeur?: string) => string>,
  erreur: (code: string, libelle: string, valeur?: string): string => {
    switch (code) {
      case 'champ-manquant':
        return `Renseignez le champ « ${libelle} »`
      case 'iban-invalide':
        return 'Cet IBAN n’est pas valide : un caractère manque, est de trop ou est faux'
      case 'bban-invalide':
        return 'Ce numéro de compte n’est pas valide, ou n’est pas celui de l’IBAN : vérifiez sa longueur et sa clé'
      case 'bic-invalide':
        return 'Ce BIC n’est pas valide : il compte 8 ou 11 caractères, dont deux lettres pour le pays'
      case 'iban-pays-different':
        return `Cet IBAN est d’un autre pays que celui qui est choisi (${paysEnClair(valeur, 'fr')}) : vérifiez l’un des deux`
      case 'bic-pays-different':
        return `Ce BIC est d’un autre pays que le compte (${paysEnClair(valeur, 'fr')}) : vérifiez l’un des deux`
      case 'trop-long':
        return `« ${libelle} » dépasse ${valeur} caractères : raccourcissez-le`
      case 'trop-de-fichiers-a-la-fois':
        return `Choisissez ${valeur} fichiers au plus à la fois`
      case 'champ-inconnu':
        return `Le champ « ${libelle} » n’existe pas ici`
      case 'caracteres-interdits':
        return `« ${libelle} » contient des caractères invisibles : saisissez-le à nouveau`
      case 'adresse-electronique-invalide':
        return 'Saisissez une adresse électronique complète, par exemple nom@exemple.fr'
      case 'telephone-invalide':
        return 'Le téléphone compte de 4 à 20 chiffres, espaces et « + » compris, par exemple 02 40 00 00 10'
      case 'code-postal-invalide':
        return valeur
          ? `Le code postal ${valeur} n’a pas cinq chiffres ; il en faut 5, par exemple 44000`
          : 'Un code postal français compte 5 chiffres, par exemple 44000'
      case 'pays-inconnu':
        return 'Choisissez un pays de la liste'
      case 'date-invalide':
        return 'Saisissez une date complète, par exemple 01/01/2027'
      case 'date-trop-lointaine':
        return 'Choisissez une date avant 2100'
      case 'regles-incompatibles':
        return '« Code service ou numéro d’engagement » est une règle à part : ne la cochez pas avec l’une des deux autres'
      case 'numero-tva-invalide':
        return 'Ce numéro de TVA n’est pas valide : vérifiez le préfixe du pays et les chiffres'
      case 'reserve-entites-publiques':
        return `« ${libelle} » ne concerne que les entités publiques`
      case 'choix-invalide':
        return `Choisissez une valeur de la liste pour « ${libelle} »`
      case 'categorie-inconnue':
        return 'Cette catégorie juridique n’existe pas dans la nomenclature de l’INSEE'
      case 'non-modifiable':
        return `« ${libelle} » ne se modifie pas ici`
      case 'choix-manquant':
        return `Faites un choix pour « ${libelle} »`
      case 'profil-manquant':
        return 'Cochez au moins un profil'
      case 'choix-requis-utilisateur':
        return 'Choisissez qui prend votre place'
      case 'choix-requis':
        return 'Cochez au moins un champ à reprendre'
      case 'deux-noms':
        return 'Renseignez la raison sociale, ou le nom et le prénom, mais pas les deux'
      case 'nom-deja-pris':
        return 'Ce nom est déjà pris : choisissez-en un autre'
      case 'ensemble-par-defaut-sans-gestion':
        return 'Ce que reçoit un nouveau rattachement ne comprend jamais « Organisation modification » : décochez l’un ou l’autre'
      case 'profil-inconnu':
        return 'Choisissez un profil du catalogue : une application et un niveau qu’elle a'
      case 'service-inconnu':
        return 'Ce service n’existe pas, ou plus, dans la structure'
      case 'utilisateur-non-rattache':
        return 'Cette personne n’est pas rattachée à la structure, ou à ce service : rattachez-la d’abord'
      case 'habilitation-absente':
        return 'Cette personne n’a pas ce profil : la liste a pu changer'
      case 'ligne-en-double':
        return 'Cette application est déjà sur une autre ligne : gardez l’une des deux'
      case 'code-deja-present':
        return `La structure a déjà un service « ${valeur} » : choisissez un autre code`
      case 'code-reserve':
        return 'Ce code est réservé : chaque entité publique a déjà ce service'
      case 'service-reserve':
        return `« ${libelle} » est fixé pour ce service réservé`
      case 'fin-avant-debut':
        return 'Choisissez une fin qui ne précède pas le début'
      case 'debut-passe':
        return 'Choisissez un début à venir, ou laissez ce champ vide'
      case 'fin-trop-tot':
        return 'Choisissez une fin après le début'
      case 'trop-de-lignes':
        return `Une demande a ${valeur} lignes au plus : faites-en plusieurs`
      case 'une-seule-structure':
        return 'Une demande s’adresse à une seule structure : faites-en une pour chacune'
      case 'pour-soi-seulement':
        return 'On ne demande que pour soi : laissez ce champ vide'
      case 'nom-sans-lettre':
        return 'Le nom compte au moins une lettre de A à Z, accentuée ou non : il sert à former l’identifiant'
      case 'particulier-invalide':
        return 'Vérifiez le sexe, la naissance, le code postal et le nom : ils servent à former l’identifiant'
      default:
        return `La valeur de « ${libelle} » n’est pas acceptée${valeur ? ` : ${valeur}` : ''}`
    }
  },
  attendu: {
    string: 'un texte est attendu',
    number: 'un nombre est attendu',
    int: 'un nombre entier est attendu',
    boolean: 'true ou false est attendu',
    array: 'une liste est attendue',
    object: 'un objet est attendu',
    uuid: 'un identifiant (UUID) est attendu',
    parmi: (valeurs: string) => `choisissez parmi ${valeurs}`,
    aMoins: (n: string) => `${n} au moins`,
    auPlus: (n: string) => `${n} au plus`,
    longueur: (n: string) => `${n} caractères au plus`,
    taille: (n: string) => `${n} éléments au plus`,
  },
  parametreInconnu: (nom: string) => `Le paramètre « ${nom} » n’existe pas ici`,
  dateDuLogiciel: 'Donnez un jour qui existe, par exemple 2027-01-01, ou un instant RFC 3339 là où il est accepté',
  /** Of a demande alone; of anything else, `commun.erreurs`. */
  resume: (n: number) =>
    n > 1
      ? `La demande n’a pas pu être vérifiée\u00A0: ${n} champs à corriger`
      : 'La demande n’a pas pu être vérifiée\u00A0: un champ à corriger',
  plusieurs: (n: number) => `${n} champs sont à corriger.`,
}
