import { compter, liste, nombre, pluriel } from '#ui/textes/format.ts'

const lignes = (n: number) => pluriel(n, { one: `${n} ligne`, many: `${nombre(n)} de lignes`, other: `${nombre(n)} lignes` })
const personnes = (n: number) => pluriel(n, { one: `${n} personne`, many: `${nombre(n)} de personnes`, other: `${nombre(n)} personnes` })
const structuresDePlus = (n: number) => (n > 1 ? `${nombre(n)} autres structures` : 'une autre structure')

/** What an import did; what it did none of is not named. */
const faits = (r: number, i: number, c: number, e: number) =>
  liste([
    ...(r || !(i || c) ? [pluriel(r, { one: `${r} rattachement`, other: `${nombre(r)} rattachements` })] : []),
    ...(i ? [pluriel(i, { one: `${i} invitation`, other: `${nombre(i)} invitations` })] : []),
    ...(c ? [`${personnes(c)} aux profils complétés`] : []),
    ...(e ? [`${lignes(e)} ${e > 1 ? 'refusées' : 'refusée'}`] : []),
  ])

const colonnes: Record<string, string> = {
  ligne: 'Ligne',
  adresseElectronique: 'Adresse électronique',
  prenom: 'Prénom',
  nom: 'Nom',
  typeIdentifiant: 'Type d’identifiant',
  identifiant: 'Structure',
  codeService: 'Service',
  profils: 'Profils',
  fin: 'Date de fin',
  resultat: 'Résultat',
  motif: 'Motif',
  remede: 'Comment corriger',
  utilisateur: 'Utilisateur',
  structure: 'Structure',
}
const fautes: Record<string, (v: string) => [motif: string, remede: string]> = {
  'champ-manquant': () => ['Cette cellule est vide.', 'Remplissez-la : sans elle, la ligne n’a pas de sens.'],
  'adresse-electronique-invalide': () => [
    'L’adresse électronique est incomplète ou mal formée.',
    'Saisissez une adresse complète, par exemple nom@exemple.fr.',
  ],
  formule: () => [
    'Cette cellule contient une formule.',
    'Remplacez la formule par sa valeur : copiez, puis « Collage spécial : valeurs ».',
  ],
  'cellule-en-erreur': (v) => [`Le tableur a mis une erreur dans cette cellule (${v}).`, 'Corrigez la cellule dans le tableur.'],
  'cellule-trop-longue': () => ['Cette cellule est trop longue.', 'Gardez 500 caractères au plus.'],
  'caracteres-interdits': () => ['Cette cellule contient des caractères invisibles.', 'Saisissez-la à nouveau, sans la coller.'],
  'type-inconnu': (v) => [
    `« ${v} » n’est pas un type d’identifiant.`,
    'Écrivez SIRET, UE_HORS_FRANCE, HORS_UE, RIDET, TAHITI, AUTRE ou PARTICULIER, ou laissez la cellule vide.',
  ],
  'zero-perdu': (v) => ['Le tableur a perdu un zéro au début du SIRET.', `Mettez la colonne au format « Texte », puis saisissez ${v}.`],
  'siret-incomplet': (v) => [`Ce SIRET a ${v} chiffres ; il en faut 14.`, 'Saisissez le SIRET entier, au format « Texte ».'],
  'notation-scientifique': () => [
    'Le tableur a arrondi cet identifiant (notation en E+).',
    'Mettez la colonne au format « Texte », puis saisissez l’identifiant à nouveau.',
  ],
  'profil-inconnu': (v) => [
    `« ${v} » n’est ni un profil ni un ensemble de profils.`,
    'Écrivez par exemple « factures-emises.modification » ou « Comptable ».',
  ],
  'profil-sans-modification': (v) => [
    `« ${v} » n’existe pas : cette application n’a que la consultation.`,
    'Remplacez « modification » par « consultation ».',
  ],
  'date-invalide': () => [
    'Cette date n’existe pas ou n’est pas complète.',
    'Saisissez le jour, le mois et l’année, par exemple 31/12/2027.',
  ],
  'date-en-nombre': () => ['Cette cellule contient un nombre, pas une date.', 'Mettez la colonne au format « Date ».'],
  'date-trop-lointaine': () => ['Cette date est trop lointaine.', 'Choisissez une date avant 2100, ou laissez la cellule vide.'],
  'fin-passee': () => ['Cette date est passée.', 'Choisissez une date à venir, ou laissez la cellule vide.'],
  'ligne-en-double': (v) => [`La ligne ${v} porte déjà cette personne à cet endroit.`, 'Regroupez les profils sur une seule ligne.'],
  'structure-introuvable': () => [
    'Cette structure est introuvable, ou vous n’y gérez pas les utilisateurs.',
    'Vérifiez l’identifiant, ou demandez « Organisation modification » au gestionnaire principal.',
  ],
  'type-a-preciser': () => ['Plusieurs structures portent cet identifiant.', 'Remplissez la colonne « Type d’identifiant ».'],
  'structure-inactive': () => ['Cette structure est inactive.', 'Activez-la, puis déposez le fichier à nouveau.'],
  'service-inconnu': (v) => [
    'Aucun service de cette structure ne porte ce code.',
    v
      ? `Vouliez-vous dire « ${v} » ?`
      : 'Reprenez le code tel que la structure l’affiche, ou laissez la cellule vide pour la structure entière.',
  ],
  'service-inactif': () => [
    'Ce service est inactif.',
    'Choisissez un service actif, ou laissez la cellule vide pour la structure entière.',
  ],
  'soi-meme': () => ['Vous ne pouvez pas changer vos propres droits par un fichier.', 'Supprimez la ligne.'],
  octroi: () => [
    'Seul le gestionnaire principal, ou son suppléant, accorde « Organisation modification ».',
    'Retirez ce profil, ou faites importer le fichier par le gestionnaire principal.',
  ],
  'changement-deja-programme': () => [
    'Un changement est déjà programmé pour l’un de ces profils.',
    'Attendez son heure ou annulez-le dans « Gérer les habilitations », puis déposez le fichier à nouveau.',
  ],
  'autre-fin': (v) => [
    `Cette personne détient déjà ${v}, ou davantage, jusqu’à une autre date ou sans fin : un import n’abaisse et ne raccourcit rien.`,
    'Retirez ce profil de la ligne, ou changez sa date dans « Gérer les habilitations ».',
  ],
  'invitation-en-attente': () => [
    'Une invitation attend déjà cette personne à cet endroit, avec d’autres profils ou une autre date.',
    'Gardez-la et supprimez la ligne, ou annulez-la dans « Invitations », puis déposez le fichier à nouveau.',
  ],
  'trop-d-invitations': () => [
    'Le nombre d’invitations d’une journée est atteint.',
    'Déposez le même fichier demain : ce qui est fait ne se fait pas deux fois.',
  ],
}
const fichiers: Record<string, (c: string[]) => string> = {
  'champ-manquant': () => 'Choisissez un fichier',
  'fichier-vide': () => 'Ce fichier est vide : remplissez le modèle, puis déposez-le',
  'aucune-ligne': () => 'Ce fichier n’a que des titres : ajoutez une ligne par personne',
  'format-inconnu': () => 'Ce fichier n’est pas un tableur : déposez un fichier XLSX, ODS ou CSV',
  'fichier-chiffre': () => 'Ce fichier a un mot de passe, ou un format ancien (XLS) : enregistrez-le en XLSX, sans mot de passe',
  'fichier-abime': () => 'Ce fichier est abîmé : ouvrez-le dans un tableur, enregistrez-le à nouveau, puis déposez-le',
  'fichier-trop-lourd': () => 'Ce fichier contient beaucoup plus que des lignes d’utilisateurs : copiez les lignes dans le modèle',
  'trop-de-colonnes': () => 'Ce fichier a plus de 100 colonnes : copiez les colonnes utiles dans le modèle',
  'trop-de-lignes': () => 'Ce fichier a plus de 100 000 lignes : coupez-le en plusieurs fichiers',
  'lecture-trop-longue': () => 'Ce fichier est trop long à lire : copiez les lignes dans le modèle, ou coupez-le en plusieurs fichiers',
  'colonnes-manquantes': (c) =>
    `Il manque ${c.length > 1 ? 'les colonnes' : 'la colonne'} ${liste(c.map((x) => `« ${x} »`))} : reprenez les titres du modèle`,
  'colonne-en-double': (c) =>
    `${c.length > 1 ? 'Les colonnes' : 'La colonne'} ${liste(c.map((x) => `« ${x} »`))} ${c.length > 1 ? 'sont' : 'est'} deux fois dans le fichier : gardez-en une`,
}

/** « Importer des utilisateurs » (UTI-06). */
export const imports = {
  titre: 'Importer des utilisateurs',
  etapes: ['Fichier', 'Vérifier', 'Compte rendu'],
  aide: '/documentation/organisation/utilisateurs/importer-des-utilisateurs',
  chapo:
    'Rattachez en une fois beaucoup de personnes, avec leur structure, leur service et leurs profils. Le fichier est d’abord vérifié ligne par ligne : rien n’est fait avant votre accord.',
  fichierLibelle: 'Fichier',
  fichierAide: (taille: string) => `XLSX, ODS ou CSV, ${taille} et 100 000 lignes au plus. Le fichier n’est pas conservé.`,
  verifier: 'Vérifier le fichier',
  modele: 'Le modèle',
  modeleTexte: 'Une ligne par personne et par structure ou service. Les titres du modèle, dans l’ordre que vous voulez.',
  telecharger: 'Télécharger le modèle',
  modeles: (format: string) => `Modèle ${format}`,
  sansDroit: 'Importer des utilisateurs demande de gérer les utilisateurs d’une structure ou d’un service.',
  deColonne: (nom: string) => `${nom}\u00a0: `,
  colonnes,
  colonnesDuModele: [
    { cle: 'Adresse électronique', valeur: 'Obligatoire. Sans compte à cette adresse, la personne reçoit une invitation.' },
    { cle: 'Prénom, Nom', valeur: 'Facultatifs, pour vous y retrouver.' },
    { cle: 'Structure', valeur: 'Obligatoire : l’identifiant, SIRET ou autre.' },
    { cle: 'Type d’identifiant', valeur: 'Facultatif ; à remplir si deux structures ont le même identifiant.' },
    { cle: 'Service', valeur: 'Facultatif : le code du service. Vide : la structure entière.' },
    {
      cle: 'Profils',
      valeur:
        'Facultatif : des profils (« factures-emises.modification ») ou un ensemble (« Comptable »), séparés par des virgules. Vide : l’ensemble par défaut.',
    },
    { cle: 'Date de fin', valeur: 'Facultative : le dernier jour des profils.' },
  ],
  exemple: [
    'prenom.nom@exemple.fr',
    'Prénom',
    'Nom',
    'SIRET',
    '12345678200010',
    'COMPTA',
    'factures-emises.modification, Lecture seule',
    '31/12/2027',
  ],
  recents: 'Vos imports récents',
  recent: (nom: string, quand: string, n: number) => `${nom}, ${quand}, ${lignes(n)}`,
  verification: {
    titre: 'Vérifier l’import',
    lues: (n: number) => `${lignes(n)} lues. Rien n’est encore enregistré.`,
    ignorees: (c: string[]) => (c.length > 1 ? `Colonnes ignorées : ${liste(c.map((x) => `« ${x} »`))}` : `Colonne ignorée : « ${c[0]} »`),
    ignoreesTexte: 'Le portail n’en a pas besoin. Vérifiez qu’il ne s’agit pas d’un titre mal écrit.',
    personne: 'Adresse, nom ou numéro de ligne',
    tous: 'Tous',
    toutesLesLignes: (n: number, exact: boolean) => (exact ? lignes(n) : `Plus de ${lignes(n)}`),
    erreursDabord: 'À corriger d’abord',
    ordreDuFichier: 'Ordre du fichier',
    trier: 'Trier par',
    legende: 'Lignes du fichier',
    filtrer: 'Filtrer les lignes',
    telecharger: (n: number) => `${lignes(n)} à corriger, motif compris (XLSX)`,
    vide: 'Aucune ligne ne correspond',
    videTexte: 'Retirez un filtre.',
    que: 'Que faut-il importer ?',
    toutes: 'Tout importer',
    toutesAide: (n: number) => `${lignes(n)}, toutes valides.`,
    toutesFerme: 'Possible quand aucune ligne n’est à corriger.',
    valides: 'Importer les lignes valides',
    validesAide: (n: number, e: number) =>
      `${lignes(n)} ${n > 1 ? 'importées' : 'importée'}. ${e > 1 ? `Les ${nombre(e)} autres restent` : 'L’autre reste'} à corriger et à déposer plus tard.`,
    importer: (n: number) => `Importer ${lignes(n)}`,
    redeposer: 'Déposer un fichier corrigé',
    note: 'Rattachements et profils sont immédiats. L’import peut être arrêté en chemin ; ce qui est fait reste.',
    rien: 'Il n’y a rien à importer',
    rienErreurs: 'Toutes les lignes sont à corriger.',
    rienDeValable: 'Les lignes valides ne changent rien : il reste celles à corriger.',
    rienInchangees: 'Chaque personne est déjà rattachée avec les profils demandés.',
    prevenus: 'Qui est prévenu',
    invites: (n: number) => `${lignes(n)} d’adresses que vous ne connaissez pas`,
    invitesTexte: 'une invitation, ou l’annonce du rattachement si l’adresse a un compte',
    rattaches: (n: number) => `${personnes(n)} à rattacher`,
    rattachesTexte: 'un courriel chacune',
    completes: (n: number) => `${lignes(n)} de profils à ajouter`,
    completesTexte: 'pas de courriel',
    vous: 'Vous',
    vousTexte: 'un courriel à la fin',
    gestionnaires: (n: number): string => (n > 1 ? 'Gestionnaires principaux' : 'Gestionnaire principal'),
    gestionnairesTexte: (noms: string[], n: number) =>
      `${liste(n > noms.length ? [...noms, compter(n - noms.length, { one: 'autre', other: 'autres' })] : noms)} : un courriel à la fin, avec les chiffres`,
  },
  resultats: {
    'a-rattacher': 'À rattacher',
    'a-inviter': 'À inviter',
    'a-completer': 'Déjà rattaché : profils à ajouter',
    inchangee: 'Inchangée',
    erreur: 'À corriger',
    'a-juger': 'À vérifier',
  } as Record<string, string>,
  resultatsTexte: {
    'a-rattacher': 'Tout de suite',
    'a-inviter': 'Rattachée tout de suite si l’adresse a un compte, sinon invitée',
    'a-completer': 'Tout de suite',
    inchangee: 'Déjà rattachée, ou invitée, avec ces profils',
  } as Record<string, string>,
  compteurs: {
    'a-rattacher': () => 'à rattacher',
    'a-inviter': () => 'à inviter',
    'a-completer': () => 'à compléter',
    inchangee: (n: number) => (n > 1 ? 'inchangées' : 'inchangée'),
    erreur: () => 'à corriger',
  } as Record<string, (n: number) => string>,
  compteursTexte: {
    'a-rattacher': 'tout de suite',
    'a-inviter': 'ou à rattacher, si l’adresse a un compte',
    'a-completer': 'profils à ajouter',
    inchangee: 'rien à faire',
    erreur: 'refusées, avec le motif',
  } as Record<string, string>,
  issues: {
    rattachee: 'Rattachée',
    invitee: 'Invitée',
    completee: 'Profils ajoutés',
    inchangee: 'Inchangée',
    echouee: 'Refusée',
  } as Record<string, string>,
  profils: (n: number) => pluriel(n, { one: `${n} profil`, many: `${nombre(n)} de profils`, other: `${nombre(n)} profils` }),
  parDefaut: 'Ensemble par défaut',
  structureEntiere: 'Structure entière',
  jusquau: (jour: string) => `jusqu’au ${jour}`,
  enCours: {
    titre: 'Import en cours',
    avance: (n: number, sur: number) => `${nombre(n)} lignes sur ${nombre(sur)}`,
    progression: 'Import des lignes',
    arreter: 'Arrêter l’import',
    arreterNote: 'Ce qui est déjà fait reste fait, et figure au compte rendu.',
    actualiser: 'Actualiser',
    quitter: 'Vous pouvez quitter cette page',
    quitterTexte: 'L’import continue, même si vous vous déconnectez. Un courriel vous dit quand il est fini.',
    demande: (numero: string) => `Demande ${numero}`,
  },
  rendu: {
    titre: 'Compte rendu de l’import',
    fini: 'L’import est terminé',
    arrete: 'L’import a été arrêté',
    rattachees: (n: number) => `${nombre(n)} rattachement${n > 1 ? 's' : ''}`,
    invitees: (n: number) => `${nombre(n)} invitation${n > 1 ? 's' : ''}`,
    completees: (n: number) => `${personnes(n)} aux profils complétés`,
    habilitations: (n: number) => `${nombre(n)} profil${n > 1 ? 's' : ''} accordé${n > 1 ? 's' : ''}`,
    echouees: (n: number) => `${lignes(n)} refusée${n > 1 ? 's' : ''}`,
    restees: (n: number) => `${lignes(n)} laissée${n > 1 ? 's' : ''} de côté`,
    compteurs: {
      rattachee: (n: number) => (n > 1 ? 'rattachées' : 'rattachée'),
      invitee: (n: number) => (n > 1 ? 'invitées' : 'invitée'),
      completee: (n: number) => (n > 1 ? 'complétées' : 'complétée'),
      echouee: (n: number) => (n > 1 ? 'refusées' : 'refusée'),
    } as Record<string, (n: number) => string>,
    autre: 'Importer un autre fichier',
    liste: 'Consulter les utilisateurs',
    invitations: 'Voir les invitations',
    recu: 'Voir la demande',
  },
  lignesACorriger: (n: number) =>
    `${lignes(n)} ${n > 1 ? 'sont' : 'est'} à corriger : corrigez le fichier, ou importez les lignes valides.`,
  refus: {
    'import-deja-lance': 'Cet import est déjà lancé.',
    'lignes-a-corriger': 'Des lignes sont à corriger.',
    'aucune-ligne-a-importer': 'Aucune ligne n’est à importer.',
    'lecture-en-cours': 'D’autres fichiers sont en cours de lecture : recommencez dans un instant.',
    'trop-de-requetes': 'Vous avez déposé trop de fichiers depuis une heure : recommencez plus tard.',
  },
  fichier: (code: string, c: string[] = []): string => (fichiers[code] ?? fichiers['fichier-abime']!)(c),
  fichierTropGrand: (taille: string) => `Le fichier dépasse ${taille} : coupez-le en plusieurs fichiers`,
  faute: (code: string, valeur = ''): { motif: string; remede: string } => {
    const [motif, remede] = (fautes[code] ?? (() => ['Cette ligne n’est pas acceptée.', 'Comparez-la au modèle.'] as [string, string]))(
      valeur,
    )
    return { motif, remede }
  },
  courrielRattache: (prenom: string, par: string, ou: string[]) => ({
    sujet: ou.length === 1 ? `Votre rattachement à ${ou[0]}` : `Votre rattachement à ${ou.length} structures ou services`,
    avant: [
      `Bonjour ${prenom},`,
      `${par} vous a rattaché à ${liste(ou)}. Vous pouvez agir tout de suite, avec les profils choisis pour vous.`,
    ],
    libelle: 'Ouvrir Choral',
    apres: ['Si vous n’avez rien à faire là, détachez-vous avec « Détacher un utilisateur », ou prévenez le support.'],
  }),
  faits,
  courrielGestionnaire: (prenom: string, par: string, noms: string[], structures: number, faits: string) => ({
    sujet: `${par} a importé des utilisateurs ${structures === 1 ? `pour ${noms[0]}` : `pour ${nombre(structures)} de vos structures`}`,
    avant: [
      `Bonjour ${prenom},`,
      `${par} a importé des utilisateurs pour ${liste(structures > noms.length ? [...noms, structuresDePlus(structures - noms.length)] : noms)} : ${faits}.`,
    ],
    libelle: structures === 1 ? 'Voir l’historique' : 'Voir les utilisateurs',
    apres: [
      'Vous recevez ce courriel parce que vous y êtes gestionnaire principal. Un profil se retire avec « Gérer les habilitations des utilisateurs », une personne avec « Détacher un utilisateur ».',
    ],
  }),
  courriel: (prenom: string, nom: string, faits: string) => ({
    sujet: `L’import « ${nom} » est terminé`,
    avant: [`Bonjour ${prenom},`, `L’import « ${nom} » est terminé : ${faits}.`],
    libelle: 'Voir le compte rendu',
    apres: [] as string[],
  }),
  recu: { fichier: 'Fichier', voir: 'Voir l’import' },
  api: {
    deposer: 'Déposer un fichier d’utilisateurs : il est lu et jugé, rien n’est fait',
    un: 'Un import, ses comptes et son avancement',
    lignes: 'Les lignes d’un import, avec ce qui ne va pas',
    fichier: 'Envoyez le fichier dans le champ « fichier » d’un corps multipart/form-data.',
  },
}
