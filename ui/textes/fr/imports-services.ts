import { nombre, pluriel } from '#ui/textes/format.ts'
import { imports } from '#ui/textes/fr/imports.ts'

const services = (n: number) => pluriel(n, { one: `${n} service`, many: `${nombre(n)} de services`, other: `${nombre(n)} services` })
const colonnes: Record<string, string> = {
  ...imports.colonnes,
  code: 'Code',
  nom: 'Nom',
  description: 'Description',
  telephone: 'Téléphone',
  adresse: 'Adresse',
  complementAdresse1: 'Complément d’adresse 1',
  complementAdresse2: 'Complément d’adresse 2',
  codePostal: 'Code postal',
  ville: 'Ville',
  pays: 'Pays',
  debutValidite: 'Début de validité',
  finValidite: 'Fin de validité',
  numeroEngagementObligatoire: 'Numéro d’engagement obligatoire',
  miseEnPaiement: 'Mise en paiement',
  service: 'Service',
  change: 'Ce qui change',
}
const fautes: Record<string, (v: string) => [motif: string, remede: string]> = {
  'cellule-trop-longue': (v) => ['Cette cellule est trop longue.', `Gardez ${v} caractères au plus.`],
  'trop-long': (v) => ['Cette cellule est trop longue.', `Gardez ${v} caractères au plus.`],
  'telephone-invalide': () => ['Ce numéro de téléphone n’est pas valable.', 'Saisissez des chiffres et des espaces, au format « Texte ».'],
  'pays-inconnu': () => ['Ce pays n’est pas connu.', 'Écrivez les deux lettres de son code, par exemple FR.'],
  'oui-ou-non': () => ['Cette cellule ne dit ni oui ni non.', 'Écrivez « oui » ou « non ».'],
  'code-en-date': () => [
    'Le tableur a changé ce code en date.',
    'Mettez la colonne au format « Texte », puis saisissez le code à nouveau.',
  ],
  'code-en-nombre': (v) => [
    'Le tableur tient ce code pour un nombre : des zéros au début se perdent.',
    `S’il s’écrit par exemple « 00${v} », mettez la colonne au format « Texte » et saisissez-le à nouveau. Sinon, rien à faire.`,
  ],
  'notation-scientifique': () => [
    'Le tableur a arrondi cette cellule (notation en E+).',
    'Mettez la colonne au format « Texte », puis saisissez-la à nouveau.',
  ],
  'zero-perdu': (v) => ['Le tableur a perdu un zéro au début.', `Mettez la colonne au format « Texte », puis saisissez « ${v} ».`],
  'code-postal-zero': (v) => ['Le tableur a perdu le zéro du code postal.', `Mettez la colonne au format « Texte », puis saisissez ${v}.`],
  'code-postal-invalide': () => ['En France, un code postal a cinq chiffres.', 'Corrigez le code postal, ou le pays.'],
  'adresse-incomplete': () => [
    'L’adresse est incomplète.',
    'Remplissez l’adresse, le code postal et la ville, ou laissez-les tous vides : le service a alors l’adresse de sa structure.',
  ],
  'fin-avant-debut': () => ['La fin de validité est avant son début.', 'Corrigez l’une des deux dates.'],
  'reserve-entites-publiques': () => [
    'Seule une entité publique demande cela à ses fournisseurs.',
    'Écrivez « non », ou laissez la cellule vide.',
  ],
  'code-reserve': () => [
    'Le service FACTURES_PUBLIQUES est réservé : il ne se change pas.',
    'Supprimez la ligne, ou choisissez un autre code.',
  ],
  'code-supprime': () => ['Un service supprimé porte ce code.', 'Choisissez un autre code.'],
  'service-inactif': () => ['Ce service est inactif.', 'Activez-le, puis déposez le fichier à nouveau.'],
  'changement-deja-programme': () => [
    'Un changement de ce service est déjà programmé.',
    'Attendez son heure ou annulez-le, puis déposez le fichier à nouveau.',
  ],
  'ligne-en-double': (v) => [`La ligne ${v} porte déjà ce service.`, 'Gardez une seule des deux lignes.'],
  'structure-introuvable': () => [
    'Cette structure est introuvable, ou vous n’y gérez pas ce service.',
    'Vérifiez l’identifiant, ou demandez « Organisation modification » au gestionnaire principal.',
  ],
  'change-depuis': (v) => [
    `Ce service a changé depuis la vérification : il a maintenant ${v}.`,
    'Déposez le fichier à nouveau pour voir ce que la ligne remplacerait.',
  ],
}

/** « Importer des services » (SER-03): what differs from the import of users. */
export const importsServices = {
  ...imports,
  titre: 'Importer des services',
  aide: '/documentation/organisation/structures/importer-des-services',
  colonnes,
  chapo:
    'Créez ou modifiez en une fois beaucoup de services. Le fichier est d’abord vérifié ligne par ligne : rien n’est enregistré avant votre accord.',
  modeleTexte:
    'Une ligne par service. Les titres du modèle, dans l’ordre que vous voulez. Une cellule vide laisse ce qui est déjà enregistré.',
  sansDroit: 'Importer des services demande de gérer une structure ou un service.',
  structureLibelle: 'Structure des lignes qui n’en nomment pas',
  structureAide: 'La colonne « Structure » devient facultative.',
  structureAucune: 'Aucune : chaque ligne nomme la sienne',
  structureInvalide: 'Choisissez une de vos structures',
  colonnesDuModele: [
    { cle: 'Structure', valeur: 'L’identifiant, SIRET ou autre. Facultatif si vous choisissez une structure.' },
    { cle: 'Type d’identifiant', valeur: 'Facultatif ; à remplir si deux structures ont le même identifiant.' },
    { cle: 'Code', valeur: 'Obligatoire, unique dans la structure. Au format « Texte » s’il commence par un zéro.' },
    { cle: 'Nom', valeur: 'Obligatoire pour un nouveau service.' },
    { cle: 'Description, adresse électronique, téléphone', valeur: 'Facultatifs.' },
    { cle: 'Adresse, code postal, ville, pays', valeur: 'Facultatifs ; vides, ceux de la structure. Le pays en deux lettres, FR sinon.' },
    { cle: 'Début et fin de validité', valeur: 'Facultatifs.' },
    { cle: 'Numéro d’engagement obligatoire, mise en paiement', valeur: 'Entités publiques : oui ou non.' },
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
    personne: 'Code, nom ou numéro de ligne',
    note: 'Les services sont créés et modifiés tout de suite. L’import peut être arrêté en chemin ; ce qui est fait reste.',
    rienInchangees: 'Chaque service est déjà comme le fichier le dit.',
    prevenus: 'Ce qui va se passer',
    creer: (n: number) => `${services(n)} à créer`,
    creerTexte: 'utilisables tout de suite',
    modifier: (n: number) => `${services(n)} à modifier`,
    modifierTexte: 'tout de suite ; l’historique garde ce qui est remplacé',
    prevenusTexte: (nom: string | null) => (nom ? `vous et ${nom}, à la fin` : 'vous, à la fin'),
    avis: 'Des codes sont des nombres pour le tableur',
    avisTexte: 'Des zéros au début ont pu se perdre. Les lignes concernées le disent.',
  },
  resultats: {
    'a-creer': 'À créer',
    'a-modifier': 'À modifier',
    inchangee: 'Inchangé',
    erreur: 'À corriger',
    'a-juger': 'À vérifier',
  } as Record<string, string>,
  resultatsTexte: {} as Record<string, string>,
  compteurs: {
    'a-creer': () => 'à créer',
    'a-modifier': () => 'à modifier',
    inchangee: (n: number) => (n > 1 ? 'inchangés' : 'inchangé'),
    erreur: () => 'à corriger',
  } as Record<string, (n: number) => string>,
  compteursTexte: {
    'a-creer': 'tout de suite',
    'a-modifier': 'tout de suite',
    inchangee: 'rien à faire',
    erreur: 'refusées, avec le motif',
  } as Record<string, string>,
  issues: { creee: 'Créé', modifiee: 'Modifié', inchangee: 'Inchangé', echouee: 'Refusé' } as Record<string, string>,
  enCours: { ...imports.enCours, quitterTexte: 'L’import continue, même si vous vous déconnectez.' },
  rendu: {
    ...imports.rendu,
    creees: (n: number) => `${services(n)} créé${n > 1 ? 's' : ''}`,
    modifiees: (n: number) => `${services(n)} modifié${n > 1 ? 's' : ''}`,
    compteurs: {
      creee: (n: number) => (n > 1 ? 'créés' : 'créé'),
      modifiee: (n: number) => (n > 1 ? 'modifiés' : 'modifié'),
      echouee: (n: number) => (n > 1 ? 'refusés' : 'refusé'),
    } as Record<string, (n: number) => string>,
    liste: 'Voir les services',
  },
  faute: (code: string, valeur = ''): { motif: string; remede: string } => {
    const dit = fautes[code]?.(valeur)
    return dit ? { motif: dit[0], remede: dit[1] } : imports.faute(code, valeur)
  },
  // Those of the import of users name what a line of theirs is.
  fichier: (code: string, c: string[] = []): string =>
    code === 'aucune-ligne'
      ? 'Ce fichier n’a que des titres : ajoutez une ligne par service'
      : code === 'fichier-trop-lourd'
        ? 'Ce fichier contient beaucoup plus que des lignes de services : copiez les lignes dans le modèle'
        : imports.fichier(code, c),
  de: (v: string) => `au lieu de ${v}`,
  vide: 'rien',
  oui: 'oui',
  non: 'non',
  api: {
    ...imports.api,
    deposer: 'Déposer un fichier de services : il est lu et jugé, rien n’est fait',
    fichier:
      'Envoyez le fichier dans le champ « fichier » d’un corps multipart/form-data ; le champ « structure » (UUID, facultatif) est celle des lignes qui n’en nomment pas.',
  },
}
