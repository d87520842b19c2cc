import type { Domaine } from '#app/page.ts'
import { parcoursCreer } from '#app/organisation/services/creer.page.tsx'
import { routeGerer } from '#app/organisation/services/gerer.ts'
import { pageServices } from '#app/organisation/services/liste.page.tsx'
import { importServices } from '#app/organisation/services/importer.page.tsx'
import { parcoursModifier } from '#app/organisation/services/modifier.page.tsx'
import { pageService } from '#app/organisation/services/service.page.tsx'
import { parcoursActiver, parcoursDesactiver } from '#app/organisation/services/statut.page.tsx'

const parcours = [parcoursCreer, parcoursModifier, parcoursActiver, parcoursDesactiver]

export const services: Domaine = {
  pages: [routeGerer, pageServices, pageService, ...parcours.map((p) => p.page), ...importServices.pages],
  actions: [...parcours.map((p) => p.action), ...importServices.actions],
  routes: importServices.routes!,
}
