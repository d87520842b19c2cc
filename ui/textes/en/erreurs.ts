import type { erreurs as fr } from '#ui/textes/fr/erreurs.ts'

const titles: Record<number, string> = {
  400: 'This request cannot be read', 401: 'Sign in to continue', 403: 'You do not have access to this page', 404: 'This page does not exist',
  405: 'This address does not accept that method', 406: 'This format is not offered', 408: 'Sending took too long', 409: 'Things changed in the meantime',
  410: 'This page no longer exists', 412: 'Someone changed this information in the meantime', 413: 'What was sent is too large', 415: 'This type of content is not accepted',
  422: 'Some answers need correcting', 429: 'Too many requests in a short time', 500: 'Something went wrong', 503: 'The service is unavailable for a moment', 507: 'There is not enough space left',
}

const duree = (seconds: number) => {
  const minutes = Math.ceil(seconds / 60)
  if (seconds < 60) return `${seconds} second${seconds > 1 ? 's' : ''}`
  return minutes < 60 ? `${minutes} minute${minutes > 1 ? 's' : ''}` : `${Math.ceil(minutes / 60)} hour${minutes > 60 ? 's' : ''}`
}

export const erreurs: typeof fr = {
  parametre: (nom: string) => `The parameter “${nom}” is not accepted here: the description of the API says what is.`,
  titre: (statut) => titles[statut] ?? 'The request could not be handled',
  duree,
  parCode: {
    'authentification-requise': 'Sign in to continue.',
    'origine-refusee': 'This request does not come from a page of Choral, so it was refused. Open the page from the portal and try again.',
    'acces-refuse': 'You do not have the entitlement this needs.',
    introuvable: 'There is nothing at this address, or you are not attached to it.',
    'plus-disponible': 'What was at this address has been removed.',
    'requete-malformee': 'The request cannot be read: check the address or send the form again.',
    'methode-refusee': 'This address does not accept that method.',
    'format-refuse': 'The format you asked for is not offered here.',
    'delai-depasse': 'Sending took too long. Nothing was recorded: try again.',
    'trop-grand': 'What was sent is larger than accepted. Nothing was recorded.',
    'type-de-contenu-refuse': 'This type of content is not accepted here.',
    'trop-de-requetes': 'You sent too many requests in a short time. Wait a little, then try again.',
    'erreur-interne': 'The fault is Choral’s, not yours. Nothing that was refused was recorded halfway.',
    indisponible: 'Choral cannot answer at the moment. Nothing was recorded: try again shortly.',
    'espace-insuffisant': 'This portal’s storage is full. Nothing was recorded; the operator has been told.',
    'resultat-inconnu': 'The database stopped while recording, which may or may not have been done. Send the same form again, or the same request with the same key: nothing will be recorded twice.',
    'approbation-deja-decidee': 'This approval has already been decided.',
    'demande-deja-terminee': 'This request is no longer waiting: it has taken effect already, or was cancelled.',
    'identifiant-invalide': 'This identifier is not valid.',
    'identifiant-inconnu-du-registre': 'The register does not know this identifier.',
    'etablissement-ferme': 'This establishment is closed: it cannot be created.',
    'identifiant-deja-present': 'A structure already bears this identifier. Ask to be attached to it.',
    'registre-injoignable': 'The company register does not answer. Your answers are kept: submit them later.',
    'structure-deja-active': 'This structure is already active.',
    'structure-deja-inactive': 'This structure is already inactive.',
    'gestionnaire-manquant': 'This structure no longer has a principal manager attached to it: transfer that role first, or write to support.',
    'entite-publique': 'A public body is created by the operator of the portal, or by importing the State’s lists.',
    'sans-registre': 'Only structures identified by a SIRET have an entry in the register.',
    'aucun-changement': 'Nothing has changed: modify at least one field.',
    'champ-manquant': 'Fill in this field.',
    'champ-invalide': 'Correct this field.',
    'champ-inconnu': 'This field is not expected here.',
    'saisie-invalide': 'Some answers need correcting.',
    'iban-invalide': 'This IBAN is not valid: a character is wrong, missing or extra.',
    'bban-invalide': 'This national account number is not valid.',
    'bic-invalide': 'This BIC is not valid: it has 8 or 11 characters.',
    'iban-pays-different': 'The IBAN is not that of the chosen country.',
    'bic-pays-different': 'The BIC is not that of the account’s country.',
    'habilitation-deja-detenue': 'The user already holds the selected subscription.',
    'version-perimee': 'Someone changed this information after you opened it. Compare, then decide.',
    'cle-idempotence-reutilisee': 'This key has already been used for another request.',
  },
  page: {
    pourquoi: 'Why?', raison: 'Reason', remede: 'How to get it', quiPeut: 'Who can help',
    quiPeutTexte: 'The structure’s principal manager grants entitlements; if they are gone, write to support.',
    ouvert: 'Open to you', ensuite: 'What you can do',
    reference: (statut, reference) => `Code ${statut} · reference ${reference}, to give to support`,
    code: (statut) => `Code ${statut}`,
    attente: (secondes) => `You can try again in ${duree(secondes)}.`,
    reessayer: 'Try again', retour: 'Back to the page', accueil: 'Back to the home page', connexion: 'Sign in', support: 'Contact support', documentation: 'Go to the documentation',
    mesStructures: 'My structures', mesDemandes: 'My requests', rattachement: 'Ask to be attached to a structure', plan: 'Site map', chercher: 'Search the portal', etat: 'Service status',
    adresse: 'Check the address: a letter may have been lost when copying it. If a link of the portal brought you here, tell support.',
    perdu: 'Your browser has kept what you typed: go back to find it.',
    aCorriger: 'To correct',
  },
}
