import { compter, date, liste } from '#ui/textes/format.ts'
import { le } from '#ui/textes/en/moment.ts'
import type { structures as fr } from '#ui/textes/fr/structures.ts'

const enAttente = (n: number) => compter(n, { one: 'pending change is', other: 'pending changes are' }, 'en')

export const structures = {
  fil: { organisation: 'Organisation', structures: 'Structures', gerer: 'Manage a structure', creer: 'Create a structure' },
  types: { SIRET: 'SIRET', UE_HORS_FRANCE: 'EU outside France', HORS_UE: 'Outside the EU', RIDET: 'RIDET', TAHITI: 'Tahiti', AUTRE: 'Registration pending', PARTICULIER: 'Individual' } as Record<string, string>,
  typeStructure: { PRIVEE: 'Private', PUBLIQUE: 'Public body' } as Record<string, string>,
  statut: { ACTIVE: 'Active', INACTIVE: 'Inactive', ACTIF: 'Active', INACTIF: 'Inactive', SUPPRIME: 'Deleted' } as Record<string, string>,
  regimes: { COSP: 'COSP', INDEPENDANT: 'Self-employed' } as Record<string, string>,
  categories: { EXPERT: 'Expert', INTERPRETE: 'Translator, interpreter', MEDECIN: 'Doctor', ENQUETEUR: 'Social investigator', AUTRE: 'Other provider' } as Record<string, string>,
  groupes: { generales: 'General information', adresse: 'Postal address', raccordement: 'Connection', frais: 'Statements of court costs', exigences: 'What the public body asks of its suppliers', registre: 'Register', services: 'Services', utilisateurs: 'Users', attente: 'Changes to come', historique: 'History', banque: 'Bank details', pieces: 'Attachments' },
  oui: 'Yes', non: 'No', vide: 'Not filled in', pour: 'For',
  gerer: {
    titre: 'Manage a structure', type: 'Type of request', structure: 'Structure', aide: 'Among your structures: name, identifier or town.', continuer: 'Continue', aucune: 'You are not attached to any structure.', choisir: 'Choose a structure from the list', inconnue: 'None of your structures has this name or identifier', plusieurs: (n: number) => `${n} of your structures match: be more precise, or choose from the list`, choisirType: 'Choose a type of request',
    types: { consulter: 'View / Search for a structure', modifier: 'Modify a structure', activer: 'Activate a structure', insee: 'Update from the INSEE register', desactiver: 'Deactivate a structure', transferer: 'Transfer the principal manager' } as Record<string, string>,
    autreType: 'Choose another type', autreStructure: 'Choose another structure',
  },
  rechercher: {
    titre: 'Search for a structure', champ: 'Name, identifier, town or postcode', statut: 'Status', tous: 'All', bouton: 'Search', legende: 'My structures',
    vide: 'No structure matches', videTexte: 'Check the spelling, or ask to be attached if the structure is not yours yet.', aucune: 'You have no structure yet', aucuneTexte: 'Create your structure: its SIRET is enough, the register fills in the rest.',
    resultats: (n: number) => compter(n, { one: 'structure', other: 'structures' }, 'en'),
  },
  modifier: {
    titre: 'Modify a structure', etapes: ['Modify', 'Check', 'Request received'], verifier: 'Check the changes', abandonner: 'Give up', note: 'Nothing is sent at this step. What you typed is kept as a draft.',
    titreVerifier: 'Check your answers', soumettre: (quand: string) => `Submit, effective ${le(quand)}`, soumettreImmediat: 'Submit, effective at once', corriger: 'Change my answers',
    quand: 'When will it take effect?', quandTexte: (min: number) => (min ? `${min} minute${min === 1 ? '' : 's'} after “Submit”. Until then, you or the principal manager can cancel; the old values stay in force everywhere.` : 'As soon as you choose “Submit”.'),
    qui: 'Who is told?', quiTexte: (nom: string) => `You and ${nom}, by email.`, quiVous: 'You, by email.', aide: 'Need help?', fiche: 'The guide “Modify a structure”', surCettePage: 'On this page',
    fixe: 'Set at creation.', changeIdentifiant: 'Is your SIRET changing?', dupliquer: 'Duplicate the structure', bientot: 'soon', arreter: 'To stop the activity:', reprendre: 'To resume the activity:', passerRelais: 'To hand over:', transferer: 'Transfer the principal manager',
    changement: 'What changes', priseEffet: 'Taking effect', aPartirDuAide: 'Leave empty for the change to apply after the delay.', programme: 'A change is already scheduled', programmeTexte: (champ: string, avant: string, apres: string, quand: string) => `${champ} will change from “${avant}” to “${apres}” ${le(quand)}.`, ancienne: 'Until then, the old value is in force.', voirDemande: (n: string) => `View request ${n}`, annuler: 'Cancel it',
    perimee: 'The structure changed while you were typing', perimeeTexte: 'Nothing is lost: here is what has changed. Your answers are kept in the form; check them, then submit again.', par: (qui: string, quand: string) => `by ${qui}, ${quand}`, vigueurLe: (quand: string) => `in force ${le(quand)}`, votreSaisie: 'What you typed', aucunChangement: 'Nothing has changed: modify at least one field', cleReprise: (n: string) => `This form has already been submitted: request ${n}.`,
    raccordementAide: 'Needed to file invoices through the API.',
  },
  creer: {
    titre: 'Create a structure', chapo: 'Your SIRET is enough: the register fills in the rest. You become its principal manager.', etapes: ['Identify', 'Complete', 'Check', 'Created'],
    aideIdentifiant: 'With or without spaces. Registration pending and Individual: leave empty, the portal issues the identifier.', interroger: 'Continue', changer: 'Change the identifier', choisirType: 'Choose an identifier type from the list',
    sansSaisie: 'Issued by the portal', enCours: 'The portal issues a provisional identifier', enCoursTexte: 'It will be replaced by your SIRET with “Duplicate a structure” (soon). Until then, the portal reminds you.',
    particulier: 'What makes up the identifier', particulierTexte: 'The sex and the birth make up the identifier, with the postcode and the name. They are asked once and not kept.', homme: 'Man', femme: 'Woman', moisAide: 'From 1 to 12.', anneeAide: 'Four digits.',
    nomsAide: 'For a natural person, leave the legal name empty and fill in the surname and first name.',
    nonDiffusible: 'INSEE does not disclose this information', nonDiffusibleTexte: 'You are asked for the name and address; “Not to be disclosed by INSEE” is ticked for you.',
    verifier: 'Check before creating', note: 'Nothing is created at this step. What you typed is kept as a draft.', titreVerifier: 'Check your answers', bouton: 'Create the structure', resume: 'What will be created', gestionnaire: 'Principal manager', vous: (nom: string) => `You, ${nom}, with every profile`,
    naissance: 'Sex and birth', naissanceTexte: (sexe: string, mois: string, annee: string) => `${sexe}, ${mois}/${annee} (not kept)`, apres: 'What next?', apresTexte: 'The structure exists at once. You can then create its services and attach your colleagues.', aide: 'The guide “Create a structure”',
    publique: 'A public body is created by the operator of the portal, or by importing the State’s lists.', publiqueRemede: 'Create a support ticket', rattachement: 'Ask to be attached', dejaTexte: 'Its principal manager can attach you to it.', servicePublic: 'Factures publiques',
    tropDeCreations: (n: number) => `You have already created ${n} structures in 24 hours. Wait a little, or write to support if you manage more.`, quoiFaire: 'What can I do?',
  },
  registre: {
    nom: 'Name', absente: 'This structure is not in Choral.', verifiez: 'Check the information below to create the structure and be attached to it.', etat: 'State', ouvert: 'Open', ferme_: 'Closed', depuis: (le: string) => `since ${date(le, 'en')}`, reponse: (source: string, quand: string) => `${source}, ${quand}.`,
    sources: { api: 'Answer of the Sirene register (INSEE)', stock: 'Answer of the Sirene stock file (INSEE), imported' } as Record<string, string>, secours: 'INSEE’s service does not answer: the stock file answers instead, it may be out of date.', nonDit: 'Not disclosed', adresse: 'Address',
    ferme: (le: string | null) => `The establishment is closed in the register${le ? ` since ${date(le, 'en')}` : ''}.`, fermeRemede: 'Use the SIRET of an open establishment.', successeur: (siret: string) => `Create the establishment that succeeded it, ${siret}`,
    inconnu: (siret: string) => `The register does not know the SIRET ${siret}.`, inconnuRemede: 'Compare it with your registration notice. A very recent company enters the register within a few days: choose “Registration pending” until then.',
    injoignable: (cause: string) => (cause === 'non-configure' ? 'No register is installed on this portal: a SIRET cannot be checked.' : cause === 'debit' ? 'The register has received too many questions and refuses some for now.' : 'The company register does not answer.'),
    injoignableRemede: (cause: string) => (cause === 'non-configure' || cause === 'cle' ? 'Your answers are kept. Tell support: the operator must connect the portal to the register.' : 'Your answers are kept as a draft: come back to submit them in a few minutes. Nothing is invented in the register’s place.'),
  },
  desactiver: {
    titre: 'Deactivate a structure', motif: 'Why deactivate this structure?', motifAide: 'The reason stays in the history.', consequences: 'What this changes',
    liste: (n: number) => ['The structure stops sending and receiving; its data can still be read.', 'Its users keep “consultation”.', n ? `${enAttente(n)} cancelled, with the reason.` : 'No change is pending.', 'Approvals, mandates and technical accounts in progress are cancelled; a later activation revives none of them.', '“Activate”, “Detach” and “Transfer” stay open.'],
    bouton: (quand: string) => `Deactivate, effective ${le(quand)}`, verifier: 'Check the deactivation', dejaInactive: 'This structure is already inactive.', etapes: ['Reason', 'Check', 'Request received'], annulation: (motif: string) => `The structure was deactivated: ${motif}`, annulees: 'Requests that will be cancelled',
  },
  activer: { titre: 'Activate a structure', texte: 'The structure sends and receives again. What the deactivation cancelled is not revived.', siret: 'The register must say that the establishment is open: it is asked when you submit, and not again when the request takes effect.', bouton: (quand: string) => `Activate, effective ${le(quand)}`, dejaActive: 'This structure is already active.', etapes: ['Activate', 'Check', 'Request received'], verifier: 'Check the activation', consequences: 'What this changes' },
  insee: {
    titre: 'Update from the INSEE register', aide: 'Tick what to take over from the register.', portail: 'Portal', registre: 'Register', identique: 'The portal and the register say the same thing.', ferme: (date: string) => `The establishment is closed in the register${date ? ` since ${date}` : ''}.`, fermeRemede: 'Deactivate the structure, or duplicate it to the new establishment.', consulte: (quand: string) => `Register read ${le(quand)}.`, source: { api: 'Sirene API', stock: 'imported file' } as Record<string, string>, seulementSiret: 'Only structures identified by a SIRET have an entry in the register.', siege: (siret: string) => `The head office is now the establishment ${siret}.`, successeur: (siret: string) => `The establishment has been taken over by ${siret}.`, reprendre: 'Take over', verifier: 'Check the changes', rien: 'Tick at least one field to take over', etapes: ['Compare', 'Check', 'Request received'], comparer: 'The portal and the register', champ: 'Field', prendre: (champ: string) => `Take over “${champ}”`, dit: 'What the register says of this establishment.', memeValeur: 'Identical', differences: (n: number) => compter(n, { one: 'difference', other: 'differences' }, 'en'), dupliquer: 'Duplicate the structure (soon)', desactiver: 'Deactivate the structure', nonDit: (champs: string[]) => `The register says nothing about: ${liste(champs, 'en')}`,
  },
  consulter: { modifier: 'Modify', historique: 'Whole history', aucunService: 'No service.', aucunAttente: 'No change is scheduled.', aucunUtilisateur: 'No user.', utilisateursReserve: 'Only managers see colleagues’ addresses and entitlements.', role: { gestionnaire: 'Principal manager', utilisateur: 'User' } as Record<string, string>, actions: 'Actions', creee: (quand: string) => `Created ${le(quand)}`, portail: 'the portal', pourquoi: 'Why?', plusAncien: 'Older', roleColonne: 'Role' },
  evenements: {
    'rattachement.demander:demandee': 'Attachment requested', 'rattachement.demander:approuvee': 'Attachment accepted', 'rattachement.demander:refusee': 'Attachment refused', 'rattachement.demander:annulee': 'Request for attachment cancelled', 'rattachement.demander:expiree': 'Request for attachment expired', 'rattachement.creer:effective': 'User attached or invited', 'rattachement.terminer:effective': 'User detached',
    'invitation.acceptee': 'Invitation accepted', 'invitation.annulee': 'Invitation cancelled', 'invitation.expiree': 'Invitation expired', 'invitation.renvoyee': 'Invitation sent again', 'invitation.sans-effet': 'Invitation without effect',
    'structure.transferer-gestionnaire:effective': 'Principal manager transferred', 'structure.nommer-gestionnaire:effective': 'Principal manager named by the operator', 'compte.desactiver:effective': 'Account deactivated by its owner',
    'clavardage.contexte': 'A support agent saw a person’s context, during a live chat',
    'utilisateur.voir-comme:debut': '“View as”: beginning', 'utilisateur.voir-comme:fin': '“View as”: end',
    'recuperation.demander:effective': 'Recovery of the role asked', 'recuperation.opposer:effective': 'Recovery stopped by the incumbent', 'recuperation.retirer:effective': 'Recovery withdrawn', 'recuperation.accepter:effective': 'Role passed on by the operator’s decision', 'recuperation.refuser:effective': 'Recovery refused',
    'ensemble.creer:effective': 'Set of profiles created', 'ensemble.modifier:effective': 'Set of profiles changed', 'ensemble.supprimer:effective': 'Set of profiles deleted', 'ensemble.choisir-defaut:effective': 'What a new attachment receives: another choice',
    'habilitation.ajouter:programmee': 'Entitlements added: scheduled', 'habilitation.ajouter:effective': 'Entitlements added: in force', 'habilitation.ajouter:annulee': 'Entitlements added: cancelled', 'habilitation.ajouter:echouee': 'Entitlements added: without effect',
    'habilitation.modifier:programmee': 'Entitlements changed: scheduled', 'habilitation.modifier:effective': 'Entitlements changed: in force', 'habilitation.modifier:annulee': 'Entitlements changed: cancelled', 'habilitation.modifier:echouee': 'Entitlements changed: without effect',
    'habilitation.supprimer:programmee': 'Entitlements removed: scheduled', 'habilitation.supprimer:effective': 'Entitlements removed: in force', 'habilitation.supprimer:annulee': 'Entitlements removed: cancelled', 'habilitation.supprimer:echouee': 'Entitlements removed: without effect',
    'habilitation.demander:demandee': 'Entitlements asked for: awaiting a decision', 'habilitation.demander:approuvee': 'Entitlements asked for: approved', 'habilitation.demander:refusee': 'Entitlements asked for: refused', 'habilitation.demander:expiree': 'Entitlements asked for: expired', 'habilitation.demander:effective': 'Entitlements asked for: in force', 'habilitation.demander:annulee': 'Entitlements asked for: cancelled', 'habilitation.demander:echouee': 'Entitlements asked for: without effect',
    'structure.creer:effective': 'Structure created', 'structure.dupliquer:effective': 'Structure duplicated', 'structure.modifier:programmee': 'Modification scheduled', 'structure.modifier:effective': 'Modification in force', 'structure.modifier:annulee': 'Modification cancelled', 'structure.modifier:echouee': 'Modification without effect',
    'structure.desactiver:programmee': 'Deactivation scheduled', 'structure.desactiver:effective': 'Structure deactivated', 'structure.desactiver:annulee': 'Deactivation cancelled', 'structure.activer:programmee': 'Activation scheduled', 'structure.activer:effective': 'Structure activated', 'structure.activer:annulee': 'Activation cancelled',
    'structure.activer:echouee': 'Activation without effect', 'structure.desactiver:echouee': 'Deactivation without effect',
    'structure.mettre-a-jour-insee:programmee': 'Update from INSEE scheduled', 'structure.mettre-a-jour-insee:effective': 'Update from INSEE', 'structure.mettre-a-jour-insee:annulee': 'Update from INSEE cancelled', 'structure.mettre-a-jour-insee:echouee': 'Update from INSEE without effect',
  } as Record<string, string>,
} satisfies typeof fr
