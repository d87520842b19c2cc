import { compter, liste } from '#ui/textes/format.ts'

interface Contenu { sujet: string; avant: string[]; libelle?: string; apres: string[] }

/** « Utilisateurs »: asking to be attached, attaching, inviting, detaching. */
export const rattachements = {
  fil: 'Utilisateurs',
  maille: 'Niveau de rattachement', surStructure: 'la structure entière', surService: (code: string, nom: string) => `le service ${code}, ${nom}`, choisirService: 'Choisir un service', note: 'Rien n’est envoyé à cette étape. Votre saisie est conservée en brouillon.',
  demander: {
    titre: 'Demander un rattachement à une structure', chapo: 'Pour agir au nom d’une structure déjà présente dans Choral. Son gestionnaire principal décide.', etapes: ['Choisir la structure', 'Demander', 'Vérifier', 'Demande reçue'],
    parIdentifiant: 'Par son identifiant', identifiantAide: 'SIRET, numéro de TVA… avec ou sans espaces. Une structure privée ne se trouve que par son identifiant exact.', parNom: 'Par son nom, pour une entité publique', nom: 'Nom, ville ou code postal', nomAide: 'Par exemple : commune de Villeurbanne.', aucune: 'Aucune entité publique ne correspond. Vérifiez l’orthographe, ou cherchez par l’identifiant.',
    inconnu: 'Aucune structure ouverte ne porte cet identifiant dans Choral', inconnuTexte: 'Vérifiez chaque chiffre auprès de la structure. Si elle n’est pas encore dans Choral et que c’est la vôtre, créez-la. Une personne physique inscrite comme « Particulier » vous rattache elle-même.', inactive: (nom: string) => `${nom} est inactive : son gestionnaire doit d’abord l’activer`,
    deja: (nom: string, service: string | null) => `Vous êtes déjà rattaché à ${nom}${service ? `, service ${service}` : ''}.`, enAttente: (numero: string) => `Votre demande ${numero} attend déjà la décision du gestionnaire principal.`,
    mailleStructure: 'À la structure entière', mailleStructureAide: 'Vous agissez pour tous ses services.', mailleService: 'À un service', mailleServiceAide: 'Vous agissez pour ce service seulement.', serviceAide: 'Si vous avez choisi « À un service ».', codeAide: 'Le code exact du service, si vous avez choisi « À un service ».',
    commentaireAide: 'Pour que le gestionnaire vous reconnaisse : votre fonction, la personne qui vous envoie.', verifier: 'Vérifier la demande', apres: 'Et ensuite ?', apresTexte: 'Le gestionnaire principal reçoit votre demande et vous prévient de sa décision par courriel. Vous pouvez l’annuler tant qu’il n’a pas décidé.',
    quiDecide: 'Qui décide', gestionnaire: 'Le gestionnaire principal de la structure, ou son suppléant', siAccepte: 'Si c’est accepté', siAccepteTexte: 'Vous recevez aussitôt les profils donnés par défaut à un nouvel utilisateur.', bouton: 'Envoyer la demande',
  },
  choisir: {
    aucune: 'Vous ne gérez les utilisateurs d’aucune structure', aucuneTexte: 'Il faut « Organisation modification » sur une structure active, ou sur l’un de ses services. Le gestionnaire principal l’accorde.', demanderProfil: 'Demander ce profil', servicesSeuls: 'certains services',
    chercher: 'Chercher parmi vos structures', davantage: (n: number) => `Les ${n} premières lignes sont montrées : précisez la recherche pour voir les autres.`, quelles: 'Pour quelles structures ?', laquelle: 'De quelle structure ?', personne: 'Nom ou adresse électronique', aucunePersonne: 'Personne ne correspond dans cette structure.', autrePersonne: 'Choisir une autre personne',
  },
  rattacher: {
    titre: 'Rattacher un utilisateur', etapes: ['Renseigner', 'Vérifier', 'Rattaché'], ou: 'Rattachement à', autres: 'Choisir d’autres structures', adresse: 'Renseigner l’adresse email', adresseAide: 'Celle avec laquelle la personne se connecte, ou créera son compte.',
    niveaux: 'Niveaux de rattachement', mailleStructure: 'Je souhaite faire un rattachement à la maille structure', mailleService: 'Je souhaite faire un rattachement à la maille service', services: 'Services', servicesAide: 'Cochez-les si vous avez choisi la maille service.', choisirService: 'Cochez au moins un service',
    commentaireAide: 'Il reste dans l’historique de la structure.', verifier: 'Vérifier le rattachement', profils: 'Profils donnés', profilsTexte: 'Ceux que la structure donne par défaut : presque tous, sauf « Organisation modification ». Vous pourrez les changer ensuite.',
    effet: 'Ce qui suit', effetConnu: (nom: string) => `${nom} est rattaché tout de suite, et prévenu par courriel.`, effetSelon: (jusquAu: string) => `Si cette adresse a un compte, la personne est rattachée tout de suite et prévenue par courriel. Sinon, une invitation lui est envoyée, valable jusqu’au ${jusquAu} : le rattachement prend effet quand cette adresse est vérifiée.`, bouton: 'Rattacher',
    deja: (qui: string, structure: string, service: string | null) => `${qui} est déjà rattaché à ${structure}${service ? `, service ${service}` : ''}. Rien n’a été enregistré.`, invitee: (structure: string, service: string | null) => `Une invitation attend déjà pour cette adresse et ${structure}${service ? `, service ${service}` : ''}. Renvoyez-la, ou annulez-la.`, utilisateurInconnu: 'Cette personne n’est pas l’un de vos collègues : donnez plutôt son adresse électronique',
  },
  terminer: {
    titre: 'Détacher un utilisateur', titreSoi: 'Me détacher d’une structure', etapes: ['Choisir', 'Motiver', 'Vérifier', 'Détaché'], commentaireAide: 'Pourquoi ? Le motif reste dans l’historique, et la personne le reçoit.', verifier: 'Vérifier le détachement', structureAide: 'Et tous ses services.', serviceAide: 'Les autres rattachements restent.',
    consequences: 'Ce que cela change', liste: ['L’effet est immédiat : la personne ne peut plus rien déposer ni traiter ici.', 'Ses profils prennent fin ; ceux qui étaient programmés sont annulés.', 'Ses demandes en attente ici sont annulées.', 'Détacher de la structure détache aussi de ses services.', 'L’historique garde le dernier état et le motif.'],
    rattachement: 'Rattachement qui prend fin', services: 'Services qui prennent fin', profils: 'Profils qui prennent fin', profilsNombre: (n: number) => (n ? compter(n, { one: 'profil', many: 'de profils', other: 'profils' }) : 'Aucun'), bouton: (nom: string) => `Détacher ${nom}`, boutonSoi: 'Me détacher',
    nonRattache: 'Cette personne n’est pas, ou plus, rattachée ici.', transferer: 'Transférer le gestionnaire principal', annulation: 'La personne a été détachée de la structure ou du service.',
  },
  invitations: {
    titre: 'Invitations', chapo: 'Les personnes invitées à rejoindre vos structures, tant que leur adresse n’est pas vérifiée.', recherche: 'Adresse ou structure', etat: 'État', creeLe: 'Envoyée', expireLe: 'Valable jusqu’au', envoyeeLe: 'Dernier envoi', invitePar: 'Invitée par', toutes: 'Toutes', par: (nom: string) => `par ${nom}`,
    etats: { 'en-attente': 'En attente', acceptee: 'Acceptée', annulee: 'Annulée', expiree: 'Expirée', 'sans-effet': 'Sans effet' } as Record<string, string>, echec: 'Courriel non remis', renvoyer: 'Renvoyer', annuler: 'Annuler', geste: (geste: string, adresse: string) => `${geste} l’invitation de ${adresse}`,
    nombre: (n: number) => compter(n, { one: 'invitation', many: 'd’invitations', other: 'invitations' }), vide: 'Aucune invitation', videTexte: 'Une invitation part quand vous rattachez une adresse qui n’a pas encore de compte.', faits: { renvoyee: 'L’invitation est renvoyée, valable trente jours de plus.', annulee: 'L’invitation est annulée : son lien n’ouvre plus rien.' },
    terminee: (etat: string) => `Cette invitation n’attend plus : ${etat.toLowerCase()}.`, repos: 'Cette invitation vient de partir. Attendez une minute avant de la renvoyer.', trop: (n: number) => `Vous avez envoyé ${n} invitations en 24 heures. Attendez un peu.`, droitPerdu: 'La personne qui invitait ne gère plus les utilisateurs de cette structure.', serviceFerme: 'Le service n’est plus actif.',
  },
  invitation: {
    titre: 'Invitation', chapo: (par: string) => `${par} vous invite à agir pour une structure dans Choral.`, pour: 'Pour l’adresse', visiteur: 'Créez un compte avec cette adresse, ou connectez-vous si vous en avez un : le rattachement prend effet dès que l’adresse est vérifiée.', creer: 'Créer un compte', connecter: 'Se connecter', rejoindre: (nom: string) => `Rejoindre ${nom}`,
    inconnue: 'Ce lien d’invitation n’est pas valable. Vérifiez qu’il a été copié en entier.', autreCompte: (invitee: string, mienne: string) => `Cette invitation est adressée à ${invitee}. Vous êtes connecté avec ${mienne}.`, demander: 'Demandez une nouvelle invitation à la personne qui vous l’a envoyée, ou « Demander un rattachement à une structure ».',
    terminees: { acceptee: 'Cette invitation a déjà servi.', annulee: 'Cette invitation a été annulée.', expiree: 'Cette invitation a expiré.', 'sans-effet': 'Cette invitation est sans effet : la personne qui invitait ne gère plus cette structure.' } as Record<string, string>,
  },
  refus: {
    'deja-rattache': 'Cette personne est déjà rattachée ici.', 'demande-deja-en-attente': 'Une demande de rattachement attend déjà une décision.', 'invitation-deja-en-attente': 'Une invitation attend déjà pour cette adresse.', 'invitation-deja-terminee': 'Cette invitation n’attend plus.',
    'gestionnaire-principal': 'Le gestionnaire principal ne peut pas être détaché : transférez d’abord ce rôle.', 'structure-inactive': 'La structure est inactive : activez-la d’abord.', 'service-inactif': 'Ce service n’est plus actif : refusez la demande, ou réactivez le service.', 'compte-inactif': 'Le compte de cette personne est désactivé.',
    'invitation-autre-adresse': 'Cette invitation est adressée à une autre personne.', 'trop-de-requetes': 'Attendez un peu, puis recommencez.',
  },
  courriels: {
    ligne: (structure: string, service: string | null) => (service ? `${structure} (service ${service})` : structure),
    rattache: (prenom: string, par: string, ou: string[]): Contenu => ({ sujet: ou.length === 1 ? `Vous êtes rattaché à ${ou[0]}` : `Vous êtes rattaché à ${ou.length} structures ou services`, avant: [`Bonjour ${prenom},`, `${par} vous a rattaché à ${liste(ou)}. Vous pouvez agir tout de suite, avec les profils donnés par défaut.`], libelle: 'Ouvrir Choral', apres: ['Si vous n’avez rien à faire là, détachez-vous avec « Détacher un utilisateur », ou prévenez le support.'] }),
    detache: (prenom: string, par: string, ou: string, motif: string): Contenu => ({ sujet: `Vous n’êtes plus rattaché à ${ou}`, avant: [`Bonjour ${prenom},`, `${par} a mis fin à votre rattachement à ${ou}. Motif : ${motif}`], libelle: 'Mes structures', apres: ['Vos profils y ont pris fin, et vos demandes en attente sont annulées. Si c’est une erreur, demandez un rattachement.'] }),
    invitation: (par: string, ou: string[], jusquAu: string): Contenu => ({ sujet: `Invitation à rejoindre ${ou.length === 1 ? ou[0] : `${ou.length} structures ou services`} dans Choral`, avant: ['Bonjour,', `${par} vous invite à agir pour ${liste(ou)} dans Choral. Créez un compte avec cette adresse : le rattachement prend effet dès qu’elle est vérifiée.`], libelle: 'Voir l’invitation', apres: [`L’invitation est valable jusqu’au ${jusquAu}. Elle ne sert qu’à cette adresse : la transférer ne donne rien.`, 'Vous ne connaissez pas cette personne ? Ignorez ce message.'] }),
    sansEffet: (prenom: string, adresse: string, ou: string, motif: string): Contenu => ({ sujet: `Invitation sans effet : ${adresse}`, avant: [`Bonjour ${prenom},`, `${adresse} a répondu à votre invitation pour ${ou}, qui est restée sans effet. ${motif}`], libelle: 'Voir les invitations', apres: [] }),
  },
  api: { lister: 'Les invitations envoyées pour ce que je gère', renvoyer: 'Renvoyer une invitation', annuler: 'Annuler une invitation' },
}
