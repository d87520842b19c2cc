import { pageAccueil } from '#app/accueil/accueil.page.tsx'
import { pageApplication } from '#app/accueil/application.page.tsx'
import { rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { pageDemonstration } from '#app/accueil/demonstration.page.tsx'
import { actionAvis, pageDocumentation, pageFiche } from '#app/accueil/documentation.page.tsx'
import { pageDomaine, pageOrganisation, pageStructures, pageUtilisateurs } from '#app/accueil/domaines.page.tsx'
import { pageEtat } from '#app/accueil/etat.page.tsx'
import { routesFichiers } from '#app/accueil/fichiers.ts'
import {
  actionCreerGroupe,
  actionModifierGroupe,
  actionSupprimerGroupe,
  pageGroupe,
  pageGroupes,
} from '#app/accueil/groupes/groupes.page.tsx'
import { pagePlan } from '#app/accueil/plan.page.tsx'
import { actionRaccourcis, pageRaccourcis } from '#app/accueil/raccourcis.page.tsx'
import { pageQualite } from '#app/accueil/qualite.page.tsx'
import { pageRecherche } from '#app/accueil/recherche/recherche.page.tsx'
import { pageAffichage, pageLangue } from '#app/accueil/reglages.page.tsx'
import { actionsStatiques, pagesStatiques } from '#app/accueil/statiques.page.tsx'
import { retenirStructure, structureActive } from '#app/accueil/structure-active.ts'
import { pageUi } from '#app/accueil/ui.page.tsx'
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
}
