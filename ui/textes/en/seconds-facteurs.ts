import type { Textes } from '#ui/textes/index.ts'

export const secondsFacteurs: Textes['secondsFacteurs'] = {
  titre: 'Lost second factors', lead: 'Give access back to whoever lost the code application and its recovery codes', chapo: 'First check who the person is by other means than the message received.',
  adresse: 'E-mail address of the account', chercher: 'Look up', autre: 'Look up another account',
  personne: 'Person', application: 'Code application', depuis: (jour) => `Turned on on ${jour}`, aucune: 'None', cles: 'Passkeys', connexion: 'Last sign-in', jamais: 'Never', sessions: 'Open sessions',
  effet: 'What will happen', effets: ['The code application, its recovery codes and the passkeys are removed.', 'All the person’s sessions are closed.', 'Their password no longer serves: they choose another from a link sent to their address, and turn on a new second factor if one is required of them.', 'They are told at once, at every address known.'],
  motif: 'Reason', motifAide: 'How the identity was checked, and the number of the ticket. Kept in the history.', bouton: 'Remove the second factor',
  fait: 'The second factor is removed and the sessions are closed. An e-mail tells the person how to come in.',
  fautes: { inconnue: 'No active account has this address', soi: 'Your own second factor is changed in “My account”; lost, another operator removes it', rien: 'This account has neither code application nor passkey: its password is enough', motif: 'Say how the identity was checked', motifLong: (n) => `No more than ${n} characters` },
  api: { lire: 'What protects a person’s account', retirer: 'Remove a lost second factor' },
}
