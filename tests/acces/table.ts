// Who gets where: written by hand from the specification, never from the code (R8). One row a route, one column an actor.
//   +  let in (what follows is about the content: 2xx, 303 elsewhere, 409, 422…)
//   .  asked to sign in (401 for software, 303 to /connexion for a person)
//   -  refused with a reason (403): attached, without the right
//   0  does not exist for them (404): not theirs, or not there

export const ACTEURS = [
  'dehors', //   nobody: no session; one whose account is not verified, or deactivated, has none either
  'camille', //  no structure
  'détaché', //  of the menuiserie, yesterday; the rights left behind count for nothing
  'service', //  of one service of the menuiserie only, « Organisation modification » there
  'simple', //   of the menuiserie, « Organisation consultation » (heloise)
  'à venir', //  of the menuiserie, « Organisation modification » from tomorrow on
  'échu', //     of the menuiserie, « Organisation modification » until yesterday
  'daniel', //   gestionnaire principal of the menuiserie
  'nadia', //    gestionnaire principal of the mairie
  'agent', //    support agent of the portal
  'opérateur',
  'gérant', //   of the menuiserie, « Organisation modification » there without being its gestionnaire principal
  'lecteur', //  of the menuiserie, with no right at all
  'agent de service', // of one service of the menuiserie, « Organisation consultation » there
  'suppléant', // of the menuiserie, « Organisation consultation », named deputy by Daniel
  'invité', //   no structure; invited to the menuiserie, answers too late
] as const

export type Objet = 'structure' | 'demande' | 'groupe' | 'rien'

/** Objects of a row: each its own line of expectations. */
export type Ligne = Record<string, string>

//                      dehors camille détaché service simple à-venir échu daniel nadia agent opérateur gérant lecteur agent-de-service
// suppléant invité
const TOUS /*        */ = { '': '+ + + + + + + + + + + + + + + +' }
const CONNECTES /*   */ = { '': '. + + + + + + + + + + + + + + +' }
/** Without a sign-in under way there is none to go on with. */
const RECONNEXION /* */ = { '': '. . . . . . . . . . . . . . . .' }
/** An application's key alone. */
const SANS_CLE /*    */ = RECONNEXION
const PERSONNE /*    */ = { '': '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' }

/** A page or a read of a structure: whoever is attached to it, at any maille. */
const LIRE_STRUCTURE = {
  menuiserie: /*       */ '. 0 0 + + + + + 0 0 0 + + + + 0',
  mairie: /*           */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** What waits on a structure, and its history: whoever is attached to the whole of it. */
const LIRE_SUIVI = {
  menuiserie: /*       */ '. 0 0 - + + + + 0 0 0 + + - + 0',
  mairie: /*           */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** « Organisation modification » on the whole structure, in force now. */
const CHANGER_STRUCTURE = {
  menuiserie: /*       */ '. 0 0 - - - - + 0 0 0 + - - - 0',
  mairie: /*           */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** Services of a structure: « Organisation consultation » on the whole of it, or on some of them, which are then all one sees. */
const LIRE_SERVICES = {
  menuiserie: /*       */ '. 0 0 + + - - + 0 0 0 + - + + 0',
  mairie: /*           */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** A service, on the whole structure or on itself. */
const LIRE_SERVICE = {
  compta: /*           */ '. 0 0 + + - - + 0 0 0 + - + + 0',
  chantier: /*         */ '. 0 0 - + - - + 0 0 0 + - - + 0',
  deLaMairie: /*       */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absent: /*           */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
const CHANGER_SERVICE = {
  compta: /*           */ '. 0 0 + - - - + 0 0 0 + - - - 0',
  chantier: /*         */ '. 0 0 - - - - + 0 0 0 + - - - 0',
  deLaMairie: /*       */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absent: /*           */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** Attachments: « Organisation consultation » on the whole structure. */
const LIRE_PIECES = {
  menuiserie: /*       */ '. 0 0 - + - - + 0 0 0 + - - + 0',
  mairie: /*           */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
const LIRE_PIECE = {
  kbis: /*             */ '. 0 0 - + - - + 0 0 0 + - - + 0',
  arrete: /*           */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  perdue: /*           */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
const CHANGER_PIECE = {
  kbis: /*             */ '. 0 0 - - - - + 0 0 0 + - - - 0',
  arrete: /*           */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  perdue: /*           */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** A bank account: whoever reads « Organisation » on the whole structure; the number, and changes, with « modification ». */
const LIRE_COORDONNEE = {
  deLaMenuiserie: /*   */ '. 0 0 - + - - + 0 0 0 + - - + 0',
  deLaMairie: /*       */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
const CHANGER_COORDONNEE = {
  deLaMenuiserie: /*   */ '. 0 0 - - - - + 0 0 0 + - - - 0',
  deLaMairie: /*       */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
const LIRE_COORDONNEES = {
  menuiserie: LIRE_COORDONNEE.deLaMenuiserie,
  mairie: LIRE_COORDONNEE.deLaMairie,
  absente: LIRE_COORDONNEE.absente,
}
/** The gestionnaire principal alone. */
const TRANSFERER = {
  menuiserie: /*       */ '. 0 0 - - - - + 0 0 0 - - - - 0',
  mairie: /*           */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** The author, whoever is attached to the whole structure, the operator. */
const LIRE_DEMANDE = {
  deDaniel: /*         */ '. 0 0 0 + + + + 0 0 + + + 0 + 0',
  deNadia: /*          */ '. 0 0 0 0 0 0 0 + 0 + 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** The author or the gestionnaire principal. */
const ANNULER_DEMANDE = {
  deDaniel: /*         */ '. 0 0 0 - - - + 0 0 - - - 0 - 0',
  deNadia: /*          */ '. 0 0 0 0 0 0 0 + 0 - 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/**
 * Its two sides: who wrote it and whoever holds « Sollicitations émises » there, « Sollicitations reçues » at the recipient; the portal's
 * own is its support agents'.
 */
const SON_TICKET = {
  aLaMairie: /*        */ '. 0 0 0 + 0 0 + + 0 0 0 0 0 0 0',
  auPortail: /*        */ '. + 0 0 0 0 0 0 0 + 0 0 0 0 0 0',
  inconnu: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** Only the holder of a link sent to an address: no session helps. */
const PERSONNE_SANS_LIEN = { '': '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' }
/** The emitter's side alone. */
const NOTER_TICKET = {
  aLaMairie: /*        */ '. 0 0 0 + 0 0 + - 0 0 0 0 0 0 0',
  auPortail: /*        */ '. + 0 0 0 0 0 0 0 - 0 0 0 0 0 0',
  inconnu: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** The recipient's side alone: its emitter reads the ticket, and learns that it is not for them. */
const SUIVRE_TICKET = {
  aLaMairie: /*        */ '. 0 0 0 - 0 0 - + 0 0 0 0 0 0 0',
  auPortail: /*        */ '. - 0 0 0 0 0 0 0 + 0 0 0 0 0 0',
  inconnu: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** « Sollicitations reçues modification » somewhere, or an agent. */
const REPONDRE = { '': '. - - - + - - + + + - - - - - -' }
const TRAITER_TICKET = {
  aLaMairie: /*        */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  auPortail: /*        */ '. 0 0 0 0 0 0 0 0 + 0 0 0 0 0 0',
  inconnu: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
const SON_GROUPE = {
  deDaniel: /*         */ '. 0 0 0 0 0 0 + 0 0 0 0 0 0 0 0',
  absent: /*           */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** « Organisation modification » on some structure, or a service of one. */
const GOUVERNER_QUELQUE_PART = { '': '. - - + - - - + + - - + - - - -' }
/** « Organisation modification » on some structure, the whole of it. */
const GOUVERNER_UNE_STRUCTURE = { '': '. - - - - - - + + - - + - - - -' }
/** A set of profiles of a structure: whoever governs the whole of it; the portal's are the same for all, and nobody's to change. */
const SON_ENSEMBLE = {
  deLaMenuiserie: /*   */ '. 0 0 - - - - + 0 0 0 + - - - 0',
  duPortail: /*        */ '. - - - - - - - - - - - - - - -',
  absent: /*           */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** Attached somewhere. */
const ETRE_RATTACHE = { '': '. 0 0 + + + + + + 0 0 + + + + 0' }
/** An approval: its author and whoever reads the demande are led to that; others have none. */
const LIRE_APPROBATION = { deHeloise: '. 0 0 0 + 0 0 + 0 0 + + 0 0 + 0', absente: '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' }
/** Decided by whoever governs, alone. */
const DECIDER = { deHeloise: '. 0 0 0 - 0 0 + 0 0 - - 0 0 + 0', absente: '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' }
/** The gestionnaire principal of some structure. */
const GESTIONNAIRES = { '': '. - - - - - - + + - - - - - - -' }
/** A gestionnaire principal, or the operator. */
const MESSAGERS = { '': '. - - - - - - + + - + - - - - -' }
/** Of one's own account; what is nobody's, or another's, is told by no difference. */
const A_SOI_ABSENT = { absent: CONNECTES[''] }
const A_SOI_INTROUVABLE = { absent: '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' }

/** A person: whoever shares a structure with them, at a maille that sees them. */
const LIRE_PERSONNE = {
  heloise: /*          */ '. 0 0 + + + + + 0 0 0 + + + + 0',
  nadia: /*            */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** A saved view is renamed and deleted by its author alone, shared or not. */
const SA_VUE = {
  partageeParDaniel: /**/ '. 0 0 0 0 0 0 + 0 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** « Mandats de facturation modification » on the structure, one of the mandate's two. */
const TERMINER_UN_MANDAT = {
  menuiserie: /*       */ '. 0 0 - + - - + 0 0 0 - - - - 0',
  mairie: /*           */ '. 0 0 0 0 0 0 0 + 0 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** The form names no list that exists. */
const LISTE_INCONNUE /**/ = { '': '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' }

/** Of an invitation to the whole structure: whoever manages its people; whoever is of one service knows nothing of it. */
const GERER_INVITATION = {
  menuiserie: /*       */ '. 0 0 0 - - - + 0 0 0 + - 0 - 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}

/** An import is its author's alone. */
const SON_IMPORT = {
  deDaniel: /*         */ '. 0 0 0 0 0 0 + 0 0 0 0 0 0 0 0',
  absent: /*           */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}

/** A conversation with an agent: whoever opened it, and the agent who holds it, at their desk. */
const SA_CONVERSATION = {
  deDaniel: /*         */ '0 0 0 0 0 0 0 + 0 0 0 0 0 0 0 0',
  absente: /*          */ '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
const CONVERSATION_TENUE = {
  deDaniel: /*         */ '. 0 0 0 0 0 0 0 0 + 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
const DES_DEUX_COTES = {
  deDaniel: /*         */ '. 0 0 0 0 0 0 + 0 + 0 0 0 0 0 0',
  absente: /*          */ '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
}
/** A file that is not of this conversation: to both its sides too it does not exist (T09). */
const FICHIER_D_ECHANGE = { deDaniel: '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' }
const FICHIER_D_ECHANGE_CONNECTE = { deDaniel: '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' }
/** The agents' desk: for anybody else it does not exist. */
const AGENTS = { '': '. 0 0 0 0 0 0 0 0 + 0 0 0 0 0 0' }

/** The operator's screens: for anybody else they do not exist. */
const EXPLOITER = { '': '. 0 0 0 0 0 0 0 0 0 + 0 0 0 0 0' }

/** « Sollicitations reçues » somewhere; the agents and the operator have the portal's. */
const CHIFFRER = { '': '. 0 0 0 + 0 0 + + + + 0 0 0 0 0' }

export const TABLE: Record<string, Ligne> = {
  // The portal itself
  'GET /': TOUS,
  'GET /sante': TOUS,
  'GET /pret': TOUS,
  'GET /robots.txt': TOUS,
  'GET /favicon.ico': TOUS,
  'GET /choral.svg': TOUS,
  'GET /public/*': PERSONNE,
  'GET /organisation': TOUS,
  'GET /organisation/structures': TOUS,
  'GET /organisation/utilisateurs': TOUS,
  'GET /recherche': TOUS,
  'GET /raccourcis': TOUS,
  'GET /plan-du-site': TOUS,
  'GET /documentation': TOUS,
  'GET /documentation/*': PERSONNE,
  'POST /documentation/avis': PERSONNE,
  'GET /assistant': TOUS,
  'POST /assistant': TOUS,
  'POST /assistant/oublier': TOUS,
  'POST /assistant/ticket': TOUS,
  'GET /documentation/images/:nom': PERSONNE,
  'GET /domaines/:code': { connu: TOUS[''], absent: PERSONNE[''] },
  'GET /applications/:code': { connue: TOUS[''], absente: PERSONNE[''] },
  'GET /support': TOUS,
  'GET /actualites': TOUS,
  'GET /organisation/annuaire': TOUS,
  // The directory, without an account (POR-10)
  'GET /annuaire': TOUS,
  'GET /annuaire/resultat': TOUS,
  'GET /annuaire/:id': { mairie: TOUS[''], menuiserie: PERSONNE[''], absente: PERSONNE[''] },
  'GET /annuaire/fichiers/structures.csv': TOUS,
  'GET /annuaire/fichiers/structures.xlsx': TOUS,
  'GET /annuaire/fichiers/structures.json': TOUS,
  'GET /annuaire/fichiers/services.csv': TOUS,
  'GET /annuaire/fichiers/services.xlsx': TOUS,
  'GET /annuaire/fichiers/services.json': TOUS,
  'GET /api/v1/annuaire': TOUS,
  'GET /api/v1/annuaire/:id': { mairie: TOUS[''], menuiserie: PERSONNE[''], absente: PERSONNE[''] },
  'GET /api/v1/annuaire/:id/services': { mairie: TOUS[''], menuiserie: PERSONNE[''], absente: PERSONNE[''] },
  'GET /accessibilite': TOUS,
  'GET /mentions-legales': TOUS,
  'GET /donnees-personnelles': TOUS,
  'GET /gestion-des-cookies': TOUS,
  'POST /gestion-des-cookies': TOUS,
  'POST /raccourcis': TOUS,
  'GET /etat-du-service': TOUS,
  'GET /demonstration': TOUS,
  'GET /ui': TOUS,
  'GET /affichage': TOUS,
  'GET /langue': TOUS,
  'GET /structure-active': CONNECTES,
  // The local mailbox of the demonstration (INT-13)
  'GET /courriels': TOUS,
  'GET /courriels.json': TOUS,
  'GET /courriels/:id': { absent: PERSONNE[''] },
  'POST /courriels/:id/reponse': { absent: PERSONNE[''] },

  // Accounts
  'GET /connexion': TOUS,
  'POST /connexion': TOUS,
  'GET /connexion/code': RECONNEXION,
  'POST /connexion/code': TOUS,
  'GET /connexion/fournisseur': PERSONNE,
  'GET /connexion/retour': CONNECTES,
  'POST /deconnexion': TOUS,
  'GET /inscription': TOUS,
  'POST /inscription': TOUS,
  'GET /inscription/envoyee': TOUS,
  'GET /activation': TOUS,
  'POST /activation': TOUS,
  'GET /activation/renvoyer': TOUS,
  'POST /activation/renvoyer': TOUS,
  'GET /mot-de-passe-oublie': TOUS,
  'POST /mot-de-passe-oublie': TOUS,
  'GET /mot-de-passe-oublie/envoye': TOUS,
  'GET /mot-de-passe': TOUS,
  'POST /mot-de-passe': TOUS,
  'GET /bienvenue': CONNECTES,
  'GET /preuve': CONNECTES,
  'POST /preuve': CONNECTES,
  'GET /compte': CONNECTES,
  'GET /compte/identite': CONNECTES,
  'POST /compte/identite': CONNECTES,
  'GET /compte/adresse': CONNECTES,
  'POST /compte/adresse': CONNECTES,
  'GET /compte/adresse-contact': CONNECTES,
  'POST /compte/adresse-contact': CONNECTES,
  'GET /compte/adresse/confirmer': CONNECTES,
  'POST /compte/adresse/abandonner': CONNECTES,
  'GET /compte/mot-de-passe': CONNECTES,
  'POST /compte/mot-de-passe': CONNECTES,
  'GET /compte/second-facteur': CONNECTES,
  'GET /compte/second-facteur/codes': CONNECTES,
  'POST /compte/second-facteur/codes': CONNECTES,
  'POST /compte/second-facteur/preparer': CONNECTES,
  'POST /compte/second-facteur/confirmer': CONNECTES,
  'POST /compte/second-facteur/retirer': CONNECTES,
  'POST /compte/sessions/:id/fermer': A_SOI_ABSENT,
  'POST /compte/sessions/fermer': CONNECTES,
  'GET /compte/donnees.json': CONNECTES,
  'GET /compte/fournisseur/relier': A_SOI_INTROUVABLE,
  'GET /compte/cles/:id': A_SOI_INTROUVABLE,
  'POST /compte/cles/:id': A_SOI_INTROUVABLE,
  'POST /compte/cles/:id/retirer': A_SOI_ABSENT,
  'GET /compte/structures': CONNECTES,
  'GET /compte/demandes': CONNECTES,
  'GET /compte/groupes': CONNECTES,
  'POST /compte/groupes': CONNECTES,
  'GET /compte/groupes/:id': SON_GROUPE,
  'POST /compte/groupes/:id': SON_GROUPE,
  'POST /compte/groupes/:id/suppression': SON_GROUPE,
  'POST /api/auth/sign-in/email': TOUS,
  'POST /api/auth/sign-out': TOUS,
  'GET /api/auth/callback/fournisseur': PERSONNE,
  'GET /api/auth/passkey/generate-register-options': CONNECTES,
  'GET /api/auth/passkey/generate-authenticate-options': TOUS,
  'POST /api/auth/passkey/verify-registration': CONNECTES,
  'POST /api/auth/passkey/verify-authentication': TOUS,

  // Structures on screen
  'GET /organisation/structures/rechercher': CONNECTES,
  'GET /organisation/structures/suggestions.json': CONNECTES,
  'GET /organisation/structures/gerer': CONNECTES,
  'GET /organisation/structures/dupliquer': CONNECTES,
  'POST /organisation/structures/dupliquer': CONNECTES,
  'GET /organisation/structures/creer': CONNECTES,
  'POST /organisation/structures/creer': CONNECTES,
  'GET /organisation/structures/:id': LIRE_STRUCTURE,
  'GET /organisation/structures/:id/historique': LIRE_SUIVI,
  'GET /organisation/structures/:id/modifier': CHANGER_STRUCTURE,
  'POST /organisation/structures/:id/modifier': CHANGER_STRUCTURE,
  'GET /organisation/structures/:id/activer': CHANGER_STRUCTURE,
  'POST /organisation/structures/:id/activer': CHANGER_STRUCTURE,
  'GET /organisation/structures/:id/desactiver': CHANGER_STRUCTURE,
  'POST /organisation/structures/:id/desactiver': CHANGER_STRUCTURE,
  'GET /organisation/structures/:id/insee': CHANGER_STRUCTURE,
  'POST /organisation/structures/:id/insee': CHANGER_STRUCTURE,

  // Users on screen, and saved views of lists
  'GET /organisation/utilisateurs/liste': CONNECTES,
  'GET /organisation/utilisateurs/export': CONNECTES,
  'GET /organisation/utilisateurs/personnes': CONNECTES,
  'GET /organisation/utilisateurs/personnes/:id': LIRE_PERSONNE,
  'POST /organisation/utilisateurs/selection': CONNECTES,
  'GET /organisation/utilisateurs/selection/:cle': A_SOI_INTROUVABLE,
  'POST /organisation/utilisateurs/selection/:cle': A_SOI_INTROUVABLE,
  'GET /api/v1/vues': CONNECTES,
  'POST /api/v1/vues': CONNECTES,
  'GET /api/v1/vues/:id': SA_VUE,
  'PUT /api/v1/vues/:id': SA_VUE,
  'DELETE /api/v1/vues/:id': { absente: SA_VUE.absente },
  'GET /api/v1/groupes': CONNECTES,
  'POST /api/v1/groupes': CONNECTES,
  'GET /api/v1/groupes/:id': SON_GROUPE,
  'PUT /api/v1/groupes/:id': SON_GROUPE,
  'DELETE /api/v1/groupes/:id': { absent: SON_GROUPE.absent },
  'GET /vues': CONNECTES,
  'POST /vues': LISTE_INCONNUE,
  'GET /vues/:id': SA_VUE,
  'POST /vues/:id': SA_VUE,
  'POST /vues/:id/suppression': SA_VUE,
  'GET /api/v1/utilisateurs': CONNECTES,
  'GET /api/v1/utilisateurs/:id': LIRE_PERSONNE,

  // Habilitations on screen: without a line or a person to name, « modifier » and « retirer » lead nowhere
  'GET /organisation/habilitations': CONNECTES,
  'GET /organisation/habilitations/export': CONNECTES,
  'GET /organisation/habilitations/mes': CONNECTES,
  'GET /organisation/habilitations/ajouter': GOUVERNER_QUELQUE_PART,
  'POST /organisation/habilitations/ajouter': {
    '': '. - - - - - - + + - - + - - - -',
  } /* without a service, it is for the whole structure */,
  'GET /organisation/habilitations/modifier': A_SOI_INTROUVABLE,
  'POST /organisation/habilitations/modifier': A_SOI_INTROUVABLE,
  'GET /organisation/habilitations/retirer': A_SOI_INTROUVABLE,
  'POST /organisation/habilitations/retirer': A_SOI_INTROUVABLE,
  'GET /organisation/habilitations/qui-peut-quoi': GOUVERNER_UNE_STRUCTURE,
  'GET /organisation/habilitations/qui-peut-quoi/export': GOUVERNER_UNE_STRUCTURE,
  'GET /organisation/habilitations/ensembles': GOUVERNER_UNE_STRUCTURE,
  'GET /organisation/habilitations/ensembles/creer': GOUVERNER_UNE_STRUCTURE,
  'POST /organisation/habilitations/ensembles/creer': GOUVERNER_UNE_STRUCTURE,
  'POST /organisation/habilitations/ensembles/defaut': LISTE_INCONNUE /* names no structure */,
  'GET /organisation/habilitations/ensembles/:id': SON_ENSEMBLE,
  'POST /organisation/habilitations/ensembles/:id': SON_ENSEMBLE,
  'POST /organisation/habilitations/ensembles/:id/suppression': SON_ENSEMBLE,
  'GET /organisation/habilitations/ensembles/accorder': GOUVERNER_UNE_STRUCTURE,
  'POST /organisation/habilitations/ensembles/accorder': GOUVERNER_UNE_STRUCTURE,
  'GET /organisation/habilitations/ensembles/retirer': GOUVERNER_UNE_STRUCTURE,
  'POST /organisation/habilitations/ensembles/retirer': GOUVERNER_UNE_STRUCTURE,
  'GET /organisation/habilitations/copier': GOUVERNER_QUELQUE_PART,
  'POST /organisation/habilitations/copier': GOUVERNER_QUELQUE_PART,
  'GET /organisation/habilitations/inutilisees': GOUVERNER_UNE_STRUCTURE,
  'POST /organisation/habilitations/inutilisees': GOUVERNER_UNE_STRUCTURE,
  'GET /organisation/habilitations/mes/demander': ETRE_RATTACHE,
  'POST /organisation/habilitations/mes/demander': ETRE_RATTACHE,

  // Attachments: what one may choose from is one's own; the objects are judged by their demandes
  'GET /organisation/utilisateurs/rattachement': CONNECTES,
  'POST /organisation/utilisateurs/rattachement': CONNECTES,
  'GET /organisation/utilisateurs/rattachement/suggestions.json': CONNECTES,
  'GET /organisation/utilisateurs/rattacher': CONNECTES,
  'POST /organisation/utilisateurs/rattacher': CONNECTES,
  'GET /organisation/utilisateurs/detacher': CONNECTES,
  'POST /organisation/utilisateurs/detacher': CONNECTES,
  'GET /organisation/utilisateurs/invitation': PERSONNE /* without its token */,
  'POST /organisation/utilisateurs/invitation': { '': A_SOI_INTROUVABLE.absent },
  'GET /organisation/utilisateurs/invitations': CONNECTES,
  'POST /organisation/utilisateurs/invitations/:id/renvoi': GERER_INVITATION,
  'POST /organisation/utilisateurs/invitations/:id/annulation': GERER_INVITATION,
  'GET /api/v1/invitations': CONNECTES,
  'POST /api/v1/invitations/:id/renvoi': GERER_INVITATION,
  'POST /api/v1/invitations/:id/annulation': GERER_INVITATION,
  'POST /api/v1/demandes/rattachement.demander': CONNECTES,
  'POST /api/v1/demandes/rattachement.creer': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/rattachement.terminer': CHANGER_STRUCTURE,

  // Imports: whoever manages people somewhere sends a file; line by line it is asked where
  'GET /organisation/utilisateurs/importer': GOUVERNER_QUELQUE_PART,
  'POST /organisation/utilisateurs/importer': GOUVERNER_QUELQUE_PART,
  'GET /organisation/utilisateurs/importer/modele.xlsx': CONNECTES,
  'GET /organisation/utilisateurs/importer/modele.ods': CONNECTES,
  'GET /organisation/utilisateurs/importer/modele.csv': CONNECTES,
  'GET /organisation/utilisateurs/importer/:id': SON_IMPORT,
  'POST /organisation/utilisateurs/importer/:id': SON_IMPORT,
  'POST /organisation/utilisateurs/importer/:id/arreter': SON_IMPORT,
  'GET /organisation/utilisateurs/importer/:id/lignes.xlsx': SON_IMPORT,
  'POST /api/v1/imports/utilisateurs': GOUVERNER_QUELQUE_PART,
  'POST /api/v1/imports/services': GOUVERNER_QUELQUE_PART,
  'GET /api/v1/imports/:id': SON_IMPORT,
  'GET /api/v1/imports/:id/lignes': SON_IMPORT,
  'POST /api/v1/demandes/utilisateur.importer': CONNECTES,

  // Services
  'GET /organisation/pieces-jointes/creer': CONNECTES,
  'POST /organisation/pieces-jointes/creer': CONNECTES,
  'GET /organisation/pieces-jointes/telecharger': CONNECTES,
  'GET /organisation/pieces-jointes/supprimer': CONNECTES,
  'GET /organisation/structures/:id/pieces-jointes': LIRE_PIECES,
  'GET /organisation/structures/:id/pieces-jointes/:pieceJointe/telecharger': LIRE_PIECE,
  'GET /organisation/structures/:id/pieces-jointes/:pieceJointe/supprimer': CHANGER_PIECE,
  'POST /organisation/structures/:id/pieces-jointes/:pieceJointe/supprimer': CHANGER_PIECE,
  'GET /api/v1/structures/:id/pieces-jointes': LIRE_PIECES,
  'GET /api/v1/pieces-jointes/:id/contenu': LIRE_PIECE,
  'POST /api/v1/envois': CONNECTES,
  'POST /api/v1/demandes/piece-jointe.creer': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/piece-jointe.supprimer': CHANGER_PIECE,
  'GET /organisation/services/creer': CONNECTES,
  'POST /organisation/services/creer': CONNECTES,
  'GET /organisation/services/gerer': CONNECTES,
  'GET /organisation/structures/:id/services': LIRE_SERVICES,
  'GET /organisation/structures/:id/services/:service': LIRE_SERVICE,
  'GET /organisation/structures/:id/services/:service/modifier': CHANGER_SERVICE,
  'POST /organisation/structures/:id/services/:service/modifier': CHANGER_SERVICE,
  'GET /organisation/structures/:id/services/:service/activer': CHANGER_SERVICE,
  'POST /organisation/structures/:id/services/:service/activer': CHANGER_SERVICE,
  'GET /organisation/structures/:id/services/:service/desactiver': CHANGER_SERVICE,
  'POST /organisation/structures/:id/services/:service/desactiver': CHANGER_SERVICE,

  'GET /organisation/services/importer': GOUVERNER_QUELQUE_PART,
  'POST /organisation/services/importer': GOUVERNER_QUELQUE_PART,
  'GET /organisation/services/importer/modele.xlsx': CONNECTES,
  'GET /organisation/services/importer/modele.ods': CONNECTES,
  'GET /organisation/services/importer/modele.csv': CONNECTES,
  'GET /organisation/services/importer/:id': SON_IMPORT,
  'POST /organisation/services/importer/:id': SON_IMPORT,
  'POST /organisation/services/importer/:id/arreter': SON_IMPORT,
  'GET /organisation/services/importer/:id/lignes.xlsx': SON_IMPORT,
  'POST /api/v1/demandes/service.importer': CONNECTES,

  // Files on their way: their sender's alone
  'POST /envois/tus/': CONNECTES,
  'PATCH /envois/tus/:envoi': A_SOI_INTROUVABLE,
  'DELETE /envois/tus/:envoi': A_SOI_INTROUVABLE,

  // Bank details
  'GET /organisation/coordonnees-bancaires/creer': CONNECTES,
  'POST /organisation/coordonnees-bancaires/creer': CONNECTES,
  'GET /organisation/coordonnees-bancaires/gerer': CONNECTES,
  'GET /organisation/structures/:id/coordonnees-bancaires': LIRE_COORDONNEES,
  'GET /organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire': LIRE_COORDONNEE,
  'GET /organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/modifier': CHANGER_COORDONNEE,
  'POST /organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/modifier': CHANGER_COORDONNEE,
  'GET /organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/activer': CHANGER_COORDONNEE,
  'POST /organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/activer': CHANGER_COORDONNEE,
  'GET /organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/desactiver': CHANGER_COORDONNEE,
  'POST /organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/desactiver': CHANGER_COORDONNEE,
  'POST /organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire': CHANGER_COORDONNEE,
  'POST /organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/rib': CHANGER_COORDONNEE,
  'GET /api/v1/structures/:id/coordonnees-bancaires': LIRE_COORDONNEES,
  'GET /api/v1/coordonnees-bancaires/:id': LIRE_COORDONNEE,
  'POST /api/v1/coordonnees-bancaires/:id/affichage': CHANGER_COORDONNEE,
  'POST /api/v1/coordonnees-bancaires/:id/rib': CHANGER_COORDONNEE,
  'POST /api/v1/demandes/coordonnee-bancaire.creer': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/coordonnee-bancaire.modifier': CHANGER_COORDONNEE,
  'POST /api/v1/demandes/coordonnee-bancaire.activer': CHANGER_COORDONNEE,
  'POST /api/v1/demandes/coordonnee-bancaire.desactiver': CHANGER_COORDONNEE,

  // Demandes on screen
  'GET /demandes/:numero': LIRE_DEMANDE,
  'GET /demandes/:numero/recepisse.pdf': LIRE_DEMANDE,
  'GET /demandes/:numero/annuler': LIRE_DEMANDE,
  'POST /demandes/:numero/annuler': ANNULER_DEMANDE,

  // Approvals, deputies, mandates
  'GET /approbations': CONNECTES,
  'GET /approbations/:numero': LIRE_APPROBATION,
  'GET /approbations/:numero/refuser': LIRE_APPROBATION,
  'POST /approbations/:numero/decision': DECIDER,
  'POST /approbations/verifier': CONNECTES,
  'GET /approbations/lots/:cle': A_SOI_INTROUVABLE,
  'POST /approbations/lots/:cle': A_SOI_INTROUVABLE,
  'GET /approbations/suppleants': CONNECTES,
  'POST /approbations/suppleants': GESTIONNAIRES,
  'POST /approbations/suppleants/:id/fin': A_SOI_INTROUVABLE,
  'GET /support/tickets': CONNECTES,
  'GET /support/tickets/recus': CONNECTES,
  'GET /support/tickets/recus/suivant': CONNECTES,
  'POST /support/tickets/recus/suivant': CONNECTES,
  'GET /support/tickets/creer': CONNECTES,
  'POST /support/tickets/creer': CONNECTES,
  'GET /support/tickets/:numero': SON_TICKET,
  'POST /support/tickets/:numero': SON_TICKET,
  'GET /support/tickets/:numero/fichiers/:fichier': SON_TICKET,
  'GET /support/sans-compte': TOUS,
  'POST /support/sans-compte': TOUS,
  'GET /support/sans-compte/envoye': TOUS,
  'GET /support/sans-compte/ecrire': TOUS,
  'POST /support/sans-compte/ecrire': TOUS,
  'POST /support/sans-compte/ecrire/suivi': TOUS,
  'POST /api/v1/support/liens': TOUS,
  'POST /api/v1/support/tickets': PERSONNE_SANS_LIEN,
  'POST /api/v1/support/envois': PERSONNE_SANS_LIEN,
  'GET /api/v1/support/suivi/:jeton': PERSONNE_SANS_LIEN,
  'POST /api/v1/support/suivi/:jeton/actions': PERSONNE_SANS_LIEN,
  'PUT /api/v1/support/suivi/:jeton/satisfaction': PERSONNE_SANS_LIEN,
  'GET /api/v1/support/suivi/:jeton/fichiers/:fichier': PERSONNE_SANS_LIEN,
  'DELETE /api/v1/support/suivi/:jeton': PERSONNE_SANS_LIEN,
  'GET /support/suivi/:jeton': TOUS,
  'POST /support/suivi/:jeton': TOUS,
  'GET /support/suivi/:jeton/fichiers/:fichier': PERSONNE_SANS_LIEN,
  'GET /support/suivi/:jeton/satisfaction': TOUS,
  'POST /support/suivi/:jeton/satisfaction': TOUS,
  'POST /support/suivi/:jeton/fermer': TOUS,
  'GET /support/tickets/brouillons': CONNECTES,
  'POST /support/tickets/brouillons/:cle/supprimer': A_SOI_INTROUVABLE,
  'GET /support/tickets/:numero/satisfaction': CONNECTES,
  'POST /support/tickets/:numero/satisfaction': NOTER_TICKET,
  'GET /api/v1/tickets/brouillons': CONNECTES,
  'GET /api/v1/tickets/brouillons/:cle': A_SOI_INTROUVABLE,
  'PUT /api/v1/tickets/brouillons/:cle': CONNECTES,
  'DELETE /api/v1/tickets/brouillons/:cle': A_SOI_INTROUVABLE,
  'GET /api/v1/tickets/delai': TOUS,
  'PUT /api/v1/tickets/:numero/satisfaction': NOTER_TICKET,
  'POST /support/tickets/:numero/suivre': SUIVRE_TICKET,
  'POST /support/tickets/:numero/presence': TRAITER_TICKET,
  'GET /support/tickets/:numero/reponses/:id': { inconnu: TRAITER_TICKET.inconnu },
  'GET /exploitation/creations': EXPLOITER,
  'GET /api/v1/exploitation/creations': EXPLOITER,
  'GET /exploitation/categories': EXPLOITER,
  'GET /exploitation/categories/ajouter/:genre': A_SOI_INTROUVABLE,
  'POST /exploitation/categories/ajouter/:genre': A_SOI_INTROUVABLE,
  'GET /exploitation/categories/:genre/:code': A_SOI_INTROUVABLE,
  'POST /exploitation/categories/:genre/:code': A_SOI_INTROUVABLE,
  'GET /exploitation/agents': EXPLOITER,
  'GET /exploitation/agents/nommer': EXPLOITER,
  'POST /exploitation/agents/nommer': EXPLOITER,
  'GET /exploitation/agents/:id/retirer': A_SOI_INTROUVABLE,
  'POST /exploitation/agents/:id/retirer': A_SOI_INTROUVABLE,
  'GET /api/v1/exploitation/categories': EXPLOITER,
  'POST /api/v1/exploitation/categories': EXPLOITER,
  'PUT /api/v1/exploitation/categories/:code': A_SOI_INTROUVABLE,
  'POST /api/v1/exploitation/sous-categories': EXPLOITER,
  'PUT /api/v1/exploitation/sous-categories/:code': A_SOI_INTROUVABLE,
  'GET /exploitation/etat': EXPLOITER,
  'POST /exploitation/etat': EXPLOITER,
  'GET /api/v1/exploitation/etat': EXPLOITER,
  'POST /api/v1/exploitation/etat/:file/reessai': EXPLOITER,
  'GET /exploitation/comptes': EXPLOITER,
  'GET /exploitation/comptes/:id': A_SOI_INTROUVABLE,
  'GET /api/v1/exploitation/comptes': EXPLOITER,
  'GET /api/v1/exploitation/comptes/:id': A_SOI_INTROUVABLE,
  'GET /exploitation/seconds-facteurs': EXPLOITER,
  'POST /exploitation/seconds-facteurs': EXPLOITER,
  'GET /api/v1/exploitation/seconds-facteurs': EXPLOITER,
  'POST /api/v1/exploitation/seconds-facteurs': EXPLOITER,
  'GET /api/v1/exploitation/agents': EXPLOITER,
  'POST /api/v1/exploitation/agents': EXPLOITER,
  'DELETE /api/v1/exploitation/agents/:id': A_SOI_INTROUVABLE,
  'GET /support/reponses': REPONDRE,
  'GET /support/reponses/creer': REPONDRE,
  'POST /support/reponses/creer': REPONDRE,
  'GET /support/reponses/:id': A_SOI_INTROUVABLE,
  'POST /support/reponses/:id': A_SOI_INTROUVABLE,
  'POST /support/reponses/:id/supprimer': A_SOI_INTROUVABLE,
  'GET /api/v1/reponses-types': CONNECTES,
  'POST /api/v1/reponses-types': REPONDRE,
  'GET /api/v1/reponses-types/:id': A_SOI_INTROUVABLE,
  'PUT /api/v1/reponses-types/:id': A_SOI_INTROUVABLE,
  'DELETE /api/v1/reponses-types/:id': A_SOI_INTROUVABLE,
  'POST /support/tickets/recus/lots': CONNECTES,
  'GET /support/tickets/recus/lots/:cle': A_SOI_INTROUVABLE,
  'POST /support/tickets/recus/lots/:cle': A_SOI_INTROUVABLE,
  'POST /api/v1/tickets/reponses': CONNECTES,
  'POST /api/v1/tickets/suivant': CONNECTES,
  'GET /api/v1/tickets/:numero/traitement': TRAITER_TICKET,
  'PUT /api/v1/tickets/:numero/suivi': SUIVRE_TICKET,
  'DELETE /api/v1/tickets/:numero/suivi': SUIVRE_TICKET,
  'POST /api/v1/tickets/:numero/presence': TRAITER_TICKET,
  'GET /support/clavardage': TOUS,
  'POST /support/clavardage': TOUS,
  'GET /support/clavardage/echanges': CONNECTES,
  'GET /support/clavardage/:id': SA_CONVERSATION,
  'POST /support/clavardage/:id': SA_CONVERSATION,
  'GET /support/clavardage/:id/transcription.txt': SA_CONVERSATION,
  'GET /support/clavardage/:id/flux': SA_CONVERSATION,
  'GET /support/bureau': AGENTS,
  'POST /support/bureau': AGENTS,
  'GET /support/bureau/flux': AGENTS,
  'GET /support/bureau/:id': CONVERSATION_TENUE,
  'POST /support/bureau/:id': CONVERSATION_TENUE,
  'GET /support/bureau/:id/flux': CONVERSATION_TENUE,
  'GET /support/clavardage/:id/fichiers/:fichier': FICHIER_D_ECHANGE,
  'GET /support/bureau/:id/fichiers/:fichier': FICHIER_D_ECHANGE_CONNECTE,
  'GET /api/v1/conversations/:id/fichiers/:fichier': FICHIER_D_ECHANGE_CONNECTE,
  'GET /support/bureau/:id/confier': CONVERSATION_TENUE,
  'POST /support/bureau/:id/confier': CONVERSATION_TENUE,
  'GET /api/v1/conversations/agents': AGENTS,
  'POST /api/v1/conversations/:id/confier': CONVERSATION_TENUE,
  'GET /api/v1/conversations': CONNECTES,
  'POST /api/v1/conversations': CONNECTES,
  'GET /api/v1/conversations/ouverture': TOUS,
  'GET /api/v1/conversations/horaires': TOUS,
  'POST /api/v1/conversations/horaires': EXPLOITER,
  'POST /api/v1/conversations/presence': AGENTS,
  'GET /api/v1/conversations/:id': DES_DEUX_COTES,
  'GET /api/v1/conversations/:id/messages': DES_DEUX_COTES,
  'POST /api/v1/conversations/:id/messages': DES_DEUX_COTES,
  'POST /api/v1/conversations/:id/suivi': DES_DEUX_COTES,
  'POST /api/v1/conversations/:id/actions': DES_DEUX_COTES,
  'GET /exploitation/horaires': EXPLOITER,
  'POST /exploitation/horaires': EXPLOITER,
  'GET /api/v1/tickets': CONNECTES,
  'GET /api/v1/tickets/categories': CONNECTES,
  'POST /api/v1/tickets': CONNECTES,
  'GET /api/v1/tickets/:numero': SON_TICKET,
  'POST /api/v1/tickets/:numero/actions': SON_TICKET,
  'GET /api/v1/tickets/:numero/fichiers/:fichier': SON_TICKET,
  'GET /facturation/mandats': CONNECTES,
  'POST /facturation/mandats': CONNECTES,
  'GET /evenements': CONNECTES,
  'POST /api/v1/demandes/mandat-facturation.souscrire': CONNECTES,
  'GET /facturation/mandats/:mandat/fin': A_SOI_INTROUVABLE,
  'POST /facturation/mandats/:mandat/fin': A_SOI_INTROUVABLE,
  'GET /api/v1/mandats': CONNECTES,
  'POST /api/v1/demandes/mandat-facturation.terminer': TERMINER_UN_MANDAT,
  'GET /api/v1/approbations': CONNECTES,
  'GET /api/v1/approbations/:numero': { deHeloise: '. 0 0 0 + 0 0 + 0 0 - - 0 0 + 0', absente: '. 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' },
  'POST /api/v1/approbations/:numero/decision': DECIDER,
  'GET /api/v1/suppleances': CONNECTES,
  'POST /api/v1/suppleances': GESTIONNAIRES,
  'POST /api/v1/suppleances/:id/fin': A_SOI_INTROUVABLE,

  // The API (INT-09: without a session only what is public)
  // AuthZEN: a key's, no session opens it (INT-16)
  'GET /.well-known/authzen-configuration': TOUS,
  'POST /access/v1/evaluation': SANS_CLE,
  'POST /access/v1/evaluations': SANS_CLE,
  'GET /api': TOUS,
  'GET /api/v1/openapi.json': TOUS,
  'GET /api/v1/catalogue': TOUS,
  'GET /api/v1/recherche': TOUS,
  'GET /api/v1/assistant': TOUS,
  'GET /api/v1/documentation': TOUS,
  'GET /api/v1/*': PERSONNE,
  'POST /api/v1/*': PERSONNE,
  'PUT /api/v1/*': PERSONNE,
  'PATCH /api/v1/*': PERSONNE,
  'DELETE /api/v1/*': PERSONNE,
  'GET /api/v1/moi': CONNECTES,
  'GET /api/v1/structures': CONNECTES,
  'GET /api/v1/demandes': CONNECTES,
  'GET /api/v1/structures/:id': LIRE_STRUCTURE,
  'GET /api/v1/structures/:id/historique': LIRE_SUIVI,
  'GET /api/v1/structures/:id/demandes': LIRE_SUIVI,
  'GET /api/v1/structures/:id/services': LIRE_SERVICES,
  'GET /api/v1/services/:id': LIRE_SERVICE,
  'POST /api/v1/demandes/service.creer': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/service.modifier': CHANGER_SERVICE,
  'POST /api/v1/demandes/service.activer': CHANGER_SERVICE,
  'POST /api/v1/demandes/service.desactiver': CHANGER_SERVICE,
  'GET /api/v1/structures/:id/utilisateurs': LIRE_STRUCTURE,
  'GET /api/v1/habilitations': CONNECTES,
  'GET /api/v1/structures/:id/qui-peut-quoi': CHANGER_STRUCTURE,
  'GET /api/v1/ensembles': CONNECTES,
  'POST /api/v1/ensembles': CONNECTES,
  'POST /api/v1/ensembles/:id': SON_ENSEMBLE,
  'DELETE /api/v1/ensembles/:id': SON_ENSEMBLE,
  'GET /api/v1/demandes/:numero': LIRE_DEMANDE,
  'POST /api/v1/demandes/:numero/annulation': ANNULER_DEMANDE,
  'POST /api/v1/demandes/structure.dupliquer': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/structure.creer': CONNECTES,
  'POST /api/v1/demandes/habilitation.ajouter': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/habilitation.modifier': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/habilitation.supprimer': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/habilitation.demander': LIRE_STRUCTURE,
  'POST /api/v1/demandes/structure.modifier': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/structure.activer': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/structure.desactiver': CHANGER_STRUCTURE,
  'POST /api/v1/demandes/structure.mettre-a-jour-insee': CHANGER_STRUCTURE,

  // Who governs: transfer, closing an account, recovery, the operator's screens, « Voir comme »
  'GET /organisation/structures/transferer': CONNECTES,
  'POST /organisation/structures/transferer': CONNECTES,
  'GET /organisation/structures/:id/transferer': TRANSFERER,
  'POST /organisation/structures/:id/transferer': TRANSFERER,
  'POST /api/v1/demandes/structure.transferer-gestionnaire': TRANSFERER,
  'GET /compte/desactiver': CONNECTES,
  'POST /compte/desactiver': CONNECTES,
  'POST /api/v1/demandes/compte.desactiver': CONNECTES,
  'GET /compte-desactive': TOUS,
  'GET /organisation/recuperation': CONNECTES,
  'POST /organisation/recuperation': CONNECTES,
  'GET /organisation/recuperation/contester': CONNECTES,
  'POST /organisation/recuperation/contester': CONNECTES,
  'GET /organisation/recuperation/:id': A_SOI_INTROUVABLE,
  'POST /organisation/recuperation/:id/opposition': A_SOI_INTROUVABLE,
  'POST /organisation/recuperation/:id/retrait': A_SOI_INTROUVABLE,
  'GET /api/v1/recuperations': CONNECTES,
  'POST /api/v1/recuperations': CONNECTES,
  'GET /api/v1/recuperations/:id': A_SOI_INTROUVABLE,
  'GET /api/v1/recuperations/:id/piece': A_SOI_INTROUVABLE,
  'POST /api/v1/recuperations/:id/opposition': A_SOI_INTROUVABLE,
  'POST /api/v1/recuperations/:id/retrait': A_SOI_INTROUVABLE,
  'POST /api/v1/recuperations/:id/decision': A_SOI_INTROUVABLE,
  'GET /exploitation/catalogue': EXPLOITER,
  'GET /exploitation/catalogue/mentions': EXPLOITER,
  'POST /exploitation/catalogue/mentions': EXPLOITER,
  'GET /exploitation/catalogue/:code': A_SOI_INTROUVABLE,
  'POST /exploitation/catalogue/:code': A_SOI_INTROUVABLE,
  'POST /api/v1/catalogue/applications/:code': A_SOI_INTROUVABLE,
  'POST /api/v1/catalogue/mentions': EXPLOITER,
  'GET /exploitation': EXPLOITER,
  'GET /exploitation/recuperations': EXPLOITER,
  'GET /exploitation/gestionnaires': EXPLOITER,
  'GET /exploitation/documentation': EXPLOITER,
  'GET /exploitation/documentation/avis': EXPLOITER,
  'GET /api/v1/exploitation/documentation': EXPLOITER,
  'GET /exploitation/recuperations/:id': A_SOI_INTROUVABLE,
  'GET /exploitation/recuperations/:id/piece': A_SOI_INTROUVABLE,
  'POST /exploitation/recuperations/:id/decision': A_SOI_INTROUVABLE,
  'GET /exploitation/gestionnaires/:id': A_SOI_INTROUVABLE,
  'POST /exploitation/gestionnaires/:id': A_SOI_INTROUVABLE,
  'GET /compte/avis': CONNECTES,
  'GET /compte/avis/preferences': CONNECTES,
  'POST /compte/avis/preferences': CONNECTES,
  'GET /compte/avis/:id': A_SOI_INTROUVABLE,
  'POST /compte/avis/lus': CONNECTES,
  'GET /avis/desabonnement/:jeton': PERSONNE,
  'POST /avis/desabonnement/:jeton': PERSONNE,
  'GET /api/v1/avis': CONNECTES,
  'POST /api/v1/avis/lecture': CONNECTES,
  'GET /api/v1/avis/preferences': CONNECTES,
  'POST /api/v1/avis/preferences': CONNECTES,
  'GET /communication': CONNECTES,
  'GET /communication/envoyes': CONNECTES,
  'GET /communication/rediger': MESSAGERS,
  'POST /communication/rediger': MESSAGERS,
  'POST /communication/lus': CONNECTES,
  'GET /communication/:id': A_SOI_INTROUVABLE,
  'POST /communication/:id/retrait': A_SOI_INTROUVABLE,
  'GET /api/v1/messages': CONNECTES,
  'GET /api/v1/messages/:id': A_SOI_INTROUVABLE,
  'POST /api/v1/messages': MESSAGERS,
  'POST /api/v1/messages/lecture': CONNECTES,
  'POST /api/v1/messages/:id/lecture': A_SOI_INTROUVABLE,
  'POST /api/v1/messages/:id/retrait': A_SOI_INTROUVABLE,
  'GET /actualites/:id': PERSONNE,
  'GET /actualites/flux.atom': TOUS,
  'GET /exploitation/actualites': EXPLOITER,
  'GET /exploitation/actualites/rediger': EXPLOITER,
  'POST /exploitation/actualites/rediger': EXPLOITER,
  'POST /exploitation/actualites/:id/retrait': A_SOI_INTROUVABLE,
  'GET /api/v1/actualites': TOUS,
  'GET /api/v1/actualites/:id': PERSONNE,
  'POST /api/v1/actualites': EXPLOITER,
  'POST /api/v1/actualites/:id': A_SOI_INTROUVABLE,
  'POST /api/v1/actualites/:id/retrait': A_SOI_INTROUVABLE,
  'GET /exploitation/incidents': EXPLOITER,
  'GET /exploitation/incidents/rediger': EXPLOITER,
  'POST /exploitation/incidents/rediger': EXPLOITER,
  'POST /exploitation/incidents/:id/fin': A_SOI_INTROUVABLE,
  'GET /satisfaction': TOUS,
  'GET /exploitation/avis': EXPLOITER,
  'GET /api/v1/exploitation/avis': EXPLOITER,
  'GET /api/v1/qualite': TOUS,
  'GET /demandes/:numero/avis': LIRE_DEMANDE,
  'POST /demandes/:numero/avis': ANNULER_DEMANDE,
  'POST /api/v1/demandes/:numero/avis': ANNULER_DEMANDE,
  'GET /support/chiffres': CONNECTES,
  'GET /exploitation/chiffres': EXPLOITER,
  'GET /api/v1/tickets/chiffres': CHIFFRER,
  'GET /exploitation/courriels-recus': EXPLOITER,
  'GET /exploitation/courriels-recus/:id': A_SOI_INTROUVABLE,
  'GET /api/v1/exploitation/courriels-recus': EXPLOITER,
  'GET /api/v1/exploitation/courriels-recus/:id': A_SOI_INTROUVABLE,
  'GET /api/v1/incidents': TOUS,
  'GET /api/v1/incidents/:id': PERSONNE,
  'POST /api/v1/incidents': EXPLOITER,
  'POST /api/v1/incidents/:id': A_SOI_INTROUVABLE,
  'POST /api/v1/incidents/:id/fin': A_SOI_INTROUVABLE,
  'GET /voir-comme': A_SOI_INTROUVABLE,
  'POST /voir-comme': A_SOI_INTROUVABLE,
  'POST /voir-comme/fin': CONNECTES,
}
