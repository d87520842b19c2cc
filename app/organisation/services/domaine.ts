import { routesServices } from '#app/api/organisation/services.ts'
import { parcoursCreer } from '#app/organisation/services/creer.page.tsx'
import { creerService } from '#app/organisation/services/creer.ts'
import { routeGerer } from '#app/organisation/services/gerer.ts'
import { importServices } from '#app/organisation/services/importer.page.tsx'
import { importerServices } from '#app/organisation/services/importer.ts'
import { pageServices } from '#app/organisation/services/liste.page.tsx'
import { parcoursModifier } from '#app/organisation/services/modifier.page.tsx'
import { modifierService } from '#app/organisation/services/modifier.ts'
import { pageService } from '#app/organisation/services/service.page.tsx'
import { parcoursActiver, parcoursDesactiver } from '#app/organisation/services/statut.page.tsx'
import { activerService, desactiverService } from '#app/organisation/services/statut.ts'
import type { Domaine } from '#app/page.ts'

const parcours = [parcoursCreer, parcoursModifier, parcoursActiver, parcoursDesactiver]

export const services: Domaine = {
  pages: [routeGerer, pageServices, pageService, ...parcours.map((p) => p.page), ...importServices.pages],
  actions: [...parcours.map((p) => p.action), ...importServices.actions],
  routes: importServices.routes!,
  demandes: [creerService, modifierService, activerService, desactiverService, importerServices],
  api: [routesServices],
}
