/** Saved views of a list (POR-15). */
export const listes = {
  titre: 'Vues enregistrées', mesVues: 'Mes vues enregistrées', aucune: 'Aucune vue enregistrée.', aucuneTexte: 'Filtrez et triez une liste, puis enregistrez-la sous un nom : elle se rouvre d’un clic.',
  gerer: 'Renommer, partager ou supprimer mes vues', enregistrer: 'Enregistrer cette vue', nom: 'Nom de la vue', nomAide: 'Les filtres et le tri sont gardés ; la liste reste à jour.', bouton: 'Enregistrer', revenir: 'Revenir à la liste', ouvrir: 'Ouvrir cette vue',
  partager: (nom: string) => `Partager avec les personnes rattachées à ${nom}`, partagee: (nom: string) => `Partagée avec ${nom}`, partageePar: (nom: string, qui: string) => `Partagée avec ${nom}, par ${qui}`,
  partage: 'Partagée avec', partageAide: 'Les personnes rattachées à la structure la voient dans leur liste ; chacun n’y voit que ce à quoi il a droit.', pourMoi: 'Personne : pour moi seul',
  enregistree: 'La vue est enregistrée.', supprimer: 'Supprimer cette vue', supprimerTexte: 'Elle disparaît aussi pour les personnes avec qui elle est partagée. La liste elle-même n’est pas touchée.', supprimee: 'La vue est supprimée.',
  noms: { '/organisation/utilisateurs/liste': 'Consulter les utilisateurs', '/approbations': 'Approbations', '/organisation/habilitations': 'Gérer les habilitations des utilisateurs' } as Record<string, string>,
  api: { lister: 'Les vues enregistrées d’une liste', creer: 'Enregistrer une vue', une: 'Une vue', modifier: 'Renommer une vue, ou la partager autrement', supprimer: 'Supprimer une vue', requete: 'Les filtres et le tri de la liste, comme dans son adresse ; la page n’est pas gardée.', partage: 'La structure dont les personnes voient la vue ; à défaut, soi seul.' },
  erreurs: {
    'nom-manquant': 'Donnez un nom à la vue', 'nom-trop-long': 'Le nom de la vue a 80 caractères au plus', 'nom-deja-pris': 'Vous avez déjà une vue de ce nom : choisissez-en un autre', 'trop-de-vues': 'Vous avez déjà 50 vues de cette liste : supprimez-en une',
    'requete-trop-longue': 'Les filtres sont trop longs pour être enregistrés', 'structure-inconnue': 'La vue ne peut pas être partagée avec cette structure, ou vous en avez déjà 50',
  } as Record<string, string>,
}
