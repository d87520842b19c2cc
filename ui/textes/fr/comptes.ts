import { heure } from '#ui/textes/format.ts'
import { erreurs } from '#ui/textes/fr/erreurs.ts'
import { monCompte } from '#ui/textes/fr/mon-compte.ts'

const { duree } = erreurs

const motDePasse = {
  vide: 'Choisissez un mot de passe.',
  court: 'Choisissez un mot de passe de 12 caractères au moins.',
  long: 'Choisissez un mot de passe de 200 caractères au plus.',
  courant: 'Ce mot de passe est parmi les plus courants, donc les premiers essayés. Choisissez-en un autre.',
  repetition: 'Ce mot de passe répète les mêmes caractères. Choisissez-en un autre.',
  suite: 'Ce mot de passe suit le clavier ou l’alphabet. Choisissez-en un autre.',
  personnel: 'Ce mot de passe reprend votre nom ou votre adresse. Choisissez-en un autre.',
}

/** Accounts: sign-up, sign-in, second factor, « Mon compte », « Mes structures », « Mes demandes ». */
export const comptes = {
  motDePasse,
  champs: {
    adresse: 'Adresse électronique',
    motDePasse: 'Mot de passe',
    prenom: 'Prénom',
    nom: 'Nom',
    telephone: 'Téléphone',
    civilite: 'Civilité',
    civilites: { '': 'Non précisée', MME: 'Madame', M: 'Monsieur' } as Record<string, string>,
    adresseInvalide: 'Saisissez une adresse électronique complète, comme prenom.nom@exemple.fr.',
    prenomManquant: 'Saisissez votre prénom.',
    nomManquant: 'Saisissez votre nom.',
    nomLong: 'Saisissez 100 caractères au plus.',
    telephoneInvalide: 'Saisissez 4 à 20 chiffres ; les espaces et + sont acceptés.',
    motDePasseManquant: 'Saisissez votre mot de passe.',
    motDePasseAide: '12 caractères au moins. Une phrase courte convient très bien ; ni majuscule ni signe obligatoire.',
  },
  connexion: {
    titre: 'Se connecter',
    pasDeCompte: 'Vous n’avez pas de compte ?',
    creer: 'Créer un compte',
    bouton: 'Se connecter',
    oublie: 'Mot de passe oublié ?',
    ou: 'ou',
    cle: 'Utiliser une clé d’accès',
    fournisseur: (nom: string) => `Continuer avec ${nom}`,
    refus: 'Adresse ou mot de passe incorrect. Si vous venez de créer votre compte, ouvrez d’abord le lien d’activation reçu par courriel.',
    bloque: (jusque: Date, secondes: number) =>
      secondes < 60
        ? `Plusieurs essais ont échoué : le prochain est possible dans ${duree(secondes)}.`
        : `Trop d’essais ont échoué : la connexion est refusée jusqu’à ${heure(jusque)}, soit encore ${duree(secondes)}. Vous pouvez aussi choisir un nouveau mot de passe.`,
    aide: 'Aide à la connexion',
    difficulte: 'Vous n’arrivez pas à entrer ?',
    renvoyer: 'Renvoyer le lien d’activation',
    support: 'Contacter le support',
    active: 'Votre compte est activé. Connectez-vous.',
    dejaActive: 'Ce compte est déjà activé. Connectez-vous.',
    change: 'Votre mot de passe est changé. Connectez-vous avec le nouveau.',
    deconnecte: 'Vous êtes déconnecté.',
    cleRefusee: 'Cette clé d’accès n’a pas été reconnue. Connectez-vous avec votre mot de passe.',
    fournisseurs: {
      injoignable: (nom: string) =>
        `${nom} ne répond pas pour l’instant. Connectez-vous avec votre mot de passe, ou recommencez plus tard.`,
      refus: (nom: string) => `La connexion par ${nom} n’a pas abouti. Recommencez depuis cette page.`,
      nonLie: (nom: string) =>
        `Un compte existe déjà avec votre adresse. Connectez-vous avec votre mot de passe, puis reliez ${nom} dans « Mon compte ».`,
      nonVerifiee: (nom: string) => `${nom} n’a pas vérifié votre adresse électronique : elle ne peut pas ouvrir de compte ici.`,
      annulee: (nom: string) => `Vous avez renoncé à la connexion par ${nom}.`,
    },
    demonstration: {
      titre: 'Comptes de démonstration',
      explication: (mdp: string) => `Choisissez une personne : le formulaire se remplit. Le mot de passe de toutes est « ${mdp} ».`,
      roles: {
        'daniel.poitier@exemple.fr': 'gestionnaire principal',
        'heloise.ferdinand@exemple.fr': 'utilisatrice simple',
        'nadia.bonjean@exemple.fr': 'agente d’une mairie',
        'sans.structure@exemple.fr': 'nouveau compte, sans structure',
        'agent@exemple.fr': 'agent du support',
        'operateur@exemple.fr': 'opérateur du portail',
      } as Record<string, string>,
    },
  },
  inscription: {
    titre: 'Créer un compte',
    dejaUn: 'Vous en avez déjà un ?',
    adresseAide: 'Nous y envoyons un lien, valable 60 minutes. Préférez une adresse à vous seul, non partagée.',
    conditions: 'J’accepte les conditions d’utilisation',
    conditionsLire: 'Lire les conditions d’utilisation',
    conditionsManquantes: 'Acceptez les conditions d’utilisation pour créer un compte.',
    bouton: 'Créer mon compte et recevoir le lien',
    donnees: 'Vos données servent à vous identifier et à vous écrire, rien d’autre.',
    donneesLien: 'Données personnelles',
    ensuite: 'Ensuite',
    pas: [
      { titre: 'Ouvrir le lien reçu', texte: 'dans les 60 minutes' },
      { titre: 'Se connecter', texte: 'et, si vous le voulez, ajouter une clé d’accès' },
      { titre: 'Rejoindre une structure', texte: 'ou la créer avec son SIRET' },
    ],
    agentPublic: 'Agent public ?',
    agentPublicTexte: (nom: string) => `${nom} crée le compte avec votre identité professionnelle.`,
  },
  envoyee: {
    titre: 'Ouvrez votre messagerie',
    texte: (adresse: string) => `Si ${adresse} peut recevoir un compte, un lien vient d’y partir.`,
    texteSansAdresse: 'Si cette adresse peut recevoir un compte, un lien vient d’y partir.',
    valable: 'Valable jusqu’à',
    expediteur: 'Expéditeur',
    renvoyer: 'Renvoyer le lien',
    corriger: 'Corriger l’adresse',
    rien: 'Rien reçu en 5 minutes ? Regardez les indésirables.',
    boite: 'Lire les courriels de la démonstration',
  },
  activation: {
    expire: {
      titre: 'Ce lien d’activation n’est plus valable',
      depuis: (d: Date) => `Expiré depuis ${heure(d)}`,
      texte: (de: Date, a: Date) =>
        `Il tenait 60 minutes, de ${heure(de)} à ${heure(a)}. Rien n’est perdu : ce que vous aviez saisi est gardé.`,
    },
    inconnu: {
      titre: 'Ce lien d’activation n’est pas valable',
      texte: 'Il est incomplet ou trop ancien. Vérifiez qu’il a été copié en entier, ou demandez-en un nouveau.',
    },
    renvoyer: {
      titre: 'Renvoyer le lien d’activation',
      texte: 'Saisissez l’adresse donnée à la création du compte : un nouveau lien y part, valable 60 minutes.',
      aide: 'Celle du compte que vous activez.',
      bouton: 'Recevoir un nouveau lien',
    },
    autre: 'Une autre raison ?',
    deja: 'Le compte est déjà activé',
    dejaDetail: 'un lien ne sert qu’une fois : connectez-vous',
    refaire: 'Vous n’aviez pas fini',
    refaireDetail: 'recommencez la création du compte',
    pourquoi: 'Pourquoi 60 minutes ?',
    pourquoiTexte:
      'Un courriel peut être lu par d’autres. Un lien court, à usage unique, protège votre compte. Un filtre de messagerie qui l’ouvre avant vous ne l’use pas.',
    confirmer: {
      titre: 'Activer votre compte',
      texte: (prenom: string, nom: string, adresse: string) =>
        `Compte de ${prenom} ${nom}, ${adresse}. Vous ouvrez le lien dans un autre navigateur que celui où vous l’avez demandé : saisissez le mot de passe choisi à la création du compte.`,
      bouton: 'Activer mon compte',
      faux: 'Ce n’est pas le mot de passe choisi à la création du compte.',
      pasMoi: 'Ce n’est pas vous qui avez demandé ce compte ? Fermez cette page : rien ne sera ouvert.',
    },
  },
  oublie: {
    titre: 'Mot de passe oublié',
    texte: 'Saisissez l’adresse de votre compte : un lien y part, valable 60 minutes, pour choisir un nouveau mot de passe.',
    bouton: 'Recevoir le lien',
    envoye: 'Ouvrez votre messagerie',
    envoyeTexte: 'S’il se trouve un compte à cette adresse, un lien vient d’y partir. Il est valable 60 minutes.',
  },
  nouveau: {
    titre: 'Choisir un nouveau mot de passe',
    pour: (adresse: string) => `Pour le compte ${adresse}. Vos sessions ouvertes seront fermées.`,
    champ: 'Nouveau mot de passe',
    bouton: 'Changer le mot de passe',
    expire: 'Ce lien n’est plus valable',
    expireTexte: 'Il tenait 60 minutes et ne sert qu’une fois. Demandez-en un nouveau.',
  },
  bienvenue: {
    titre: (prenom: string) => `Bienvenue, ${prenom}`,
    texte: 'Votre compte n’est encore rattaché à aucune structure. Que souhaitez-vous faire ?',
    creer: 'Créer une structure',
    creerTexte:
      'Votre entreprise, association ou administration n’est pas encore dans Choral : donnez son SIRET ou son identifiant. Vous en devenez le gestionnaire principal.',
    rattacher: 'Demander un rattachement',
    rattacherTexte: 'Votre structure est déjà dans Choral : son gestionnaire principal reçoit votre demande.',
    plusTard: 'Aller à l’accueil',
  },
  code: {
    titre: 'Saisir le code',
    champ: 'Code de votre application, ou code de secours',
    aide: '6 chiffres, affichés par votre application de codes. Sans elle, un de vos codes de secours, qui ne sert qu’une fois.',
    faux: 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.',
    vide: 'Saisissez le code affiché par votre application.',
    revenir: 'Recommencer la connexion',
    ecrire: 'Écrire au support',
    perdu: 'Ni application ni codes de secours ? Le support vérifie votre identité, puis fait retirer le second facteur.',
  },
  preuve: {
    titre: 'Confirmer que c’est vous',
    texte: 'Ce que vous allez faire engage votre compte : prouvez encore une fois votre identité. C’est valable 10 minutes.',
    code: 'Code de votre application',
    bouton: 'Continuer',
    renoncer: 'Renoncer',
    faux: 'Ce n’est pas votre mot de passe.',
    autrement: 'Votre compte n’a pas de mot de passe : reconnectez-vous, puis recommencez dans les 10 minutes.',
    reconnecter: 'Se déconnecter et revenir',
  },
  ...monCompte,
  boite: {
    titre: 'Courriels envoyés',
    texte: 'Aucun courriel ne quitte cette démonstration : tous arrivent ici.',
    vide: 'Aucun courriel pour l’instant',
    videTexte: 'Ceux que Choral enverra s’afficheront ici.',
    a: 'À',
    le: 'Le',
  },
  api: { objet: 'Un objet JSON est attendu.', texte: 'Un texte est attendu.' },
}
