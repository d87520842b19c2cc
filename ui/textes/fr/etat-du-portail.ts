import { compter } from '#ui/textes/format.ts'

type Noms = Record<string, string>

/** What the operator looks at when something is wrong. */
export const etatDuPortail = {
  titre: 'État du portail',
  chapo: 'Ce qui ne répond pas, ce qui attend, et quoi faire.',
  detail: 'Ce qui répond, ce qui attend, la place libre ; relancer ce qui a échoué',
  attention: (n: number) => `${compter(n, { one: 'point demande', other: 'points demandent' })} votre attention`,
  normal: 'Rien d’anormal.',
  anormal: 'Quelque chose demande votre attention, ci-dessous.',
  colonnes: ['Quoi', 'État', 'Que faire'],
  repond: 'Normal',
  muet: 'Ne répond pas',
  pasRegle: 'Pas réglé',
  bas: 'Presque plein',
  plein: 'Plein',
  enRetard: 'En retard',
  dehors: {
    courriels: 'Serveur de courriels',
    antivirus: 'Antivirus',
    registre: 'Registre des entreprises',
    courrielsRecus: 'Courriels reçus',
    facturation: 'Application de facturation',
    fournisseur: 'Fournisseur d’identité',
    assistant: 'Modèle de langue de l’assistant',
  },
  siMuet: {
    courriels:
      'Les courriels attendent et sont réessayés une dizaine d’heures. Relancez le serveur (SMTP_URL), puis « Réessayer maintenant ».',
    antivirus:
      'Les fichiers sont acceptés et attendent, sans se télécharger. Relancez clamd (CLAMD_URL) : ils sont analysés dans les cinq minutes.',
    registre: 'Créer une structure attend son retour, ou passe par le registre importé. Annoncez un incident si cela dure.',
    courrielsRecus: 'Les réponses aux tickets par courriel attendent dans la boîte : rien n’est perdu. Vérifiez MAIL_IN_URL.',
    facturation: 'Le destinataire d’une facture se donne à la main en attendant.',
    fournisseur: 'On se connecte par mot de passe en attendant.',
    assistant: 'L’assistant cite les fiches, sans les reformuler.',
  },
  fichiers: (n: number) => `${compter(n, { one: 'fichier attend', other: 'fichiers attendent' })} l’analyse.`,
  disque: 'Place sur le disque',
  libre: (octets: string) => `${octets} libres.`,
  siBas: 'Libérez de la place : sous 100 Mo, le portail refuse d’écrire et continue de se lire.',
  siPlein: 'Le portail refuse d’écrire et continue de se lire. Libérez de la place : il reprend seul dès 130 Mo.',
  changements: 'Changements programmés',
  retards: (n: number) =>
    `${compter(n, { one: 'changement a dépassé', other: 'changements ont dépassé' })} son heure : le journal du serveur nomme la demande et l’erreur.`,
  files: 'Travaux en attente',
  parTravail: 'Ce qui attend, par travail',
  parEmetteur: 'Les émetteurs, et leurs tickets',
  aucuneFile: 'Aucun travail n’attend, n’a échoué ni n’est abandonné.',
  colonnesFiles: ['Travail', 'En attente', 'Réessayés', 'Abandonnés', 'Depuis', 'Dernière erreur', 'Agir'],
  reessayer: 'Réessayer maintenant',
  fait: (n: number) =>
    n
      ? `${compter(n, { one: 'travail est relancé', other: 'travaux sont relancés' })} : rechargez la page dans une minute.`
      : 'Rien n’était à relancer.',
  nomsDesFiles: {
    courriel: 'Courriels à envoyer',
    'demande.avis': 'Avis sur les demandes',
    'fichiers.analyse': 'Analyse des fichiers',
    'avis.resumes': 'Résumés par courriel',
  } as Noms,
  robots: 'Tickets en nombre',
  robotsTexte:
    'Vingt tickets ou plus en une heure d’un même émetteur : souvent un programme. Au-delà de trente, il est refusé jusqu’à l’heure suivante. Répondez-lui, ou réunissez ses tickets.',
  colonnesRobots: ['Émetteur', 'Adresse', 'Tickets en une heure'],
  public: 'Ce que tout le monde lit, incidents compris.',
  api: { lire: 'Ce qui répond, ce qui attend, ce qui a échoué', reessayer: 'Relancer les travaux d’une file' },
}
