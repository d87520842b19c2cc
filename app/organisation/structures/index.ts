import type { Domaine } from '#app/page.ts'
import { pageHistorique, pageStructure } from '#app/organisation/structures/consulter.page.tsx'
import { parcoursCreer } from '#app/organisation/structures/creer/creer.page.tsx'
import { parcoursDupliquer } from '#app/organisation/structures/dupliquer/dupliquer.page.tsx'
import { routeGerer, routeSuggestions } from '#app/organisation/structures/gerer.page.tsx'
import { parcoursInsee } from '#app/organisation/structures/insee/insee.page.tsx'
import { parcoursModifier } from '#app/organisation/structures/modifier.page.tsx'
import { pageRechercher } from '#app/organisation/structures/rechercher.page.tsx'
import { parcoursActiver, parcoursDesactiver } from '#app/organisation/structures/statut.page.tsx'
import { parcoursTransferer, parcoursTransfererPlusieurs } from '#app/organisation/structures/transferer/transferer.page.tsx'

const parcours = [
  parcoursCreer,
  parcoursDupliquer,
  parcoursModifier,
  parcoursActiver,
  parcoursDesactiver,
  parcoursInsee,
  parcoursTransferer,
  parcoursTransfererPlusieurs,
]

export const structures: Domaine = {
  pages: [routeGerer, routeSuggestions, pageRechercher, pageStructure, pageHistorique, ...parcours.map((p) => p.page)],
  actions: parcours.map((p) => p.action),
}
