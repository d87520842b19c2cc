import { compter, date, dateHeure, heure, liste } from '#ui/textes/format.ts'
import { erreurs } from '#ui/textes/fr/erreurs.ts'

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
    adresse: 'Adresse électronique', motDePasse: 'Mot de passe', prenom: 'Prénom', nom: 'Nom', telephone: 'Téléphone', civilite: 'Civilité',
    civilites: { '': 'Non précisée', MME: 'Madame', M: 'Monsieur' } as Record<string, string>,
    adresseInvalide: 'Saisissez une adresse électronique complète, comme prenom.nom@exemple.fr.', prenomManquant: 'Saisissez votre prénom.', nomManquant: 'Saisissez votre nom.',
    nomLong: 'Saisissez 100 caractères au plus.', telephoneInvalide: 'Saisissez 4 à 20 chiffres ; les espaces et + sont acceptés.', motDePasseManquant: 'Saisissez votre mot de passe.',
    motDePasseAide: '12 caractères au moins. Une phrase courte convient très bien ; ni majuscule ni signe obligatoire.',
  },
  connexion: {
    titre: 'Se connecter', pasDeCompte: 'Vous n’avez pas de compte ?', creer: 'Créer un compte', bouton: 'Se connecter', oublie: 'Mot de passe oublié ?', ou: 'ou',
    cle: 'Utiliser une clé d’accès', fournisseur: (nom: string) => `Continuer avec ${nom}`,
    refus: 'Adresse ou mot de passe incorrect. Si vous venez de créer votre compte, ouvrez d’abord le lien d’activation reçu par courriel.',
    bloque: (jusque: Date, secondes: number) => secondes < 60
      ? `Plusieurs essais ont échoué : le prochain est possible dans ${duree(secondes)}.`
      : `Trop d’essais ont échoué : la connexion est refusée jusqu’à ${heure(jusque)}, soit encore ${duree(secondes)}. Vous pouvez aussi choisir un nouveau mot de passe.`,
    aide: 'Aide à la connexion', difficulte: 'Vous n’arrivez pas à entrer ?', renvoyer: 'Renvoyer le lien d’activation', support: 'Contacter le support',
    active: 'Votre compte est activé. Connectez-vous.', dejaActive: 'Ce compte est déjà activé. Connectez-vous.', change: 'Votre mot de passe est changé. Connectez-vous avec le nouveau.', deconnecte: 'Vous êtes déconnecté.',
    cleRefusee: 'Cette clé d’accès n’a pas été reconnue. Connectez-vous avec votre mot de passe.',
    fournisseurs: {
      injoignable: (nom: string) => `${nom} ne répond pas pour l’instant. Connectez-vous avec votre mot de passe, ou recommencez plus tard.`,
      refus: (nom: string) => `La connexion par ${nom} n’a pas abouti. Recommencez depuis cette page.`,
      nonLie: (nom: string) => `Un compte existe déjà avec votre adresse. Connectez-vous avec votre mot de passe, puis reliez ${nom} dans « Mon compte ».`,
      nonVerifiee: (nom: string) => `${nom} n’a pas vérifié votre adresse électronique : elle ne peut pas ouvrir de compte ici.`,
      annulee: (nom: string) => `Vous avez renoncé à la connexion par ${nom}.`,
    },
    demonstration: {
      titre: 'Comptes de démonstration', explication: (mdp: string) => `Choisissez une personne : le formulaire se remplit. Le mot de passe de toutes est « ${mdp} ».`,
      roles: {
        'daniel.poitier@exemple.fr': 'gestionnaire principal', 'heloise.ferdinand@exemple.fr': 'utilisatrice simple', 'nadia.bonjean@exemple.fr': 'agente d’une mairie',
        'sans.structure@exemple.fr': 'nouveau compte, sans structure', 'agent@exemple.fr': 'agent du support', 'operateur@exemple.fr': 'opérateur du portail',
      } as Record<string, string>,
    },
  },
  inscription: {
    titre: 'Créer un compte', dejaUn: 'Vous en avez déjà un ?', adresseAide: 'Nous y envoyons un lien, valable 60 minutes. Préférez une adresse à vous seul, non partagée.',
    conditions: 'J’accepte les conditions d’utilisation', conditionsLire: 'Lire les conditions d’utilisation', conditionsManquantes: 'Acceptez les conditions d’utilisation pour créer un compte.',
    bouton: 'Créer mon compte et recevoir le lien', donnees: 'Vos données servent à vous identifier et à vous écrire, rien d’autre.', donneesLien: 'Données personnelles', ensuite: 'Ensuite',
    pas: [
      { titre: 'Ouvrir le lien reçu', texte: 'dans les 60 minutes' }, { titre: 'Se connecter', texte: 'et, si vous le voulez, ajouter une clé d’accès' }, { titre: 'Rejoindre une structure', texte: 'ou la créer avec son SIRET' },
    ],
    agentPublic: 'Agent public ?', agentPublicTexte: (nom: string) => `${nom} crée le compte avec votre identité professionnelle.`,
  },
  envoyee: {
    titre: 'Ouvrez votre messagerie', texte: (adresse: string) => `Si ${adresse} peut recevoir un compte, un lien vient d’y partir.`, texteSansAdresse: 'Si cette adresse peut recevoir un compte, un lien vient d’y partir.', valable: 'Valable jusqu’à', expediteur: 'Expéditeur',
    renvoyer: 'Renvoyer le lien', corriger: 'Corriger l’adresse', rien: 'Rien reçu en 5 minutes ? Regardez les indésirables.', boite: 'Lire les courriels de la démonstration',
  },
  activation: {
    expire: { titre: 'Ce lien d’activation n’est plus valable', depuis: (d: Date) => `Expiré depuis ${heure(d)}`, texte: (de: Date, a: Date) => `Il tenait 60 minutes, de ${heure(de)} à ${heure(a)}. Rien n’est perdu : ce que vous aviez saisi est gardé.` },
    inconnu: { titre: 'Ce lien d’activation n’est pas valable', texte: 'Il est incomplet ou trop ancien. Vérifiez qu’il a été copié en entier, ou demandez-en un nouveau.' },
    renvoyer: { titre: 'Renvoyer le lien d’activation', texte: 'Saisissez l’adresse donnée à la création du compte : un nouveau lien y part, valable 60 minutes.', aide: 'Celle du compte que vous activez.', bouton: 'Recevoir un nouveau lien' },
    autre: 'Une autre raison ?', deja: 'Le compte est déjà activé', dejaDetail: 'un lien ne sert qu’une fois : connectez-vous', refaire: 'Vous n’aviez pas fini', refaireDetail: 'recommencez la création du compte',
    pourquoi: 'Pourquoi 60 minutes ?', pourquoiTexte: 'Un courriel peut être lu par d’autres. Un lien court, à usage unique, protège votre compte. Un filtre de messagerie qui l’ouvre avant vous ne l’use pas.',
    confirmer: { titre: 'Activer votre compte', texte: (prenom: string, nom: string, adresse: string) => `Compte de ${prenom} ${nom}, ${adresse}. Vous ouvrez le lien dans un autre navigateur que celui où vous l’avez demandé : saisissez le mot de passe choisi à la création du compte.`, bouton: 'Activer mon compte', faux: 'Ce n’est pas le mot de passe choisi à la création du compte.', pasMoi: 'Ce n’est pas vous qui avez demandé ce compte ? Fermez cette page : rien ne sera ouvert.' },
  },
  oublie: {
    titre: 'Mot de passe oublié', texte: 'Saisissez l’adresse de votre compte : un lien y part, valable 60 minutes, pour choisir un nouveau mot de passe.', bouton: 'Recevoir le lien',
    envoye: 'Ouvrez votre messagerie', envoyeTexte: 'S’il se trouve un compte à cette adresse, un lien vient d’y partir. Il est valable 60 minutes.',
  },
  nouveau: {
    titre: 'Choisir un nouveau mot de passe', pour: (adresse: string) => `Pour le compte ${adresse}. Vos sessions ouvertes seront fermées.`, champ: 'Nouveau mot de passe', bouton: 'Changer le mot de passe',
    expire: 'Ce lien n’est plus valable', expireTexte: 'Il tenait 60 minutes et ne sert qu’une fois. Demandez-en un nouveau.',
  },
  bienvenue: {
    titre: (prenom: string) => `Bienvenue, ${prenom}`, texte: 'Votre compte n’est encore rattaché à aucune structure. Que souhaitez-vous faire ?',
    creer: 'Créer une structure', creerTexte: 'Votre entreprise, association ou administration n’est pas encore dans Choral : donnez son SIRET ou son identifiant. Vous en devenez le gestionnaire principal.',
    rattacher: 'Demander un rattachement', rattacherTexte: 'Votre structure est déjà dans Choral : son gestionnaire principal reçoit votre demande.',
    plusTard: 'Aller à l’accueil',
  },
  code: {
    titre: 'Saisir le code', champ: 'Code de votre application, ou code de secours', aide: '6 chiffres, affichés par votre application de codes. Sans elle, un de vos codes de secours, qui ne sert qu’une fois.',
    faux: 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.', vide: 'Saisissez le code affiché par votre application.', revenir: 'Recommencer la connexion',
    ecrire: 'Écrire au support', perdu: 'Ni application ni codes de secours ? Le support vérifie votre identité, puis fait retirer le second facteur.',
  },
  preuve: {
    titre: 'Confirmer que c’est vous', texte: 'Ce que vous allez faire engage votre compte : prouvez encore une fois votre identité. C’est valable 10 minutes.', code: 'Code de votre application', bouton: 'Continuer', renoncer: 'Renoncer',
    faux: 'Ce n’est pas votre mot de passe.', autrement: 'Votre compte n’a pas de mot de passe : reconnectez-vous, puis recommencez dans les 10 minutes.', reconnecter: 'Se déconnecter et revenir',
  },
  compte: {
    titre: 'Mon compte', ouvert: (d: Date) => `Compte ouvert le ${date(d)}`, nombreStructures: (n: number, g: number) => `${compter(n, { one: 'structure', other: 'structures' })}, dont ${g} dont vous êtes gestionnaire principal`,
    aucuneStructure: 'aucune structure', nonRenseigne: 'non renseigné', ajouter: 'Ajouter', langues: { fr: 'Français', en: 'English' } as Record<string, string>, enregistrer: 'Enregistrer', annuler: 'Annuler',
    faits: {
      identite: 'Votre identité est à jour.', contact: 'L’adresse de contact est enregistrée.', lien: 'Un lien est parti à la nouvelle adresse : ouvrez-le dans ce navigateur, dans les 60 minutes.', adresse: 'Votre adresse de connexion a changé.',
      annule: 'Le changement d’adresse est abandonné.', 'mot-de-passe': 'Votre mot de passe est changé. Vos autres sessions sont fermées.', session: 'La session est fermée.', sessions: 'Les autres sessions sont fermées.',
      'second-facteur': 'L’application de codes est active. Vos autres sessions sont fermées.', retire: 'L’application de codes est retirée. Vos autres sessions sont fermées.', codes: 'Vos nouveaux codes de secours remplacent les anciens.',
      cle: 'La clé d’accès est ajoutée.', nommee: 'La clé d’accès est renommée.', 'cle-retiree': 'La clé d’accès est retirée.', relie: 'Votre identité professionnelle est reliée à ce compte.',
    } as Record<string, string>,
    identite: { titre: 'Identité', nom: 'Prénom et nom', langue: 'Langue', modifier: 'Modifier mon identité', langueAide: 'Celle des pages et des courriels.' },
    adresses: {
      titre: 'Adresses', texte: 'On se connecte avec la première, on écrit à la seconde. Ce peut être la même.', connexion: 'Pour se connecter', contact: 'Pour être prévenu', memeAdresse: 'la même', verifiee: 'Vérifiée',
      aVerifier: (a: string, jusque: Date) => `${a} : à vérifier avant ${heure(jusque)}`, renoncer: 'Abandonner ce changement', connexionComplement: 'l’adresse de connexion', contactComplement: 'l’adresse de contact',
      changer: 'Changer d’adresse de connexion', changerTexte: 'Un lien part à la nouvelle adresse. Tant qu’il n’est pas ouvert, vous vous connectez avec l’adresse actuelle, qui est prévenue.', nouvelle: 'Nouvelle adresse électronique', envoyer: 'Envoyer le lien',
      memeErreur: 'C’est déjà votre adresse de connexion.', changerContact: 'Changer d’adresse de contact', contactTexte: 'Les avis et les courriels de vos démarches y partent. Laissez vide pour employer l’adresse de connexion.', contactChamp: 'Adresse de contact',
      lienPerime: 'Ce lien n’est plus valable', lienPerimeTexte: 'Il tenait 60 minutes, ne sert qu’une fois et s’ouvre dans la session qui l’a demandé. Recommencez depuis « Mon compte ».', prise: 'Cette adresse ne peut pas être employée. Choisissez-en une autre.',
    },
    acces: {
      titre: 'Mot de passe et second facteur', motDePasse: 'Mot de passe', change: (d: Date) => `Changé le ${date(d)}`, sansMotDePasse: 'aucun : vous vous connectez autrement', changer: 'Changer', changerComplement: 'le mot de passe', choisir: 'Choisir',
      application: 'Application de codes', active: 'Active', depuis: (d: Date) => `depuis le ${date(d)}`, inactive: 'inactive', activer: 'Activer', gerer: 'Gérer', complement: 'l’application de codes',
      fournisseur: (nom: string) => nom, relie: 'Relié', nonRelie: 'non relié', relier: 'Relier',
      nonRelier: {
        injoignable: (nom: string) => `${nom} ne répond pas pour l’instant. Recommencez plus tard.`,
        annulee: (nom: string) => `Vous avez renoncé à relier ${nom}.`,
        autreAdresse: (nom: string) => `${nom} connaît de vous une autre adresse que celle de ce compte. Changez d’abord d’adresse de connexion.`,
        dejaRelie: (nom: string) => `Cette identité ${nom} est déjà reliée à un autre compte.`,
        refus: (nom: string) => `${nom} n’a pas pu être relié à ce compte. Recommencez depuis cette page.`,
      },
    },
    motDePasse: { titre: 'Changer le mot de passe', ancien: 'Mot de passe actuel', nouveau: 'Nouveau mot de passe', bouton: 'Changer le mot de passe', texte: 'Vos autres sessions seront fermées.', faux: 'Ce n’est pas votre mot de passe actuel.' },
    cles: {
      titre: 'Clés d’accès', texte: 'Se connecter avec l’empreinte, le visage ou le code de l’appareil, sans mot de passe.', aucune: 'Vous n’avez pas encore de clé d’accès.', ajouter: 'Ajouter une clé d’accès', sansScript: 'L’ajout d’une clé demande JavaScript.',
      sansNom: 'Clé d’accès', ajoutee: (d: Date, u: Date | null) => `Ajoutée le ${date(d)}${u ? `, utilisée le ${dateHeure(u)}` : ', pas encore utilisée'}`, retirer: (nom: string) => `Retirer la clé ${nom}`, renommer: 'Renommer', renommerComplement: (nom: string) => `la clé ${nom}`,
      renommerTitre: 'Nommer la clé d’accès', trop: 'Vous avez déjà 20 clés d’accès : retirez-en une d’abord.', nom: 'Nom de la clé', nomAide: 'Par exemple l’appareil où elle se trouve : « Ordinateur de l’atelier ».', nomManquant: 'Donnez un nom de 1 à 60 caractères.', refus: 'La clé n’a pas pu être ajoutée. Recommencez.',
    },
    sessions: { titre: 'Sessions ouvertes', cette: 'Cette session', ouverte: (d: Date) => `ouverte le ${dateHeure(d)}`, vue: (d: Date) => `, prolongée le ${dateHeure(d)}`, fermer: 'Fermer', fermerComplement: (nom: string) => `la session ${nom}`, autres: (n: number) => (n > 1 ? `Fermer les ${n} autres sessions` : 'Fermer l’autre session'), inconnu: 'Navigateur inconnu', pasMoi: 'Je ne reconnais pas une session' },
    donnees: { titre: 'Mes données', texte: 'Tout ce que Choral sait de vous : identité, rattachements, droits passés et présents, demandes, sessions.', bouton: 'Télécharger mes données (JSON)', note: 'Vous prouvez d’abord que c’est vous.' },
  },
  secondFacteur: {
    titre: 'Application de codes', texte: 'À chaque connexion, après le mot de passe, vous saisissez un code de 6 chiffres affiché par une application de votre téléphone ou de votre ordinateur.',
    exige: 'Le second facteur est exigé des gestionnaires principaux, des agents et des opérateurs : activez-le pour continuer.', exigeGarde: 'Le second facteur est exigé des gestionnaires principaux : vous pouvez le remplacer, pas vous en passer.',
    exigeParStructure: (noms: string[]) => `${noms.length ? `${noms.map((n) => `« ${n} »`).join(', ')} exige` : 'Une structure à laquelle vous êtes rattaché exige'} un second facteur de ses utilisateurs : activez-le pour continuer.`, exigeGardeParStructure: (noms: string[]) => `${noms.map((n) => `« ${n} »`).join(', ')} exige un second facteur : vous pouvez le remplacer, pas vous en passer.`,
    parCle: 'Un second facteur est exigé : prouvez que c’est vous avec votre clé d’accès.', tenuParCle: 'Un second facteur est exigé, et votre clé d’accès en tient lieu : elle reste demandée à chaque connexion, à moins d’activer aussi l’application de codes.', cleSansScript: 'Une clé d’accès demande JavaScript.', clePerdue: 'Clé perdue ? Le support vérifie votre identité, puis la fait retirer.',
    commencer: 'Activer l’application de codes', etape1: 'Ajoutez Choral à votre application', etape1Texte: 'Scannez ce code, ou recopiez la clé.', cle: 'Clé à recopier', image: 'Code QR qui contient la clé ci-dessous', etape2: 'Saisissez le code affiché', code: 'Code à 6 chiffres', confirmer: 'Confirmer', abandonner: 'Abandonner',
    active: (d: Date) => `Active depuis le ${date(d)}.`, restent: (n: number) => `${compter(n, { one: 'code de secours restant', other: 'codes de secours restants' })} sur 10.`, voir: 'Voir mes codes de secours', renouveler: 'En créer 10 nouveaux', retirer: 'Retirer l’application de codes', remplacer: 'Remplacer l’application de codes',
    codesTitre: 'Codes de secours', codesTexte: 'Chacun remplace une fois le code de votre application. Imprimez-les ou gardez-les en lieu sûr : ils ne seront montrés qu’après une preuve d’identité.', fini: 'J’ai gardé mes codes, continuer',
  },
  demandes: {
    titre: 'Mes demandes', numero: 'Numéro', type: 'Nature', structure: 'Structure', etat: 'État', creeLe: 'Reçue', effetLe: 'Effet', actions: 'Actions', annuler: 'Annuler', filtrer: 'Filtrer mes demandes', recherche: 'Numéro, structure ou identifiant', tous: 'Tous les états',
    nombre: (n: number, exact: boolean) => (exact ? compter(n, { one: 'demande', other: 'demandes' }) : `plus de ${compter(n, { one: 'demande', other: 'demandes' })}`),
    vide: 'Aucune demande pour l’instant', videTexte: 'Tout changement soumis depuis « Organisation » apparaît ici, avec son numéro et son état.', organisation: 'Aller à « Organisation »',
    aucunResultat: 'Aucune demande ne correspond', aucunResultatTexte: 'Retirez un filtre, ou cherchez avec moins de mots.', reinitialiser: 'Réinitialiser les filtres',
  },
  structures: {
    titre: 'Mes structures', filtrer: 'Filtrer mes structures', recherche: 'Nom, ville ou identifiant', role: 'Rôle', tous: 'Tous les rôles', roles: { gestionnaire: 'Gestionnaire principal', utilisateur: 'Utilisateur' } as Record<string, string>,
    nombre: (n: number, exact: boolean) => (exact ? compter(n, { one: 'structure', other: 'structures' }) : `plus de ${compter(n, { one: 'structure', other: 'structures' })}`),
    vide: 'Vous n’êtes rattaché à aucune structure', videTexte: 'Créez la vôtre, ou demandez à son gestionnaire principal de vous rattacher.', creer: 'Créer une structure', inactive: 'Inactive',
    aucunResultat: 'Aucune structure ne correspond', rattachement: 'Rattachement', entiere: 'la structure entière', services: (codes: string[]) => (codes.length > 1 ? `services ${liste(codes)}` : `service ${codes[0] ?? ''}`), entiereEt: (s: string) => `la structure entière, et ${s}`,
    profils: 'Profils', aucunProfil: 'aucun', nombreProfils: (n: number) => compter(n, { one: 'profil', other: 'profils' }), pourService: (code: string) => `service ${code}`,
    enCours: 'Demandes en cours', aucuneDemande: 'aucune', prendEffet: (d: Date) => `prend effet le ${dateHeure(d)}`, ouvrir: 'Ouvrir la fiche', choisir: 'La choisir',
  },
  boite: { titre: 'Courriels envoyés', texte: 'Aucun courriel ne quitte cette démonstration : tous arrivent ici.', vide: 'Aucun courriel pour l’instant', videTexte: 'Ceux que Choral enverra s’afficheront ici.', a: 'À', le: 'Le' },
  api: { objet: 'Un objet JSON est attendu.', texte: 'Un texte est attendu.' },
}
