/** The sentences of the API's description. */
export const api = {
  titre: 'Choral, API', description: 'Tout ce qu’un écran lit ou change, un logiciel le peut aussi : une demande change, une lecture consulte.',
  mesDemandes: 'Mes demandes', uneDemande: 'Une demande', annuler: 'Annuler une demande qui n’a pas pris effet', moi: 'Qui je suis',
  mesStructures: 'Mes structures', uneStructure: 'Une structure', historique: 'L’historique d’une structure', utilisateurs: 'Les utilisateurs d’une structure', catalogue: 'Le catalogue des domaines et des applications', assistant: 'La réponse de l’assistant à une question : tirée de la documentation, ou de ce que vous pouvez voir', recherche: 'Rechercher dans le portail', documentation: 'Les fiches du guide', services: 'Les services d’une structure', enAttente: 'Ce qui attend sur une structure', sirene: 'Ce que le registre dit d’un SIRET',
  document: {
    description: [
      'Tout ce qu’un écran lit ou change, un logiciel le peut aussi : une demande change (`POST /api/v1/demandes/{type}`), une lecture consulte (`GET`). Les instants sont en UTC (RFC 3339), les jours à l’heure de Paris.',
      '**Se connecter.** `POST /api/auth/sign-in/email` avec `{"email", "password"}` ouvre une session et pose le cookie `choral.session_token` ; `POST /api/auth/sign-out` la ferme. Toute écriture porte l’en-tête `Origin` du portail. Certaines demandes veulent une preuve d’identité de moins de dix minutes (403 `preuve-exigee`) : se connecter en est une.',
      '**Demander.** `?simulation=oui` autorise et vérifie, dit ce qui se passerait et quand, et n’écrit rien. `Idempotency-Key` (200 caractères au plus) : la même clé avec le même corps rend la même demande ; avec un autre corps, 422 `cle-idempotence-reutilisee`. `version`, facultative, dit de quel état l’on part : périmée, 412 avec les changements faits depuis.',
      '**Lister.** `page` et `taille`, ou `apres` avec le `suivant` de la page précédente, à toute profondeur ; `total` est exact jusqu’à 10 000 (`totalExact`). Un filtre porte le nom du champ. `format=csv`, `xlsx` ou `ods`, ou l’en-tête `Accept`, rend la même liste en fichier.',
      '**Erreurs.** `application/problem+json` : `code` ne change pas et se traite par programme, `detail` se montre tel quel, `champs` nomme chaque champ à corriger. Sans rattachement à une structure, la réponse est celle de ce qui n’existe pas (404) ; rattaché sans le profil, 403 avec `raison` et `remede`.',
      '**Question d’accès.** Une application demande si une personne peut agir : `POST /access/v1/evaluation` et `/access/v1/evaluations` (AuthZEN 1.0, `GET /.well-known/authzen-configuration`), avec `Authorization: Bearer` et sa propre clé. **Envois repris.** Les gros fichiers passent par tus 1.0.0 à `/envois/tus/`.',
    ].join('\n\n'),
    reessayer: 'Secondes à attendre avant de recommencer.', octets: 'Les octets, à enregistrer.', simulee: 'Ce qui se passerait (`simulation=oui`) ; rien n’est écrit.', lignes: 'Une ligne par ses propres champs, ou plusieurs dans `lignes`, toutes ou aucune.',
    cookie: 'Posé par POST /api/auth/sign-in/email.',
    reponses: {
      200: 'Fait, ou lu.', 201: 'Créé.', 202: 'Reçu.', 204: 'Fait ; rien à rendre.', 400: 'Illisible : `requete-malformee` (le corps n’est pas un objet JSON, l’adresse n’en est pas une).', 401: 'Sans session : `authentification-requise`.', 403: 'Rattaché sans le profil : `acces-refuse`, avec `raison` et `remede` ; `preuve-exigee` ; `origine-refusee`.',
      404: '`introuvable` : n’existe pas, ou n’est pas à vous.', 409: 'L’état ne le permet pas, ou plus : `approbation-deja-decidee`, `habilitation-deja-detenue`, `deja-rattache`, `changement-deja-programme`, `identifiant-deja-present`…', 412: '`version-perimee`, avec `version` et `changements`.', 413: 'Trop grand : `trop-grand`.', 415: 'Un autre contenu que celui qui est attendu : `type-de-contenu-refuse`.',
      422: 'Des champs sont à corriger, tous ensemble dans `champs` ; un champ ou un paramètre qui n’existe pas est `champ-inconnu`.', 429: 'Trop de demandes en peu de temps : `trop-de-requetes`.', 503: '`indisponible`, `registre-injoignable`, `resultat-inconnu` : renvoyer avec la même clé.',
    } as Record<string, string>,
    parametres: {
      page: 'Page, à partir de 1.', taille: 'Lignes par page, 200 au plus.', tri: 'Champ de tri ; « - » devant : du plus grand au plus petit.', recherche: 'Texte libre.', apres: '« suivant » de la page précédente ; s’il n’est pas d’ici, la liste recommence.', format: 'Format de la réponse.', simulation: '« oui » : rien n’est écrit.', 'idempotency-key': 'Clé d’idempotence, 200 caractères au plus.',
      id: 'Identifiant (UUID).', numero: 'Numéro.', structure: 'Identifiant (UUID) d’une structure.', service: 'Identifiant (UUID) d’un service.', utilisateur: 'Identifiant (UUID) d’un utilisateur.', profil: 'Application et niveau : « factures-emises.consultation ».', etat: 'État.', type: 'Type.', jeton: 'Jeton reçu par courriel.', fichier: 'Identifiant (UUID) du fichier.', code: 'Code.',
    } as Record<string, string>,
  },
  page: { titre: 'L’API de Choral', essayer: 'Description complète (OpenAPI 3.1)', acces: 'Avec une session', corps: 'Corps', reponses: 'Réponses', parametres: 'Paramètres', guide: 'Le guide d’intégration' },
}
