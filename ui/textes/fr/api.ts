/** The sentences of the API's description. */
export const api = {
  titre: 'Choral, API', description: 'Tout ce qu’un écran lit ou change, un logiciel le peut aussi : une demande change, une lecture consulte.',
  mesDemandes: 'Mes demandes', uneDemande: 'Une demande', annuler: 'Annuler une demande qui n’a pas pris effet', moi: 'Qui je suis',
  mesStructures: 'Mes structures', uneStructure: 'Une structure', historique: 'L’historique d’une structure', utilisateurs: 'Les utilisateurs d’une structure', catalogue: 'Le catalogue des domaines et des applications', assistant: 'La réponse de l’assistant à une question : tirée de la documentation, ou de ce que vous pouvez voir', recherche: 'Rechercher dans le portail', documentation: 'Les fiches du guide', services: 'Les services d’une structure', enAttente: 'Ce qui attend sur une structure', sirene: 'Ce que le registre dit d’un SIRET',
  page: { titre: 'L’API de Choral', essayer: 'Description complète (OpenAPI 3.1)', acces: 'Avec une session', corps: 'Corps', reponses: 'Réponses', parametres: 'Paramètres', guide: 'Le guide d’intégration' },
}
