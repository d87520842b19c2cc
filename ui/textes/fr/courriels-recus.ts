import { compter } from '#ui/textes/format.ts'

type Raison =
  | 'trop-grand'
  | 'illisible'
  | 'automatique'
  | 'sans-jeton'
  | 'jeton-inconnu'
  | 'autre-adresse'
  | 'authentification'
  | 'trop-de-courriels'
  | 'vide'
  | 'ferme'
  | 'autre-statut'
  | 'pas-pris'
  | 'acces'
  | 'refuse'

/** Mails received for tickets (TIC-08). */
export const courrielsRecus = {
  titre: 'Courriels reçus',
  chapo:
    'Les réponses arrivées par courriel : ajoutées à un ticket, ou écartées avec leur raison. Rien de ce qui est écarté n’a reçu de réponse, sauf à son véritable auteur.',
  texte: 'Réponses ajoutées aux tickets, ou écartées',
  ferme: 'Aucun courriel ne peut entrer : le réglage MAIL_IN_URL est vide.',
  recherche: 'Adresse de l’expéditeur',
  tous: 'Tous',
  toutes: 'Toutes',
  recuLe: 'Reçu',
  de: 'De',
  objet: 'Objet',
  etat: 'État',
  raison: 'Raison',
  ticket: 'Ticket',
  taille: 'Taille',
  enveloppe: 'Remis par',
  aQui: 'Adressé à',
  traiteLe: 'Traité',
  reponduLe: 'Auteur prévenu',
  contenu: 'Texte',
  garde: 'L’original est gardé un an quand il a été ajouté, 90 jours sinon.',
  sansContenu: 'Pas de texte à montrer.',
  etats: { recu: 'En attente', ajoute: 'Ajouté', cree: 'Nouveau ticket', ecarte: 'Écarté' },
  raisons: {
    'trop-grand': 'Il dépasse la taille permise.',
    illisible: 'Il ne se lit pas, ou pas en une seconde.',
    automatique: 'Il vient d’un programme (réponse automatique, avis de non-remise, liste).',
    'sans-jeton': 'Il n’est adressé à aucun ticket.',
    'jeton-inconnu': 'Son adresse de réponse n’existe pas.',
    'autre-adresse': 'Il ne vient pas de l’adresse à laquelle nous avions écrit.',
    authentification: 'Rien ne prouve que son expéditeur est bien celui qu’il dit (DKIM, SPF, DMARC).',
    'trop-de-courriels': 'Trop de courriels de cette adresse en une heure.',
    vide: 'Il ne contient rien à ajouter.',
    ferme: 'Ce ticket est clôturé : créez-en un autre si la difficulté revient.',
    'autre-statut': 'Ce ticket n’est pas dans un état qui permet cette réponse.',
    'pas-pris': 'Prenez d’abord ce ticket dans Choral : chacun voit ainsi qui répond.',
    acces: 'Vous n’avez plus le droit d’agir sur ce ticket.',
    refuse: 'Le portail l’a refusé.',
  } as Record<Raison, string>,
  resultats: (n: number) => compter(n, { one: 'courriel', many: 'de courriels', other: 'courriels' }),
  legende: 'Courriels reçus',
  vide: 'Aucun courriel',
  videTexte: 'Ce qui arrive par courriel paraîtra ici.',
  api: 'Courriels reçus pour les tickets (opérateur)',
  apiUn: 'Un courriel reçu',
  sansObjet: 'Sans objet',
  sansTexte: 'Voir les pièces jointes.',
  coupe: '[…] La suite est dans le courriel.',
  piecesRefusees: 'Pièces jointes non gardées :',
  piecesEnPlus: (n: number) => `${compter(n, { one: 'autre fichier', other: 'autres fichiers' })} au-delà du nombre permis`,
}
