import { compter } from '#ui/textes/format.ts'

interface Contenu {
  sujet: string
  avant: string[]
  libelle?: string
  apres: string[]
}

const n = (x: number, one: string, other: string) => compter(x, { one, other }, 'en')
const SUITES: Record<string, string> = {
  prendre: 'somebody is dealing with it',
  demander: 'you are asked for information',
  resoudre: 'you are given an answer',
  transferer: 'it goes to another recipient',
  fusionner: 'it is joined to another ticket',
  expirer: 'nobody reacted to the answer, the ticket is closed',
}
const NOTES = ['', 'Not satisfied at all', 'Not very satisfied', 'Neither', 'Satisfied', 'Very satisfied']

export const emission = {
  fichiers: {
    libelle: 'Add attachments',
    titre: 'Attachments',
    retire: (nom: string) => `${nom}: removed, the antivirus found it infected`,
    enAttente: 'waiting for the antivirus',
    telecharger: (nom: string) => `Download ${nom}`,
    api: 'Content of an attachment of a ticket',
    parMessage: (x: number) => `Attach at most ${x} files to a message`,
    parTicket: (x: number) => `This ticket already has many files: ${x} at most`,
  },
  brouillons: {
    onglet: 'Drafts',
    garder: 'Keep as a draft',
    garde: 'Draft kept. You will find it in “Tickets sent”.',
    jours: (x: number) => `A draft is kept for ${n(x, 'day', 'days')} after its last change, with its files.`,
    sansTitre: 'No title',
    reprendre: 'Take up again',
    supprimer: 'Delete',
    modifie: 'Changed',
    vide: 'No draft',
    videTexte: 'A ticket begun and kept as a draft waits for you here.',
    fichiers: (x: number) => n(x, 'file', 'files'),
    legende: 'Drafts of tickets',
    actions: 'Actions',
    trop: (x: number) => `You already have ${x} drafts: delete some first`,
    supprime: 'Draft deleted.',
    lister: 'Drafts of tickets',
    api: { garder: 'Keep a ticket as a draft, under the key that will create it', supprimer: 'Delete a draft' },
  },
  aides: {
    titre: 'These sheets may have the answer',
    voir: 'See the sheets that answer',
    aucune: 'No sheet matches these words.',
    incidents: 'Incidents under way',
    incidentsTexte: 'This may be the cause: then there is no need to write.',
  },
  objet: {
    trouver: 'Find the recipient of the invoice',
    trouve: (nom: string) => `Recipient of the invoice: ${nom}.`,
    inconnu: 'The invoicing application does not know this number for this structure: give the recipient yourself.',
    muet: 'The invoicing application did not answer: give the recipient yourself.',
    aide: 'For an invoice, leave it empty: the invoicing application is asked.',
    manque: 'Choose “Invoice”, give its number and the issuing structure.',
  },
  service: 'Service',
  serviceAide: 'Its code, if the ticket is about one of your services only.',
  delai: {
    phrase: (median: string, presque: string) =>
      `First answer in the last 30 days: half of them in less than ${median}, nine in ten in less than ${presque}.`,
    inconnu: 'Too few answers in the last 30 days to announce a delay.',
    heures: (x: number) => n(x, 'hour', 'hours'),
    jours: (x: number) => n(x, 'day', 'days'),
    api: 'Usual delay of a first answer',
  },
  satisfaction: {
    titre: 'Are you satisfied with the answer?',
    note: 'Your opinion',
    texte: 'Why?',
    notes: NOTES,
    envoyer: 'Give my opinion',
    changer: 'Change my opinion',
    merci: 'Thank you for your opinion.',
    jusque: (x: number) => `Optional. You can change it for ${n(x, 'day', 'days')} after the ticket is closed.`,
    donnee: 'Opinion of the emitter',
    choisir: 'Choose a mark from 1 to 5',
    fini: 'The time to give an opinion is over',
    reuni: 'This ticket is merged into another: the opinion is given where the answer is',
    pasFerme: 'An opinion is given once the ticket is closed',
    aucune: 'no opinion',
    sur5: (x: number) => `${x} out of 5, ${(NOTES[x] ?? '').toLowerCase()}`,
    api: 'Say how satisfied one is with a closed ticket',
  },
  sansCompte: {
    reprendLAssistant:
      'What you said to the assistant will be in your request, or given to the agent, if you open the link in this browser; you can change it.',
    titre: 'Ask for help without an account',
    chapo: 'You have no account, or you cannot sign in: let us first check that your address is yours.',
    adresse: 'E-mail address',
    adresseAide: 'We send it a link, valid for one hour, to write your request. Nothing is sent to anybody else.',
    envoyer: 'Receive the link',
    contact: 'Write without an account',
    envoye: 'Read your e-mail',
    envoyeTexte:
      'If this address can receive e-mail, a link has just been sent to it. It is valid for one hour and serves to write a request, or to find those you have already sent.',
    corriger: 'Correct the address',
    perime: 'This link no longer serves',
    perimeTexte: 'It has served, or more than an hour has passed. Ask for another: the requests you have sent have not moved.',
    rienDePerdu: 'Nothing is lost',
    autreParti: (adresse: string) =>
      `Another link has just left for ${adresse}. It opens this same form, with what you wrote and your files.`,
    ecrit: 'What you had written',
    aCopier: 'Copy this text before you leave this page',
    redemander: 'Ask for another link',
    ecrire: 'Your request',
    pour: (adresse: string) => `Verified address: ${adresse}. It is the only one we write to.`,
    nom: 'Your name',
    destinataireAide: 'If it is for a public entity: its SIRET, as the directory gives it.',
    mesDemandes: 'Your requests',
    soumettre: 'Send',
    suiviPerime: 'This follow-up page is closed',
    suiviPerimeTexte:
      'It no longer serves after 90 days without news, or if you closed it. Ask for a link at your address: it leads you back to your requests.',
    garder: 'Keep the address of this page to yourself: it is enough to read this ticket and to answer it.',
    fermer: 'Close this follow-up page',
    fermee: 'This follow-up page is closed. Another link will lead you back whenever you like.',
    compte: 'You can sign in? “Tickets sent” is simpler.',
    api: {
      demander: 'Ask for a link to write without an account',
      creer: 'Create a ticket without an account, with the token received by e-mail',
      lire: 'A ticket, by the token of its follow-up page',
      agir: 'Act on a ticket, by the token of its follow-up page',
      noter: 'Give one’s opinion on a closed ticket, by the token of its follow-up page',
      fichier: 'Content of an attachment of a ticket, by the token of its follow-up page',
      fermer: 'Close a follow-up page: its token serves no more',
      deposer: 'Send a file without an account, before it is attached',
      deposerTexte:
        'With the token received by e-mail, or that of a follow-up page. The identifier returned is then given in “envois”, within the day.',
    },
  },
  courriel: {
    lien: (): Contenu => ({
      sujet: 'Your link to write to the support',
      avant: [
        'Hello,',
        'Somebody, most likely you, wants to write to the support with this address. Open this link to do it, or to find your requests.',
      ],
      libelle: 'Write my request',
      apres: ['The link is valid for 60 minutes.', 'If you asked for nothing, ignore this message: nothing is written without you.'],
    }),
    recu: (nom: string, numero: string, titre: string): Contenu => ({
      sujet: `Ticket ${numero}: your request is sent`,
      avant: [
        `Hello${nom ? ` ${nom}` : ''},`,
        `Your request “${titre}” is registered under the number ${numero}. You will be told here of each answer.`,
      ],
      libelle: 'Follow my request',
      apres: ['Keep this link to yourself: it is enough to read the ticket and to answer it. It is good for 90 days after the last news.'],
    }),
    avis: (nom: string, numero: string, titre: string): Contenu => ({
      sujet: `Ticket ${numero}: are you satisfied with the answer?`,
      avant: [`Hello${nom ? ` ${nom}` : ''},`, `Your request “${titre}” is closed. Are you satisfied with the answer?`],
      libelle: 'Give my opinion',
      apres: [
        'A mark from 1 to 5 and, if you wish, a sentence. It is optional, and you will not be asked again.',
        'Keep this link to yourself: it is enough to read the ticket.',
      ],
    }),
    suite: (nom: string, numero: string, titre: string, action: string, parCourriel: boolean): Contenu => ({
      sujet: `Ticket ${numero}: ${SUITES[action] ?? 'there is news'}`,
      avant: [`Hello${nom ? ` ${nom}` : ''},`, `About your request “${titre}”: ${SUITES[action] ?? 'there is news'}.`],
      libelle: action === 'expirer' ? 'Give my opinion' : 'See my request',
      apres: [
        ...(action === 'resoudre' && parCourriel
          ? ['Does it suit you? Accept it on this page, without answering: an answer to this mail sends the ticket back.']
          : action === 'expirer'
            ? ['Say what you think of the answer.']
            : []),
        'Keep this link to yourself: it is enough to read the ticket and to answer it.',
      ],
    }),
  },
  liste: {
    grouper: 'Group by',
    aucun: 'Do not group',
    colonnes: { categorie: 'Category', sousCategorie: 'Sub-category', statut: 'Status', creeLe: 'Month of creation' },
  },
}
