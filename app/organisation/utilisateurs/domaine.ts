import { routesImports } from '#app/api/organisation/imports.ts'
import { routesUtilisateurs } from '#app/api/organisation/utilisateurs.ts'
import { pageChoisir } from '#app/organisation/utilisateurs/choisir.page.tsx'
import { envoyerAvisDImport, FILE_IMPORTS, type EnvoiDImport } from '#app/organisation/utilisateurs/importer.courriels.ts'
import { importUtilisateurs } from '#app/organisation/utilisateurs/importer.page.tsx'
import { importerUtilisateurs } from '#app/organisation/utilisateurs/importer.ts'
import { pageListe, routeExport } from '#app/organisation/utilisateurs/liste.page.tsx'
import { pagePersonne } from '#app/organisation/utilisateurs/personne.page.tsx'
import { actionExecuter, actionSelection, pageSelection } from '#app/organisation/utilisateurs/selection.page.tsx'
import type { Domaine } from '#app/page.ts'

/** « Consulter les utilisateurs », « Afficher un utilisateur », « Importer des utilisateurs ». */
export const utilisateurs: Domaine = {
  pages: [pageListe, routeExport, pageChoisir, pagePersonne, pageSelection, ...importUtilisateurs.pages],
  actions: [actionSelection, actionExecuter, ...importUtilisateurs.actions],
  routes: importUtilisateurs.routes!,
  demandes: [importerUtilisateurs],
  api: [routesUtilisateurs, routesImports],
  travaux: (programme) => programme.jobs.handle<EnvoiDImport>(FILE_IMPORTS, (envoi) => envoyerAvisDImport(programme, envoi)),
}
