import { nombre } from '#ui/textes/format.ts'
import type { creations as fr } from '#ui/textes/fr/creations.ts'

export const creations = {
  titre: 'Structures created',
  chapo: 'The structures that people created or duplicated, newest first.',
  texte: 'Who created what, and what is disputed',
  legende: 'List of structures created',
  recherche: 'Structure, town, person or identifier',
  maniere: 'How',
  manieres: { creer: 'Creation', dupliquer: 'Copy of another' },
  toutes: 'All',
  contestation: 'Dispute',
  contestee: 'Disputed',
  creeeLe: 'Created on',
  structure: 'Structure',
  identifiant: 'Identifier',
  ville: 'Town',
  par: 'By',
  adresse: 'E-mail address',
  enUnJour: 'Creations in 24 hours',
  gestionnaire: 'Principal manager',
  numero: 'Request',
  lAuteur: 'The same person',
  personne: 'None',
  ceJour: (n: number) => `${n} creations in 24 hours`,
  resultats: (n: number, exact: boolean) =>
    exact ? (n === 1 ? '1 structure' : `${nombre(n, 'en')} structures`) : `More than ${nombre(n, 'en')} structures`,
  vide: 'No structure matches',
  videTexte: 'Change the filters, or reset them.',
  aucune: 'No structure created',
  aucuneTexte: 'Those that people create or duplicate arrive here.',
} satisfies typeof fr
