import { compter, nombre } from '#ui/textes/format.ts'

type Action = 'prendre' | 'rendre' | 'attribuer' | 'transferer' | 'priorite' | 'lier' | 'fusionner' | 'demander' | 'resoudre' | 'note' | 'completer' | 'fournir' | 'accepter' | 'renvoyer' | 'fermer'

export const tickets = {
  support: 'Support', emis: 'Tickets émis', recus: 'Tickets reçus', creer: 'Créer un ticket', ticket: (n: string) => `Ticket ${n}`,
  numero: 'Numéro', descriptionBreve: 'Description brève', categorie: 'Catégorie', sousCategorie: 'Sous-catégorie', statut: 'Statut', cree: 'Créé', structure: 'Organisation émettrice', destinataire: 'Organisation destinataire', agent: 'Pris par', service: 'Service',
  supportDuPortail: 'Support du portail', statuts: { OUVERT: 'Ouvert', EN_ATTENTE: 'En attente d’informations', RESOLU: 'Résolu', FERME: 'Fermé' },
  onglets: { actions: 'Actions requises', tous: 'Tous (sauf clôturés)', clotures: 'Clôturés' },
  typesObjet: { FACTURE: 'Facture', DEMANDE_REMBOURSEMENT: 'Demande de remboursement', ENGAGEMENT: 'Engagement', MANDAT: 'Mandat', RACCORDEMENT: 'Raccordement' } as Record<string, string>,
  contact: {
    titre: 'Nous contacter', chapo: 'Une question, une difficulté : trois façons de nous joindre.',
    poser: 'Poser une question', assistant: 'Discuter avec notre agent virtuel', assistantTexte: 'Des réponses tirées de la documentation.', agent: 'Échanger en ligne avec un agent', agentTexte: 'Une conversation en direct, aux heures d’ouverture.', discuter: 'Discuter avec un agent',
    demande: 'Envoyer une demande d’aide au support', demandeTexte: 'Le délai d’une réponse dépend de qui la donne : vous êtes prévenu par courriel à chaque étape.', portail: 'Accéder au portail de support', sansCompte: 'Pas de compte, ou pas moyen de vous connecter ? Votre adresse suffit.', ecrire: 'Écrire à l’opérateur',
    reference: 'Si une page vous a donné une référence, joignez-la à votre message : elle permet de retrouver ce qui s’est passé.', derniers: 'Mes derniers tickets émis', aucun: 'Vous n’avez encore envoyé aucun ticket.', aucunOuvert: 'Aucun de vos tickets n’est ouvert.', resume: { actions: (n: number) => `${compter(n, { one: 'ticket attend', other: 'tickets attendent' })} une action de vous`, tous: (n: number) => compter(n, { one: 'ticket en cours', other: 'tickets en cours' }), clotures: (n: number) => compter(n, { one: 'ticket clos', other: 'tickets clos' }) }, reponses: 'Chercher d’abord une réponse',
  },
  liste: {
    chapo: 'Pour toutes les structures auxquelles vous êtes rattaché.', chapoRecus: 'Ce que l’on demande à vos structures, ou au support du portail.', recherche: 'Numéro, objet ou mots de la description', toutes: 'Toutes', tousStatuts: 'Tous',
    resultats: (n: number, exact = true) => `${exact ? '' : 'plus de '}${compter(n, { one: 'ticket', many: 'de tickets', other: 'tickets' })}`, legende: 'Liste des tickets',
    vide: 'Aucun ticket ne correspond', videTexte: 'Retirez un filtre, ou cherchez un autre mot.', aucun: { actions: 'Rien n’attend de vous', tous: 'Aucun ticket en cours', clotures: 'Aucun ticket clôturé' }, aucunTexte: 'Un ticket est une demande d’aide, au support du portail ou à une entité publique.', aucunRecuTexte: 'Les tickets adressés à vos structures paraîtront ici.',
    aVous: { OUVERT: '', EN_ATTENTE: 'À vous : donner les informations demandées', RESOLU: 'À vous : accepter la solution, ou renvoyer le ticket', FERME: '' }, libre: 'personne pour l’instant',
  },
  formulaire: {
    chapo: 'Dites ce qui ne va pas : vous serez prévenu par courriel de chaque réponse.', etapes: ['Catégorie', 'Votre demande'], choisir: 'De quoi s’agit-il ?', choisissez: 'Choisissez', changer: 'Changer de catégorie',
    generales: 'Informations générales', sousCategorieAide: 'Celles qui commencent par « M - » vont à une entité publique ; les autres, au support du portail.',
    objetAide: 'Demandé pour certaines sous-catégories.', typeObjet: 'Type d’objet', numeroObjet: 'N° Objet', destinataireAide: 'Pour une sous-catégorie « M - » : le SIRET de l’entité publique, tel que l’annuaire le donne.', codeService: 'Code du service destinataire',
    emetteur: 'Émetteur', structure: 'Identifiant de l’organisation', designation: 'Désignation', designationSeule: 'Se remplit d’après l’identifiant.', pourMoi: 'Pour moi-même', structureAide: 'Demandée pour une sous-catégorie « M - ».', structureTapee: (n: number) => `Vous en avez ${nombre(n)} : donnez le SIRET, ou l’autre identifiant, de celle qui est concernée. Vide : pour vous-même.`, courriel: 'E-mail du contact', telephone: 'Téléphone du contact',
    probleme: 'Problème rencontré', titre: 'Titre / Résumé', description: 'Description longue', descriptionAide: 'Ce que vous faisiez, ce qui s’est passé, la référence affichée s’il y en a une. N’y mettez pas de mot de passe.', soumettre: 'Soumettre', abandonner: 'Abandonner',
  },
  fautes: {
    sousCategorie: 'Choisissez la sous-catégorie', typeObjet: 'Choisissez le type de l’objet', numeroObjet: 'Donnez le numéro de l’objet, de 100 caractères au plus', destinataire: 'Donnez l’identifiant de l’organisation destinataire', destinataireInconnu: 'Aucune entité publique active n’a cet identifiant', codeService: 'Cette entité n’a pas de service actif de ce code',
    structure: 'Choisissez une de vos structures', structureRequise: 'Choisissez la structure pour laquelle vous écrivez', service: 'Choisissez un service actif de cette structure', courriel: 'Donnez une adresse comme prenom.nom@exemple.fr', telephone: 'Donnez un numéro de téléphone, par exemple 02 40 00 00 10', titre: 'Donnez un titre', description: 'Décrivez le problème', caracteres: 'Retirez les caractères qui ne se voient pas',
  },
  tropDeTickets: (n: number) => `Vous avez déjà envoyé ${n} tickets en une heure. Attendez un peu avant le suivant.`,
  actionInconnue: (l: string) => `Choisissez une action parmi : ${l}`, texteManquant: 'Écrivez votre message', tropLong: (n: number) => `Gardez ${n} caractères au plus`,
  pasVotreCote: { emetteur: 'Seul l’émetteur du ticket, ou qui a le profil « Sollicitations émises modification » de sa structure, peut le faire.', destinataire: 'Il faut le profil « Sollicitations reçues modification » de l’organisation destinataire.' }, pasVotreCoteRemede: 'Demandez le profil au gestionnaire principal de la structure.',
  autreStatut: (s: string) => `Ce ticket est maintenant au statut « ${s} » : relisez-le avant d’agir.`, dejaPris: (qui: string) => `${qui} a pris ce ticket avant vous.`, aPrendre: 'Prenez d’abord ce ticket : chacun voit ainsi qui répond.',
  detail: {
    description: 'Description', activites: 'Activités', generales: 'Informations générales', contact: 'Contact', emisPar: 'Émis par', occupe: (qui: string) => `${qui} s’occupe de ce ticket.`, repondu: (qui: string) => `${qui} y a répondu.`, personne: 'Personne n’a encore pris ce ticket.', actions: 'Action', message: 'Votre message', noteAide: 'Une note interne n’est lue que du côté du destinataire, jamais par l’émetteur.',
    aVous: { EN_ATTENTE: 'À vous : donner les informations demandées', RESOLU: 'À vous : accepter la solution, ou renvoyer le ticket' } as Record<string, string>, fermeture: (jours: number) => `Sans réaction de votre part, un ticket résolu est fermé après ${compter(jours, { one: 'jour', other: 'jours' })}.`, clos: 'Ce ticket est clôturé : créez-en un autre si la difficulté revient.', rien: 'Rien à faire de votre côté : nous vous écrirons. Un oubli ? Ajoutez un message ou des fichiers.', portail: 'Le portail', identifiant: 'Identifiant', designation: 'Désignation',
  },
  gestes: { prendre: 'Prendre le ticket', rendre: 'Rendre le ticket', demander: 'Demander une information', resoudre: 'Répondre et résoudre', note: 'Ajouter une note interne', attribuer: 'Attribuer', transferer: 'Transférer le ticket', priorite: 'Fixer la priorité', lier: 'Enregistrer le lien', fusionner: 'Fusionner et fermer', completer: 'Ajouter au ticket', fournir: 'Transmettre les informations', accepter: 'Accepter la solution', renvoyer: 'Renvoyer le ticket', fermer: 'Fermer le ticket' } as Record<Action, string>,
  faits: { creer: 'a créé le ticket', prendre: 'a pris le ticket', rendre: 'a rendu le ticket', demander: 'demande une information', resoudre: 'a répondu', note: 'note interne', attribuer: 'a attribué le ticket', transferer: 'a transféré le ticket', priorite: 'a fixé la priorité', lier: 'a changé l’incident lié', fusionner: 'a réuni ce ticket à un autre', absorber: 'a réuni un autre ticket à celui-ci', completer: 'a complété le ticket', fournir: 'a donné les informations', accepter: 'a accepté la solution', renvoyer: 'a renvoyé le ticket', fermer: 'a fermé le ticket', expirer: 'a fermé le ticket, sans réaction' } as Record<Action | 'creer' | 'absorber' | 'expirer', string>,
  /** Said once it is done. */
  succes: {
    creer: 'Votre ticket est envoyé.', prendre: 'Vous avez pris ce ticket.', rendre: 'Le ticket est revenu dans la file.', demander: 'Votre question est envoyée à l’émetteur.', resoudre: 'Votre réponse est envoyée à l’émetteur.', note: 'La note interne est ajoutée.', attribuer: 'Le ticket est attribué.', transferer: 'Le ticket est transféré.', priorite: 'La priorité est fixée.', lier: 'Le lien est enregistré.', fusionner: 'Le ticket est réuni à l’autre, et fermé.',
    completer: 'Votre message est ajouté au ticket.', fournir: 'Vos informations sont transmises.', accepter: 'La solution est acceptée : le ticket est fermé.', renvoyer: 'Le ticket est renvoyé à son destinataire.', fermer: 'Le ticket est fermé.',
  } as Record<Action | 'creer', string>,
  parti: (n: string) => `Le ticket ${n} est transféré : il n’est plus dans votre file.`,
  devient: (s: string) => `statut « ${s} »`,
  api: { lister: 'Tickets émis, ou reçus', un: 'Un ticket, ce qui s’y est dit et ce qu’on peut y faire', creer: 'Créer un ticket', agir: 'Agir sur un ticket', categories: 'Catégories et sous-catégories des tickets' },
}
