import { nombre } from '#ui/textes/format.ts'

/** One part of a plain page: paragraphs, then a list. */
interface Section { titre: string; textes: string[]; liste?: string[] }
const s = (titre: string, textes: string[], liste?: string[]): Section => ({ titre, textes, ...(liste ? { liste } : {}) })
const inconnu = 'Non renseigné par l’opérateur de ce portail.'

/** The pages every public service must have (POR-11), and those announced. */
export const pages = {
  plan: { titre: 'Plan du site', lead: 'Toutes les pages du portail, domaine par domaine.', portail: 'Le portail', compte: 'Mon compte', aide: 'Aide', obligations: 'À propos' },
  liens: { accueil: 'Accueil', recherche: 'Rechercher', actualites: 'Actualités', approbations: 'Approbations', support: 'Support', communication: 'Communication', documentation: 'Documentation', connexion: 'Se connecter', inscription: 'Créer un compte', compte: 'Mon compte', structures: 'Mes structures', demandes: 'Mes demandes', groupes: 'Groupes de structures', affichage: 'Affichage', langue: 'Langue', demonstration: 'Comptes de démonstration', plan: 'Plan du site', accessibilite: 'Accessibilité', mentions: 'Mentions légales', donnees: 'Données personnelles', cookies: 'Gestion des cookies', etat: 'État du service', organisation: 'Organisation' },
  accessibilite: {
    titre: 'Accessibilité : non évaluée', lead: 'Choral vise la conformité au référentiel général d’amélioration de l’accessibilité (RGAA 4.1) et aux règles WCAG 2.2 de niveau AA.',
    sections: [
      s('État de conformité', ['Aucun audit complet n’a encore été mené : le taux de conformité n’est donc pas mesuré, et ce portail ne se dit ni partiellement ni totalement conforme.']),
      s('Ce qui a été mesuré', ['À chaque changement du logiciel, des contrôles automatiques ouvrent les pages dans un vrai navigateur.'], ['axe-core, règles WCAG 2.0 à 2.2 de niveaux A et AA et bonnes pratiques : aucune anomalie admise, en clair, en sombre et sur un écran de 390 points', 'aucun défilement horizontal sur petit écran', 'les contrastes des couleurs, calculés un par un', 'ces contrôles ne trouvent qu’une partie des défauts : ils ne remplacent pas un audit']),
      s('Ce qui ne l’a pas encore été', ['Restent à faire à la main :'], ['la grille complète du RGAA', 'la lecture avec un lecteur d’écran', 'les couleurs imposées par le système', 'les navigateurs Firefox et Safari']),
      s('Ce que vous pouvez régler', ['Le thème clair ou sombre se choisit au bas de chaque page. Le texte s’agrandit avec le zoom du navigateur, jusqu’à 400 %, et les animations s’arrêtent quand votre appareil demande moins de mouvement. Toutes les pages servent sans JavaScript et au clavier seul.']),
      s('Signaler un défaut', ['Si une page vous résiste, écrivez au support en donnant son adresse : on vous répondra et on vous proposera un autre moyen.']),
      s('Voie de recours', ['Si votre signalement reste sans réponse, vous pouvez écrire au Défenseur des droits, ou rencontrer son délégué dans votre département.']),
    ],
  },
  mentions: {
    titre: 'Mentions légales', lead: 'Qui publie ce portail, qui l’héberge, sous quelle licence.', inconnu,
    cles: { editeur: 'Éditeur', directeur: 'Directeur de la publication', hebergeur: 'Hébergeur', contact: 'Contact', logiciel: 'Logiciel', licence: 'Licence' },
    logiciel: 'Choral, logiciel libre', licence: 'Apache 2.0', operateur: 'Ce portail est une installation de Choral. Son opérateur renseigne cette page avec « catalogue:importer ».',
    sections: [
      s('Réutilisation', ['Le code de Choral est publié sous la licence Apache 2.0. Les polices Bricolage Grotesque et Atkinson Hyperlegible Next le sont sous la licence SIL Open Font 1.1.']),
      s('Données publiques', ['Les raisons sociales, adresses et états d’établissement viennent de la base Sirene de l’INSEE, sous la Licence Ouverte 2.0.']),
      s('Responsabilité', ['Les coordonnées bancaires données ici le sont à titre d’information : un comptable public ne paie que sur le compte déclaré au marché.']),
    ],
  },
  donnees: {
    titre: 'Données personnelles', lead: 'Ce que Choral garde sur vous, pourquoi, combien de temps, et comment le faire changer.', delegue: 'Délégué à la protection des données', inconnu,
    sections: [
      s('Ce qui est gardé', ['Choral ne demande que ce dont il a besoin pour vous laisser agir au nom d’une structure.'], ['votre nom, votre prénom, votre adresse électronique, et si vous les donnez votre civilité et votre téléphone', 'les structures auxquelles vous êtes rattaché et vos habilitations, avec leurs dates', 'les demandes que vous avez soumises et leur effet', 'vos sessions ouvertes : leur heure, l’adresse du réseau et le navigateur']),
      s('Pourquoi', ['Pour savoir qui agit, pour qui, et avec quel droit : c’est la mission du portail. Rien ne sert à la publicité, rien n’est vendu, aucune mesure d’audience ne vous suit.']),
      s('Combien de temps', ['Chaque donnée a sa durée.'], ['une session sans usage se ferme au bout de 7 jours', 'un compte désactivé ne sert plus à rien ouvrir ; son nom reste dans l’historique des demandes qu’il a soumises', 'l’historique d’une structure est conservé tant qu’elle existe : c’est la preuve de qui a changé quoi']),
      s('Qui les voit', ['Vos collègues d’une même structure voient votre nom. Les gestionnaires de cette structure voient aussi votre adresse électronique et vos habilitations. L’opérateur du portail et ses agents n’y accèdent que pour vous aider, et cela figure dans l’historique.']),
      s('Vos droits', ['Vous pouvez lire, corriger et télécharger vos données depuis « Mon compte ». Pour les autres droits (opposition, limitation, effacement), écrivez au délégué à la protection des données. En cas de désaccord, la CNIL reçoit vos réclamations.']),
    ],
  },
  cookies: {
    titre: 'Gestion des cookies', lead: 'Choral n’utilise aucun cookie de suivi, de publicité ou de mesure d’audience : il n’y a rien à accepter ni à refuser.', tableau: 'Les cookies de ce portail', colonnes: { nom: 'Nom', utilite: 'À quoi il sert', duree: 'Durée' },
    liste: [
      { nom: 'choral.session_token', utilite: 'Vous garder connecté ; il ne contient qu’un jeton.', duree: '7 jours sans usage' },
      { nom: 'choral.appareil', utilite: 'Reconnaître l’appareil où vous vous êtes connecté, pour que les échecs d’un autre ne vous bloquent pas.', duree: '1 an' },
      { nom: 'choral.inscription', utilite: 'Activer le compte dans le navigateur qui l’a demandé.', duree: '7 jours' },
      { nom: 'choral.two_factor, choral.state', utilite: 'Mener à bien une connexion en plusieurs étapes.', duree: 'quelques minutes' },
      { nom: 'choral.structure', utilite: 'Retrouver la structure choisie.', duree: '1 an' }, { nom: 'choral.profil', utilite: 'Retrouver l’onglet choisi à l’accueil.', duree: '1 an' },
      { nom: 'choral.langue', utilite: 'Retrouver la langue choisie.', duree: '1 an' }, { nom: 'choral.theme', utilite: 'Retrouver le thème choisi.', duree: '1 an' }, { nom: 'choral.raccourcis', utilite: 'Se souvenir que les raccourcis d’une touche sont désactivés.', duree: '1 an' }, { nom: 'choral.clavardage', utilite: 'Retrouver sa conversation avec un agent sans être connecté.', duree: '1 jour' }, { nom: 'choral.conversation', utilite: 'Retrouver sa conversation avec l’assistant sans être connecté.', duree: '1 jour' },
    ],
    effacer: 'Effacer mes préférences', effacerTexte: 'Retire de cet appareil la structure, l’onglet, la langue et le thème retenus. Vous restez connecté.', efface: 'Vos préférences sont effacées de cet appareil.',
  },
  etat: {
    titre: 'État du service', ok: 'Le service fonctionne', panne: 'Le service est perturbé', mesure: (heure: string) => `Mesuré à ${heure}, à l’ouverture de cette page.`, marche: 'En marche', arret: 'Interrompu', retard: 'En retard', local: 'Boîte locale', importe: 'Registre importé seulement',
    elements: { pages: 'Pages du portail', base: 'Base de données', changements: 'Changements programmés', enregistrement: 'Enregistrement des demandes', courriels: 'Envoi des courriels', registre: 'Registre des entreprises' },
    baseTexte: (ms: number) => `a répondu en ${nombre(ms)} ms`, baseArret: 'ne répond pas ; les demandes sont refusées, aucune n’est perdue', pagesTexte: 'vous lisez celle-ci', aJour: 'appliqués à l’heure', enRetard: (n: number) => (n > 1 ? `${nombre(n)} changements attendent depuis plus de 2 minutes` : 'un changement attend depuis plus de 2 minutes'), inconnu: 'non mesuré',
    place: 'de la place reste', plein: 'l’espace de stockage est plein ; le portail se lit, rien ne s’enregistre', courrielsMuet: 'le serveur ne répond pas ; les courriels attendent et partiront à son retour', registreMuet: 'l’INSEE ne répond pas ; une structure nouvelle se crée à son retour, ou d’après le registre importé', courrielsTexte: 'par le serveur de l’opérateur', courrielsLocal: 'les courriels restent dans la boîte de la démonstration', registreTexte: 'interrogé en direct à l’INSEE', registreImporte: 'les établissements importés par l’opérateur', colonnes: { quoi: 'Partie du service', etat: 'État', detail: 'Détail' }, tableau: 'Les parties du service',
  },
  documentation: {
    titre: 'Documentation', lead: 'Le guide du portail, une fiche par application.', aucune: 'Aucune fiche ne correspond.', autres: 'Voir aussi', francais: 'Cette fiche n’existe qu’en français.', chercher: 'Chercher une fiche', retour: 'Toutes les fiches',
    dossiers: { commande: 'Commande et marchés', facturation: 'Facturation', raccordements: 'Raccordements', outils: 'Outils', portail: 'Le portail', communication: 'Communication', comptes: 'Votre compte', compte: 'Votre compte', organisation: 'Organisation', 'organisation/structures': 'Structures', 'organisation/utilisateurs': 'Utilisateurs', support: 'Support', api: 'API' } as Record<string, string>,
  },
  application: {
    pourquoi: 'Pourquoi ?', ilFaut: 'Il faut', vousAvez: 'Vous avez', quiDecide: 'Qui peut décider', comment: 'Ce que vous pouvez faire', ouvert: 'Ouvert pour vous', pasAcces: (nom: string) => `Vous n’avez pas accès à « ${nom} »`, pasOuvert: (nom: string) => `« ${nom} » n’est pas encore ouverte`,
    session: 'être connecté', rattache: 'être rattaché à une structure', gestionnaire: 'être gestionnaire principal de la structure', profil: (profil: string) => `l’habilitation « ${profil} »`, visiteur: 'aucune session ouverte', sansStructure: 'aucun rattachement en cours', simple: (structure: string | null) => (structure ? `un rattachement simple à ${structure}` : 'des rattachements simples'), sansProfil: (structure: string | null) => (structure ? `un rattachement à ${structure}, sans cette habilitation` : 'des rattachements, sans cette habilitation'),
    decideMoi: 'vous-même, en vous connectant', decideGp: 'le gestionnaire principal de la structure', gp: (qui: string) => `${qui}, gestionnaire principal`, decideOperateur: 'l’opérateur du portail, qui l’ouvre', autreStructure: 'Agir pour une autre structure', documentation: 'Lire la documentation', support: 'Contacter le support', retour: (nom: string) => `Revenir à « ${nom} »`,
  },
  demonstration: {
    titre: 'Comptes de démonstration', lead: 'Des personnes et des structures inventées, pour essayer le portail.', motDePasse: 'Tous ont le même mot de passe :', colonnes: { qui: 'Personne', role: 'Rôle', adresse: 'Adresse électronique' }, connexion: 'Se connecter', tableau: 'Les comptes de démonstration', attention: 'N’écrivez rien de personnel ici : tout le monde peut ouvrir ces comptes.',
    comptes: [
      { nom: 'Daniel Poitier', adresse: 'daniel.poitier@exemple.fr', role: 'Gestionnaire principal de plusieurs structures : une entreprise avec des services, une deuxième, une inactive' },
      { nom: 'Héloïse Ferdinand', adresse: 'heloise.ferdinand@exemple.fr', role: 'Utilisatrice simple de la première, avec une demande en attente' },
      { nom: 'Nadia Bonjean', adresse: 'nadia.bonjean@exemple.fr', role: 'Agent d’une mairie et de ses services' },
      { nom: 'Compte sans structure', adresse: 'sans.structure@exemple.fr', role: 'Un compte tout neuf, rattaché à rien' },
      { nom: 'Agent de support', adresse: 'agent@exemple.fr', role: 'Agent de support du portail' },
      { nom: 'Opérateur', adresse: 'operateur@exemple.fr', role: 'Opérateur : catalogue, actualités, messages' },
    ],
  },
}
