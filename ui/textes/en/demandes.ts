import { compter, majuscule } from '#ui/textes/format.ts'
import { le } from '#ui/textes/en/moment.ts'
import type { demandes as fr } from '#ui/textes/fr/demandes.ts'

export const demandes = {
  phrases: {
    'coordonnee-bancaire.creer': 'Create bank details', 'coordonnee-bancaire.modifier': 'Change bank details', 'coordonnee-bancaire.activer': 'Activate bank details', 'coordonnee-bancaire.desactiver': 'Deactivate bank details',
    'structure.transferer-gestionnaire': 'Transfer the principal manager', 'compte.desactiver': 'Deactivate my account',
    'rattachement.demander': 'Ask to be attached', 'rattachement.creer': 'Attach a user', 'rattachement.terminer': 'Detach a user',
    'piece-jointe.creer': 'Add an attachment', 'piece-jointe.supprimer': 'Delete an attachment',
    'structure.creer': 'Create a structure', 'structure.dupliquer': 'Duplicate a structure', 'structure.modifier': 'Modify a structure', 'structure.activer': 'Activate a structure',
    'structure.desactiver': 'Deactivate a structure', 'structure.mettre-a-jour-insee': 'Update from the INSEE register',
    'habilitation.ajouter': 'Add entitlements', 'habilitation.modifier': 'Change entitlements', 'habilitation.supprimer': 'Remove entitlements', 'habilitation.demander': 'Ask for a profile, or give one up',
    'service.creer': 'Create a service', 'service.modifier': 'Modify a service', 'service.activer': 'Activate a service', 'service.desactiver': 'Deactivate a service',
    'utilisateur.importer': 'Import users',
    'service.importer': 'Import services',
    'mandat-facturation.souscrire': 'Take out an invoicing mandate',
    'mandat-facturation.terminer': 'End an invoicing mandate',
  } as Record<string, string>,
  etats: { demandee: 'Submitted', programmee: 'Scheduled', effective: 'In effect', refusee: 'Refused', annulee: 'Cancelled', expiree: 'Expired', echouee: 'Without effect' } as Record<string, string>,
  droitPerdu: 'The author is no longer entitled to make this change.',
  annuleeParAuteur: 'Cancelled at the request of an entitled person.',
  recu: {
    titre: 'We have received your request', titreEffective: 'Your request has taken effect', deQuelquUn: { recue: 'The request has been received', approuvee: 'The request has been approved', effective: 'The request has taken effect' }, titreTerminee: (etat: string) => `Request ${etat.toLowerCase()}`,
    numero: 'Number', prendEffet: 'Takes effect', priseEffet: 'Took effect', etat: 'State', auteur: 'Requested by', structure: 'Structure', objets: { service: 'Service', 'coordonnee-bancaire': 'Bank details', 'piece-jointe': 'Attachment' } as Record<string, string>, creeLe: 'Received', motif: 'Reason',
    recepisse: 'Receipt (PDF)', imprimer: 'Print', annuler: 'Cancel the request', annulable: (limite: string) => `Can be cancelled ${limite}.`,
    courriel: (adresse: string) => `An email has just been sent to ${adresse}.`, suite: 'What happens now', ensuite: 'What next?', voirService: 'See the service', voirCompte: 'See the bank details', voir: (nom: string) => `View ${nom}`,
    revenir: 'Back to “Structures”', mesDemandes: 'My requests', details: 'What is requested', recue: 'Request received', anciennes: 'The old values stay in force',
    jusqua: (limite: string) => `${majuscule(limite)}. The structure’s page shows the coming change.`, nouvelles: 'The new values apply everywhere',
    aHeure: (quand: string) => `${majuscule(quand)}, even if the portal was down in between. You get an e-mail.`, effective: 'Request in effect', annulee: 'Request cancelled', sansEffet: 'Request without effect',
    parQui: (quand: string, qui: string) => `${majuscule(quand)}, by ${qui}`, annulation: 'The request is cancelled: nothing changes.', premiersPas: 'First steps', service: 'Create a service', banque: 'Create bank details', collegues: 'Attach a user',
  },
  avis: {
    titre: 'I give my opinion', note: 'Was this procedure simple?', notes: { 5: 'Very simple', 4: 'Rather simple', 3: 'Neither simple nor complicated', 2: 'Rather complicated', 1: 'Very complicated' }, texte: 'What would make it better?', texteAide: 'Put nothing personal in it.', choisir: 'Choose an answer', envoyer: 'Give my opinion', changer: 'Change my opinion',
    liste: { titre: 'Opinions of procedures', chapo: 'What is said at the end of a procedure, without saying who.', le: 'Given', demarche: 'Procedure', laNote: 'Mark', mots: 'What would make it better', toutes: 'All', tous: 'All', avecMots: 'With words only', vide: 'No opinion', videTexte: 'Opinions given at the end of procedures will appear here.', resultats: (n: number) => compter(n, { one: 'opinion', other: 'opinions' }, 'en'), api: 'Opinions given of procedures (operator)' },
    merci: 'Thank you, your opinion is recorded. You can change it.', publics: 'What others think', auteurSeul: 'Only the author of the demande can give an opinion.', api: 'Give one’s opinion of the procedure that made this demande',
  },
  feuille: { genre: 'Request' },
  brouillon: { titre: 'A draft is waiting for you', texte: (quand: string) => `You began this form ${le(quand)}.`, reprendre: 'Resume this draft' },
  verification: { effet: 'Takes effect', toutDeSuite: 'At once', prevenus: 'Who is told', vous: 'You, by email', vousEt: (nom: string) => `You and ${nom}, by email`, annulable: 'Who can cancel before then', vousSeul: 'You', vousOu: (nom: string) => `You or ${nom}` },
  colonnes: { champ: 'Field', avant: 'Today', apres: 'Afterwards' },
  annulation: { titre: (numero: string) => `Cancel request ${numero}`, texte: 'The request will have no effect; the values in force do not change.', bouton: 'Cancel the request', garder: 'Keep the request' },
  courriel: {
    recue: (quoi: string, numero: string) => `${quoi}: request ${numero} received`, effective: (quoi: string, numero: string) => `${quoi}: request ${numero} in effect`,
    annulee: (quoi: string, numero: string) => `${quoi}: request ${numero} cancelled`, echouee: (quoi: string, numero: string) => `${quoi}: request ${numero} without effect`,
    bonjour: (prenom: string) => `Hello ${prenom},`,
    corpsRecue: (numero: string, nom: string, quand: string) => `We have received your request ${numero} for “${nom}”. It will take effect ${quand}. Until then, you or the principal manager can cancel it.`,
    corpsEffective: (numero: string, nom: string, quand: string) => `Request ${numero} for “${nom}” took effect ${quand}.`,
    corpsAnnulee: (numero: string, nom: string, motif: string) => `Request ${numero} for “${nom}” is cancelled. ${motif}`,
    corpsEchouee: (numero: string, nom: string, motif: string) => `Request ${numero} for “${nom}” could not take effect. ${motif}`,
    voir: 'View the request',
  },
} satisfies typeof fr
