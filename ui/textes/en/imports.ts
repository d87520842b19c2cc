import { compter, liste, nombre, pluriel } from '#ui/textes/format.ts'
import type { imports as fr } from '#ui/textes/fr/imports.ts'

const lignes = (n: number) => compter(n, { one: 'row', other: 'rows' }, 'en')
const personnes = (n: number) => compter(n, { one: 'person', other: 'people' }, 'en')
const s = (n: number) => pluriel(n, { one: '', other: 's' }, 'en')
const noms = (c: string[]) => liste(c.map((x) => `“${x}”`), 'en')

const colonnes: Record<string, string> = { ligne: 'Row', adresseElectronique: 'E-mail address', prenom: 'First name', nom: 'Last name', typeIdentifiant: 'Type of identifier', identifiant: 'Structure', codeService: 'Service', profils: 'Profiles', fin: 'End date', resultat: 'Result', motif: 'Reason', remede: 'How to mend it', utilisateur: 'User', structure: 'Structure' }
const fautes: Record<string, (v: string) => [motif: string, remede: string]> = {
  'champ-manquant': () => ['This cell is empty.', 'Fill it in: without it, the row has no meaning.'],
  'adresse-electronique-invalide': () => ['The e-mail address is incomplete or malformed.', 'Enter a complete address, for example name@exemple.fr.'],
  formule: () => ['This cell holds a formula.', 'Replace the formula by its value: copy, then “Paste special: values”.'],
  'cellule-en-erreur': (v) => [`The spreadsheet put an error in this cell (${v}).`, 'Mend the cell in the spreadsheet.'],
  'cellule-trop-longue': () => ['This cell is too long.', 'Keep to 500 characters.'],
  'caracteres-interdits': () => ['This cell holds invisible characters.', 'Type it again rather than pasting it.'],
  'type-inconnu': (v) => [`“${v}” is not a type of identifier.`, 'Write SIRET, UE_HORS_FRANCE, HORS_UE, RIDET, TAHITI, AUTRE or PARTICULIER, or leave the cell empty.'],
  'zero-perdu': (v) => ['The spreadsheet lost a zero at the start of the SIRET.', `Set the column to the “Text” format, then enter ${v}.`],
  'siret-incomplet': (v) => [`This SIRET has ${v} digits; it takes 14.`, 'Enter the whole SIRET, in the “Text” format.'],
  'notation-scientifique': () => ['The spreadsheet rounded this identifier (E+ notation).', 'Set the column to the “Text” format, then enter the identifier again.'],
  'profil-inconnu': (v) => [`“${v}” is neither a profile nor a set of profiles.`, 'Write for example “factures-emises.modification” or “Comptable”.'],
  'profil-sans-modification': (v) => [`“${v}” does not exist: this application has consultation only.`, 'Replace “modification” by “consultation”.'],
  'date-invalide': () => ['This date does not exist or is not complete.', 'Enter day, month and year, for example 31/12/2027.'],
  'date-en-nombre': () => ['This cell holds a number, not a date.', 'Set the column to the “Date” format.'],
  'date-trop-lointaine': () => ['This date is too far away.', 'Choose a date before 2100, or leave the cell empty.'],
  'fin-passee': () => ['This date has passed.', 'Choose a date to come, or leave the cell empty.'],
  'ligne-en-double': (v) => [`Row ${v} already has this person in this place.`, 'Put the profiles together on one row.'],
  'structure-introuvable': () => ['This structure cannot be found, or you do not manage its users.', 'Check the identifier, or ask the principal manager for “Organisation modification”.'],
  'type-a-preciser': () => ['Several structures bear this identifier.', 'Fill in the column “Type d’identifiant”.'],
  'structure-inactive': () => ['This structure is inactive.', 'Activate it, then send the file again.'],
  'service-inconnu': (v) => ['No service of this structure has this code.', v ? `Did you mean “${v}”?` : 'Take the code as the structure shows it, or leave the cell empty for the whole structure.'],
  'service-inactif': () => ['This service is inactive.', 'Choose an active service, or leave the cell empty for the whole structure.'],
  'soi-meme': () => ['You cannot change your own rights by a file.', 'Delete the row.'],
  octroi: () => ['Only the principal manager, or a deputy, grants “Organisation modification”.', 'Remove this profile, or have the principal manager import the file.'],
  'changement-deja-programme': () => ['A change of one of these profiles is already programmed.', 'Wait for its hour or cancel it in “Manage entitlements”, then send the file again.'],
  'trop-d-invitations': () => ['The number of invitations of one day has been reached.', 'Send the same file tomorrow: what is done is not done twice.'],
}
const fichiers: Record<string, (c: string[]) => string> = {
  'champ-manquant': () => 'Choose a file',
  'fichier-vide': () => 'This file is empty: fill in the model, then send it',
  'aucune-ligne': () => 'This file has headings only: add one row a person',
  'format-inconnu': () => 'This file is not a spreadsheet: send an XLSX, ODS or CSV file',
  'fichier-chiffre': () => 'This file has a password, or an old format (XLS): save it as XLSX, without a password',
  'fichier-abime': () => 'This file is damaged: open it in a spreadsheet, save it again, then send it',
  'fichier-trop-lourd': () => 'This file holds much more than rows of users: copy the rows into the model',
  'trop-de-colonnes': () => 'This file has more than 100 columns: copy the useful ones into the model',
  'trop-de-lignes': () => 'This file has more than 100,000 rows: cut it into several files',
  'lecture-trop-longue': () => 'This file takes too long to read: copy the rows into the model, or cut it into several files',
  'colonnes-manquantes': (c) => `The column${s(c.length)} ${noms(c)} ${c.length > 1 ? 'are' : 'is'} missing: take the headings of the model`,
  'colonne-en-double': (c) => `The column${s(c.length)} ${noms(c)} ${c.length > 1 ? 'are' : 'is'} there twice: keep one`,
}

export const imports = {
  titre: 'Import users', etapes: ['File', 'Check', 'Report'], aide: '/documentation/organisation/utilisateurs/importer-des-utilisateurs',
  chapo: 'Attach many people at once, with their structure, service and profiles. The file is first checked row by row: nothing is done before you agree.',
  fichierLibelle: 'File', fichierAide: (taille) => `XLSX, ODS or CSV, at most ${taille} and 100,000 rows. The file is not kept.`, verifier: 'Check the file', modele: 'The model', modeleTexte: 'One row per person and per structure or service. The headings of the model, in any order.', modeles: (format) => `${format} model`,
  sansDroit: 'Importing users takes managing the users of a structure or service.',
  deColonne: (nom) => `${nom}: `, colonnes, colonnesDuModele: [
    { cle: 'Adresse électronique', valeur: 'Compulsory. Without an account at this address, the person is invited.' }, { cle: 'Prénom, Nom', valeur: 'Optional, for you to find your way.' },
    { cle: 'Structure', valeur: 'Compulsory: its identifier, SIRET or other.' }, { cle: 'Type d’identifiant', valeur: 'Optional; fill it in if two structures have the same identifier.' },
    { cle: 'Service', valeur: 'Optional: the code of the service. Empty: the whole structure.' }, { cle: 'Profils', valeur: 'Optional: profiles (“factures-emises.modification”) or a set (“Comptable”), separated by commas. Empty: the default set.' }, { cle: 'Date de fin', valeur: 'Optional: the last day of the profiles.' },
  ],
  exemple: ['prenom.nom@exemple.fr', 'Prénom', 'Nom', 'SIRET', '12345678200010', 'COMPTA', 'factures-emises.modification, Lecture seule', '31/12/2027'],
  recents: 'Your recent imports', recent: (nom, quand, n) => `${nom}, ${quand}, ${lignes(n)}`,
  verification: {
    titre: 'Check the import', lues: (n) => `${lignes(n)} read. Nothing is recorded yet.`, ignorees: (c) => `Column${s(c.length)} left out: ${noms(c)}`, ignoreesTexte: 'The portal does not need it. Check that it is no misspelt heading.',
    personne: 'Address, name or row number', tous: 'All', toutesLesLignes: (n, exact) => (exact ? lignes(n) : `More than ${lignes(n)}`), erreursDabord: 'To mend first', ordreDuFichier: 'Order of the file', trier: 'Sort by', legende: 'Rows of the file', filtrer: 'Filter the rows', telecharger: (n) => `${lignes(n)} to mend, with the reason (XLSX)`, vide: 'No row matches', videTexte: 'Remove a filter.',
    que: 'What should be imported?', toutes: 'Import everything', toutesAide: (n) => `${lignes(n)}, all valid.`, toutesFerme: 'Possible once no row is left to mend.', valides: 'Import the valid rows', validesAide: (n, e) => `${lignes(n)} imported. ${e > 1 ? `The other ${nombre(e, 'en')} are` : 'The other one is'} left to mend and to send later.`,
    importer: (n) => `Import ${lignes(n)}`, redeposer: 'Send a mended file', note: 'Attachments and profiles hold at once. The import can be stopped on its way; what is done stays.',
    rien: 'There is nothing to import', rienErreurs: 'Every row is to mend.', rienInchangees: 'Everybody is attached already, with the profiles asked for.',
    prevenus: 'Who is told', invites: (n) => `${lignes(n)} of addresses that you do not know`, invitesTexte: 'an invitation, or “you are attached” if the address has an account', rattaches: (n) => `${personnes(n)} to attach`, rattachesTexte: 'one e-mail each', completes: (n) => `${lignes(n)} of profiles to add`, completesTexte: 'no e-mail', vous: 'You', vousTexte: 'an e-mail at the end',
  },
  resultats: { 'a-rattacher': 'To attach', 'a-inviter': 'To invite', 'a-completer': 'Attached already: profiles to add', inchangee: 'Unchanged', erreur: 'To mend', 'a-juger': 'To check' },
  resultatsTexte: { 'a-rattacher': 'At once', 'a-inviter': 'Attached at once if the address has an account, otherwise invited', 'a-completer': 'At once', inchangee: 'Already attached, or invited, with these profiles' },
  compteurs: { 'a-rattacher': () => 'to attach', 'a-inviter': () => 'to invite', 'a-completer': () => 'to complete', inchangee: () => 'unchanged', erreur: () => 'to mend' },
  compteursTexte: { 'a-rattacher': 'at once', 'a-inviter': 'or to attach, if the address has an account', 'a-completer': 'profiles to add', inchangee: 'nothing to do', erreur: 'refused, with the reason' },
  issues: { rattachee: 'Attached', invitee: 'Invited', completee: 'Profiles added', inchangee: 'Unchanged', echouee: 'Refused' },
  profils: (n) => compter(n, { one: 'profile', other: 'profiles' }, 'en'), parDefaut: 'Default set', structureEntiere: 'Whole structure', jusquau: (jour) => `until ${jour}`,
  enCours: {
    titre: 'Import under way', avance: (n, sur) => `${nombre(n, 'en')} of ${lignes(sur)}`, progression: 'Import of the rows', arreter: 'Stop the import', arreterNote: 'What is done stays done, and is in the report.', actualiser: 'Refresh', quitter: 'You may leave this page', quitterTexte: 'The import goes on, even if you sign out. An e-mail tells you when it is over.', demande: (numero) => `Request ${numero}`,
  },
  rendu: {
    titre: 'Report of the import', fini: 'The import is over', arrete: 'The import was stopped', rattachees: (n) => `${nombre(n, 'en')} attachment${s(n)}`, invitees: (n) => `${nombre(n, 'en')} invitation${s(n)}`, completees: (n) => `${personnes(n)} with profiles added`, habilitations: (n) => `${nombre(n, 'en')} profile${s(n)} granted`, echouees: (n) => `${lignes(n)} refused`, restees: (n) => `${lignes(n)} left aside`,
    compteurs: { rattachee: () => 'attached', invitee: () => 'invited', completee: () => 'completed', echouee: () => 'refused' }, autre: 'Import another file', liste: 'List users', invitations: 'See the invitations', recu: 'See the demande',
  },
  lignesACorriger: (n) => `${lignes(n)} ${n > 1 ? 'are' : 'is'} to mend: mend the file, or import the valid rows.`,
  refus: { 'import-deja-lance': 'This import has been started already.', 'lignes-a-corriger': 'Some rows are to mend.', 'aucune-ligne-a-importer': 'No row is to be imported.', 'lecture-en-cours': 'Other files are being read: try again in a moment.', 'trop-de-requetes': 'You have sent too many files within an hour: try again later.' },
  fichier: (code, c = []) => (fichiers[code] ?? fichiers['fichier-abime']!)(c), fichierTropGrand: (taille) => `The file is larger than ${taille}: cut it into several files`,
  faute: (code, valeur = '') => {
    const [motif, remede] = (fautes[code] ?? (() => ['This row is not accepted.', 'Compare it with the model.'] as [string, string]))(valeur)
    return { motif, remede }
  },
  courrielRattache: (prenom, par, ou) => ({ sujet: ou.length === 1 ? `You are attached to ${ou[0]}` : `You are attached to ${ou.length} structures or services`, avant: [`Hello ${prenom},`, `${par} has attached you to ${liste(ou, 'en')}. You may act at once, with the profiles chosen for you.`], libelle: 'Open Choral', apres: ['If you have nothing to do there, detach yourself with “Detach a user”, or tell the support.'] }),
  courriel: (prenom, nom, i) => ({
    sujet: `The import “${nom}” is over`, avant: [`Hello ${prenom},`, `The import “${nom}” is over: ${i.rattachees} attachments, ${i.invitees} invitations, ${i.completees} people with profiles added${i.echouees ? `, ${i.echouees} rows refused` : ''}.`], libelle: 'See the report', apres: [],
  }),
  recu: { fichier: 'File', voir: 'See the import' },
  api: { deposer: 'Send a file of users: it is read and judged, nothing is done', un: 'One import, its counts and its progress', lignes: 'The rows of an import, with what is wrong', fichier: 'Send the file in the field “fichier” of a multipart/form-data body.' },
} satisfies typeof fr
