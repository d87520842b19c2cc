import type { Textes } from '#ui/textes/index.ts'

export const services: Textes['services'] = {
  titre: 'Services', lecture: 'Organisation consultation', reserve: 'Reserved service', reserveTexte: 'Every public body has this service from its creation: it can be neither deleted nor deactivated. Its suppliers do not see it.',
  groupes: { generales: 'General information', adresse: 'Postal address', validite: 'Dates of validity', exigences: 'What the service requires of its suppliers', rattaches: 'Attached to this service only', historique: 'History' },
  validite: { 'en-cours': 'Valid', 'a-venir': 'Not valid yet', passee: 'No longer valid' },
  horsDates: { 'a-venir': (debut) => `This service is valid only from ${debut}.`, passee: (fin) => `This service has not been valid since ${fin}, its last day of validity.` },
  periode: (debut, fin) => (debut && fin ? `from ${debut} to ${fin}` : debut ? `from ${debut}` : fin ? `until ${fin}` : 'no limit'),
  colonneValidite: 'Validity', celleDeLaStructure: 'The structure’s',
  aides: { code: 'It is what your suppliers give. It will not change. At most 100 characters.', debutValidite: 'Leave empty if there is none.', finValidite: 'Last day, included.', adresse: (adresse) => `Leave the address empty if it is the structure’s: ${adresse}.`, pays: 'Choose', numeroEngagementObligatoire: 'Your suppliers must give it on their invoices.', miseEnPaiement: 'Your suppliers see when their invoice is put into payment.' },
  creer: {
    titre: 'Create a service', etapes: ['Describe', 'Check', 'Created'], structure: 'For which structure?', structureAide: 'Only the structures where you hold “Organisation modification” are proposed.', continuer: 'Continue', choisir: 'Choose a structure of the list', autre: 'Choose another structure', filtrer: 'Name or identifier of the structure', tropNombreuses: 'Not all are shown: filter by name or identifier.',
    aucune: 'No structure in which to create a service', aucuneTexte: 'It takes “Organisation modification” on an active structure. Ask its principal manager for it.', mesDroits: 'Ask for a profile',
    verifier: 'Check before creating', note: 'Nothing is created at this step. Your answers are kept as a draft.', titreVerifier: 'Check your answers', resume: 'What will be created', bouton: 'Create the service', fiche: 'The sheet “Create a service”',
  },
  gerer: {
    titre: 'Manage a service', type: 'Type of request', types: { consulter: 'View or search for a service', modifier: 'Modify a service', activer: 'Activate a service', desactiver: 'Deactivate a service' },
    structure: 'Structure', choisirType: 'Choose a type of request', choisirStructure: 'Choose a structure of the list', texte: 'Code or name of the service', texteAide: 'Leave empty to see all the services of the structure.', continuer: 'Continue',
    inconnu: 'None of your services matches: check the code', plusieurs: (n) => `${n} services match: choose`, choisir: 'Give the code or the name of the service', fiche: 'The sheet “Manage a service”',
    aucune: 'You have no structure yet', aucuneTexte: 'A service belongs to a structure: create yours, or ask to be attached to one.',
  },
  liste: {
    titre: 'Services', legende: 'Services of the structure', recherche: 'Code, name or description', statut: 'Status', tous: 'All', resultats: (n) => (n === 1 ? '1 service' : `${n} services`),
    vide: 'No service matches', videTexte: 'Change the filter, or remove it.', aucun: 'This structure has no service yet', aucunTexte: 'A service has its code, which your suppliers and partners give, and may have users of its own.', voir: (n) => (n === 1 ? 'View the service' : `View the ${n} services`), partiel: 'Only the services where you hold a profile are shown.',
  },
  page: { actions: 'Actions', modifier: 'Modify', aucunRattache: 'Nobody is attached to this service only.', rattachesTexte: 'These people have access to the structure through this service alone.', autres: (n) => (n === 1 ? 'and one other person' : `and ${n} other people`), utilisateurs: 'All users of the service', aucunHistorique: 'Nothing has changed yet.', tousLesServices: 'All services of the structure' },
  modifier: { titre: 'Modify a service', etapes: ['Modify', 'Check', 'Request received'], codeFixe: 'Fixed at creation. For another code, create a service, then deactivate this one.', perimee: 'The service changed while you were typing', arreter: 'To stop it:', reprendre: 'To resume it:', aPartirDuAide: 'Leave empty for the change to take effect after the delay.' },
  desactiver: {
    titre: 'Deactivate a service', etapes: ['Reason', 'Check', 'Request received'], verifier: 'Check the deactivation', bouton: (quand) => `Deactivate, in force ${quand}`, motif: 'Why deactivate this service?', motifAide: 'The reason stays in the history.', consequences: 'What this changes', deja: 'This service is already inactive.',
    liste: (n) => ['Nobody loses access to the structure.', 'On the service, entitlements stay at “consultation”: its data can be read, no longer changed.', n ? `${n} pending ${n === 1 ? 'change is' : 'changes are'} cancelled, with the reason.` : 'No change of the service is pending.', 'Activating it later gives entitlements in force their full effect again.'],
    seulement: (n) => (n === 1 ? 'One person is attached to the structure through this service only' : `${n} people are attached to the structure through this service only`), annulation: (motif) => `The service was deactivated: ${motif}`, annulees: 'Requests that will be cancelled',
  },
  activer: { titre: 'Activate a service', etapes: ['Activate', 'Check', 'Request received'], verifier: 'Check the activation', bouton: (quand) => `Activate, in force ${quand}`, consequences: 'What this changes', deja: 'This service is already active.', texte: 'Entitlements in force on the service get their full effect again. What the deactivation cancelled is not resumed.' },
  evenements: Object.fromEntries([['modifier', 'Change of the service'], ['activer', 'Activation of the service'], ['desactiver', 'Deactivation of the service']].flatMap(([type, nom]) => [[`service.${type}:programmee`, `${nom}: scheduled`], [`service.${type}:effective`, `${nom}: in force`], [`service.${type}:annulee`, `${nom}: cancelled`], [`service.${type}:echouee`, `${nom}: without effect`]]).concat([['service.creer:effective', 'Service created']])),
  recu: { voir: (code) => `View the service ${code}` },
  api: { unService: 'A service' },
}
