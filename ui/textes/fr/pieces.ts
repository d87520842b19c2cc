/** « Pièces-jointes » (PJ). */
export const pieces = {
  fil: 'Pièces-jointes',
  defaut(code: string, nom: string, limite: string): string {
    switch (code) {
      case 'fichier-vide':
        return `« ${nom} » est vide : choisissez un fichier qui contient quelque chose`
      case 'fichier-trop-grand':
        return `« ${nom} » dépasse ${limite} : réduisez-le ou déposez-le en plusieurs fichiers`
      case 'extension-refusee':
        return `« ${nom} » : cette extension n’est pas acceptée ; déposez par exemple un PDF, une image ou un tableur`
      case 'format-actif':
        return `« ${nom} » contient une page qui s’exécute (HTML, SVG) : déposez-en une copie au format PDF`
      case 'contenu-inconnu':
        return `« ${nom} » : son contenu n’est pas d’un format accepté`
      case 'contenu-different':
        return `« ${nom} » : son contenu ne correspond pas à son extension ; enregistrez-le à nouveau dans le bon format`
      case 'fichier-a-macros':
        return `« ${nom} » contient des macros : enregistrez-en une copie sans macro`
      case 'archive-demesuree':
        return `« ${nom} » se déploie démesurément : déposez les fichiers un par un`
      case 'archive-chiffree':
        return `« ${nom} » est chiffré : déposez une archive sans mot de passe`
      case 'xml-a-entites':
        return `« ${nom} » déclare un DOCTYPE ou des entités : déposez un XML sans eux`
      case 'fichier-infecte':
        return `« ${nom} » est infecté : il a été refusé, rien n’en est gardé`
      case 'trop-de-fichiers':
        return 'Trop de fichiers déposés attendent d’être joints : soumettez-les ou attendez une journée'
      case 'structure-pleine':
        return 'La structure n’a plus de place pour ces fichiers : supprimez-en d’abord'
      case 'fichier-perdu':
        return 'Un fichier n’est plus là (un dépôt est gardé un jour) : choisissez-le à nouveau'
      default:
        return `« ${nom} » n’a pas pu être déposé : essayez à nouveau`
    }
  },
  champ: {
    aide: (limite: string) => `PDF, image, Word, Excel, OpenDocument, texte, XML ou archive ZIP, ${limite} au plus par fichier.`,
    deposer: 'ou déposez-les ici',
    deposerUn: 'ou déposez-le ici',
    envoye: (poids: string) => `Envoyé, ${poids}`,
    enAttente: (poids: string) => `Envoyé, ${poids}, en attente d’analyse`,
    garder: 'Garder',
    choisir: 'Choisir des fichiers',
    choisirUn: 'Choisir un fichier',
    retirer: 'Retirer',
    reprendre: 'Reprendre',
    /** Said by the script; {} is the size or the name. */
    script: {
      avance: '{} % de {}',
      verifie: 'Vérification…',
      envoye: 'Envoyé, {}',
      enAttente: 'Envoyé, {}, en attente d’analyse',
      essai: 'La connexion est coupée : nouvel essai…',
      coupe: 'La connexion est coupée : l’envoi reprendra où il en était',
      echec: 'L’envoi n’a pas abouti : essayez à nouveau',
      patienter: 'Le formulaire partira dès que tous les fichiers seront envoyés.',
      aRegler: 'Reprenez ou retirez d’abord les fichiers en erreur.',
      retire: '{} retiré',
    },
  },
  creer: {
    titre: 'Créer une pièce-jointe',
    chapo: 'Un document rangé avec la structure : ceux qui y consultent « Organisation » peuvent le télécharger.',
    etapes: ['Renseigner', 'Vérifier', 'C’est fait'],
    fichiers: 'Fichiers',
    fichiersAide: (n: number) => `Jusqu’à ${n} fichiers à la fois.`,
    resume: 'Ce qui sera ajouté',
    note: 'Rien n’est encore ajouté à la structure à cette étape. Vos fichiers et votre saisie sont gardés un jour en brouillon.',
    designation: 'Désignation',
    designationAide: 'Ce que c’est, par exemple « Extrait Kbis de mars 2026 ». La même pour tous ces fichiers.',
    verifier: 'Vérifier',
    bouton: 'Soumettre',
    aucune: 'Aucune structure où déposer',
    aucuneTexte: 'Il faut le profil « Organisation modification » sur une structure entière.',
  },
  telecharger: {
    titre: 'Télécharger une pièce-jointe',
    choisir: 'Choisissez la structure dont vous cherchez un document.',
    aucune: 'Aucune structure dont lire les documents',
    aucuneTexte: 'Il faut le profil « Organisation consultation » sur une structure entière.',
  },
  supprimer: {
    titre: 'Supprimer une pièce-jointe',
    choisir: 'Choisissez la structure, puis le document à supprimer.',
    aucune: 'Aucune structure où supprimer un document',
    aucuneTexte: 'Il faut le profil « Organisation modification » sur une structure entière.',
    question: (nom: string) => `Supprimer « ${nom} » ?`,
    texte: 'Le document disparaît pour tous, tout de suite et sans retour. L’historique garde son nom.',
    bouton: 'Supprimer',
    garder: 'Garder le document',
  },
  liste: {
    titre: 'Pièces-jointes',
    legende: 'Pièces-jointes de la structure',
    sansDesignation: 'Sans désignation',
    nom: 'Nom',
    designation: 'Désignation',
    taille: 'Taille',
    octets: 'Taille (octets)',
    type: 'Type de contenu',
    auteur: 'Déposée par',
    creeLe: 'Déposée le',
    par: (qui: string) => `par ${qui}`,
    etat: 'État',
    tous: 'Tous',
    etats: { sain: 'Disponible', 'en-attente': 'En attente d’analyse' } as Record<string, string>,
    enAttente: 'En attente d’analyse',
    vide: 'Aucune pièce-jointe',
    videTexte: 'Les documents déposés pour la structure se trouvent ici.',
    recherche: 'Nom ou désignation',
    aucunResultat: 'Aucun résultat',
    aucunResultatTexte: 'Essayez un autre mot.',
    resultats: (n: number) => (n > 1 ? `${n} documents` : `${n} document`),
    telecharger: (nom: string) => `Télécharger ${nom}`,
    actions: 'Actions',
    toutes: 'Toutes les pièces-jointes',
    enAttenteTexte: 'L’antivirus n’a pas encore vu ce fichier : il se téléchargera dès que ce sera fait.',
  },
  api: {
    deposer: 'Déposer un fichier, à joindre ensuite par une demande',
    liste: 'Pièces-jointes d’une structure',
    contenu: 'Contenu d’une pièce-jointe',
    fichier:
      'Multipart, un fichier, champ « fichier ». Le contenu est vérifié tout de suite ; l’identifiant rendu se joint par une demande « piece-jointe.creer » dans la journée.',
    contenuTexte: 'Les octets, à enregistrer. 409 « fichier-en-attente » tant que l’antivirus n’a pas vu le fichier.',
    unSeul: 'Un fichier par dépôt : envoyez les autres un par un',
  },
  /** The documents of the demonstration. */
  exemples: [
    {
      nom: 'Statuts.pdf',
      designation: 'Statuts à jour au 1er janvier 2026',
      texte: 'Document d’exemple, sans valeur. La société a pour objet la fabrication et la pose de menuiseries.',
    },
    {
      nom: 'Délégation de signature.pdf',
      designation: 'Délégation de signature, factures jusqu’à 5 000 €',
      texte: 'Document d’exemple, sans valeur. Daniel Poitier délègue sa signature à Héloïse Ferdinand pendant ses congés.',
    },
    {
      nom: 'Attestation d’assurance.pdf',
      designation: 'Responsabilité décennale, reçue cette semaine',
      texte: 'Document d’exemple, sans valeur. La société est assurée pour les travaux de menuiserie qu’elle réalise.',
    },
  ],
  evenements: {
    'piece-jointe.creer:effective': 'Pièce-jointe créée',
    'piece-jointe.supprimer:effective': 'Pièce-jointe supprimée',
    'piece-jointe.infectee:effective': 'Pièce-jointe retirée : l’antivirus l’a trouvée infectée',
  } as Record<string, string>,
}
