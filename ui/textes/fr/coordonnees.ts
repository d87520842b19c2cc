import { pluriel } from '#ui/textes/format.ts'

/** « Coordonnées bancaires » (BAN). */
export const coordonnees = {
  titre: 'Coordonnées bancaires', nom: 'Nom de la coordonnée bancaire', type: 'Type', types: { IBAN: 'IBAN', BBAN: 'BBAN / RIB', AUTRE: 'Autre' } as Record<string, string>, modifieLe: 'Dernier changement',
  information: { titre: 'À titre d’information', texte: 'Un comptable public ne paie que le compte déclaré dans le contrat : indiquez-y aussi tout changement.' },
  fraude: { titre: 'Fraude au changement de RIB', texte: 'Un courriel pressant vous demande ce changement ? Rappelez la personne à un numéro que vous connaissez déjà.' },
  ou: { titre: 'Où lire ces numéros ?', texte: 'Sur le RIB, de gauche à droite : banque (5), guichet (5), compte (11), clé (2). L’IBAN est FR, 2 chiffres, puis les mêmes 23.' },
  groupes: { compte: 'Le compte', rib: 'Le RIB', effet: 'Prise d’effet', historique: 'Historique' },
  parties: ['Banque', 'Guichet', 'Compte', 'Clé RIB'],
  aides: {
    nom: 'Ce que voit la personne qui dépose une facture, dans la liste.', type: 'BBAN / RIB : un numéro national, sans IBAN. Autre : tout autre numéro, écrit à la place du BBAN.', iban: 'Collez-le avec ou sans espaces. Il remplit le pays et le BBAN.',
    pays: 'Celui de la banque.', paysVide: 'À choisir, ou lu dans l’IBAN', bban: 'Le numéro du compte dans son pays ; en France, les 23 caractères du RIB.', bic: '8 ou 11 caractères ; il désigne la banque.',
    affactureur: 'Sa désignation et son identifiant sont alors demandés.', designationAffactureur: 'Le nom de la société qui reçoit les paiements.', identifiantAffactureur: 'Son SIRET, ou son identifiant hors de France.', rib: (structure: string) => `Au nom de ${structure}, ou de l’affactureur.`, ribNouveau: 'Laissez vide pour garder celui qui est là ; un autre numéro de compte demande son propre RIB.', aPartirDu: 'Laissez vide pour que le changement vaille après le délai.',
  },
  annonce: 'Un courriel part à chaque adresse du gestionnaire principal et à l’adresse de contact de la structure, y compris celle d’avant si elle vient de changer.',
  garder: (compte: string) => `Aujourd’hui ${compte}. Laissez vide pour garder ce numéro ; le nouveau remplit le pays et le BBAN.`,
  luDansLIban: 'Lu dans l’IBAN, modifiable', affactureur: 'Ce compte est celui d’un affactureur',
  actions: 'Actions', tous: 'Toutes les coordonnées bancaires de la structure', numero: 'Numéro de compte',
  masque: (fin: string) => (fin ? `compte masqué, finissant par ${fin}` : 'compte masqué'),
  creer: {
    titre: 'Créer une coordonnée bancaire', etapes: ['Saisir', 'Vérifier', 'Demande reçue'], verifier: 'Vérifier avant de créer', note: 'Vous prouvez d’abord que c’est vous. Le gestionnaire principal est prévenu à toutes ses adresses.', titreVerifier: 'Vérifier vos réponses', resume: 'Ce qui sera créé', bouton: 'Créer la coordonnée bancaire',
    structure: 'Pour quelle structure ?', structureAide: 'Seules les structures où vous avez « Organisation modification » sont proposées.', continuer: 'Continuer', autre: 'Choisir une autre structure', filtrer: 'Nom ou identifiant de la structure', tropNombreuses: 'Toutes ne sont pas montrées : filtrez par le nom ou l’identifiant.',
    aucune: 'Aucune structure où créer une coordonnée bancaire', aucuneTexte: 'Il faut « Organisation modification » sur une structure active. Demandez-le à son gestionnaire principal.', mesDroits: 'Demander un profil',
  },
  gerer: {
    titre: 'Gérer coordonnée bancaire', type: 'Type de demande', types: { consulter: 'Consulter une coordonnée bancaire', modifier: 'Modifier une coordonnée bancaire', activer: 'Activer une coordonnée bancaire', desactiver: 'Désactiver une coordonnée bancaire' } as Record<string, string>,
    structure: 'Structure', choisirType: 'Choisissez un type de demande', choisirStructure: 'Choisissez une structure de la liste', texte: 'Nom de la coordonnée bancaire', texteAide: 'Laissez vide pour voir toutes celles de la structure.', continuer: 'Continuer',
    inconnu: 'Aucune coordonnée bancaire ne correspond : vérifiez le nom', plusieurs: (n: number) => `${n} coordonnées bancaires correspondent : choisissez`, choisir: 'Choisissez la coordonnée bancaire', aucune: 'Vous n’avez pas encore de structure', aucuneTexte: 'Une coordonnée bancaire est celle d’une structure : créez la vôtre, ou demandez à y être rattaché.',
  },
  liste: {
    legende: 'Coordonnées bancaires de la structure', recherche: 'Nom, BIC ou affactureur', statut: 'Statut', tous: 'Tous', resultats: (n: number) => pluriel(n, { one: `${n} coordonnée bancaire`, many: `${n} de coordonnées bancaires`, other: `${n} coordonnées bancaires` }),
    vide: 'Aucune coordonnée bancaire ne correspond', videTexte: 'Changez le filtre, ou retirez-le.', aucune: 'Cette structure n’a pas encore de coordonnée bancaire', aucuneTexte: 'Donnez-en une pour que les personnes qui déposent des factures puissent la choisir.',
    trace: 'Chaque affichage d’un numéro entier est inscrit dans l’historique, avec votre nom.', programme: (quand: string) => `change ${quand}`, voir: (n: number) => pluriel(n, { one: 'Voir la coordonnée bancaire', many: `Voir les ${n} de coordonnées bancaires`, other: `Voir les ${n} coordonnées bancaires` }), reserve: 'Les coordonnées bancaires se lisent avec « Organisation consultation » sur la structure entière.',
  },
  page: {
    modifier: 'Modifier', afficher: 'Afficher en entier', afficherAide: 'Vous prouvez que c’est vous ; l’affichage est inscrit dans l’historique, avec votre nom.', affiche: 'Affiché une fois, et inscrit dans l’historique', prouve: 'C’est bien vous : affichez maintenant le numéro.', masquer: 'Masquer le numéro', rib: 'RIB', sansRib: 'Aucun RIB', aucunHistorique: 'Rien n’a encore changé.', pourquoiMasque: 'Le numéro entier n’est montré qu’à qui peut le changer.',
  },
  modifier: { titre: 'Modifier une coordonnée bancaire', etapes: ['Modifier', 'Vérifier', 'Demande reçue'], perimee: 'La coordonnée bancaire a changé pendant votre saisie', ribExige: 'Joignez le RIB du nouveau compte : celui qui est là porte l’ancien numéro' },
  desactiver: {
    titre: 'Désactiver une coordonnée bancaire', etapes: ['Désactiver', 'Vérifier', 'Demande reçue'], question: 'Voulez-vous désactiver ces informations bancaires ?', verifier: 'Vérifier la désactivation', bouton: (quand: string) => `Désactiver, effectif ${quand}`, immediat: 'Désactiver', consequences: 'Ce que cela change', deja: 'Cette coordonnée bancaire est déjà inactive.',
    liste: ['Elle n’est plus proposée à qui dépose une facture.', 'Ses données restent lisibles, et elle peut être activée de nouveau.', 'Le gestionnaire principal est prévenu.'],
  },
  activer: {
    titre: 'Activer une coordonnée bancaire', etapes: ['Activer', 'Vérifier', 'Demande reçue'], question: 'Voulez-vous activer ces informations bancaires ?', verifier: 'Vérifier l’activation', bouton: (quand: string) => `Activer, effectif ${quand}`, immediat: 'Activer', consequences: 'Ce que cela change', deja: 'Cette coordonnée bancaire est déjà active.',
    liste: ['Elle est de nouveau proposée à qui dépose une facture.', 'Le gestionnaire principal est prévenu.'],
  },
  evenements: {
    ...Object.fromEntries([['modifier', 'Modification de la coordonnée bancaire'], ['activer', 'Activation de la coordonnée bancaire'], ['desactiver', 'Désactivation de la coordonnée bancaire']].flatMap(([type, nom]) => [[`coordonnee-bancaire.${type}:programmee`, `${nom} : programmée`], [`coordonnee-bancaire.${type}:effective`, `${nom} : en vigueur`], [`coordonnee-bancaire.${type}:annulee`, `${nom} : annulée`], [`coordonnee-bancaire.${type}:echouee`, `${nom} : sans effet`]])),
    'coordonnee-bancaire.creer:effective': 'Coordonnée bancaire créée', 'coordonnee-bancaire.affichee': 'Numéro de compte affiché en entier',
  } as Record<string, string>,
  courriel: {
    bonjour: (prenom: string) => (prenom ? `Bonjour ${prenom},` : 'Bonjour,'),
    sujets: { recue: (quoi: string, structure: string) => `${quoi}, ${structure} : changement prévu`, effective: (quoi: string, structure: string) => `${quoi}, ${structure} : c’est fait`, annulee: (quoi: string, structure: string) => `${quoi}, ${structure} : annulé`, echouee: (quoi: string, structure: string) => `${quoi}, ${structure} : sans effet` } as Record<string, (quoi: string, structure: string) => string>,
    quoi: (qui: string, quoi: string, compte: string, structure: string, numero: string) => `${qui} : ${quoi.toLowerCase()}, « ${compte} », de « ${structure} » (demande ${numero}).`,
    change: (champ: string, avant: string, apres: string) => `${champ} : ${avant} → ${apres}`,
    recue: (quand: string) => `Cela prendra effet ${quand}. D’ici là, son auteur ou le gestionnaire principal peut l’annuler.`, effective: (quand: string) => `Cela a pris effet ${quand}.`, annulee: (motif: string) => `La demande est annulée : rien ne change. ${motif}`, echouee: (motif: string) => `La demande n’a pas pu prendre effet : rien ne change. ${motif}`,
    inattendu: (gestionnaire: string | null) => `Vous ne vous y attendiez pas ? Annulez la demande si vous le pouvez, et prévenez aussitôt ${gestionnaire ? `${gestionnaire}, gestionnaire principal` : 'le support'}, à un numéro que vous connaissez déjà.`, jamais: 'Choral n’envoie jamais un numéro de compte entier par courriel, et n’en demande jamais.',
  },
  api: { liste: 'Coordonnées bancaires d’une structure, masquées', une: 'Une coordonnée bancaire, masquée', afficher: 'Le numéro de compte entier', rib: 'Le RIB', afficherAide: 'Demande « Organisation modification » et une preuve d’identité de moins de dix minutes ; chaque affichage est inscrit dans l’historique.' },
}
