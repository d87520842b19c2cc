interface Sujet {
  sous: string
  objet?: string
  titre: string
  description: string
  demande?: string
  reponse: string
}

/** What people ask, and what they are answered: the portal's support first, then the town hall. */
export const AU_PORTAIL: Sujet[] = [
  {
    sous: 'activation',
    titre: 'Lien d’activation expiré',
    description: 'Bonjour,\nj’ai reçu le lien vendredi et il ne fonctionne plus ce matin. Pouvez-vous en renvoyer un ?',
    reponse: 'Bonjour,\nun nouveau lien vient de partir. Il est valable une heure.',
  },
  {
    sous: 'connexion-impossible',
    titre: 'Code de l’application refusé',
    description: 'Le code à six chiffres est refusé depuis que j’ai changé de téléphone.',
    demande: 'Avez-vous encore vos codes de secours ?',
    reponse: 'Votre second facteur a été retiré après vérification : vous pouvez en ajouter un nouveau dans « Mon compte ».',
  },
  {
    sous: 'connexion-impossible',
    titre: 'Mot de passe perdu, courriel non reçu',
    description: 'Je ne reçois pas le message pour changer de mot de passe. L’adresse est pourtant la bonne.',
    reponse: 'Le message était retenu par le filtre de votre messagerie : il est dans les indésirables.',
  },
  {
    sous: 'habilitations',
    titre: 'Quel profil pour déposer une facture de travaux ?',
    description: 'Notre comptable voit les factures mais ne peut pas en déposer.',
    reponse:
      'Il faut « Factures de travaux modification » : votre gestionnaire principal peut l’accorder dans « Gérer les habilitations ».',
  },
  {
    sous: 'structure-a-corriger',
    titre: 'Adresse du siège à corriger',
    description: 'L’adresse affichée est celle d’avant notre déménagement d’octobre.',
    reponse: 'Utilisez « Mettre à jour depuis l’INSEE » : la nouvelle adresse y figure depuis hier.',
  },
  {
    sous: 'structure-a-creer',
    titre: 'Syndicat intercommunal absent de l’annuaire',
    description: 'Nous cherchons le SIVOM qui nous a passé commande, sans le trouver.',
    demande: 'Pouvez-vous nous donner son SIRET, tel qu’il figure sur le bon de commande ?',
    reponse: 'Il est maintenant dans l’annuaire, avec son service « Marchés ».',
  },
  {
    sous: 'raccordement-api',
    titre: 'Réponse 429 sur l’API',
    description: 'Nos envois de nuit reçoivent des réponses 429 à partir de 2 h.',
    reponse: 'La limite est de 1 200 requêtes par minute : répartissez vos envois, ou lisez l’en-tête « Retry-After ».',
  },
  {
    sous: 'facture-technique',
    titre: 'PDF refusé au dépôt',
    description: 'Le fichier fait 14 Mo et le dépôt échoue à la fin.',
    reponse: 'La taille permise est de 10 Mo. Enregistrez le PDF en qualité « écran », ou joignez les annexes à part.',
  },
  {
    sous: 'generale-portail',
    titre: 'Où trouver le mode d’emploi ?',
    description: 'Je découvre le portail et je cherche par où commencer.',
    reponse: 'La rubrique « Documentation » a une fiche par application ; « ? » en haut d’une page ouvre la sienne.',
  },
]

export const A_LA_MAIRIE: Sujet[] = [
  {
    sous: 'facture-question',
    objet: 'F-2026-',
    titre: 'Paiement de la facture',
    description: 'Bonjour,\nla facture est déposée depuis plus de trente jours. À quelle date sera-t-elle payée ?',
    reponse: 'Le mandat est parti au comptable public ce matin : comptez quatre à cinq jours.',
  },
  {
    sous: 'facture-question',
    objet: 'F-2026-',
    titre: 'Service destinataire inconnu',
    description: 'Quel code de service faut-il indiquer pour les menuiseries de l’école Jules-Ferry ?',
    reponse: 'Indiquez « ECOLES », avec le numéro d’engagement du bon de commande.',
  },
  {
    sous: 'facture-rejetee',
    objet: 'F-2026-',
    titre: 'Rejet pour engagement manquant',
    description: 'Le bon de commande ne porte pas de numéro d’engagement, et la facture est rejetée.',
    demande: 'Pouvez-vous nous envoyer la copie du bon de commande ?',
    reponse: 'L’engagement est EJ-2026-4471 : vous pouvez déposer à nouveau.',
  },
  {
    sous: 'facture-rejetee',
    objet: 'F-2026-',
    titre: 'Montant différent du devis',
    description: 'Vous avez rejeté la facture à cause d’un écart de 12,40 €. Il s’agit de l’éco-participation.',
    reponse: 'Vu avec le service : la facture est acceptée.',
  },
  {
    sous: 'travaux-question',
    objet: 'FT-2026-',
    titre: 'Décompte mensuel en attente',
    description: 'Le projet de décompte est chez vous depuis trois semaines.',
    reponse: 'Le maître d’œuvre l’a validé hier, il vous revient pour signature.',
  },
  {
    sous: 'generale-destinataire',
    titre: 'Interlocuteur pour le marché de menuiserie',
    description: 'À qui devons-nous adresser les fiches techniques des fenêtres ?',
    reponse: 'Au service Bâtiments, à l’attention de Mme Roche.',
  },
]

export const MERCI = [
  'Réponse rapide et claire.',
  'Merci, tout est réglé.',
  'Un peu long, mais la réponse est bonne.',
  'J’ai dû relancer deux fois.',
]
