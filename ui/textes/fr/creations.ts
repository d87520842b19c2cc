import { nombre, pluriel } from '#ui/textes/format.ts'

/** The operator's list of structures created. */
export const creations = {
  titre: 'Structures créées',
  chapo: 'Les structures que des personnes ont créées ou dupliquées, les plus récentes d’abord.',
  texte: 'Qui a créé quoi, et ce qui est contesté',
  legende: 'Liste des structures créées',
  recherche: 'Structure, ville, personne ou identifiant',
  maniere: 'Manière',
  manieres: { creer: 'Création', dupliquer: 'Duplication' },
  toutes: 'Toutes',
  contestation: 'Contestation',
  contestee: 'Contestée',
  creeeLe: 'Créée le',
  structure: 'Structure',
  identifiant: 'Identifiant',
  ville: 'Ville',
  par: 'Par',
  adresse: 'Adresse électronique',
  enUnJour: 'Créations en 24 heures',
  gestionnaire: 'Gestionnaire principal',
  numero: 'Demande',
  lAuteur: 'La même personne',
  personne: 'Aucun',
  ceJour: (n: number) => `${n} créations en 24 heures`,
  resultats: (n: number, exact: boolean) =>
    exact
      ? pluriel(n, { one: `${n} structure`, many: `${nombre(n)} de structures`, other: `${nombre(n)} structures` })
      : `Plus de ${nombre(n)} structures`,
  vide: 'Aucune structure ne correspond',
  videTexte: 'Changez les filtres, ou réinitialisez-les.',
  aucune: 'Aucune structure créée',
  aucuneTexte: 'Celles que les personnes créent ou dupliquent arrivent ici.',
}
