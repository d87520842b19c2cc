import { majuscule } from '#ui/textes/format.ts'

/** The demandes: what each is called, what happens to it, its receipt and its mails. */
export const demandes = {
  phrases: {
    'structure.transferer-gestionnaire': 'Transférer le gestionnaire principal', 'compte.desactiver': 'Désactiver mon compte',
    'rattachement.demander': 'Demander un rattachement', 'rattachement.creer': 'Rattacher un utilisateur', 'rattachement.terminer': 'Détacher un utilisateur',
    'structure.creer': 'Créer une structure', 'structure.dupliquer': 'Dupliquer une structure', 'structure.modifier': 'Modifier une structure', 'structure.activer': 'Activer une structure',
    'structure.desactiver': 'Désactiver une structure', 'structure.mettre-a-jour-insee': 'Mettre à jour depuis la base INSEE',
    'habilitation.ajouter': 'Ajouter des habilitations', 'habilitation.modifier': 'Modifier des habilitations', 'habilitation.supprimer': 'Retirer des habilitations', 'habilitation.demander': 'Demander un profil, ou y renoncer',
    'service.creer': 'Créer un service', 'service.modifier': 'Modifier un service', 'service.activer': 'Activer un service', 'service.desactiver': 'Désactiver un service',
    'utilisateur.importer': 'Importer des utilisateurs',
    'mandat-facturation.souscrire': 'Souscrire un mandat de facturation',
  } as Record<string, string>,
  etats: { demandee: 'Demandée', programmee: 'Programmée', effective: 'Effective', refusee: 'Refusée', annulee: 'Annulée', expiree: 'Expirée', echouee: 'Sans effet' } as Record<string, string>,
  droitPerdu: 'L’auteur n’a plus le droit de faire ce changement.',
  annuleeParAuteur: 'Annulée à la demande d’une personne habilitée.',
  structureDesactivee: 'La structure a été désactivée.',
  recu: {
    titre: 'Votre demande est reçue', titreEffective: 'Votre demande a pris effet', titreTerminee: (etat: string) => `Demande ${etat.toLowerCase()}`,
    numero: 'Numéro', prendEffet: 'Prend effet', priseEffet: 'A pris effet', etat: 'État', auteur: 'Demandeur', structure: 'Structure', creeLe: 'Reçue', motif: 'Motif',
    recepisse: 'Récépissé (PDF)', imprimer: 'Imprimer', annuler: 'Annuler la demande', annulable: (limite: string) => `Annulation possible ${limite}.`,
    courriel: (adresse: string) => `Un courriel vient de partir à ${adresse}.`, suite: 'Ce qui se passe maintenant', ensuite: 'Et ensuite ?', voir: (nom: string) => `Voir ${nom}`,
    revenir: 'Revenir à « Structures »', mesDemandes: 'Mes demandes', details: 'Ce qui est demandé', recue: 'Demande reçue', anciennes: 'Les anciennes valeurs restent en vigueur',
    jusqua: (limite: string) => `${majuscule(limite)}. La fiche de la structure affiche le changement à venir.`, nouvelles: 'Les nouvelles valeurs s’appliquent partout',
    aHeure: (quand: string) => `${majuscule(quand)}, même si le portail était arrêté entre-temps. Vous recevez un courriel.`, effective: 'Demande effective', annulee: 'Demande annulée', sansEffet: 'Demande sans effet',
    parQui: (quand: string, qui: string) => `${majuscule(quand)}, par ${qui}`, annulation: 'La demande est annulée : rien ne change.', premiersPas: 'Premiers pas', service: 'Créer un service', banque: 'Créer une coordonnée bancaire', collegues: 'Rattacher un utilisateur',
  },
  feuille: { genre: 'Demande' },
  brouillon: { titre: 'Un brouillon vous attend', texte: (quand: string) => `Vous aviez commencé ce formulaire ${quand}.`, reprendre: 'Reprendre ce brouillon' },
  verification: { effet: 'Prend effet', toutDeSuite: 'Tout de suite', prevenus: 'Qui est prévenu', vous: 'Vous, par courriel', vousEt: (nom: string) => `Vous et ${nom}, par courriel`, annulable: 'Qui peut annuler avant', vousSeul: 'Vous', vousOu: (nom: string) => `Vous ou ${nom}` },
  colonnes: { champ: 'Champ', avant: 'Aujourd’hui', apres: 'Après' },
  annulation: { titre: (numero: string) => `Annuler la demande ${numero}`, texte: 'La demande n’aura pas d’effet ; les valeurs en vigueur ne changent pas.', bouton: 'Annuler la demande', garder: 'Garder la demande' },
  courriel: {
    recue: (quoi: string, numero: string) => `${quoi} : demande ${numero} reçue`, effective: (quoi: string, numero: string) => `${quoi} : demande ${numero} effective`,
    annulee: (quoi: string, numero: string) => `${quoi} : demande ${numero} annulée`, echouee: (quoi: string, numero: string) => `${quoi} : demande ${numero} sans effet`,
    bonjour: (prenom: string) => `Bonjour ${prenom},`,
    corpsRecue: (numero: string, nom: string, quand: string) => `Votre demande ${numero} pour « ${nom} » est reçue. Elle prendra effet ${quand}. D’ici là, vous ou le gestionnaire principal pouvez l’annuler.`,
    corpsEffective: (numero: string, nom: string, quand: string) => `La demande ${numero} pour « ${nom} » a pris effet ${quand}.`,
    corpsAnnulee: (numero: string, nom: string, motif: string) => `La demande ${numero} pour « ${nom} » est annulée. ${motif}`,
    corpsEchouee: (numero: string, nom: string, motif: string) => `La demande ${numero} pour « ${nom} » n’a pas pu prendre effet. ${motif}`,
    voir: 'Voir la demande',
  },
}
