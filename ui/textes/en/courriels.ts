import { compter, liste } from '#ui/textes/format.ts'

interface Contenu {
  sujet: string
  avant: string[]
  libelle?: string
  apres: string[]
}

const hello = (prenom: string, nom: string) => `Hello ${prenom} ${nom}`.trim() + ','
const react = 'If this was not you, change your password at once and close the sessions you do not recognise, in “My account”.'
const several = (noms: string[]) =>
  liste(
    [...noms.slice(0, noms.length > 6 ? 5 : 6).map((n) => `“${n}”`), ...(noms.length > 6 ? [`${noms.length - 5} other structures`] : [])],
    'en',
  )

const SUITES_TICKET: Record<string, string> = {
  creer: 'a ticket is addressed to you',
  prendre: 'somebody is dealing with it',
  demander: 'you are asked for information',
  resoudre: 'you are given an answer',
  completer: 'its sender adds a message',
  fournir: 'the information is given',
  renvoyer: 'the answer does not suit',
  accepter: 'the solution is accepted',
  attribuer: 'it is assigned to somebody',
  'attribuer à vous': 'it is assigned to you',
  rendre: 'it goes back to the queue',
  transferer: 'it is passed on to another recipient',
  'transferer à vous': 'it is transferred to you',
  fusionner: 'it is merged with another ticket',
  priorite: 'its priority changes',
  lier: 'the linked incident changes',
  note: 'an internal note is added',
  fermer: 'the ticket is closed',
  expirer: 'nobody reacted to the answer, the ticket is closed',
}

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
  if (avis) return ['Say what you think of the answer. The difficulty comes back? Create another ticket.']
  if (termine) return []
  if (action === 'resoudre' && aLuiDAgir)
    return [
      parCourriel
        ? 'Does it suit you? Accept it on the page of the ticket, without answering: an answer to this mail sends the ticket back.'
        : 'Accept it, or send the ticket back, on its page.',
    ]
  if (parCourriel && repond === 'agent')
    return ['An answer to this mail answers its emitter and solves the ticket. To ask for information, open its page.']
  if (parCourriel && repond === 'personne') return ['Only the person who took the ticket can answer this mail: take it first, on its page.']
  return parCourriel ? [] : ['Answer in Choral, on the page of the ticket.']
}

/** Mails about accounts: what they say, part by part. */
export const courriels = {
  marque: 'Reply above this line',
  pied: (url: string, saisie: boolean, reponse: boolean) =>
    `You receive this message because ${saisie ? `your address was entered on ${url}` : `you have an account on ${url}`}. ${reponse ? 'Reply from that same address: what you write is added to the ticket.' : 'Please do not reply: nobody reads this mailbox.'}`,
  activation: (prenom: string, nom: string): Contenu => ({
    sujet: 'Activate your Choral account',
    avant: [hello(prenom, nom), 'One step left: confirm that this address is yours by opening this link.'],
    libelle: 'Activate my account',
    apres: [
      'The link is valid for 60 minutes and works once.',
      'You did not ask for an account? Ignore this message: without your agreement no account is opened.',
    ],
  }),
  dejaInscrit: (prenom: string, nom: string): Contenu => ({
    sujet: 'You already have a Choral account',
    avant: [hello(prenom, nom), 'Someone, probably you, asked for an account with this address. You already have one: sign in.'],
    libelle: 'Sign in',
    apres: [
      'Forgotten password? Choose “Forgotten password” on the sign-in page.',
      'If this was not you, there is nothing to do: nothing has changed.',
    ],
  }),
  motDePasse: (prenom: string, nom: string): Contenu => ({
    sujet: 'Choose a new password',
    avant: [hello(prenom, nom), 'You asked for a new password. Open this link to choose it.'],
    libelle: 'Choose a password',
    apres: [
      'The link is valid for 60 minutes and works once.',
      'If you asked for nothing, ignore this message: your password does not change.',
    ],
  }),
  motDePasseChange: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'Your password was changed',
    avant: [hello(prenom, nom), `The password of your account was changed on ${quand}. Your other sessions are closed.`],
    apres: ['If this was not you, ask for a new password at once on the sign-in page, then write to the support.'],
  }),
  adresseAVerifier: (prenom: string, nom: string): Contenu => ({
    sujet: 'Confirm your new address',
    avant: [
      hello(prenom, nom),
      'You gave this address in “My account”. Confirm it by opening this link, in the browser where you are signed in.',
    ],
    libelle: 'Confirm this address',
    apres: [
      'The link is valid for 60 minutes. Until then, your current address stays in use.',
      'If you asked for nothing, ignore this message.',
    ],
  }),
  adresseAnnoncee: (prenom: string, nom: string, nouvelle: string): Contenu => ({
    sujet: 'Change of address requested',
    avant: [
      hello(prenom, nom),
      `You asked for the sign-in address of your account to become ${nouvelle}. It changes only once confirmed from that new address.`,
    ],
    apres: ['Until then, you sign in with the current address.', react],
  }),
  adresseChangee: (prenom: string, nom: string, nouvelle: string, quand: string): Contenu => ({
    sujet: 'Your sign-in address has changed',
    avant: [hello(prenom, nom), `Since ${quand}, one signs in to your account with ${nouvelle}, no longer with this address.`],
    apres: ['If this was not you, write to the support at once.'],
  }),
  blocage: (prenom: string, nom: string, jusque: string): Contenu => ({
    sujet: 'Sign-ins refused on your account',
    avant: [
      hello(prenom, nom),
      `Several wrong passwords were tried on your account. Sign-ins from an unknown device are refused until ${jusque}. A browser where you have already signed in is not concerned.`,
    ],
    libelle: 'Choose a new password',
    apres: [
      'Forgotten your password? Choose a new one: you can then sign in at once.',
      'You will get no other message about this today, even if the attempts go on.',
    ],
  }),
  secondFacteurActive: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'A code application protects your account',
    avant: [hello(prenom, nom), `Since ${quand}, signing in to your account also asks for a code.`],
    apres: ['Keep your recovery codes in a safe place.', react],
  }),
  secondFacteurRetire: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'The code application was removed',
    avant: [hello(prenom, nom), `Since ${quand}, signing in to your account no longer asks for a code. Your other sessions are closed.`],
    apres: [react],
  }),
  secondFacteurLeve: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'Your second factor was removed at your request',
    avant: [
      hello(prenom, nom),
      `On ${quand}, an operator removed the code application, the recovery codes and the passkeys from your account, and closed your sessions. Your password no longer serves: choose another to come in.`,
    ],
    libelle: 'Choose a password',
    apres: ['You asked for nothing? Choose a password at once and tell the support: somebody passed for you.'],
  }),
  cleAjoutee: (prenom: string, nom: string, cle: string, quand: string): Contenu => ({
    sujet: 'A passkey was added',
    avant: [hello(prenom, nom), `The passkey “${cle}” was added to your account on ${quand}.`],
    apres: [react],
  }),
  cleRetiree: (prenom: string, nom: string, cle: string, quand: string): Contenu => ({
    sujet: 'A passkey was removed',
    avant: [hello(prenom, nom), `The passkey “${cle}” was removed from your account on ${quand}.`],
    apres: [react],
  }),
  gestionRecue: (prenom: string, nom: string, structures: string[], de: string): Contenu => ({
    sujet: 'You are the principal manager',
    avant: [
      hello(prenom, nom),
      `${de ? `${de} transferred to you` : 'The operator of the portal gave you'} the role of principal manager of ${several(structures)}. You have every profile there, and you decide what waits for approval.`,
    ],
    libelle: 'See in Choral',
    apres: ['You did not expect it? Write to support.'],
  }),
  structureDupliquee: (prenom: string, nom: string, par: string, ancienne: string, nouvelle: string, identifiant: string): Contenu => ({
    sujet: 'You are attached to a new structure',
    avant: [
      hello(prenom, nom),
      `${par} has duplicated ${ancienne}: you are now attached to ${nouvelle}, ${identifiant}, too, with the rights you had. Nothing changes for you on the old structure.`,
    ],
    libelle: 'See in Choral',
    apres: ['Were you not expecting this? Write to support.'],
  }),
  gestionTransmise: (prenom: string, nom: string, structures: string[], a: string): Contenu => ({
    sujet: 'You are no longer the principal manager',
    avant: [
      hello(prenom, nom),
      `The role of principal manager of ${several(structures)} now belongs to ${a}. You stay attached as a simple user.`,
    ],
    libelle: 'See in Choral',
    apres: [react, 'In that case, write to support too.'],
  }),
  compteDesactive: (prenom: string, nom: string, quand: string): Contenu => ({
    sujet: 'Your Choral account is deactivated',
    avant: [hello(prenom, nom), `Your account was deactivated on ${quand}, at your request. Your attachments and rights have ended.`],
    apres: ['If this was not you, write to support at once.'],
  }),
  ticket: (
    prenom: string,
    nom: string,
    numero: string,
    titre: string,
    action: string,
    suite: Parameters<typeof suiteDuTicket>[1],
  ): Contenu => ({
    sujet: `Ticket ${numero}: ${SUITES_TICKET[action] ?? 'something new'}`,
    avant: [hello(prenom, nom), `Ticket ${numero}, “${titre}”: ${SUITES_TICKET[action] ?? 'something new'}.`],
    libelle: suite.avis ? 'Give my opinion' : 'See the ticket',
    apres: suiteDuTicket(action, suite),
  }),
  ticketAvis: (prenom: string, nom: string, numero: string, titre: string): Contenu => ({
    sujet: `Ticket ${numero}: are you satisfied with the answer?`,
    avant: [hello(prenom, nom), `Ticket ${numero}, “${titre}”, is closed. Are you satisfied with the answer?`],
    libelle: 'Give my opinion',
    apres: ['A mark from 1 to 5 and, if you wish, a sentence. It is optional, and you will not be asked again.'],
  }),
  sansRepondant: (prenom: string, nom: string, ou: string, tickets: number, aNommer: boolean, active: boolean): Contenu => ({
    sujet: `Nobody can answer the tickets addressed to ${ou}`,
    avant: [
      hello(prenom, nom),
      `${compter(tickets, { one: 'ticket waits', other: 'tickets wait' }, 'en')} for an answer from “${ou}”, where nobody holds the profile “Enquiries received modification”.`,
    ],
    libelle: aNommer ? 'Name a principal manager' : active ? 'Give this profile' : 'View the structure',
    apres: [
      aNommer
        ? 'The structure has no principal manager to give it: name one.'
        : active
          ? 'Give it to whoever will answer: the tickets are open to them as soon as it takes effect.'
          : 'The structure is deactivated: as long as it is, nobody can answer there.',
    ],
  }),
  courrielNonAjoute: (numero: string, raison: string): Contenu => ({
    sujet: `Ticket ${numero}: your mail was not added`,
    avant: ['Hello,', `Your answer to ticket ${numero} was not added to it. ${raison}`],
    libelle: 'See the ticket',
    apres: [],
  }),
  courrielTropTard: (numero: string, raison: string, sansCompte: boolean): Contenu => ({
    sujet: `Ticket ${numero}: your mail was not added`,
    avant: ['Hello,', `Your answer to ticket ${numero} was not added to it. ${raison}`],
    libelle: sansCompte ? 'Write another request' : 'See the ticket',
    apres: [],
  }),
  courrielDevenuTicket: (numero: string): Contenu => ({
    sujet: `Ticket ${numero}: your request is received`,
    avant: ['Hello,', `Your mail has become ticket ${numero}, for the support of the portal. You will be told of each answer.`],
    libelle: 'See the ticket',
    apres: [],
  }),
  siretAttendu: (prenom: string, nom: string, structure: string, identifiant: string): Contenu => ({
    sujet: `${structure} is waiting for its SIRET`,
    avant: [
      hello(prenom, nom),
      `“${structure}” still bears the provisional identifier ${identifiant}, “being registered”.`,
      'As soon as INSEE has given you the SIRET, change structure: services, users and bank details may follow.',
    ],
    libelle: 'Give the SIRET',
    apres: [
      'This reminder comes back every 30 days, until the change. The structure will not be registered? Deactivate it: the reminder stops.',
    ],
  }),
  recuperationAvertie: (prenom: string, nom: string, structure: string, demandeur: string, jusque: string): Contenu => ({
    sujet: `Somebody asks to replace you for ${structure}`,
    avant: [
      hello(prenom, nom),
      `${demandeur} asks to become the principal manager of “${structure}” in your place, saying that you cannot be found. Without an answer from you, the operator of the portal may accept it after ${jusque}.`,
    ],
    libelle: 'I am still here',
    apres: ['You are in post? Sign in and say so: the request stops at once.', 'You have left? There is nothing to do.'],
  }),
  creationContestee: (prenom: string, nom: string, structure: string, demandeur: string, jusque: string): Contenu => ({
    sujet: `The creation of ${structure} is disputed`,
    avant: [
      hello(prenom, nom),
      `${demandeur}, who is not attached to it, says that “${structure}” is not yours and asks to become its principal manager. The operator of the portal decides after ${jusque}.`,
    ],
    libelle: 'Answer',
    apres: ['Sign in and say why this structure is yours: the operator reads you before deciding.'],
  }),
  recuperationArretee: (prenom: string, nom: string, structure: string, motif: string): Contenu => ({
    sujet: `The recovery of ${structure} is stopped`,
    avant: [hello(prenom, nom), `The request to recover the role of principal manager of “${structure}” is stopped.`, motif],
    libelle: 'See the request',
    apres: [],
  }),
  recuperationDecidee: (prenom: string, nom: string, structure: string, acceptee: boolean, motif: string): Contenu => ({
    sujet: `Recovery of ${structure}: ${acceptee ? 'accepted' : 'refused'}`,
    avant: [
      hello(prenom, nom),
      `The operator of the portal ${acceptee ? 'accepted' : 'refused'} the request to recover the role of principal manager of “${structure}”.`,
      ...(motif ? [motif] : []),
    ],
    libelle: 'See the request',
    apres: [],
  }),
}
