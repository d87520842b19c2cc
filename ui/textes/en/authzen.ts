import type { authzen as fr } from '#ui/textes/fr/authzen.ts'

export const authzen = {
  cle: 'A valid application key is expected: Authorization: Bearer <key>.',
  applicationEtrangere: 'This key does not allow questions about this application.',
  champ: (champ: string) => `Field “${champ}” is missing or is not of the expected type.`,
  tropDeQuestions: (n: number) => `At most ${n} questions a call.`,
  inconnu: 'This service does not exist in this structure.',
  autreService: 'You are attached to another service of this structure.',
  demanderRattachement: 'Ask to be attached to the structure.',
  sansQuestion: {
    'type-inconnu': 'Choral only answers about a “utilisateur” on an “application”.',
    'action-inconnue': 'The action is “consultation” or “modification”.',
    'structure-manquante': 'Give the structure in resource.properties.structure, by its id or its identifier.',
  },
} satisfies typeof fr
