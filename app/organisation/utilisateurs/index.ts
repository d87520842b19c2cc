export { exporterUtilisateurs } from '#app/organisation/utilisateurs/feuille.ts'
export {
  MAILLES,
  PROFIL,
  ROLES,
  SANS_CONNEXION_MAXIMUM,
  TRIS_UTILISATEURS,
  type FiltreUtilisateurs,
} from '#app/organisation/utilisateurs/filtre.ts'
export { adressePersonne } from '#app/organisation/utilisateurs/adresses.ts'
export { consulterUtilisateurs, type UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'
export { lirePersonne, type Personne } from '#app/organisation/utilisateurs/personne.ts'
export { lignesEnFeuille } from '#app/organisation/utilisateurs/importer.feuille.ts'
export { lireFichier } from '#app/organisation/utilisateurs/importer.lire.ts'
export { ISSUES, listerLignes, RESULTATS, type LigneDImport } from '#app/organisation/utilisateurs/importer.lister.ts'
export { exigerGestion } from '#app/organisation/utilisateurs/importer.page.tsx'
