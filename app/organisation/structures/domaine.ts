import { routesStructures } from '#app/api/organisation/structures.ts'
import { activerStructure } from '#app/organisation/structures/activer.ts'
import { pageHistorique, pageStructure } from '#app/organisation/structures/consulter.page.tsx'
import { parcoursCreer } from '#app/organisation/structures/creer/creer.page.tsx'
import { creerStructure } from '#app/organisation/structures/creer/creer.ts'
import { desactiverStructure } from '#app/organisation/structures/desactiver.ts'
import { parcoursDupliquer } from '#app/organisation/structures/dupliquer/dupliquer.page.tsx'
import { dupliquerStructure } from '#app/organisation/structures/dupliquer/dupliquer.ts'
import { routeGerer, routeSuggestions } from '#app/organisation/structures/gerer.page.tsx'
import { rappelerImmatriculations } from '#app/organisation/structures/immatriculation.ts'
import { parcoursInsee } from '#app/organisation/structures/insee/insee.page.tsx'
import { mettreAJourInsee } from '#app/organisation/structures/insee/insee.ts'
import { parcoursModifier } from '#app/organisation/structures/modifier.page.tsx'
import { modifierStructure } from '#app/organisation/structures/modifier.ts'
import { pageRechercher } from '#app/organisation/structures/rechercher.page.tsx'
import { parcoursActiver, parcoursDesactiver } from '#app/organisation/structures/statut.page.tsx'
import { parcoursTransferer, parcoursTransfererPlusieurs } from '#app/organisation/structures/transferer/transferer.page.tsx'
import { transfererGestionnaire } from '#app/organisation/structures/transferer/transferer.ts'
import type { Domaine } from '#app/page.ts'

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
  demandes: [
    creerStructure,
    dupliquerStructure,
    modifierStructure,
    activerStructure,
    desactiverStructure,
    mettreAJourInsee,
    transfererGestionnaire,
  ],
  api: [routesStructures],
  travaux: (programme) => programme.jobs.daily('immatriculation.rappel', async () => void (await rappelerImmatriculations(programme))),
}
