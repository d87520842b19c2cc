import type { api as fr } from '#ui/textes/fr/api.ts'

export const api = {
  titre: 'Choral, API', description: 'Whatever a screen reads or changes, software can too: a request changes, a reading views.',
  mesDemandes: 'My requests', uneDemande: 'One request', annuler: 'Cancel a request that has not taken effect', moi: 'Who I am',
  mesStructures: 'My structures', uneStructure: 'One structure', historique: 'The history of a structure', utilisateurs: 'The users of a structure', catalogue: 'The catalogue of domains and applications', assistant: 'The answer to a question, drawn from the documentation or from what you may see', recherche: 'Search the portal', documentation: 'The guide’s sheets', services: 'The services of a structure', enAttente: 'What is pending on a structure', sirene: 'What the register says of a SIRET',
  document: {
    description: [
      'Whatever a screen reads or changes, software can too: a request changes (`POST /api/v1/demandes/{type}`), a reading views (`GET`). Instants are in UTC (RFC 3339), days in Paris time.',
      '**Sign in.** `POST /api/auth/sign-in/email` with `{"email", "password"}` opens a session and sets the cookie `choral.session_token`; `POST /api/auth/sign-out` closes it. Every write bears the portal’s own `Origin`. Some requests want a proof of identity less than ten minutes old (403 `preuve-exigee`): signing in is one.',
      '**Ask.** `?simulation=oui` authorises and checks, says what would happen and when, and writes nothing. `Idempotency-Key` (200 characters at most): the same key with the same body gives the same request; with another body, 422 `cle-idempotence-reutilisee`. `version`, optional, says which state one starts from: stale, 412 with the changes made since.',
      '**List.** `page` and `taille`, or `apres` with the `suivant` of the page before, at any depth; `total` is exact up to 10,000 (`totalExact`). A filter bears its field’s name. `format=csv`, `xlsx` or `ods`, or the header `Accept`, gives the same list as a file.',
      '**Errors.** `application/problem+json`: `code` never changes and is for programs, `detail` is shown as it is, `champs` names each field to correct. Not attached to a structure, the answer is that of what does not exist (404); attached without the profile, 403 with `raison` and `remede`.',
      '**Access question.** An application asks whether a person may act: `POST /access/v1/evaluation` and `/access/v1/evaluations` (AuthZEN 1.0, `GET /.well-known/authzen-configuration`), with `Authorization: Bearer` and its own key. **Resumed uploads.** Large files go by tus 1.0.0 at `/envois/tus/`.',
    ].join('\n\n'),
    reessayer: 'Seconds to wait before trying again.', octets: 'The bytes, to be saved.', simulee: 'What would happen (`simulation=oui`); nothing is written.', lignes: 'One line by its own members, or several in `lignes`, all or none.',
    cookie: 'Set by POST /api/auth/sign-in/email.',
    reponses: {
      200: 'Done, or read.', 201: 'Created.', 202: 'Received.', 204: 'Done; nothing to give back.', 400: 'Unreadable: `requete-malformee` (the body is no JSON object, the address is none).', 401: 'Without a session: `authentification-requise`.', 403: 'Attached without the profile: `acces-refuse`, with `raison` and `remede`; `preuve-exigee`; `origine-refusee`.',
      404: '`introuvable`: does not exist, or is not yours.', 409: 'The state does not allow it, or no longer: `approbation-deja-decidee`, `habilitation-deja-detenue`, `deja-rattache`, `changement-deja-programme`, `identifiant-deja-present`…', 412: '`version-perimee`, with `version` and `changements`.', 413: 'Too large: `trop-grand`.', 415: 'Other content than what is expected: `type-de-contenu-refuse`.',
      422: 'Fields to correct, all together in `champs`; a field or a parameter that does not exist is `champ-inconnu`.', 429: 'Too many requests in a short time: `trop-de-requetes`.', 503: '`indisponible`, `registre-injoignable`, `resultat-inconnu`: send again with the same key.',
    },
    parametres: {
      page: 'Page, from 1.', taille: 'Rows a page, 200 at most.', tri: 'Field to sort by; “-” before it: from the greatest.', recherche: 'Free text.', apres: '“suivant” of the page before; if it is not one of ours, the list begins again.', format: 'Format of the answer.', simulation: '“oui”: nothing is written.', 'idempotency-key': 'Idempotency key, 200 characters at most.',
      id: 'Identifier (UUID).', numero: 'Number.', structure: 'Identifier (UUID) of a structure.', service: 'Identifier (UUID) of a service.', utilisateur: 'Identifier (UUID) of a user.', profil: 'Application and level: “factures-emises.consultation”.', etat: 'State.', type: 'Kind.', jeton: 'Token received by mail.', fichier: 'Identifier (UUID) of the file.', code: 'Code.',
    },
  },
  page: { titre: 'The Choral API', essayer: 'Full description (OpenAPI 3.1)', acces: 'With a session', corps: 'Body', reponses: 'Responses', parametres: 'Parameters', guide: 'The integration guide' },
} satisfies typeof fr
