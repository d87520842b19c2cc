import { routesEnsembles } from '#app/api/organisation/ensembles.ts'
import { routesHabilitations } from '#app/api/organisation/habilitations.ts'
import { routesQuiPeutQuoi } from '#app/api/organisation/qui-peut-quoi.ts'
import { parcoursAjouter } from '#app/organisation/habilitations/ajouter.page.tsx'
import { ajouterHabilitation } from '#app/organisation/habilitations/ajouter.ts'
import { parcoursCopier } from '#app/organisation/habilitations/copier/copier.page.tsx'
import { parcoursDemander } from '#app/organisation/habilitations/demander.page.tsx'
import { demanderHabilitation } from '#app/organisation/habilitations/demander.ts'
import { parcoursAccorder, parcoursRetirerEnsemble } from '#app/organisation/habilitations/ensembles/attribuer.page.tsx'
import { actionDefaut, pageEnsembles } from '#app/organisation/habilitations/ensembles/liste.page.tsx'
import {
  actionCreer,
  actionModifier,
  actionSupprimer,
  pageCreer,
  pageModifier,
} from '#app/organisation/habilitations/ensembles/saisir.page.tsx'
import { routeExport } from '#app/organisation/habilitations/exporter.ts'
import { pageGerer } from '#app/organisation/habilitations/gerer.page.tsx'
import { parcoursInutilisees } from '#app/organisation/habilitations/inutilisees/inutilisees.page.tsx'
import { pageMes } from '#app/organisation/habilitations/mes.page.tsx'
import { parcoursModifier } from '#app/organisation/habilitations/modifier.page.tsx'
import { modifierHabilitation } from '#app/organisation/habilitations/modifier.ts'
import { pageQuiPeutQuoi, routeExportTableau } from '#app/organisation/habilitations/qui-peut-quoi/qui-peut-quoi.page.tsx'
import { parcoursRetirer } from '#app/organisation/habilitations/retirer.page.tsx'
import { supprimerHabilitation } from '#app/organisation/habilitations/supprimer.ts'
import type { Domaine } from '#app/page.ts'

const parcours = [
  parcoursAjouter,
  parcoursModifier,
  parcoursRetirer,
  parcoursDemander,
  parcoursAccorder,
  parcoursRetirerEnsemble,
  parcoursCopier,
  parcoursInutilisees,
]

export const habilitations: Domaine = {
  pages: [
    pageGerer,
    routeExport,
    pageMes,
    pageQuiPeutQuoi,
    routeExportTableau,
    pageEnsembles,
    pageCreer,
    pageModifier,
    ...parcours.map((p) => p.page),
  ],
  actions: [actionDefaut, actionCreer, actionModifier, actionSupprimer, ...parcours.map((p) => p.action)],
  demandes: [ajouterHabilitation, modifierHabilitation, supprimerHabilitation, demanderHabilitation],
  api: [routesHabilitations, routesQuiPeutQuoi, routesEnsembles],
}
