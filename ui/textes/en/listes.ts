import type { listes as fr } from '#ui/textes/fr/listes.ts'

export const listes = {
  titre: 'Saved views', mesVues: 'My saved views', aucune: 'No saved view.', aucuneTexte: 'Filter and sort a list, then save it under a name: one click opens it again.',
  gerer: 'Rename, share or delete my views', enregistrer: 'Save this view', nom: 'Name of the view', nomAide: 'Filters and sort are kept; the list stays up to date.', bouton: 'Save', revenir: 'Back to the list', ouvrir: 'Open this view',
  partager: (nom: string) => `Share with the people attached to ${nom}`, partagee: (nom: string) => `Shared with ${nom}`, partageePar: (nom: string, qui: string) => `Shared with ${nom}, by ${qui}`,
  partage: 'Shared with', partageAide: 'The people attached to the structure find it in their list; each sees only what they may.', pourMoi: 'Nobody: for myself only',
  enregistree: 'The view is saved.', supprimer: 'Delete this view', supprimerTexte: 'It also disappears for the people it is shared with. The list itself is not touched.', supprimee: 'The view is deleted.',
  noms: { '/organisation/utilisateurs/liste': 'View the users', '/approbations': 'Approvals', '/organisation/habilitations': 'Manage users’ entitlements' },
  api: { lister: 'The saved views of a list', creer: 'Save a view', une: 'A view', modifier: 'Rename a view, or share it otherwise', supprimer: 'Delete a view', requete: 'The filters and sort of the list, as in its address; the page is not kept.', partage: 'The structure whose people see the view; failing that, oneself alone.' },
  erreurs: {
    'nom-manquant': 'Give the view a name', 'nom-trop-long': 'The name of the view has 80 characters at most', 'nom-deja-pris': 'You already have a view of this name: choose another', 'trop-de-vues': 'You already have 50 views of this list: delete one',
    'requete-trop-longue': 'The filters are too long to be saved', 'structure-inconnue': 'The view cannot be shared with this structure, or you already have 50',
  },
} satisfies typeof fr
