import type { Colonne, EtatListe, Evenement, LigneDiff, OptionChamp, PropsBouton, Genre, NomIcone, PropsChamp } from '#ui/index.ts'

/** Invented sentences for the catalogue of components: nobody reads them elsewhere, hence in French only. */
export const COULEURS = [
  'paper',
  'surface',
  'sunken',
  'ink',
  'ink-2',
  'line',
  'edge',
  'bar',
  'action',
  'tint',
  'voice',
  'ok',
  'warn',
  'err',
  'plan',
  'halo',
] as const

export const BOUTONS: PropsBouton[] = [
  { children: 'Soumettre, effectif à 14 h 47' },
  { genre: 'second', children: 'Revenir' },
  { genre: 'discret', children: 'Abandonner' },
  { genre: 'danger', children: 'Refuser la demande' },
  { genre: 'danger-second', icone: 'annuler', children: 'Annuler la demande' },
  { petit: true, genre: 'second', icone: 'plus', children: 'Ajouter' },
  { indisponible: 'Impossible tant que 2 factures sont en cours.', children: 'Désactiver' },
]

export const ETIQUETTES: { genre: Genre; icone?: NomIcone; texte: string }[] = [
  { genre: 'neutre', texte: 'Annulé' },
  { genre: 'action', texte: 'Ouvert' },
  { genre: 'ok', icone: 'coche', texte: 'Résolu' },
  { genre: 'warn', icone: 'horloge', texte: 'En attente d’informations' },
  { genre: 'err', icone: 'croix', texte: 'Refusé' },
  { genre: 'plan', icone: 'horloge', texte: 'à partir de 14 h 47' },
]

export const MESSAGES = [
  { genre: 'info', texte: 'Ces coordonnées sont données pour information : un comptable public ne paie que le compte déclaré au contrat.' },
  { genre: 'ok', texte: 'Nadia Bonjean est rattachée au service Facturation. Un courriel lui a été envoyé.' },
  { genre: 'warn', texte: 'Le registre ne répond pas. Votre saisie est conservée ; vous pourrez soumettre plus tard.' },
  { genre: 'err', texte: 'L’utilisateur a déjà l’abonnement sélectionné. La liste a été mise à jour.' },
  { genre: 'plan', titre: 'Un changement est déjà programmé', texte: 'Le téléphone passera à « 02 40 00 00 25 » aujourd’hui à 14 h 30.' },
] as const

const PAYS: OptionChamp[] = [
  { valeur: 'FR', libelle: 'France' },
  { valeur: 'BE', libelle: 'Belgique' },
]

export const CHAMPS: PropsChamp[] = [
  { nom: 'raisonSociale', libelle: 'Raison sociale', valeur: 'Menuiserie Poitier', largeur: 'w3' },
  { nom: 'libelle', libelle: 'Libellé de la structure', facultatif: true, valeur: 'Menuiserie Poitier, siège', largeur: 'w3' },
  { nom: 'identifiant', libelle: 'Identifiant', valeur: '123 456 782 00010', verrou: { pourquoi: 'Fixé à la création.' }, largeur: 'w3' },
  {
    nom: 'telephone',
    libelle: 'Téléphone',
    type: 'tel',
    valeur: '02 40 00 00 10',
    programme: { a: '14 h 30', valeur: '02 40 00 00 25' },
    largeur: 'w3',
  },
  {
    nom: 'adresseElectronique',
    libelle: 'Adresse électronique',
    type: 'email',
    valeur: 'contact@exemple',
    erreur: 'Saisissez une adresse électronique complète, par exemple nom@exemple.fr',
    autoComplete: 'email',
    largeur: 'w3',
  },
  {
    nom: 'motDePasse',
    libelle: 'Mot de passe',
    type: 'password',
    aide: '12 caractères au moins. Une phrase courte convient très bien.',
    autoComplete: 'new-password',
    largeur: 'w3',
  },
  {
    nom: 'codePostal',
    libelle: 'Code postal',
    valeur: '4400',
    erreur: 'Le code postal 4400 n’a que 4 chiffres ; il en faut 5',
    inputMode: 'numeric',
    largeur: 'w2',
  },
  { nom: 'ville', libelle: 'Ville', valeur: 'Nantes', largeur: 'w4' },
  { nom: 'pays', libelle: 'Pays', type: 'select', options: PAYS, valeur: 'BE', largeur: 'w3' },
  { nom: 'dateFin', libelle: 'Date de fin', type: 'date', facultatif: true, valeur: '2027-01-01', largeur: 'w3' },
  {
    nom: 'destinataire',
    libelle: 'Organisation destinataire',
    aide: 'Nom, SIRET, ville ou code de service.',
    suggestions: '/ui/suggestions.json',
  },
  { nom: 'commentaire', libelle: 'Commentaire', type: 'textarea', facultatif: true, valeur: '\nUne ligne vide la précède.' },
  {
    nom: 'cyclesEdi',
    libelle: 'Recevoir les cycles de vie en EDI',
    type: 'checkbox',
    valeur: true,
    aide: 'Nécessaire pour déposer des factures par l’API.',
  },
  {
    nom: 'effet',
    libelle: 'Date d’effet',
    type: 'radios',
    valeur: 'delai',
    erreur: 'Choisissez une date d’effet',
    options: [
      { valeur: 'delai', libelle: 'Aujourd’hui à 14 h 47', aide: '30 minutes après l’envoi, le délai de cette structure.' },
      { valeur: 'date', libelle: 'À une date choisie', aide: 'Par exemple le 1er janvier 2027.' },
      { valeur: 'jamais', libelle: 'Sans effet', aide: 'Réservé aux essais.', desactivee: true },
    ],
  },
  {
    nom: 'profils',
    libelle: 'Profils',
    type: 'cases',
    facultatif: true,
    valeur: ['organisation'],
    options: [
      { valeur: 'organisation', libelle: 'Organisation modification' },
      { valeur: 'factures', libelle: 'Factures consultation' },
    ],
  },
]

export const DIFF: LigneDiff[] = [
  { nom: 'Adresse électronique', avant: 'contact@exemple.fr', apres: 'facturation@exemple.fr', action: { href: '#adresseElectronique' } },
  { nom: 'Complément d’adresse', avant: 'Bâtiment B', apres: '', action: { href: '#ville' } },
  { nom: 'Engagements', avant: 'aucun accès', apres: 'modification', genre: 'ajout', action: { href: '#profils' } },
  { nom: 'Factures', avant: 'consultation', apres: 'aucun accès', genre: 'retrait', action: { href: '#profils' } },
]

export const EVENEMENTS: Evenement[] = [
  { genre: 'plan', icone: 'horloge', titre: 'Les nouvelles valeurs s’appliquent partout', quand: 'Prévu à 14 h 47 · RITM0014731' },
  {
    genre: 'neutre',
    icone: 'courriel',
    titre: 'Courriel envoyé',
    quand: 'Aujourd’hui à 14 h 17',
    texte: 'Votre demande est reçue. Elle prend effet à 14 h 47.',
  },
  { genre: 'ok', icone: 'coche', titre: 'Demande reçue', quand: 'Aujourd’hui à 14 h 17, par Daniel Poitier' },
  { genre: 'err', icone: 'croix', titre: 'Demande précédente refusée', quand: '12 octobre 2026 à 10 h 05' },
]

export const COLONNES: Colonne[] = [
  { nom: 'etat', libelle: 'État', tri: true },
  { nom: 'description', libelle: 'Description', tri: true, entete: true },
  { nom: 'structure', libelle: 'Structure', num: true, cache: true },
  { nom: 'service', libelle: 'Service' },
  { nom: 'creeLe', libelle: 'Créé', tri: true, num: true },
  { nom: 'actions', libelle: 'Actions', muette: true },
]

export const ETAT_LISTE: EtatListe = { page: 3, taille: 20, tri: '-creeLe', total: 10_000, totalExact: false, suivant: 'eyJ9' }

export const DEMANDES = [
  {
    numero: 'RITM0014709',
    etat: 'Demandé',
    genre: 'action',
    titre: 'Gérer mes habilitations',
    detail: '+ Remboursements de taxes modification',
    structure: '12345678200010',
    service: '',
    creeLe: '2026-11-23T15:10:00Z',
    choix: true,
  },
  {
    numero: 'RITM0014707',
    etat: 'Programmée',
    genre: 'plan',
    titre: 'Demander un rattachement à une structure',
    detail: 'maille service',
    structure: '12345678200010',
    service: 'Chantiers',
    creeLe: '2026-11-23T10:52:00Z',
    choix: true,
    ligne: 'programmee',
  },
  {
    numero: 'RITM0014663',
    etat: 'Refusé',
    genre: 'err',
    titre: 'Souscrire un mandat de facturation',
    detail: 'sans date de fin',
    structure: '98765432400019',
    service: 'Facturation',
    creeLe: '2026-11-13T07:55:00Z',
    choix: false,
    ligne: 'hors-jeu',
  },
] as const

export const SUGGESTIONS = [
  { valeur: '444 444 442 00008 — Valombre Habitat', libelle: 'Valombre Habitat', detail: '444 444 442 00008 · Valombre' },
  {
    valeur: '222 222 226 00011 — Mairie de Valombre',
    libelle: 'Mairie de Valombre',
    detail: '222 222 226 00011 · code service obligatoire',
  },
  {
    valeur: '111 111 118 00001 — Régie de Valombre',
    libelle: 'Régie de Valombre',
    detail: '111 111 118 00001',
    desactive: 'ne reçoit plus de factures',
  },
]

export const DOMAINES = [
  { code: 'marche', nom: 'Marché', description: 'Passation' },
  { code: 'commande', nom: 'Commande', description: 'Engagements, cessions' },
  { code: 'facturation', nom: 'Facturation', description: 'Factures, factures de travaux, frais de justice, remboursement de taxes' },
  { code: 'organisation', nom: 'Organisation', description: 'Structures, utilisateurs, annuaire' },
  { code: 'raccordements', nom: 'Raccordements', description: 'Raccordements EDI, API' },
  { code: 'outils', nom: 'Outils', description: 'Signature' },
] as const
