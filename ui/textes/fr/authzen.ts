/** What an outside application is answered (INT-16): sentences it can show to the person as they are. */
export const authzen = {
  cle: 'Une clé d’application valable est attendue : Authorization: Bearer <clé>.',
  applicationEtrangere: 'Cette clé ne permet pas d’interroger cette application.',
  champ: (champ: string) => `Le champ « ${champ} » manque ou n’a pas le type attendu.`,
  tropDeQuestions: (n: number) => `Au plus ${n} questions par appel.`,
  inconnu: 'Ce service n’existe pas dans cette structure.',
  autreService: 'Votre rattachement porte sur un autre service de cette structure.',
  demanderRattachement: 'Demandez un rattachement à la structure.',
  sansQuestion: {
    'type-inconnu': 'Choral ne répond que d’un « utilisateur » sur une « application ».',
    'action-inconnue': 'L’action est « consultation » ou « modification ».',
    'structure-manquante': 'Indiquez la structure dans resource.properties.structure, par son id ou son identifiant.',
  },
}
