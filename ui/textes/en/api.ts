import type { api as fr } from '#ui/textes/fr/api.ts'

export const api = {
  titre: 'Choral, API', description: 'Whatever a screen reads or changes, software can too: a request changes, a reading views.',
  mesDemandes: 'My requests', uneDemande: 'One request', annuler: 'Cancel a request that has not taken effect', moi: 'Who I am',
  mesStructures: 'My structures', uneStructure: 'One structure', historique: 'The history of a structure', utilisateurs: 'The users of a structure', catalogue: 'The catalogue of domains and applications', assistant: 'The answer to a question, drawn from the documentation or from what you may see', recherche: 'Search the portal', documentation: 'The guide’s sheets', services: 'The services of a structure', enAttente: 'What is pending on a structure', sirene: 'What the register says of a SIRET',
  page: { titre: 'The Choral API', essayer: 'Full description (OpenAPI 3.1)', acces: 'With a session', corps: 'Body', reponses: 'Responses', parametres: 'Parameters', guide: 'The integration guide' },
} satisfies typeof fr
