import { compter, date, dateHeure, heure, liste } from '#ui/textes/format.ts'
import { erreurs } from '#ui/textes/en/erreurs.ts'

const { duree } = erreurs
const structures = { one: 'structure', other: 'structures' }
const requests = { one: 'request', other: 'requests' }

const motDePasse = {
  vide: 'Choose a password.',
  court: 'Choose a password of at least 12 characters.',
  long: 'Choose a password of at most 200 characters.',
  courant: 'This password is among the most common, so among the first to be tried. Choose another one.',
  repetition: 'This password repeats the same characters. Choose another one.',
  suite: 'This password follows the keyboard or the alphabet. Choose another one.',
  personnel: 'This password is made from your name or address. Choose another one.',
}

/** Accounts: sign-up, sign-in, second factor, “My account”, “My structures”, “My requests”. */
export const comptes = {
  motDePasse,
  champs: {
    adresse: 'E-mail address', motDePasse: 'Password', prenom: 'Given name', nom: 'Family name', telephone: 'Telephone', civilite: 'Title',
    civilites: { '': 'Not stated', MME: 'Ms', M: 'Mr' } as Record<string, string>,
    adresseInvalide: 'Enter a complete e-mail address, such as given.family@exemple.fr.', prenomManquant: 'Enter your given name.', nomManquant: 'Enter your family name.',
    nomLong: 'Enter at most 100 characters.', telephoneInvalide: 'Enter 4 to 20 digits; spaces and + are accepted.', motDePasseManquant: 'Enter your password.',
    motDePasseAide: 'At least 12 characters. A short sentence does very well; no capital or sign is required.',
  },
  connexion: {
    titre: 'Sign in', pasDeCompte: 'No account yet?', creer: 'Create an account', bouton: 'Sign in', oublie: 'Forgotten password?', ou: 'or',
    cle: 'Use a passkey', fournisseur: (nom: string) => `Continue with ${nom}`,
    refus: 'Wrong address or password. If you have just created your account, first open the activation link you received by e-mail.',
    bloque: (jusque: Date, secondes: number) => secondes < 60
      ? `Several tries failed: the next one is possible in ${duree(secondes)}.`
      : `Too many tries failed: sign-in is refused until ${heure(jusque, 'en')}, another ${duree(secondes)}. You can also choose a new password.`,
    aide: 'Help with signing in', difficulte: 'Cannot get in?', renvoyer: 'Send the activation link again', support: 'Contact the support',
    active: 'Your account is active. Sign in.', dejaActive: 'This account is already active. Sign in.', change: 'Your password is changed. Sign in with the new one.', deconnecte: 'You are signed out.',
    cleRefusee: 'This passkey was not recognised. Sign in with your password.',
    fournisseurs: {
      injoignable: (nom: string) => `${nom} does not answer for now. Sign in with your password, or try again later.`,
      refus: (nom: string) => `Signing in with ${nom} did not succeed. Start again from this page.`,
      nonLie: (nom: string) => `An account already has your address. Sign in with your password, then link ${nom} in “My account”.`,
      nonVerifiee: (nom: string) => `${nom} has not verified your e-mail address: it cannot open an account here.`,
      annulee: (nom: string) => `You gave up signing in with ${nom}.`,
    },
    demonstration: {
      titre: 'Demonstration accounts', explication: (mdp: string) => `Choose a person: the form fills itself in. Everyone’s password is “${mdp}”.`,
      roles: {
        'daniel.poitier@exemple.fr': 'main manager', 'heloise.ferdinand@exemple.fr': 'simple user', 'nadia.bonjean@exemple.fr': 'officer of a town hall',
        'sans.structure@exemple.fr': 'new account, without structure', 'agent@exemple.fr': 'support agent', 'operateur@exemple.fr': 'operator of the portal',
      } as Record<string, string>,
    },
  },
  inscription: {
    titre: 'Create an account', dejaUn: 'You already have one?', adresseAide: 'We send a link there, valid for 60 minutes. Prefer an address that is yours alone.',
    conditions: 'I accept the terms of use', conditionsLire: 'Read the terms of use', conditionsManquantes: 'Accept the terms of use to create an account.',
    bouton: 'Create my account and receive the link', donnees: 'Your data serve to identify you and to write to you, nothing else.', donneesLien: 'Personal data', ensuite: 'Next',
    pas: [
      { titre: 'Open the link you receive', texte: 'within 60 minutes' }, { titre: 'Sign in', texte: 'and, if you wish, add a passkey' }, { titre: 'Join a structure', texte: 'or create it with its SIRET' },
    ],
    agentPublic: 'Public officer?', agentPublicTexte: (nom: string) => `${nom} creates the account with your professional identity.`,
  },
  envoyee: {
    titre: 'Open your mailbox', texte: (adresse: string) => `If ${adresse} can receive an account, a link has just left for it.`, texteSansAdresse: 'If this address can receive an account, a link has just left for it.', valable: 'Valid until', expediteur: 'Sender',
    renvoyer: 'Send the link again', corriger: 'Correct the address', rien: 'Nothing after 5 minutes? Look in the unwanted mail.', boite: 'Read the mails of the demonstration',
  },
  activation: {
    expire: { titre: 'This activation link is no longer valid', depuis: (d: Date) => `Expired since ${heure(d, 'en')}`, texte: (de: Date, a: Date) => `It held for 60 minutes, from ${heure(de, 'en')} to ${heure(a, 'en')}. Nothing is lost: what you typed is kept.` },
    inconnu: { titre: 'This activation link is not valid', texte: 'It is incomplete or too old. Check that it was copied whole, or ask for a new one.' },
    renvoyer: { titre: 'Send the activation link again', texte: 'Enter the address given when the account was created: a new link leaves for it, valid for 60 minutes.', aide: 'That of the account you are activating.', bouton: 'Receive a new link' },
    autre: 'Another reason?', deja: 'The account is already active', dejaDetail: 'a link works once: sign in', refaire: 'You had not finished', refaireDetail: 'start creating the account again',
    pourquoi: 'Why 60 minutes?', pourquoiTexte: 'A mail can be read by others. A short-lived link that works once protects your account. A mail filter that opens it before you does not use it up.',
    confirmer: { titre: 'Activate your account', texte: (prenom: string, nom: string, adresse: string) => `Account of ${prenom} ${nom}, ${adresse}. You are opening the link in another browser than the one where you asked for it: enter the password chosen when creating the account.`, bouton: 'Activate my account', faux: 'This is not the password chosen when creating the account.', pasMoi: 'You did not ask for this account? Close this page: nothing will be opened.' },
  },
  oublie: {
    titre: 'Forgotten password', texte: 'Enter the address of your account: a link leaves for it, valid for 60 minutes, to choose a new password.', bouton: 'Receive the link',
    envoye: 'Open your mailbox', envoyeTexte: 'If there is an account at this address, a link has just left for it. It is valid for 60 minutes.',
  },
  nouveau: {
    titre: 'Choose a new password', pour: (adresse: string) => `For the account ${adresse}. Your open sessions will be closed.`, champ: 'New password', bouton: 'Change the password',
    expire: 'This link is no longer valid', expireTexte: 'It held for 60 minutes and works once. Ask for a new one.',
  },
  bienvenue: {
    titre: (prenom: string) => `Welcome, ${prenom}`, texte: 'Your account is not attached to any structure yet. What would you like to do?',
    creer: 'Create a structure', creerTexte: 'Your company, association or administration is not in Choral yet: give its SIRET or its identifier. You become its main manager.',
    rattacher: 'Ask to be attached', rattacherTexte: 'Your structure is already in Choral: its main manager receives your request.',
    plusTard: 'Go to the home page',
  },
  code: {
    titre: 'Enter the code', champ: 'Code from your application, or recovery code', aide: '6 digits, shown by your code application. Without it, one of your recovery codes, which works once.',
    faux: 'This code is not the right one, or has already been used. Wait for the next one.', vide: 'Enter the code shown by your application.', revenir: 'Start signing in again',
    ecrire: 'Write to the support', perdu: 'Neither application nor recovery codes? The support checks your identity, then has the second factor removed.',
  },
  preuve: {
    titre: 'Confirm that it is you', texte: 'What you are about to do commits your account: prove your identity once more. It holds for 10 minutes.', code: 'Code from your application', bouton: 'Continue', renoncer: 'Give up',
    faux: 'This is not your password.', autrement: 'Your account has no password: sign in again, then start again within 10 minutes.', reconnecter: 'Sign out and come back',
  },
  compte: {
    titre: 'My account', ouvert: (d: Date) => `Account opened on ${date(d, 'en')}`, nombreStructures: (n: number, g: number) => `${compter(n, structures, 'en')}, of which you are the main manager of ${g}`,
    aucuneStructure: 'no structure', nonRenseigne: 'not given', ajouter: 'Add', langues: { fr: 'Français', en: 'English' } as Record<string, string>, enregistrer: 'Save', annuler: 'Cancel',
    faits: {
      identite: 'Your identity is up to date.', contact: 'The contact address is saved.', lien: 'A link has left for the new address: open it in this browser, within 60 minutes.', adresse: 'Your sign-in address has changed.',
      annule: 'The change of address is given up.', 'mot-de-passe': 'Your password is changed. Your other sessions are closed.', session: 'The session is closed.', sessions: 'The other sessions are closed.',
      'second-facteur': 'The code application is on. Your other sessions are closed.', retire: 'The code application is removed. Your other sessions are closed.', codes: 'Your new recovery codes replace the former ones.',
      cle: 'The passkey is added.', nommee: 'The passkey is renamed.', 'cle-retiree': 'The passkey is removed.', relie: 'Your professional identity is linked to this account.',
    } as Record<string, string>,
    identite: { titre: 'Identity', nom: 'Given and family name', langue: 'Language', modifier: 'Change my identity', langueAide: 'That of pages and mails.' },
    adresses: {
      titre: 'Addresses', texte: 'One signs in with the first and is written to at the second. They may be the same.', connexion: 'To sign in', contact: 'To be told', memeAdresse: 'the same', verifiee: 'Verified',
      aVerifier: (a: string, jusque: Date) => `${a}: to verify before ${heure(jusque, 'en')}`, renoncer: 'Give up this change', connexionComplement: 'the sign-in address', contactComplement: 'the contact address',
      changer: 'Change the sign-in address', changerTexte: 'A link leaves for the new address. Until it is opened, you sign in with the current address, which is told.', nouvelle: 'New e-mail address', envoyer: 'Send the link',
      memeErreur: 'This is already your sign-in address.', changerContact: 'Change the contact address', contactTexte: 'Notices and mails about your procedures go there. Leave empty to use the sign-in address.', contactChamp: 'Contact address',
      lienPerime: 'This link is no longer valid', lienPerimeTexte: 'It held for 60 minutes, works once and opens in the session that asked for it. Start again from “My account”.', prise: 'This address cannot be used. Choose another one.',
    },
    acces: {
      titre: 'Password and second factor', motDePasse: 'Password', change: (d: Date) => `Changed on ${date(d, 'en')}`, sansMotDePasse: 'none: you sign in otherwise', changer: 'Change', changerComplement: 'the password', choisir: 'Choose',
      application: 'Code application', active: 'On', depuis: (d: Date) => `since ${date(d, 'en')}`, inactive: 'off', activer: 'Turn on', gerer: 'Manage', complement: 'the code application',
      fournisseur: (nom: string) => nom, relie: 'Linked', nonRelie: 'not linked', relier: 'Link',
      nonRelier: {
        injoignable: (nom: string) => `${nom} does not answer for now. Try again later.`,
        annulee: (nom: string) => `You gave up linking ${nom}.`,
        autreAdresse: (nom: string) => `${nom} knows you by another address than this account’s. Change your sign-in address first.`,
        dejaRelie: (nom: string) => `This ${nom} identity is already linked to another account.`,
        refus: (nom: string) => `${nom} could not be linked to this account. Start again from this page.`,
      },
    },
    motDePasse: { titre: 'Change the password', ancien: 'Current password', nouveau: 'New password', bouton: 'Change the password', texte: 'Your other sessions will be closed.', faux: 'This is not your current password.' },
    cles: {
      titre: 'Passkeys', texte: 'Sign in with the fingerprint, face or code of the device, without a password.', aucune: 'You have no passkey yet.', ajouter: 'Add a passkey', sansScript: 'Adding a passkey requires JavaScript.',
      sansNom: 'Passkey', ajoutee: (d: Date, u: Date | null) => `Added on ${date(d, 'en')}${u ? `, used on ${dateHeure(u, 'en')}` : ', not used yet'}`, retirer: (nom: string) => `Remove the passkey ${nom}`, renommer: 'Rename', renommerComplement: (nom: string) => `the passkey ${nom}`,
      renommerTitre: 'Name the passkey', trop: 'You already have 20 passkeys: remove one first.', nom: 'Name of the passkey', nomAide: 'For instance the device it is on: “Workshop computer”.', nomManquant: 'Give a name of 1 to 60 characters.', refus: 'The passkey could not be added. Try again.',
    },
    sessions: { titre: 'Open sessions', cette: 'This session', ouverte: (d: Date) => `opened on ${dateHeure(d, 'en')}`, vue: (d: Date) => `, extended on ${dateHeure(d, 'en')}`, fermer: 'Close', fermerComplement: (nom: string) => `the session ${nom}`, autres: (n: number) => (n > 1 ? `Close the ${n} other sessions` : 'Close the other session'), inconnu: 'Unknown browser', pasMoi: 'I do not recognise a session' },
    donnees: { titre: 'My data', texte: 'All that Choral knows about you: identity, attachments, past and present rights, requests, sessions.', bouton: 'Download my data (JSON)', note: 'You first prove that it is you.' },
  },
  secondFacteur: {
    titre: 'Code application', texte: 'At each sign-in, after the password, you enter a 6-digit code shown by an application on your telephone or computer.',
    exige: 'The second factor is required of main managers, agents and operators: turn it on to continue.', exigeGarde: 'The second factor is required of main managers: you can replace it, not do without it.',
    exigeParStructure: (noms: string[]) => `${noms.length ? noms.map((n) => `“${n}”`).join(', ') : 'A structure you are attached to'} requires a second factor of its users: activate one to go on.`, exigeGardeParStructure: (noms: string[]) => `${noms.map((n) => `“${n}”`).join(', ')} requires a second factor: you can replace it, not do without.`,
    parCle: 'A second factor is required: prove that it is you with your passkey.', tenuParCle: 'A second factor is required, and your passkey is one: it stays asked at each sign-in, unless you also turn on the code application.', cleSansScript: 'A passkey requires JavaScript.', clePerdue: 'Lost your passkey? The support checks your identity, then has it removed.',
    commencer: 'Turn on the code application', etape1: 'Add Choral to your application', etape1Texte: 'Scan this code, or copy the key.', cle: 'Key to copy', image: 'QR code that holds the key below', etape2: 'Enter the code shown', code: '6-digit code', confirmer: 'Confirm', abandonner: 'Give up',
    active: (d: Date) => `On since ${date(d, 'en')}.`, restent: (n: number) => `${compter(n, { one: 'recovery code', other: 'recovery codes' }, 'en')} left out of 10.`, voir: 'See my recovery codes', renouveler: 'Make 10 new ones', retirer: 'Remove the code application', remplacer: 'Replace the code application',
    codesTitre: 'Recovery codes', codesTexte: 'Each replaces the code of your application once. Print them or keep them in a safe place: they are shown only after a proof of identity.', fini: 'I have kept my codes, continue',
  },
  demandes: {
    titre: 'My requests', numero: 'Number', type: 'Kind', structure: 'Structure', etat: 'State', creeLe: 'Received', effetLe: 'Effect', actions: 'Actions', annuler: 'Cancel', filtrer: 'Filter my requests', recherche: 'Number, structure or identifier', tous: 'All states',
    nombre: (n: number, exact: boolean) => (exact ? compter(n, requests, 'en') : `more than ${compter(n, requests, 'en')}`),
    vide: 'No request yet', videTexte: 'Every change submitted from “Organisation” appears here, with its number and state.', organisation: 'Go to “Organisation”',
    aucunResultat: 'No request matches', aucunResultatTexte: 'Remove a filter, or search with fewer words.', reinitialiser: 'Reset the filters',
  },
  structures: {
    titre: 'My structures', filtrer: 'Filter my structures', recherche: 'Name, town or identifier', role: 'Role', tous: 'All roles', roles: { gestionnaire: 'Main manager', utilisateur: 'User' } as Record<string, string>,
    nombre: (n: number, exact: boolean) => (exact ? compter(n, structures, 'en') : `more than ${compter(n, structures, 'en')}`),
    vide: 'You are not attached to any structure', videTexte: 'Create yours, or ask its main manager to attach you.', creer: 'Create a structure', inactive: 'Inactive',
    aucunResultat: 'No structure matches', rattachement: 'Attachment', entiere: 'the whole structure', services: (codes: string[]) => (codes.length > 1 ? `services ${liste(codes, 'en')}` : `service ${codes[0] ?? ''}`), entiereEt: (s: string) => `the whole structure, and ${s}`,
    profils: 'Profiles', aucunProfil: 'none', nombreProfils: (n: number) => compter(n, { one: 'profile', other: 'profiles' }, 'en'), pourService: (code: string) => `service ${code}`,
    enCours: 'Pending requests', aucuneDemande: 'none', prendEffet: (d: Date) => `takes effect on ${dateHeure(d, 'en')}`, ouvrir: 'Open the record', choisir: 'Choose it',
  },
  boite: { titre: 'Mails sent', texte: 'No mail leaves this demonstration: they all arrive here.', vide: 'No mail yet', videTexte: 'Those that Choral sends will show here.', a: 'To', le: 'On' },
  api: { objet: 'A JSON object is expected.', texte: 'A text is expected.' },
}
