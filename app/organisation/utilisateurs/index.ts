import { pageChoisir } from '#app/organisation/utilisateurs/choisir.page.tsx'
import { pageListe, routeExport } from '#app/organisation/utilisateurs/liste.page.tsx'
import { pagePersonne } from '#app/organisation/utilisateurs/personne.page.tsx'
import { actionExecuter, actionSelection, pageSelection } from '#app/organisation/utilisateurs/selection.page.tsx'
import type { Domaine } from '#app/page.ts'

export { exporterUtilisateurs } from '#app/organisation/utilisateurs/feuille.ts'
export { MAILLES, PROFIL, ROLES, SANS_CONNEXION_MAXIMUM, TRIS_UTILISATEURS, type FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
export { consulterUtilisateurs, type UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'
export { lirePersonne, type Personne } from '#app/organisation/utilisateurs/personne.ts'

/** « Consulter les utilisateurs », « Afficher un utilisateur ». */
export const utilisateurs: Domaine = { pages: [pageListe, routeExport, pageChoisir, pagePersonne, pageSelection], actions: [actionSelection, actionExecuter] }
