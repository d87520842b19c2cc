import { pluriel } from '#ui/textes/format.ts'

/** « Coordonnées bancaires » (BAN). */
export const coordonnees = {
  titre: 'Bank details', nom: 'Name of the bank details', type: 'Kind', types: { IBAN: 'IBAN', BBAN: 'BBAN', AUTRE: 'Other' } as Record<string, string>, modifieLe: 'Last change',
  information: { titre: 'For information', texte: 'A public accountant pays only the account declared in the contract: tell them of any change there too.' },
  fraude: { titre: 'Changed bank details are a common fraud', texte: 'An urgent e-mail asks you for this change? Call the person back on a number you know already.' },
  ou: { titre: 'Where are these numbers?', texte: 'On a French RIB, from left to right: bank (5), branch (5), account (11), key (2). The IBAN is FR, 2 digits, then the same 23.' },
  groupes: { compte: 'The account', rib: 'Proof of the account (RIB)', effet: 'When it takes effect', historique: 'History' },
  parties: ['Bank', 'Branch', 'Account', 'Key'],
  aides: {
    nom: 'What somebody who files an invoice sees in the list.', type: 'BBAN: a national number without an IBAN. Other: any other number, written in place of the BBAN.', iban: 'Paste it with or without spaces. It fills the country and the BBAN.',
    pays: 'The bank’s.', paysVide: 'To be chosen, or read in the IBAN', bban: 'The number of the account in its country; in France, the 23 characters of the RIB.', bic: '8 or 11 characters; it names the bank.',
    affactureur: 'Its name and identifier are then asked.', designationAffactureur: 'The company that receives the payments.', identifiantAffactureur: 'Its SIRET, or its identifier outside France.', rib: (structure: string) => `In the name of ${structure}, or of the factor.`, ribNouveau: 'Leave empty to keep the present one; another account number needs its own.', aPartirDu: 'Leave empty for the change to hold after the delay.',
  },
  annonce: 'An e-mail goes to each address of the principal manager and to the structure’s contact address, the former one too if it has just changed.',
  garder: (compte: string) => `Today ${compte}. Leave empty to keep this number; a new one fills the country and the BBAN.`,
  luDansLIban: 'Read from the IBAN, you may change it', affactureur: 'This account is a factor’s',
  actions: 'What you can do', tous: 'All bank details of the structure', numero: 'Account number',
  masque: (fin: string) => (fin ? `masked account, ending in ${fin}` : 'masked account'),
  creer: {
    titre: 'Create bank details', etapes: ['Fill in', 'Check', 'Request received'], verifier: 'Check before creating', note: 'You first prove that it is you. The principal manager is told at all their addresses.', titreVerifier: 'Check your answers', resume: 'What will be created', bouton: 'Create the bank details',
    structure: 'For which structure?', structureAide: 'Only structures where you hold “Organisation modification” are offered.', continuer: 'Continue', autre: 'Choose another structure', filtrer: 'Name or identifier of the structure', tropNombreuses: 'Not all are shown: filter by name or identifier.',
    aucune: 'No structure where you may create bank details', aucuneTexte: 'You need “Organisation modification” on an active structure. Ask its principal manager for it.', mesDroits: 'Ask for a profile',
  },
  gerer: {
    titre: 'Manage bank details', type: 'Kind of request', types: { consulter: 'View bank details', modifier: 'Change bank details', activer: 'Activate bank details', desactiver: 'Deactivate bank details' } as Record<string, string>,
    structure: 'For the structure', choisirType: 'Choose a kind of request', choisirStructure: 'Choose a structure from the list', texte: 'Name of the bank details', texteAide: 'Leave empty to see all those of the structure.', continuer: 'Continue',
    inconnu: 'No bank details match: check the name', plusieurs: (n: number) => `${n} bank details match: choose`, choisir: 'Choose the bank details', aucune: 'You have no structure yet', aucuneTexte: 'Bank details belong to a structure: create yours, or ask to be attached to one.',
  },
  liste: {
    legende: 'Bank details of the structure', recherche: 'Name, BIC or factor', statut: 'Status', tous: 'All', resultats: (n: number) => pluriel(n, { one: `${n} set of bank details`, many: `${n} sets of bank details`, other: `${n} sets of bank details` }),
    vide: 'No bank details match', videTexte: 'Change the filter, or remove it.', aucune: 'This structure has no bank details yet', aucuneTexte: 'Give some, so that those who file invoices can choose them.',
    trace: 'Each time a number is shown whole, it is written in the history with your name.', programme: (quand: string) => `changes ${quand}`, voir: (n: number) => pluriel(n, { one: 'See the bank details', many: `See the ${n} sets of bank details`, other: `See the ${n} sets of bank details` }), reserve: 'Bank details are read with “Organisation consultation” on the whole structure.',
  },
  page: {
    modifier: 'Change', afficher: 'Show it whole', afficherAide: 'You prove that it is you; it is written in the history with your name.', affiche: 'Shown once, and written in the history', prouve: 'It is you: now show the number.', masquer: 'Hide the number', rib: 'Proof (RIB)', sansRib: 'No proof', aucunHistorique: 'Nothing has changed yet.', pourquoiMasque: 'The whole number is shown only to those who may change it.',
  },
  modifier: { titre: 'Change bank details', etapes: ['Change', 'Check', 'Request received'], perimee: 'The bank details changed while you were typing', ribExige: 'Add the proof of the new account (RIB): the present one bears the former number' },
  desactiver: {
    titre: 'Deactivate bank details', etapes: ['Deactivate', 'Check', 'Request received'], question: 'Do you want to deactivate these bank details?', verifier: 'Check the deactivation', bouton: (quand: string) => `Deactivate, effective ${quand}`, immediat: 'Deactivate', consequences: 'What changes', deja: 'These bank details are already inactive.',
    liste: ['They are no longer offered to those who file invoices.', 'They stay readable, and can be activated again.', 'The principal manager is told.'],
  },
  activer: {
    titre: 'Activate bank details', etapes: ['Activate', 'Check', 'Request received'], question: 'Do you want to activate these bank details?', verifier: 'Check the activation', bouton: (quand: string) => `Activate, effective ${quand}`, immediat: 'Activate', consequences: 'What changes', deja: 'These bank details are already active.',
    liste: ['They are offered again to those who file invoices.', 'The principal manager is told.'],
  },
  evenements: {
    ...Object.fromEntries([['modifier', 'Change of bank details'], ['activer', 'Activation of bank details'], ['desactiver', 'Deactivation of bank details']].flatMap(([type, nom]) => [[`coordonnee-bancaire.${type}:programmee`, `${nom}: programmed`], [`coordonnee-bancaire.${type}:effective`, `${nom}: in force`], [`coordonnee-bancaire.${type}:annulee`, `${nom}: cancelled`], [`coordonnee-bancaire.${type}:echouee`, `${nom}: without effect`]])),
    'coordonnee-bancaire.creer:effective': 'Bank details created', 'coordonnee-bancaire.affichee': 'Account number shown whole',
  } as Record<string, string>,
  courriel: {
    bonjour: (prenom: string) => (prenom ? `Hello ${prenom},` : 'Hello,'),
    sujets: { recue: (quoi: string, structure: string) => `${quoi}, ${structure}: change planned`, effective: (quoi: string, structure: string) => `${quoi}, ${structure}: done`, annulee: (quoi: string, structure: string) => `${quoi}, ${structure}: cancelled`, echouee: (quoi: string, structure: string) => `${quoi}, ${structure}: without effect` } as Record<string, (quoi: string, structure: string) => string>,
    quoi: (qui: string, quoi: string, compte: string, structure: string, numero: string) => `${qui}: ${quoi.toLowerCase()}, “${compte}”, of “${structure}” (request ${numero}).`,
    change: (champ: string, avant: string, apres: string) => `${champ}: ${avant} → ${apres}`,
    recue: (quand: string) => `It will take effect ${quand}. Until then, its author or the principal manager can cancel it.`, effective: (quand: string) => `It took effect ${quand}.`, annulee: (motif: string) => `The request is cancelled: nothing changes. ${motif}`, echouee: (motif: string) => `The request could not take effect: nothing changes. ${motif}`,
    inattendu: (gestionnaire: string | null) => `You did not expect this? Cancel the request if you can, and tell ${gestionnaire ? `${gestionnaire}, principal manager` : 'support'} at once, on a number you know already.`, jamais: 'Choral never sends a whole account number by e-mail, and never asks for one.',
  },
  api: { liste: 'Bank details of a structure, masked', une: 'A set of bank details, masked', afficher: 'The whole account number', rib: 'The proof of the account (RIB)', afficherAide: 'Needs “Organisation modification” and a proof of identity less than ten minutes old; each time is written in the history.' },
}
