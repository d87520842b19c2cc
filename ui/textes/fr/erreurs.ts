const titres: Record<number, string> = {
  400: 'Cette demande n’est pas lisible', 401: 'Connectez-vous pour continuer', 403: 'Vous n’avez pas accès à cette page', 404: 'Cette page n’existe pas',
  405: 'Cette adresse ne répond pas à cette méthode', 406: 'Ce format n’est pas proposé', 408: 'L’envoi a pris trop de temps', 409: 'L’état a changé entre-temps',
  410: 'Cette page n’existe plus', 412: 'Quelqu’un a modifié ces informations entre-temps', 413: 'L’envoi est trop volumineux', 415: 'Ce type de contenu n’est pas accepté',
  422: 'Des réponses sont à corriger', 429: 'Trop de demandes en peu de temps', 500: 'Une erreur est survenue', 503: 'Le service est momentanément indisponible', 507: 'L’espace disponible ne suffit pas',
}

const duree = (secondes: number) => {
  const minutes = Math.ceil(secondes / 60)
  if (secondes < 60) return `${secondes} seconde${secondes > 1 ? 's' : ''}`
  return minutes < 60 ? `${minutes} minute${minutes > 1 ? 's' : ''}` : `${Math.ceil(minutes / 60)} heure${minutes > 60 ? 's' : ''}`
}

export const erreurs = {
  titre: (statut: number) => titres[statut] ?? 'La demande n’a pas pu être traitée',
  duree,
  parCode: {
    'authentification-requise': 'Connectez-vous pour continuer.',
    'origine-refusee': 'Cette demande ne vient pas d’une page de Choral : elle a été refusée. Ouvrez la page depuis le portail et recommencez.',
    'acces-refuse': 'Vous n’avez pas l’habilitation nécessaire.',
    introuvable: 'Rien ne se trouve à cette adresse, ou vous n’y êtes pas rattaché.',
    'plus-disponible': 'Ce qui se trouvait à cette adresse a été retiré.',
    'requete-malformee': 'La demande reçue n’est pas lisible : vérifiez l’adresse ou renvoyez le formulaire.',
    'methode-refusee': 'Cette adresse ne répond pas à cette méthode.',
    'format-refuse': 'Le format demandé n’est pas proposé ici.',
    'delai-depasse': 'L’envoi a pris trop de temps. Rien n’a été enregistré : recommencez.',
    'trop-grand': 'L’envoi dépasse la taille acceptée. Rien n’a été enregistré.',
    'type-de-contenu-refuse': 'Le type de contenu reçu n’est pas accepté ici.',
    'trop-de-requetes': 'Vous avez envoyé trop de demandes en peu de temps. Attendez un peu, puis recommencez.',
    'erreur-interne': 'L’erreur vient de Choral, pas de vous. Rien de ce qui a été refusé n’a été enregistré à moitié.',
    indisponible: 'Choral ne peut pas répondre pour l’instant. Rien n’a été enregistré : recommencez dans un moment.',
    'espace-insuffisant': 'L’espace de stockage de ce portail est plein. Rien n’a été enregistré ; l’opérateur est prévenu.',
    'approbation-deja-decidee': 'Cette approbation a déjà été décidée.',
    'demande-deja-terminee': 'Cette demande n’est plus en attente : elle a déjà pris effet, ou a été annulée.',
    'identifiant-invalide': 'Cet identifiant n’est pas valable.',
    'identifiant-inconnu-du-registre': 'Le registre ne connaît pas cet identifiant.',
    'etablissement-ferme': 'Cet établissement est fermé : il ne peut pas être créé.',
    'identifiant-deja-present': 'Une structure porte déjà cet identifiant. Demandez à y être rattaché.',
    'registre-injoignable': 'Le registre des entreprises ne répond pas. Vos réponses sont conservées : soumettez-les plus tard.',
    'champ-manquant': 'Renseignez ce champ.',
    'champ-invalide': 'Corrigez ce champ.',
    'champ-inconnu': 'Ce champ n’est pas attendu ici.',
    'saisie-invalide': 'Des réponses sont à corriger.',
    'iban-invalide': 'Cet IBAN n’est pas valable : un caractère est faux, manque ou est en trop.',
    'bban-invalide': 'Ce numéro de compte national n’est pas valable.',
    'bic-invalide': 'Ce BIC n’est pas valable : il a 8 ou 11 caractères.',
    'iban-pays-different': 'L’IBAN n’est pas celui du pays choisi.',
    'bic-pays-different': 'Le BIC n’est pas celui du pays du compte.',
    'habilitation-deja-detenue': 'L’utilisateur a déjà l’abonnement sélectionné.',
    'version-perimee': 'Quelqu’un a modifié ces informations depuis que vous les avez ouvertes. Comparez, puis décidez.',
    'cle-idempotence-reutilisee': 'Cette clé a déjà servi pour une autre demande.',
  },
  page: {
    pourquoi: 'Pourquoi ?', raison: 'Raison', remede: 'Comment l’obtenir', quiPeut: 'Qui peut vous aider',
    quiPeutTexte: 'Le gestionnaire principal de la structure accorde les habilitations ; s’il n’est plus là, écrivez au support.',
    ouvert: 'Ouvert pour vous', ensuite: 'Ce que vous pouvez faire',
    reference: (statut: number, reference: string) => `Code ${statut} · référence ${reference}, à donner au support`,
    code: (statut: number) => `Code ${statut}`,
    attente: (secondes: number) => `Vous pourrez recommencer dans ${duree(secondes)}.`,
    reessayer: 'Recommencer', retour: 'Revenir à la page', accueil: 'Revenir à l’accueil', connexion: 'Se connecter', support: 'Contacter le support', documentation: 'Accéder à la documentation',
    mesStructures: 'Mes structures', mesDemandes: 'Mes demandes', rattachement: 'Demander un rattachement à une structure', plan: 'Plan du site', chercher: 'Chercher dans le portail', etat: 'État du service',
    adresse: 'Vérifiez l’adresse : une lettre a pu être oubliée à la copie. Si vous veniez d’un lien du portail, dites-le au support.',
    perdu: 'Ce que vous aviez saisi est conservé par votre navigateur : revenez en arrière pour le retrouver.',
    aCorriger: 'À corriger',
  },
}
