import { compter, liste } from '#ui/textes/format.ts'

interface Contenu {
  sujet: string
  avant: string[]
  libelle?: string
  apres: string[]
}

const bonjour = (prenom: string, nom: string) => `Bonjour ${prenom} ${nom}`.trim() + ','
const reagir =
  'Si ce n’est pas vous, changez votre mot de passe aussitôt et fermez les sessions que vous ne reconnaissez pas, dans « Mon compte ».'
const plusieurs = (noms: string[]) =>
  liste([
    ...noms.slice(0, noms.length > 6 ? 5 : 6).map((n) => `« ${n} »`),
    ...(noms.length > 6 ? [`${noms.length - 5} autres structures`] : []),
  ])

const SUITES_TICKET: Record<string, string> = {
  creer: 'un ticket vous est adressé',
  prendre: 'quelqu’un s’en occupe',
  demander: 'une information vous est demandée',
  resoudre: 'une réponse vous est donnée',
  completer: 'son émetteur y ajoute un message',
  fournir: 'les informations sont données',
  renvoyer: 'la réponse ne convient pas',
  accepter: 'la solution est acceptée',
  attribuer: 'il est attribué à quelqu’un',
  'attribuer à vous': 'il vous est attribué',
  rendre: 'il est rendu à la file',
  transferer: 'il est transmis à un autre destinataire',
  'transferer à vous': 'il vous est transféré',
  fusionner: 'il est réuni à un autre ticket',
  priorite: 'sa priorité change',
  lier: 'l’incident lié change',
  note: 'une note interne est ajoutée',
  fermer: 'le ticket est fermé',
  expirer: 'sans réaction à la réponse, le ticket est fermé',
}

/** What one can do about it, said to whoever it is asked of. */
function suiteDuTicket(
  action: string,
  {
    parCourriel,
    aLuiDAgir,
    repond,
    avis,
    termine,
  }: {
    parCourriel: boolean
    aLuiDAgir: boolean
    /** What an answer by mail would be: the emitter's, that of whoever has the ticket in hand, or nobody's. */ repond:
      | 'emetteur'
      | 'agent'
      | 'personne'
    avis: boolean
    termine: boolean
  },
): string[] {
  if (avis) return ['Dites ce que vous pensez de la réponse. La difficulté revient ? Créez un autre ticket.']
  if (termine) return []
  if (action === 'resoudre' && aLuiDAgir)
    return [
      parCourriel
        ? 'Elle vous convient ? Acceptez-la sur la page du ticket, sans répondre : répondre à ce courriel renvoie le ticket.'
        : 'Acceptez-la, ou renvoyez le ticket, sur sa page.',
    ]
  if (parCourriel && repond === 'agent')
    return ['Répondre à ce courriel répond à son émetteur et résout le ticket. Pour demander une information, ouvrez sa page.']
  if (parCourriel && repond === 'personne')
    return ['Seule la personne qui a pris le ticket peut répondre à ce courriel : prenez-le d’abord, sur sa page.']
  return parCourriel ? [] : ['Répondez dans Choral, sur la page du ticket.']
}

/** Mails about accounts: what they say, part by part. */
export const courriels = {
  marque: 'Répondez au-dessus de cette ligne',
  pied: (url: string, saisie: boolean, reponse: boolean) =>
    `Vous recevez ce courriel parce que ${saisie ? `votre adresse a été saisie sur ${url}` : `vous avez un compte sur ${url}`}. ${reponse ? 'Répondez depuis cette même adresse : ce que vous écrirez s’ajoutera au ticket.' : 'N’y répondez pas : personne ne lit cette boîte.'}`,
  activation: (prenom: string, nom: string): Contenu => ({
    sujet: 'Activez votre compte Choral',
    avant: [bonjour(prenom, nom), 'Il reste un pas : confirmez que cette adresse est la vôtre en ouvrant ce lien.'],
    libelle: 'Activer mon compte',
    apres: [
      'Le lien est valable 60 minutes et ne sert qu’une fois.',
      'Vous n’avez pas demandé de compte ? Ignorez ce message : sans votre accord, aucun compte n’est ouvert.',
    ],
  }),
  dejaInscrit: (prenom: string, nom: string): Contenu => ({
    sujet: 'Vous avez déjà un compte Choral',
    avant: [
      bonjour(prenom, nom),
      'Quelqu’un, sans doute vous, a demandé un compte avec cette adresse. Vous en avez déjà un : connectez-vous.',
    ],
    libelle: 'Se connecter',
    apres: [
      'Mot de passe oublié ? Choisissez « Mot de passe oublié » sur la page de connexion.',
      'Si ce n’est pas vous, vous n’avez rien à faire : rien n’a changé.',
    ],
  }),
  motDePasse: (prenom: string, nom: string): Contenu => ({
    sujet: 'Choisissez un nouveau mot de passe',
    avant: [bonjour(prenom, nom), 'Vous avez demandé un nouveau mot de passe. Ouvrez ce lien pour le choisir.'],
    libelle: 'Choisir un mot de passe',
    apres: [
      'Le lien est valable 60 minutes et ne sert qu’une fois.',
      'Si vous n’avez rien demandé, ignorez ce message : votre mot de passe ne change pas.',
    ],
  }),
  motDePasseChange: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'Votre mot de passe a été changé',
    avant: [bonjour(prenom, nom), `Le mot de passe de votre compte a été changé le ${quand}. Vos autres sessions sont fermées.`],
    apres: ['Si ce n’est pas vous, demandez aussitôt un nouveau mot de passe sur la page de connexion, puis écrivez au support.'],
  }),
  adresseAVerifier: (prenom: string, nom: string): Contenu => ({
    sujet: 'Confirmez votre nouvelle adresse',
    avant: [
      bonjour(prenom, nom),
      'Vous avez donné cette adresse dans « Mon compte ». Confirmez-la en ouvrant ce lien, dans le navigateur où votre session est ouverte.',
    ],
    libelle: 'Confirmer cette adresse',
    apres: [
      'Le lien est valable 60 minutes. D’ici là, votre adresse actuelle reste en usage.',
      'Si vous n’avez rien demandé, ignorez ce message.',
    ],
  }),
  adresseAnnoncee: (prenom: string, nom: string, nouvelle: string): Contenu => ({
    sujet: 'Changement d’adresse demandé',
    avant: [
      bonjour(prenom, nom),
      `Vous avez demandé que l’adresse de connexion de votre compte devienne ${nouvelle}. Elle ne changera qu’une fois confirmée depuis cette nouvelle adresse.`,
    ],
    apres: ['D’ici là, vous vous connectez avec l’adresse actuelle.', reagir],
  }),
  adresseChangee: (prenom: string, nom: string, nouvelle: string, quand: string): Contenu => ({
    sujet: 'Votre adresse de connexion a changé',
    avant: [bonjour(prenom, nom), `Depuis le ${quand}, on se connecte à votre compte avec ${nouvelle}, et non plus avec cette adresse.`],
    apres: ['Si ce n’est pas vous, écrivez au support aussitôt.'],
  }),
  blocage: (prenom: string, nom: string, jusque: string): Contenu => ({
    sujet: 'Connexions refusées sur votre compte',
    avant: [
      bonjour(prenom, nom),
      `Plusieurs mots de passe faux ont été essayés sur votre compte. Les connexions depuis un appareil inconnu sont refusées jusqu’au ${jusque}. Un navigateur d’où vous avez déjà ouvert une session n’est pas concerné.`,
    ],
    libelle: 'Choisir un nouveau mot de passe',
    apres: [
      'Vous avez oublié votre mot de passe ? Choisissez-en un nouveau : la connexion est alors possible aussitôt.',
      'Vous ne recevrez pas d’autre message à ce sujet aujourd’hui, même si les essais continuent.',
    ],
  }),
  secondFacteurActive: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'Une application de codes protège votre compte',
    avant: [bonjour(prenom, nom), `Depuis le ${quand}, se connecter à votre compte demande aussi un code.`],
    apres: ['Gardez vos codes de secours en lieu sûr.', reagir],
  }),
  secondFacteurRetire: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'L’application de codes a été retirée',
    avant: [
      bonjour(prenom, nom),
      `Depuis le ${quand}, se connecter à votre compte ne demande plus de code. Vos autres sessions sont fermées.`,
    ],
    apres: [reagir],
  }),
  secondFacteurLeve: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'Votre second facteur a été retiré à votre demande',
    avant: [
      bonjour(prenom, nom),
      `Le ${quand}, un opérateur a retiré de votre compte l’application de codes, les codes de secours et les clés d’accès, et fermé vos sessions. Votre mot de passe ne sert plus : choisissez-en un autre pour entrer.`,
    ],
    libelle: 'Choisir un mot de passe',
    apres: [
      'Vous n’avez rien demandé ? Choisissez aussitôt un mot de passe et prévenez le support : quelqu’un s’est fait passer pour vous.',
    ],
  }),
  cleAjoutee: (prenom: string, nom: string, cle: string, quand: string): Contenu => ({
    sujet: 'Une clé d’accès a été ajoutée',
    avant: [bonjour(prenom, nom), `La clé d’accès « ${cle} » a été ajoutée à votre compte le ${quand}.`],
    apres: [reagir],
  }),
  cleRetiree: (prenom: string, nom: string, cle: string, quand: string): Contenu => ({
    sujet: 'Une clé d’accès a été retirée',
    avant: [bonjour(prenom, nom), `La clé d’accès « ${cle} » a été retirée de votre compte le ${quand}.`],
    apres: [reagir],
  }),
  gestionRecue: (prenom: string, nom: string, structures: string[], de: string): Contenu => ({
    sujet: 'Vous êtes gestionnaire principal',
    avant: [
      bonjour(prenom, nom),
      `${de ? `${de} vous a transféré` : 'L’opérateur du portail vous a confié'} le rôle de gestionnaire principal de ${plusieurs(structures)}. Vous y avez tous les profils, et vous décidez de ce qui attend une approbation.`,
    ],
    libelle: 'Voir dans Choral',
    apres: ['Vous ne vous y attendiez pas ? Écrivez au support.'],
  }),
  structureDupliquee: (prenom: string, nom: string, par: string, ancienne: string, nouvelle: string, identifiant: string): Contenu => ({
    sujet: 'Votre rattachement à une nouvelle structure',
    avant: [
      bonjour(prenom, nom),
      `${par} a dupliqué ${ancienne} : vous êtes maintenant rattaché aussi à ${nouvelle}, ${identifiant}, avec les habilitations que vous aviez. Rien ne change pour vous sur l’ancienne structure.`,
    ],
    libelle: 'Voir dans Choral',
    apres: ['Vous ne vous y attendiez pas ? Écrivez au support.'],
  }),
  gestionTransmise: (prenom: string, nom: string, structures: string[], a: string): Contenu => ({
    sujet: 'Vous n’êtes plus gestionnaire principal',
    avant: [
      bonjour(prenom, nom),
      `Le rôle de gestionnaire principal de ${plusieurs(structures)} appartient maintenant à ${a}. Vous restez rattaché comme simple utilisateur.`,
    ],
    libelle: 'Voir dans Choral',
    apres: [reagir, 'Dans ce cas, écrivez aussi au support.'],
  }),
  compteDesactive: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'Votre compte Choral est désactivé',
    avant: [
      bonjour(prenom, nom),
      `Votre compte a été désactivé le ${quand}, à votre demande. Vos rattachements et vos habilitations ont pris fin.`,
    ],
    apres: ['Si ce n’est pas vous, écrivez au support aussitôt.'],
  }),
  ticket: (
    prenom: string,
    nom: string,
    numero: string,
    titre: string,
    action: string,
    suite: Parameters<typeof suiteDuTicket>[1],
  ): Contenu => ({
    sujet: `Ticket ${numero} : ${SUITES_TICKET[action] ?? 'du nouveau'}`,
    avant: [bonjour(prenom, nom), `Ticket ${numero}, « ${titre} » : ${SUITES_TICKET[action] ?? 'du nouveau'}.`],
    libelle: suite.avis ? 'Donner mon avis' : 'Voir le ticket',
    apres: suiteDuTicket(action, suite),
  }),
  ticketAvis: (prenom: string, nom: string, numero: string, titre: string): Contenu => ({
    sujet: `Ticket ${numero} : la réponse est-elle satisfaisante ?`,
    avant: [bonjour(prenom, nom), `Le ticket ${numero}, « ${titre} », est fermé. La réponse est-elle satisfaisante ?`],
    libelle: 'Donner mon avis',
    apres: ['Une note de 1 à 5 et, si vous voulez, une phrase. C’est facultatif, et cela ne vous sera pas redemandé.'],
  }),
  sansRepondant: (prenom: string, nom: string, ou: string, tickets: number, aNommer: boolean, active: boolean): Contenu => ({
    sujet: `Personne ne peut répondre aux tickets adressés à ${ou}`,
    avant: [
      bonjour(prenom, nom),
      `${compter(tickets, { one: 'ticket attend', other: 'tickets attendent' })} une réponse de « ${ou} », où personne n’a le profil « Sollicitations reçues modification ».`,
    ],
    libelle: aNommer ? 'Nommer un gestionnaire principal' : active ? 'Donner ce profil' : 'Voir la structure',
    apres: [
      aNommer
        ? 'La structure n’a pas de gestionnaire principal pour le donner : nommez-en un.'
        : active
          ? 'Donnez-le à qui répondra : les tickets lui sont ouverts dès qu’il prend effet.'
          : 'La structure est désactivée : tant qu’elle le reste, personne ne peut y répondre.',
    ],
  }),
  courrielNonAjoute: (numero: string, raison: string): Contenu => ({
    sujet: `Ticket ${numero} : votre courriel n’a pas été ajouté`,
    avant: ['Bonjour,', `Votre courriel en réponse au ticket ${numero} n’y a pas été ajouté. ${raison}`],
    libelle: 'Voir le ticket',
    apres: [],
  }),
  /** It can no longer be answered, and whoever has no account creates another by the form of the support. */
  courrielTropTard: (numero: string, raison: string, sansCompte: boolean): Contenu => ({
    sujet: `Ticket ${numero} : votre courriel n’a pas été ajouté`,
    avant: ['Bonjour,', `Votre courriel en réponse au ticket ${numero} n’y a pas été ajouté. ${raison}`],
    libelle: sansCompte ? 'Écrire une autre demande' : 'Voir le ticket',
    apres: [],
  }),
  courrielDevenuTicket: (numero: string): Contenu => ({
    sujet: `Ticket ${numero} : votre demande est reçue`,
    avant: [
      'Bonjour,',
      `Votre courriel est devenu le ticket ${numero}, adressé au support du portail. Un courriel vous préviendra de chaque réponse.`,
    ],
    libelle: 'Voir le ticket',
    apres: [],
  }),
  siretAttendu: (prenom: string, nom: string, structure: string, identifiant: string): Contenu => ({
    sujet: `${structure} attend son SIRET`,
    avant: [
      bonjour(prenom, nom),
      `« ${structure} » porte encore l’identifiant provisoire ${identifiant}, « En cours d’immatriculation ».`,
      'Dès que l’INSEE vous a donné le SIRET, changez de structure : services, utilisateurs et coordonnées bancaires peuvent suivre.',
    ],
    libelle: 'Indiquer le SIRET',
    apres: [
      'Ce rappel revient tous les 30 jours, jusqu’au changement. La structure ne sera pas immatriculée ? Désactivez-la : il s’arrête.',
    ],
  }),
  recuperationAvertie: (prenom: string, nom: string, structure: string, demandeur: string, jusque: string): Contenu => ({
    sujet: `On demande à vous remplacer pour ${structure}`,
    avant: [
      bonjour(prenom, nom),
      `${demandeur} demande à devenir gestionnaire principal de « ${structure} » à votre place, en disant que vous êtes introuvable. Sans réponse de votre part, l’opérateur du portail pourra l’accepter après le ${jusque}.`,
    ],
    libelle: 'Je suis toujours là',
    apres: [
      'Vous êtes en poste ? Connectez-vous et dites-le : la demande s’arrête aussitôt.',
      'Vous êtes parti ? Vous n’avez rien à faire.',
    ],
  }),
  creationContestee: (prenom: string, nom: string, structure: string, demandeur: string, jusque: string): Contenu => ({
    sujet: `On conteste la création de ${structure}`,
    avant: [
      bonjour(prenom, nom),
      `Sans y avoir de rattachement, ${demandeur} dit que « ${structure} » n’est pas à vous et demande à en devenir gestionnaire principal. L’opérateur du portail décide après le ${jusque}.`,
    ],
    libelle: 'Répondre',
    apres: ['Connectez-vous et dites pourquoi cette structure est la vôtre : l’opérateur vous lit avant de décider.'],
  }),
  recuperationArretee: (prenom: string, nom: string, structure: string, motif: string): Contenu => ({
    sujet: `La récupération de ${structure} est arrêtée`,
    avant: [bonjour(prenom, nom), `La demande de récupération du rôle de gestionnaire principal de « ${structure} » est arrêtée.`, motif],
    libelle: 'Voir la demande',
    apres: [],
  }),
  recuperationDecidee: (prenom: string, nom: string, structure: string, acceptee: boolean, motif: string): Contenu => ({
    sujet: `Récupération de ${structure} : ${acceptee ? 'acceptée' : 'refusée'}`,
    avant: [
      bonjour(prenom, nom),
      `L’opérateur du portail a ${acceptee ? 'accepté' : 'refusé'} la demande de récupération du rôle de gestionnaire principal de « ${structure} ».`,
      ...(motif ? [motif] : []),
    ],
    libelle: 'Voir la demande',
    apres: [],
  }),
}
