import type { Textes } from '#ui/textes/index.ts'
import { compter, nombre } from '#ui/textes/format.ts'

export const comptesDuPortail: Textes['comptesDuPortail'] = {
  titre: 'Accounts',
  lead: 'Somebody’s account: do they sign in, where do they act, what have they asked for',
  chapo: 'The account of whoever writes to you or calls. People are not browsed.',
  recherche: 'E-mail address or name of the person',
  rechercheAide: 'Whole, either way: the sign-in address, or the given and family names.',
  chercher: 'Search',
  nombre: (n) => compter(n, { one: 'account', other: 'accounts' }, 'en'),
  premiers: (n) => `The first ${nombre(n, 'en')} accounts: give the address to find another.`,
  aucun: 'No account',
  aucunTexte: 'The address must be whole, and the one they sign in with; the name too, with the given name.',
  compte: 'Account',
  adresse: 'Sign-in address',
  contact: 'Contact address',
  etat: 'State',
  actif: 'Active',
  aVerifier: 'Address to be verified',
  desactive: 'Deactivated',
  creeLe: 'Created',
  connexion: 'Last sign-in',
  secondFacteur: 'Second factor',
  protection: (application, cles) =>
    [application ? 'application of codes' : null, cles ? compter(cles, { one: 'passkey', other: 'passkeys' }, 'en') : null]
      .filter(Boolean)
      .join(', ') || 'none',
  structures: (n) => `Structures (${nombre(n, 'en')})`,
  autres: (n) => `and ${compter(n, { one: 'other', other: 'others' }, 'en')}`,
  sansStructure: 'Attached to no structure.',
  demandes: 'Latest requests',
  sansDemande: 'No request.',
  api: { chercher: 'Accounts with this address, or this name (operator)', lire: 'One account (operator)' },
}
