import { pluriel } from '#ui/textes/format.ts'

/** « Structures »: screens of the applications « Créer une structure » and « Gérer une structure ». */
export const structures = {
  fil: { organisation: 'Organisation', structures: 'Structures', gerer: 'Gérer une structure', creer: 'Créer une structure' },
  types: { SIRET: 'SIRET', UE_HORS_FRANCE: 'UE hors France', HORS_UE: 'Hors UE', RIDET: 'RIDET', TAHITI: 'Tahiti', AUTRE: 'En cours d’immatriculation', PARTICULIER: 'Particulier' } as Record<string, string>,
  typeStructure: { PRIVEE: 'Privés', PUBLIQUE: 'Entité publique' } as Record<string, string>,
  statut: { ACTIVE: 'Actif', INACTIVE: 'Inactif' } as Record<string, string>,
  regimes: { COSP: 'COSP', INDEPENDANT: 'Indépendants' } as Record<string, string>,
  categories: { EXPERT: 'Expert', INTERPRETE: 'Traducteur, interprète', MEDECIN: 'Médecin', ENQUETEUR: 'Enquêteur social', AUTRE: 'Autre prestataire' } as Record<string, string>,
  groupes: { generales: 'Informations générales', adresse: 'Adresse postale', raccordement: 'Informations Raccordement', frais: 'Informations mémoires de frais de justice', exigences: 'Ce que l’entité demande à ses fournisseurs', registre: 'Registre', services: 'Services', utilisateurs: 'Utilisateurs', attente: 'Changements à venir', historique: 'Historique', banque: 'Coordonnées bancaires', pieces: 'Pièces jointes' },
  oui: 'Oui', non: 'Non', vide: 'Non renseigné', pour: 'Pour',
  gerer: {
    titre: 'Gérer une structure', type: 'Type de demande', structure: 'Structure', aide: 'Parmi vos structures : nom, identifiant ou ville.', continuer: 'Continuer', aucune: 'Vous n’êtes rattaché à aucune structure.', choisir: 'Choisissez une structure de la liste', inconnue: 'Aucune de vos structures ne porte ce nom ou cet identifiant', plusieurs: (n: number) => `${n} de vos structures correspondent : précisez, ou choisissez dans la liste`, choisirType: 'Choisissez un type de demande',
    types: { consulter: 'Consulter / Rechercher une structure', modifier: 'Modifier une structure', activer: 'Activer une structure', insee: 'Mettre à jour depuis la base INSEE', desactiver: 'Désactiver une structure' } as Record<string, string>,
    autreType: 'Choisir un autre type', autreStructure: 'Choisir une autre structure',
  },
  rechercher: {
    titre: 'Rechercher une structure', champ: 'Nom, identifiant, ville ou code postal', statut: 'Statut', tous: 'Tous', bouton: 'Rechercher', legende: 'Mes structures',
    vide: 'Aucune structure ne correspond', videTexte: 'Vérifiez l’orthographe, ou demandez un rattachement si la structure n’est pas encore la vôtre.', aucune: 'Vous n’avez pas encore de structure', aucuneTexte: 'Créez votre structure : son SIRET suffit, le registre remplit le reste.',
    resultats: (n: number) => pluriel(n, { one: `${n} structure`, many: `${n} de structures`, other: `${n} structures` }),
  },
  modifier: {
    titre: 'Modifier une structure', etapes: ['Modifier', 'Vérifier', 'Demande reçue'], verifier: 'Vérifier les modifications', abandonner: 'Abandonner', note: 'Rien n’est envoyé à cette étape. Votre saisie est conservée en brouillon.',
    titreVerifier: 'Vérifier vos réponses', soumettre: (quand: string) => `Soumettre, effectif ${quand}`, soumettreImmediat: 'Soumettre, effectif tout de suite', corriger: 'Modifier mes réponses',
    quand: 'Quand cela prendra-t-il effet ?', quandTexte: (min: number) => (min ? `${min} minutes après « Soumettre ». D’ici là, vous ou le gestionnaire principal pouvez annuler ; les anciennes valeurs restent en vigueur partout.` : 'Dès « Soumettre ».'),
    qui: 'Qui est prévenu ?', quiTexte: (nom: string) => `Vous et ${nom}, par courriel.`, quiVous: 'Vous, par courriel.', aide: 'Besoin d’aide ?', fiche: 'La fiche « Modifier une structure »', surCettePage: 'Sur cette page',
    fixe: 'Fixé à la création.', changeIdentifiant: 'Vous changez de SIRET ?', dupliquer: 'Dupliquer la structure', bientot: 'bientôt', arreter: 'Pour arrêter l’activité :', reprendre: 'Pour reprendre l’activité :', passerRelais: 'Pour passer le relais :', transferer: 'Transférer le gestionnaire principal',
    changement: 'Ce qui change', priseEffet: 'Prise d’effet', aPartirDuAide: 'Laissez vide pour que le changement vaille après le délai.', programme: 'Un changement est déjà programmé', programmeTexte: (champ: string, avant: string, apres: string, quand: string) => `${champ} passera de « ${avant} » à « ${apres} » ${quand}.`, ancienne: 'Jusque-là, l’ancienne valeur est en vigueur.', voirDemande: (n: string) => `Voir la demande ${n}`, annuler: 'L’annuler',
    perimee: 'La structure a changé pendant votre saisie', perimeeTexte: 'Rien n’est perdu : voici ce qui a changé. Vos réponses sont gardées dans le formulaire ; vérifiez-les puis soumettez à nouveau.', par: (qui: string, quand: string) => `par ${qui}, ${quand}`, vigueurLe: (quand: string) => `en vigueur ${quand}`, votreSaisie: 'Votre saisie', aucunChangement: 'Rien n’a changé : modifiez au moins un champ', cleReprise: (n: string) => `Ce formulaire a déjà été soumis : demande ${n}.`,
    raccordementAide: 'Nécessaire pour déposer des factures par l’API.',
  },
  desactiver: {
    titre: 'Désactiver une structure', motif: 'Pourquoi désactiver cette structure ?', motifAide: 'Le motif reste dans l’historique.', consequences: 'Ce que cela change',
    liste: (n: number) => ['La structure cesse d’émettre et de recevoir ; ses données restent lisibles.', 'Ses utilisateurs gardent « consultation ».', n ? `${pluriel(n, { one: `${n} changement en attente est annulé`, many: `${n} de changements en attente sont annulés`, other: `${n} changements en attente sont annulés` })}, avec le motif.` : 'Aucun changement n’est en attente.', 'Les approbations, mandats et comptes techniques en cours sont annulés ; rien n’est repris par une activation ultérieure.', '« Activer », « Détacher » et « Transférer » restent ouverts.'],
    bouton: (quand: string) => `Désactiver, effectif ${quand}`, verifier: 'Vérifier la désactivation', dejaInactive: 'Cette structure est déjà inactive.',
  },
  activer: { titre: 'Activer une structure', texte: 'La structure recommence à émettre et à recevoir. Ce que la désactivation a annulé n’est pas repris.', siret: 'Le registre doit dire l’établissement ouvert : il est interrogé à la soumission.', bouton: (quand: string) => `Activer, effectif ${quand}`, dejaActive: 'Cette structure est déjà active.' },
  insee: {
    titre: 'Mettre à jour depuis la base INSEE', aide: 'Cochez ce qu’il faut reprendre du registre.', portail: 'Portail', registre: 'Registre', identique: 'Le portail et le registre disent la même chose.', ferme: (date: string) => `L’établissement est fermé au registre${date ? ` depuis le ${date}` : ''}.`, fermeRemede: 'Désactivez la structure, ou dupliquez-la vers le nouvel établissement.', consulte: (quand: string) => `Registre consulté ${quand}.`, source: { api: 'API Sirene', stock: 'stock importé' } as Record<string, string>, seulementSiret: 'Seules les structures identifiées par un SIRET ont une fiche au registre.', siege: (siret: string) => `Le siège est aujourd’hui l’établissement ${siret}.`, successeur: (siret: string) => `L’établissement a été repris par ${siret}.`, reprendre: 'Reprendre', verifier: 'Vérifier les modifications', rien: 'Cochez au moins un champ à reprendre',
  },
  consulter: { modifier: 'Modifier', historique: 'Tout l’historique', aucunService: 'Aucun service.', aucunAttente: 'Aucun changement n’est programmé.', aucunUtilisateur: 'Aucun utilisateur.', utilisateursReserve: 'Les adresses et les droits des collègues sont réservés aux gestionnaires.', bientot: 'Bientôt', role: { gestionnaire: 'Gestionnaire principal', utilisateur: 'Utilisateur' } as Record<string, string>, actions: 'Actions', creee: (quand: string) => `Créée ${quand}`, portail: 'le portail', pourquoi: 'Pourquoi ?', plusAncien: 'Plus ancien', roleColonne: 'Rôle' },
  evenements: {
    'structure.creer:effective': 'Structure créée', 'structure.modifier:programmee': 'Modification programmée', 'structure.modifier:effective': 'Modification en vigueur', 'structure.modifier:annulee': 'Modification annulée', 'structure.modifier:echouee': 'Modification sans effet',
    'structure.desactiver:programmee': 'Désactivation programmée', 'structure.desactiver:effective': 'Structure désactivée', 'structure.desactiver:annulee': 'Désactivation annulée', 'structure.activer:programmee': 'Activation programmée', 'structure.activer:effective': 'Structure activée', 'structure.activer:annulee': 'Activation annulée',
    'structure.activer:echouee': 'Activation sans effet', 'structure.desactiver:echouee': 'Désactivation sans effet',
    'structure.mettre-a-jour-insee:programmee': 'Mise à jour depuis l’INSEE programmée', 'structure.mettre-a-jour-insee:effective': 'Mise à jour depuis l’INSEE', 'structure.mettre-a-jour-insee:annulee': 'Mise à jour depuis l’INSEE annulée', 'structure.mettre-a-jour-insee:echouee': 'Mise à jour depuis l’INSEE sans effet',
  } as Record<string, string>,
}
