import type { Domaine } from '#app/page.ts'
import { parcoursAjouter } from '#app/organisation/habilitations/ajouter.page.tsx'
import { parcoursDemander } from '#app/organisation/habilitations/demander.page.tsx'
import { pageGerer } from '#app/organisation/habilitations/gerer.page.tsx'
import { pageMes } from '#app/organisation/habilitations/mes.page.tsx'
import { parcoursModifier } from '#app/organisation/habilitations/modifier.page.tsx'
import { pageQuiPeutQuoi, routeExportTableau } from '#app/organisation/habilitations/qui-peut-quoi/qui-peut-quoi.page.tsx'
import { parcoursRetirer } from '#app/organisation/habilitations/retirer.page.tsx'

const parcours = [parcoursAjouter, parcoursModifier, parcoursRetirer, parcoursDemander]

export const habilitations: Domaine = { pages: [pageGerer, pageMes, pageQuiPeutQuoi, routeExportTableau, ...parcours.map((p) => p.page)], actions: parcours.map((p) => p.action) }
