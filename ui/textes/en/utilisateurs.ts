import { nombre } from '#ui/textes/format.ts'
import type { utilisateurs as fr } from '#ui/textes/fr/utilisateurs.ts'

const people = (n: number) => (n === 1 ? '1 person' : `${nombre(n, 'en')} people`)
const days = (n: number) => (n === 365 ? 'a year' : `${nombre(n, 'en')} days`)

export const utilisateurs = {
  fil: { organisation: 'Organisation', utilisateurs: 'Users' },
  role: { gestionnaire: 'Principal manager', utilisateur: 'User' },
  mailles: { structure: 'Whole structure', service: 'Service' },
  colonnes: { nom: 'Name', nomSeul: 'Family name', prenom: 'Given name', adresseElectronique: 'E-mail address', structure: 'Structure', identifiant: 'Identifier', role: 'Role', maille: 'Level', service: 'Service', depuis: 'Since', nombreHabilitations: 'Entitlements', derniereConnexionLe: 'Last sign-in' },
  filtres: {
    recherche: 'Name', rechercheGestion: 'Name or e-mail address', tous: 'All', toutes: 'All my structures', peuImporte: 'Does not matter', profil: 'Profile held', sansConnexionDepuis: 'No sign-in for',
    mailles: { structure: 'Whole structure', service: 'Services only' },
    jours: days, sansConnexion: (n: number): string => `No sign-in for ${days(n)}`,
  },
  liste: {
    titre: 'View the users', legende: 'The users', rattacher: 'Attach a user', demander: 'Ask to be attached', aucune: 'You are not attached to any structure', aucuneTexte: 'Ask to be attached to your structure: the people who work there will be shown here.',
    vide: 'Nobody matches', videTexte: 'Check the spelling, or remove a filter.', jamais: 'Never', reserve: 'E-mail addresses, entitlements and last sign-in are only shown to those who manage the structure or the service.',
    resultats: (n: number, exact: boolean) => (exact ? people(n) : `More than ${people(n)}`), exporter: (format: string) => `Export as ${format}`, exportPret: 'Your identity is confirmed: the file is ready',
    premieres: 'First rows', suivantes: 'Next rows', dernieres: 'Go to the last rows',
  },
  choisir: { titre: 'Show a user', chapo: 'Look for a person of one of your structures.', champ: 'Name', bouton: 'Search', vide: 'Nobody matches in your structures', videTexte: 'Check the spelling. A person who is attached to none of your structures is not shown.', premiers: (n: number) => `Here are the first ${n}: narrow your search.` },
  personne: {
    identite: 'Identity', rattachements: 'Attachments', autres: 'Structures you share', historique: 'History in this structure', sansHistorique: 'Nothing was asked yet for this person, or by them.',
    habilitations: (n: number) => `Entitlements (${n})`, sansHabilitation: 'No entitlement.', terminees: (n: number) => (n === 1 ? '1 ended entitlement' : `${nombre(n, 'en')} ended entitlements`),
    etats: { 'en-vigueur': 'In force', 'a-venir': 'To come', termine: 'Ended', terminee: 'Ended' },
    termine: (quand: string) => `ended ${quand}`,
    detacher: 'Detach', habiliter: 'Manage their entitlements', voirComme: 'View as',
  },
  selection: {
    personnes: people, note: 'Each person is a request of its own, with its own outcome.', abandonner: 'Cancel', revenir: 'Back to the list', personne: 'Nobody to process', personneTexte: 'The people you chose are no longer attached, or you do not manage their attachment.',
    trop: (n: number) => `The first ${n} people only`, tropTexte: 'The list is longer: process these, then start again for the next ones.', rien: 'There was nothing to do for this person.',
    issues: 'Outcome, line by line', refusee: 'Refused', refusees: (n: number) => (n === 1 ? '1 line refused' : `${n} lines refused`), refuseesTexte: 'Each line says why. The others took effect.',
    reste: (n: number) => `${people(n)} left`, resteTexte: 'It stopped so as not to keep you waiting. No line is done twice.', continuer: 'Go on', commentaireTropLong: (n: number) => `The comment has ${n} characters at most`,
    actions: {
      detacher: {
        bouton: 'Detach the selection…', tous: (n: number, exact: boolean) => `Detach the whole list (${exact ? '' : 'more than '}${nombre(n, 'en')})…`, titre: 'Detach users', consequences: 'These people will no longer be able to file or process anything, at once. What was programmed for them is cancelled.',
        commentaire: 'Comment', commentaireAide: 'Why detach these people? The reason stays in the history, and each of them is told.', commentaireManquant: 'Say why these people are detached',
        confirmer: (n: number) => `Detach ${people(n)}, at once`, fait: 'Detached', faites: (n: number) => (n === 1 ? '1 person detached.' : `${n} people detached.`),
      },
    },
  },
  api: { liste: 'The users of my structures', un: 'A user, in the structures shared with them', preuve: 'An export of users needs a proof of identity less than 10 minutes old.', preuveRemede: 'Sign in again, or confirm your identity' },
} satisfies typeof fr
