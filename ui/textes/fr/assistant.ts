import { compter, liste, nombre } from '#ui/textes/format.ts'

/** A count, and whether it goes to the end. */
interface Combien {
  nombre: number
  exact: boolean
}
const plusDe = (n: Combien) => (n.exact ? '' : 'plus de ')

/** The assistant, and what readers think of a sheet. */
export const assistant = {
  titre: 'Assistant',
  nom: 'Assistant de Choral',
  lead: 'Posez votre question avec vos mots. Les réponses viennent de la documentation et de ce que vous pouvez voir. La conversation est à vous seul ; elle est oubliée un jour après la dernière question, ou dès que vous l’effacez.',
  conversation: 'Conversation',
  vous: 'Vous',
  question: 'Votre question',
  questionPosee: 'Question',
  envoyer: 'Envoyer la question',
  fermer: 'Fermer l’assistant',
  bonjour: 'Bonjour. Que cherchez-vous ? Je peux aussi dire où en est une de vos demandes.',
  exemples: 'Par exemple',
  exemple: ['Comment changer de RIB ?', 'Pourquoi je n’ai pas accès à Engagements ?', 'Combien d’approbations m’attendent ?'],
  source: 'D’après la fiche',
  inconnu:
    'Je ne sais pas : la documentation du portail n’en dit rien. Essayez avec d’autres mots, ou confiez la question à une personne, ci-dessous : « Créer un ticket » reprend ce que vous avez écrit ici.',
  voir: (nom: string) => `Voyez « ${nom} ».`,
  suite: 'Pour aller plus loin',
  personne: 'Une personne plutôt ?',
  agent: 'Échanger en ligne avec un agent',
  ticket: 'Créer un ticket',
  effacer: 'Effacer la conversation',
  sources: 'Réponse formulée par un modèle de langue, d’après',
  titreTicket: (question: string) => `Question à l’assistant : ${question}`,
  panne: 'La réponse n’a pas pu être lue. Réessayez.',
  connexion: 'Connectez-vous : je pourrai alors lire votre propre cas.',
  seConnecter: 'Se connecter',
  mesHabilitations: 'Gérer mes habilitations',
  demandeInconnue: (numero: string) => `Je ne trouve pas la demande ${numero} parmi celles que vous pouvez voir.`,
  voirDemande: (numero: string) => `Voir la demande ${numero}`,
  demande: (numero: string, structure: string | null, etat: string, effet: string | null) =>
    `Demande ${numero}${structure ? `, pour ${structure}` : ''} : ${etat}${effet ? `, effet le ${effet}` : ''}.`,
  ticketInconnu: (numero: string) => `Je ne trouve pas le ticket ${numero} parmi ceux que vous pouvez voir.`,
  voirTicket: (numero: string) => `Voir le ticket ${numero}`,
  unTicket: (numero: string, titre: string, statut: string, le: string | null) =>
    `Ticket ${numero}, « ${titre} » : ${statut}${le ? `, dernier changement le ${le}` : ''}.`,
  mesTickets: (n: Combien, actions: Combien) =>
    n.nombre
      ? `Vous suivez ${plusDe(n)}${compter(n.nombre, { one: 'ticket qui n’est pas clos', other: 'tickets qui ne sont pas clos' })}${actions.nombre ? `, dont ${plusDe(actions)}${nombre(actions.nombre)} où c’est à vous d’agir` : ''}. Les derniers :`
      : 'Vous n’avez aucun ticket ouvert.',
  messages: (n: Combien) =>
    n.nombre
      ? `Vous avez ${plusDe(n)}${compter(n.nombre, { one: 'message non lu', other: 'messages non lus' })}.`
      : 'Vous n’avez aucun message non lu.',
  mesProfils: (structure: string, n: number, fin: string | null) =>
    `${structure} : ${compter(n, { one: 'profil en vigueur', other: 'profils en vigueur' })}${fin ? `, ${n > 1 ? 'le premier prend' : 'qui prend'} fin le ${fin}` : ', sans date de fin'}.`,
  aucunProfil: 'Vous n’avez aucun profil en vigueur.',
  gestionnaire: (structure: string, qui: string | null) =>
    `${structure} : ${qui ? `${qui} est gestionnaire principal` : 'aucun gestionnaire principal'}.`,
  etats: {
    demandee: 'en attente d’une décision',
    programmee: 'programmée',
    effective: 'effective',
    refusee: 'refusée',
    annulee: 'annulée',
    expiree: 'expirée',
    echouee: 'restée sans effet',
  },
  decideurs: (noms: string[]) => `Peut décider : ${liste(noms)}.`,
  motif: (motif: string) => `Motif donné : « ${motif} »`,
  mesDemandes: (n: Combien) =>
    n.nombre
      ? `Vous avez soumis ${plusDe(n)}${compter(n.nombre, { one: 'demande', other: 'demandes' })}. Les dernières :`
      : 'Vous n’avez soumis aucune demande.',
  approbations: (n: Combien) =>
    n.nombre
      ? `${n.exact ? '' : 'Plus de '}${compter(n.nombre, { one: 'demande attend', other: 'demandes attendent' })} votre décision.`
      : 'Aucune demande n’attend votre décision.',
  mesStructures: (n: number) =>
    n ? `Vous faites partie de ${compter(n, { one: 'structure', other: 'structures' })} :` : 'Vous ne faites partie d’aucune structure.',
  structure: (nom: string, services: string[], gestionnaire: boolean) =>
    `${nom} : ${gestionnaire ? 'vous en êtes gestionnaire principal' : services.length ? liste(services) : 'la structure entière'}.`,
  compteBancaire: (structure: string, nom: string, compte: string, active: boolean, effet: string | null) =>
    `${structure}, « ${nom} » (${compte}) : ${active ? 'active' : 'inactive'}${effet ? `, un changement prend effet le ${effet}` : ''}.`,
  aucunCompteBancaire: 'Vos structures n’ont aucune coordonnée bancaire.',
  comptesBancairesFermes:
    'Vous ne pouvez pas lire les coordonnées bancaires de vos structures : demandez le profil « Organisation » à leur gestionnaire principal.',
  mesComptesBancaires: 'Gérer coordonnée bancaire',
  mesMandats: (n: number) =>
    `Vos structures ont ${compter(n, { one: 'mandat de facturation', other: 'mandats de facturation' })}. Les premiers :`,
  aucunMandat: 'Vos structures n’ont ni mandat de facturation, ni demande de mandat en attente.',
  mandat: (donne: boolean, mienne: string, autre: string, etat: string, fin: string | null) =>
    `${mienne}, mandat ${donne ? 'donné à' : 'reçu de'} ${autre} : ${etat}${fin ? `, jusqu’au ${fin} compris` : ''}.`,
  etatsMandat: { enAttente: 'en attente d’une décision', enVigueur: 'en vigueur', aVenir: 'à venir', termine: 'terminé' } as Record<
    string,
    string
  >,
  secondFacteur: (codes: boolean, cles: number) =>
    codes || cles
      ? `Votre compte a un second facteur : ${liste([...(codes ? ['une application de codes'] : []), ...(cles ? [compter(cles, { one: 'clé d’accès', other: 'clés d’accès' })] : [])])}.`
      : 'Votre compte n’a pas de second facteur : ni application de codes, ni clé d’accès.',
  secondFacteurDesStructures: (noms: string[]) => `${liste(noms)} ${noms.length > 1 ? 'en exigent' : 'en exige'} un de ses utilisateurs.`,
  secondFacteurDuRole: 'Votre rôle en exige un.',
  compteSeul: 'Le compte d’une autre personne ne se lit pas, même en « Voir comme ».',
  fichierEnAttente: (nom: string, ou: string) => `« ${nom} » (${ou}) attend l’analyse de l’antivirus.`,
  fichiersAttendent: 'Un fichier se télécharge dès que l’antivirus l’a vu ; rien n’est à renvoyer.',
  fichierInfecte: (le: string) => `Un fichier que vous aviez envoyé a été retiré le ${le} : l’antivirus l’a trouvé infecté.`,
  aucunFichierEnAttente: 'Aucun de vos fichiers n’attend l’antivirus, et il n’en a retiré aucun ces 30 derniers jours.',
  aFaire: (titre: string, texte: string) => `${titre} : ${texte}${texte.endsWith('.') ? '' : '.'}`,
  mesInvitations: (n: number, attente: number, acceptees: number) =>
    `Vous avez envoyé ${compter(n, { one: 'invitation', other: 'invitations' })} : ${nombre(attente)} sans réponse, ${compter(acceptees, { one: 'acceptée', other: 'acceptées' })}.`,
  aucuneInvitation: 'Vous n’avez envoyé aucune invitation.',
  etatsInvitation: {
    'en-attente': 'sans réponse',
    acceptee: 'acceptée',
    annulee: 'annulée',
    expiree: 'expirée',
    'sans-effet': 'restée sans effet',
  } as Record<string, string>,
  invitation: (adresse: string, etat: string, expire: string | null, echec: boolean) =>
    `${adresse} : ${etat}${expire ? `, jusqu’au ${expire}` : ''}${echec ? ' ; le dernier courriel n’est pas parti' : ''}.`,
  activite: (nom: string, active: boolean, depuis: string | null, motif: string | null) =>
    `${nom} : ${active ? 'active' : 'inactive'}${depuis ? ` depuis le ${depuis}` : ''}${motif ? `, motif donné : « ${motif} »` : ''}.`,
  rattachement: (nom: string, service: string | null, debut: string, fin: string | null) =>
    `${nom}${service ? `, service ${service}` : ''} : depuis le ${debut}, ${fin ? `jusqu’au ${fin}` : 'sans date de fin'}.`,
  mesRattachements: (n: Combien) =>
    n.nombre
      ? `Vous avez fait ${plusDe(n)}${compter(n.nombre, { one: 'demande', other: 'demandes' })} de rattachement. Les dernières :`
      : 'Vous n’avez fait aucune demande de rattachement.',
  quelleTuile: (plus: boolean) => `Quelle tuile ? Choisissez-la${plus ? ', ou écrivez son nom' : ''}.`,
  aucuneGrise: 'Aucune tuile ne vous est fermée.',
  pourquoiGrise: (nom: string) => `Pourquoi « ${nom} » est grise ?`,
  ouverte: (nom: string) => `« ${nom} » vous est ouverte.`,
  sansProfil: (nom: string) => `Vous n’avez aucun profil en vigueur pour « ${nom} ».`,
  profil: (nom: string, structure: string, fin: string | null) =>
    `« ${nom} », pour ${structure} : ${fin ? `jusqu’au ${fin}` : 'sans date de fin'}.`,
  identite: (nom: string, type: string, identifiant: string, ou: string) =>
    `${nom} : ${type}${identifiant ? ` ${identifiant}` : ''}${ou ? `, ${ou}` : ''}.`,
  personnes: (nom: string, n: number, gestionnaire: string | null) =>
    `${nom} : ${compter(n, { one: 'personne rattachée', other: 'personnes rattachées' })}, vous comprise${gestionnaire ? ` ; gestionnaire principal : ${gestionnaire}` : ''}.`,
  mesCollegues: 'Consulter les utilisateurs',
  services: (nom: string, n: number, premiers: string[]) =>
    n
      ? `${nom} : ${compter(n, { one: 'service actif', other: 'services actifs' })}, ${n > premiers.length ? 'dont ' : ''}${liste(premiers)}.`
      : `${nom} : aucun service.`,
  servicesFermes:
    'Vous ne pouvez pas lire les services de vos structures : demandez le profil « Organisation » à leur gestionnaire principal.',
  mesServices: 'Gérer un service',
  monCompte: (adresse: string, contact: string | null) =>
    `Vous vous connectez avec ${adresse}${contact ? ` ; les courriels vont à ${contact}` : ', où vont aussi les courriels'}.`,
  mesConnexions: (cree: string, derniere: string | null) =>
    `Compte créé le ${cree}${derniere ? ` ; dernière connexion le ${derniere}` : ''}.`,
  mesBrouillons: (n: number) =>
    n
      ? `Vous avez ${compter(n, { one: 'brouillon de ticket', other: 'brouillons de tickets' })}.`
      : 'Vous n’avez aucun brouillon de ticket.',
  suppleance: (nommee: boolean, qui: string, structure: string | null, debut: string, fin: string) =>
    `${nommee ? `${qui} vous supplée` : `Vous suppléez ${qui}`}${structure ? `, pour ${structure}` : ''}, du ${debut} au ${fin}.`,
  aucuneSuppleance: 'Personne ne vous supplée, et vous ne suppléez personne.',
  ticketEnMain: (numero: string, titre: string, statut: string, qui: string | null) =>
    `Ticket ${numero}, « ${titre} » : ${statut}, ${qui ? `en charge : ${qui}` : 'personne ne l’a encore pris'}.`,
  avis: {
    question: 'Cette fiche vous a-t-elle été utile ?',
    oui: 'Oui',
    non: 'Non',
    manque: 'Ce qui vous a manqué (facultatif)',
    aide: 'N’écrivez ni nom ni numéro de compte. 1 000 caractères au plus.',
    envoyer: 'Envoyer mon avis',
    merci: 'Merci, votre avis est enregistré. Il est anonyme.',
    choisir: 'Choisissez « Oui » ou « Non ».',
    tropLong: 'Le commentaire dépasse 1 000 caractères.',
    trop: 'Trop d’avis viennent d’être envoyés. Réessayez dans une minute.',
    titre: 'Avis sur la documentation',
    lead: 'Ce que les lecteurs disent de chaque fiche.',
    exploitation: 'Fiche par fiche, utile ou non, et pourquoi',
    fiche: 'Fiche',
    utiles: 'Utile',
    inutiles: 'Pas utile',
    part: 'Part utile',
    dernier: 'Dernier commentaire',
    aucun: 'Aucun avis',
    aucunTexte: 'Aucun lecteur n’a dit cela d’une fiche.',
    unAUn: 'Avis un par un',
    lireTous: 'Tous ses avis',
    tousDe: (fiche: string) => `Tous les avis sur « ${fiche} »`,
    le: 'Donné',
    commentaire: 'Commentaire',
    avecCommentaire: 'Avec un commentaire seulement',
    toutes: 'Toutes',
    tous: 'Tous',
    resultats: (n: number) => compter(n, { one: 'avis', other: 'avis' }),
    api: 'Avis sur les fiches de la documentation (opérateur)',
  },
}
