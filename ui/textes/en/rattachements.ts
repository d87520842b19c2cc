import { compter, liste } from '#ui/textes/format.ts'

interface Contenu { sujet: string; avant: string[]; libelle?: string; apres: string[] }

export const rattachements = {
  fil: 'Users',
  maille: 'Level of attachment', surStructure: 'the whole structure', surService: (code: string, nom: string) => `service ${code}, ${nom}`, choisirService: 'Choose a service', note: 'Nothing is sent at this step. What you typed is kept as a draft.',
  demander: {
    titre: 'Ask to be attached to a structure', chapo: 'To act for a structure that is already in Choral. Its principal manager decides.', etapes: ['Choose the structure', 'Ask', 'Check', 'Request received'],
    parIdentifiant: 'By its identifier', identifiantAide: 'SIRET, VAT number… with or without spaces. A private structure is only found by its exact identifier.', parNom: 'By its name, for a public body', nom: 'Name, town or postal code', nomAide: 'For example: commune de Villeurbanne.', aucune: 'No public body matches. Check the spelling, or search by identifier.',
    inconnu: 'No open structure in Choral has this identifier', inconnuTexte: 'Check every digit with the structure. If it is yours and not in Choral yet, create it. A natural person registered as “Individual” attaches you themselves.', inactive: (nom: string) => `${nom} is inactive: its manager must first activate it`,
    deja: (nom: string, service: string | null) => `You are already attached to ${nom}${service ? `, service ${service}` : ''}.`, enAttente: (numero: string) => `Your request ${numero} already awaits the principal manager’s decision.`,
    serviceManquant: 'Choose the service, or “To the whole structure”', mailleStructure: 'To the whole structure', mailleStructureAide: 'You act for all its services.', mailleService: 'To a service', mailleServiceAide: 'You act for this service only.', serviceAide: 'If you chose “To a service”.', codeAide: 'The exact code of the service, if you chose “To a service”.',
    commentaireAide: 'So that the manager knows who you are: your role, who sent you.', verifier: 'Check the request', apres: 'What next?', apresTexte: 'The principal manager receives your request and tells you of the decision by email. You can cancel it until then.',
    quiDecide: 'Who decides', gestionnaire: 'The principal manager of the structure, or their deputy', siAccepte: 'If it is accepted', siAccepteTexte: 'You receive at once the profiles given by default to a new user.', bouton: 'Send the request',
  },
  choisir: {
    oublie: 'Choose at least one structure.', aucune: 'You do not manage the users of any structure', aucuneTexte: 'It takes “Organisation modification” on an active structure, or on one of its services. The principal manager grants it.', demanderProfil: 'Ask for this profile', servicesSeuls: 'some services',
    chercher: 'Search among your structures', davantage: (n: number) => `The first ${n} lines are shown: refine the search to see the others.`, quelles: 'For which structures?', laquelle: 'From which structure?', personne: 'Name or email address', aucunePersonne: 'Nobody matches in this structure.', autrePersonne: 'Choose somebody else',
  },
  rattacher: {
    titre: 'Attach a user', adresseManquante: 'Fill in the email address', etapes: ['Fill in', 'Check', 'Attached'], ou: 'Attachment to', autres: 'Choose other structures', adresse: 'Email address', adresseAide: 'The one the person signs in with, or will open an account with.',
    niveaux: 'Levels of attachment', mailleStructure: 'I want to attach at the level of the structure', mailleService: 'I want to attach at the level of services', services: 'Services', servicesAide: 'Tick them if you chose the level of services.', choisirService: 'Tick at least one service',
    commentaireAide: 'It stays in the structure’s history.', verifier: 'Check the attachment', profils: 'Profiles given', profilsTexte: 'Those that the structure gives by default: almost all, except “Organisation modification”. You can change them afterwards.',
    effet: 'What follows', effetConnu: (nom: string) => `${nom} is attached at once, and told by email.`, effetSelon: (jusquAu: string) => `If this address has an account, the person is attached at once and told by email. Otherwise an invitation is sent, valid until ${jusquAu}: the attachment takes effect when that address is verified.`, bouton: 'Attach',
    deja: (qui: string, structure: string, service: string | null) => `${qui} is already attached to ${structure}${service ? `, service ${service}` : ''}. Nothing was recorded.`, invitee: (structure: string, service: string | null) => `An invitation already waits for this address and ${structure}${service ? `, service ${service}` : ''}. Send it again, or cancel it.`, utilisateurInconnu: 'This person is not one of your colleagues: give their email address instead',
  },
  terminer: {
    titre: 'Detach a user', titreSoi: 'Leave a structure', etapes: ['Choose', 'Say why', 'Check', 'Detached'], commentaireAide: 'Why? The reason stays in the history, and the person receives it.', verifier: 'Check the detachment', structureAide: 'And all its services.', serviceAide: 'The other attachments stay.',
    consequences: 'What this changes', liste: ['It takes effect at once: the person can no longer file or process anything here.', 'Their profiles end; those that were scheduled are cancelled.', 'Their pending requests here are cancelled.', 'Detaching from the structure also detaches from its services.', 'The history keeps the last state and the reason.'],
    rattachement: 'Attachment that ends', services: 'Services that end', profils: 'Profiles that end', profilsNombre: (n: number) => (n ? compter(n, { one: 'profile', other: 'profiles' }, 'en') : 'None'), bouton: (nom: string) => `Detach ${nom}`, boutonSoi: 'Leave',
    nonRattache: 'This person is not, or no longer, attached here.', transferer: 'Transfer the principal manager', annulation: 'The person was detached from the structure or the service.',
  },
  invitations: {
    titre: 'Invitations', chapo: 'People invited to join your structures, until their address is verified.', recherche: 'Address or structure', etat: 'State', creeLe: 'Sent', expireLe: 'Valid until', envoyeeLe: 'Last sent', invitePar: 'Invited by', toutes: 'All', par: (nom: string) => `by ${nom}`,
    etats: { 'en-attente': 'Pending', acceptee: 'Accepted', annulee: 'Cancelled', expiree: 'Expired', 'sans-effet': 'Without effect' } as Record<string, string>, echec: 'Email not delivered', renvoyer: 'Send again', annuler: 'Cancel', geste: (geste: string, adresse: string) => `${geste}: the invitation of ${adresse}`,
    nombre: (n: number) => compter(n, { one: 'invitation', other: 'invitations' }, 'en'), vide: 'No invitation', videTexte: 'An invitation is sent when you attach an address that has no account yet.', faits: { renvoyee: 'The invitation was sent again, valid for thirty more days.', annulee: 'The invitation is cancelled: its link opens nothing any more.' },
    envoyee: (adresse: string) => `An invitation is sent to ${adresse}`, envoyeeTexte: 'This address has no account yet: the attachment takes effect when it is verified.', voir: 'See the invitations',
    terminee: (etat: string) => `This invitation no longer waits: ${etat.toLowerCase()}.`, repos: 'This invitation has just left. Wait a minute before sending it again.', trop: (n: number) => `You sent ${n} invitations in 24 hours. Wait a little.`, motifs: { 'droit-perdu': 'The person who invited no longer manages the users of this structure.', 'service-ferme': 'The service is no longer active.', 'structure-inactive': 'The structure is inactive.' } as Record<string, string>,
    raisonEchec: (code: string) => (code.startsWith('smtp-5') ? `The server refuses this address (${code.slice(5)}). Check it.` : code.startsWith('smtp-') ? `The server puts delivery off (${code.slice(5)}): another attempt follows.` : 'The mail server does not answer: another attempt follows.'),
  },
  invitation: {
    titre: 'Invitation', chapo: (par: string) => `${par} invites you to act for a structure in Choral.`, pour: 'For the address', visiteur: 'Create an account with this address, or sign in if you have one: the attachment takes effect as soon as the address is verified.', creer: 'Create an account', connecter: 'Sign in', rejoindre: (nom: string) => `Join ${nom}`,
    inconnue: 'This invitation link is not valid. Check that it was copied whole.', autreCompte: (invitee: string, mienne: string) => `This invitation is addressed to ${invitee}. You are signed in with ${mienne}.`, autreCompteConseil: 'If this address is yours too, sign out, then open the link of the email again. Otherwise the invitation is not for you.', demander: 'Ask whoever sent it for a new invitation, or use “Ask to be attached to a structure”.',
    terminees: { acceptee: 'This invitation has already been used.', annulee: 'This invitation was cancelled.', expiree: 'This invitation has expired.', 'sans-effet': 'This invitation has no effect: the person who invited no longer manages this structure.' } as Record<string, string>,
  },
  refus: {
    'deja-rattache': 'This person is already attached here.', 'demande-deja-en-attente': 'A request for attachment already awaits a decision.', 'invitation-deja-en-attente': 'An invitation already waits for this address.', 'invitation-deja-terminee': 'This invitation no longer waits.',
    'gestionnaire-principal': 'The principal manager cannot be detached: transfer that role first.', 'structure-inactive': 'The structure is inactive: activate it first.', 'service-inactif': 'This service is no longer active: refuse the request, or activate the service again.', 'compte-inactif': 'This person’s account is deactivated.',
    'invitation-autre-adresse': 'This invitation is addressed to somebody else.', 'trop-de-requetes': 'Wait a little, then try again.',
  },
  courriels: {
    ligne: (structure: string, service: string | null) => (service ? `${structure} (service ${service})` : structure),
    rattache: (prenom: string, par: string, ou: string[]): Contenu => ({ sujet: ou.length === 1 ? `You are attached to ${ou[0]}` : `You are attached to ${ou.length} structures or services`, avant: [`Hello ${prenom},`, `${par} attached you to ${liste(ou, 'en')}. You can act at once, with the profiles given by default.`], libelle: 'Open Choral', apres: ['If you have nothing to do there, leave with “Detach a user”, or tell the support.'] }),
    detache: (prenom: string, par: string, ou: string, motif: string): Contenu => ({ sujet: `You are no longer attached to ${ou}`, avant: [`Hello ${prenom},`, `${par} ended your attachment to ${ou}. Reason: ${motif}`], libelle: 'My structures', apres: ['Your profiles there have ended, and your pending requests are cancelled. If this is a mistake, ask to be attached.'] }),
    invitation: (par: string, ou: string[], jusquAu: string): Contenu => ({ sujet: `Invitation to join ${ou.length === 1 ? ou[0] : `${ou.length} structures or services`} in Choral`, avant: ['Hello,', `${par} invites you to act for ${liste(ou, 'en')} in Choral. Create an account with this address: the attachment takes effect as soon as it is verified.`], libelle: 'See the invitation', apres: [`The invitation is valid until ${jusquAu}. It only serves this address: forwarding it gives nothing.`, 'You do not know this person? Ignore this message.'] }),
    sansEffet: (prenom: string, adresse: string, ou: string, motif: string): Contenu => ({ sujet: `Invitation without effect: ${adresse}`, avant: [`Hello ${prenom},`, `${adresse} answered your invitation for ${ou}, which had no effect. ${motif}`], libelle: 'See the invitations', apres: [] }),
  },
  api: { lister: 'Invitations sent for what I manage', renvoyer: 'Send an invitation again', annuler: 'Cancel an invitation' },
}
