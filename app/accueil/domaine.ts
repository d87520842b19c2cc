import { pageAccueil } from '#app/accueil/accueil.page.tsx'
import { pageApplication } from '#app/accueil/catalogue/application.page.tsx'
import { pageDomaine, pageOrganisation, pageStructures, pageUtilisateurs } from '#app/accueil/catalogue/domaines.page.tsx'
import { rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { pageDemonstration } from '#app/accueil/demonstration.page.tsx'
import { actionAvis, pageDocumentation, pageFiche } from '#app/accueil/documentation/documentation.page.tsx'
import { routesFichiers } from '#app/accueil/fichiers.ts'
import {
  actionCreerGroupe,
  actionModifierGroupe,
  actionSupprimerGroupe,
  pageGroupe,
  pageGroupes,
} from '#app/accueil/groupes/groupes.page.tsx'
import { pageEtat } from '#app/accueil/pied/etat.page.tsx'
import { pagePlan } from '#app/accueil/pied/plan.page.tsx'
import { actionRaccourcis, pageRaccourcis } from '#app/accueil/pied/raccourcis.page.tsx'
import { pageAffichage, pageLangue } from '#app/accueil/pied/reglages.page.tsx'
import { actionsStatiques, pagesStatiques } from '#app/accueil/pied/statiques.page.tsx'
import { pageQualite } from '#app/accueil/qualite/qualite.page.tsx'
import { pageRecherche } from '#app/accueil/recherche/recherche.page.tsx'
import { retenirStructure, structureActive } from '#app/accueil/structure-active.ts'
import { pageUi } from '#app/accueil/ui.page.tsx'
import { routesCatalogue } from '#app/api/accueil/catalogue.ts'
import { routesDocumentation } from '#app/api/accueil/documentation.ts'
import { routesGroupes } from '#app/api/accueil/groupes.ts'
import { routesQualite } from '#app/api/accueil/qualite.ts'
import { routesRecherche } from '#app/api/accueil/recherche.ts'
import type { Domaine } from '#app/page.ts'

/** Home, catalogue, search, the portal's own pages. */
export const accueil: Domaine = {
  pages: [
    pageAccueil,
    pageDomaine,
    pageOrganisation,
    pageStructures,
    pageUtilisateurs,
    pageApplication,
    pagePlan,
    ...pagesStatiques,
    pageEtat,
    pageQualite,
    pageDocumentation,
    pageFiche,
    pageRecherche,
    pageRaccourcis,
    pageDemonstration,
    pageAffichage,
    pageLangue,
    structureActive,
    pageGroupes,
    pageGroupe,
    pageUi,
    ...routesFichiers,
  ],
  actions: [...actionsStatiques, actionRaccourcis, actionAvis, actionCreerGroupe, actionModifierGroupe, actionSupprimerGroupe],
  routes(app, programme) {
    retenirStructure(app, programme)
    // Before the first page, then at most every few seconds: an operator's change shows without a restart.
    app.addHook('onReady', () => rafraichirCatalogue(programme.db))
    app.addHook('onRequest', async (requete) => {
      if (requete.method === 'GET') await rafraichirCatalogue(programme.db)
    })
  },
  api: [routesCatalogue, routesDocumentation, routesGroupes, routesQualite, routesRecherche],
}
