import { compter } from '#ui/textes/format.ts'

interface Contenu {
  sujet: string
  avant: string[]
  libelle?: string
  apres: string[]
}

const SUITES: Record<string, string> = {
  prendre: 'quelqu’un s’en occupe',
  demander: 'une information vous est demandée',
  resoudre: 'une réponse vous est donnée',
  transferer: 'il est transmis à un autre destinataire',
  fusionner: 'il est réuni à un autre ticket',
  expirer: 'sans réaction à la réponse, le ticket est fermé',
}
const NOTES = ['', 'Pas du tout satisfaisante', 'Peu satisfaisante', 'Ni l’un ni l’autre', 'Satisfaisante', 'Très satisfaisante']

/** Writing a ticket and following it: the emitter's side (TIC-02…07, SUP-01). */
export const emission = {
  fichiers: {
    libelle: 'Ajouter des pièces jointes',
    titre: 'Pièces jointes',
    retire: (nom: string) => `${nom} : retiré, l’antivirus l’a trouvé infecté`,
    enAttente: 'en attente d’analyse',
    telecharger: (nom: string) => `Télécharger ${nom}`,
    api: 'Contenu d’une pièce jointe d’un ticket',
    parMessage: (n: number) => `Joignez ${n} fichiers au plus à un message`,
    parTicket: (n: number) => `Ce ticket a déjà beaucoup de fichiers : ${n} au plus`,
  },
  brouillons: {
    onglet: 'Brouillons',
    garder: 'Garder en brouillon',
    garde: 'Brouillon conservé. Vous le retrouverez dans « Tickets émis ».',
    jours: (n: number) =>
      `Un brouillon est gardé ${compter(n, { one: 'jour', other: 'jours' })} après sa dernière modification, avec ses fichiers.`,
    sansTitre: 'Sans titre',
    reprendre: 'Reprendre',
    supprimer: 'Supprimer',
    modifie: 'Modifié',
    vide: 'Aucun brouillon',
    videTexte: 'Un ticket commencé et gardé en brouillon vous attend ici.',
    fichiers: (n: number) => compter(n, { one: 'fichier', other: 'fichiers' }),
    legende: 'Brouillons de tickets',
    actions: 'Actions',
    trop: (n: number) => `Vous avez déjà ${n} brouillons : supprimez-en d’abord`,
    supprime: 'Brouillon supprimé.',
    lister: 'Brouillons de tickets',
    api: { garder: 'Garder un ticket en brouillon, sous la clé qui le créera', supprimer: 'Supprimer un brouillon' },
  },
  aides: {
    titre: 'Ces fiches répondent peut-être',
    voir: 'Voir les fiches qui répondent',
    aucune: 'Aucune fiche ne correspond à ces mots.',
    incidents: 'Incidents en cours',
    incidentsTexte: 'C’est peut-être la cause : inutile alors d’écrire.',
  },
  objet: {
    trouver: 'Trouver le destinataire de la facture',
    trouve: (nom: string) => `Destinataire de la facture : ${nom}.`,
    inconnu: 'L’application de facturation ne connaît pas ce numéro pour cette structure : indiquez vous-même le destinataire.',
    muet: 'L’application de facturation n’a pas répondu : indiquez vous-même le destinataire.',
    aide: 'Pour une facture, laissez vide : il est demandé à l’application de facturation.',
    manque: 'Choisissez « Facture », donnez son numéro et la structure émettrice.',
  },
  service: 'Service',
  serviceAide: 'Son code, si le ticket concerne un seul de vos services.',
  delai: {
    phrase: (median: string, presque: string) =>
      `Première réponse ces 30 derniers jours : une fois sur deux en moins de ${median}, neuf fois sur dix en moins de ${presque}.`,
    inconnu: 'Trop peu de réponses ces 30 derniers jours pour annoncer un délai.',
    heures: (n: number) => compter(n, { one: 'heure', other: 'heures' }),
    jours: (n: number) => compter(n, { one: 'jour', other: 'jours' }),
    api: 'Délai habituel d’une première réponse',
  },
  satisfaction: {
    titre: 'La réponse est-elle satisfaisante ?',
    note: 'Votre avis',
    texte: 'Pourquoi ?',
    notes: NOTES,
    envoyer: 'Donner mon avis',
    changer: 'Changer mon avis',
    merci: 'Merci de votre avis.',
    jusque: (jours: number) =>
      `Facultatif. Vous pouvez le changer pendant ${compter(jours, { one: 'jour', other: 'jours' })} après la clôture.`,
    donnee: 'Avis de l’émetteur',
    choisir: 'Choisissez une note de 1 à 5',
    fini: 'Le délai pour donner un avis est passé',
    reuni: 'Ce ticket est réuni à un autre : l’avis se donne là où la réponse est faite',
    pasFerme: 'L’avis se donne une fois le ticket fermé',
    aucune: 'pas d’avis',
    sur5: (n: number) => `${n} sur 5, ${(NOTES[n] ?? '').toLowerCase()}`,
    api: 'Dire sa satisfaction sur un ticket fermé',
  },
  sansCompte: {
    reprendLAssistant:
      'Ce que vous avez dit à l’assistant sera repris dans votre demande ou donné à l’agent, si vous ouvrez le lien dans ce navigateur ; vous pourrez le changer.',
    titre: 'Demander de l’aide sans compte',
    chapo: 'Vous n’avez pas de compte, ou vous ne pouvez pas vous connecter : vérifions d’abord que votre adresse est la vôtre.',
    adresse: 'Adresse électronique',
    adresseAide: 'Nous y envoyons un lien, valable une heure, pour écrire votre demande. Rien n’est envoyé à personne d’autre.',
    envoyer: 'Recevoir le lien',
    contact: 'Écrire sans compte',
    envoye: 'Consultez vos courriels',
    envoyeTexte:
      'Si cette adresse peut recevoir des courriels, un lien vient d’y être envoyé. Il est valable une heure et sert à écrire une demande, ou à retrouver celles que vous avez déjà envoyées.',
    corriger: 'Corriger l’adresse',
    perime: 'Ce lien ne sert plus',
    perimeTexte: 'Il a servi, ou plus d’une heure a passé. Demandez-en un autre : vos demandes déjà envoyées n’ont pas bougé.',
    redemander: 'Demander un autre lien',
    rienDePerdu: 'Rien n’est perdu',
    autreParti: (adresse: string) =>
      `Un autre lien vient de partir à ${adresse}. Il ouvre ce même formulaire, avec ce que vous avez écrit et vos fichiers.`,
    ecrit: 'Ce que vous aviez écrit',
    aCopier: 'Copiez ce texte avant de quitter cette page',
    ecrire: 'Votre demande',
    pour: (adresse: string) => `Adresse vérifiée : ${adresse}. C’est la seule où nous vous écrirons.`,
    nom: 'Votre nom',
    destinataireAide: 'Si c’est pour une entité publique : son SIRET, tel que l’annuaire le donne.',
    mesDemandes: 'Vos demandes',
    soumettre: 'Envoyer',
    suiviPerime: 'Cette page de suivi est fermée',
    suiviPerimeTexte:
      'Elle ne sert plus après 90 jours sans nouvelle, ou si vous l’avez fermée. Demandez un lien à votre adresse : il vous ramène à vos demandes.',
    garder: 'Gardez l’adresse de cette page pour vous : elle suffit à lire ce ticket et à y répondre.',
    fermer: 'Fermer cette page de suivi',
    fermee: 'Cette page de suivi est fermée. Un autre lien vous y ramènera quand vous voudrez.',
    compte: 'Vous pouvez vous connecter ? « Tickets émis » est plus simple.',
    api: {
      demander: 'Demander un lien pour écrire sans compte',
      creer: 'Créer un ticket sans compte, avec le jeton reçu par courriel',
      lire: 'Un ticket, par le jeton de sa page de suivi',
      agir: 'Agir sur un ticket, par le jeton de sa page de suivi',
      noter: 'Dire sa satisfaction sur un ticket fermé, par le jeton de sa page de suivi',
      fichier: 'Contenu d’une pièce jointe d’un ticket, par le jeton de sa page de suivi',
      fermer: 'Fermer une page de suivi : son jeton ne sert plus',
      deposer: 'Déposer un fichier sans compte, avant de le joindre',
      deposerTexte:
        'Avec le jeton reçu par courriel, ou celui d’une page de suivi. L’identifiant rendu se donne ensuite dans « envois », dans la journée.',
    },
  },
  courriel: {
    lien: (): Contenu => ({
      sujet: 'Votre lien pour écrire au support',
      avant: [
        'Bonjour,',
        'Quelqu’un, sans doute vous, veut écrire au support avec cette adresse. Ouvrez ce lien pour le faire, ou pour retrouver vos demandes.',
      ],
      libelle: 'Écrire ma demande',
      apres: ['Le lien est valable 60 minutes.', 'Si vous n’avez rien demandé, ignorez ce message : rien n’est écrit sans vous.'],
    }),
    recu: (nom: string, numero: string, titre: string): Contenu => ({
      sujet: `Ticket ${numero} : votre demande est envoyée`,
      avant: [
        `Bonjour${nom ? ` ${nom}` : ''},`,
        `Votre demande « ${titre} » est enregistrée sous le numéro ${numero}. Chaque réponse vous sera annoncée ici.`,
      ],
      libelle: 'Suivre ma demande',
      apres: ['Gardez ce lien pour vous : il suffit à lire le ticket et à y répondre. Il vaut 90 jours après la dernière nouvelle.'],
    }),
    avis: (nom: string, numero: string, titre: string): Contenu => ({
      sujet: `Ticket ${numero} : la réponse est-elle satisfaisante ?`,
      avant: [`Bonjour${nom ? ` ${nom}` : ''},`, `Votre demande « ${titre} » est fermée. La réponse est-elle satisfaisante ?`],
      libelle: 'Donner mon avis',
      apres: [
        'Une note de 1 à 5 et, si vous voulez, une phrase. C’est facultatif, et cela ne vous sera pas redemandé.',
        'Gardez ce lien pour vous : il suffit à lire le ticket.',
      ],
    }),
    suite: (nom: string, numero: string, titre: string, action: string, parCourriel: boolean): Contenu => ({
      sujet: `Ticket ${numero} : ${SUITES[action] ?? 'il y a du nouveau'}`,
      avant: [`Bonjour${nom ? ` ${nom}` : ''},`, `Sur votre demande « ${titre} » : ${SUITES[action] ?? 'il y a du nouveau'}.`],
      libelle: action === 'expirer' ? 'Donner mon avis' : 'Voir ma demande',
      apres: [
        ...(action === 'resoudre' && parCourriel
          ? ['Elle vous convient ? Acceptez-la sur cette page, sans répondre : répondre à ce courriel renvoie le ticket.']
          : action === 'expirer'
            ? ['Dites ce que vous pensez de la réponse.']
            : []),
        'Gardez ce lien pour vous : il suffit à lire le ticket et à y répondre.',
      ],
    }),
  },
  liste: {
    grouper: 'Grouper par',
    aucun: 'Ne pas grouper',
    colonnes: { categorie: 'Catégorie', sousCategorie: 'Sous-catégorie', statut: 'Statut', creeLe: 'Mois de création' },
  },
}
