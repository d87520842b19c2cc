import { annoncesEnMemoire, catalogueEnMemoire, type Catalogue } from '#app/accueil/catalogue/index.ts'
import { secondFacteurManque } from '#app/comptes/suite.ts'
import type { Contexte } from '#app/contexte.ts'
import type { CadrePage, DomaineDuMenu } from '#ui/index.ts'
import { heure } from '#ui/textes/format.ts'

/** The tree of the menu: domains, and under each its sub-domains then what stands directly in it (POR-05). */
function menuDe({ domaines, applications }: Catalogue, langue: 'fr' | 'en'): DomaineDuMenu[] {
  return domaines.map((d) => ({
    nom: d.nom[langue],
    href: d.adresse,
    entrees: [
      ...d.sousDomaines.map((s) => ({ nom: s.nom[langue], href: s.adresse })),
      ...applications
        .filter((a) => a.domaine === d.code && !a.sousDomaine && a.nature === 'ecran')
        .map((a) => ({ nom: a.nom[langue], href: a.adresse! })),
    ],
  }))
}

/**
 * Whoever arrives from another site, or by typing the address, is given the style sheet with the page; where browsers do not say so, it is
 * a file.
 */
export const porteStyle = ({ utilisateur, requete: { headers } }: Contexte) =>
  !utilisateur && headers['sec-fetch-dest'] === 'document' && headers['sec-fetch-site'] !== 'same-origin'

/** What the layout of every page needs from the request; the catalogue comes from memory, without a statement. */
export function cadre(c: Contexte, plus: Partial<CadrePage> = {}): CadrePage {
  return {
    t: c.t,
    langue: c.langue,
    theme: c.theme,
    raccourcis: c.raccourcis,
    utilisateur: c.utilisateur,
    structures: c.structures,
    nombreStructures: c.nombreStructures,
    structureActive: c.structureActive,
    compteurs: c.compteurs,
    decide: c.decide,
    suivi: Boolean(c.utilisateur) && !c.voirComme && !secondFacteurManque(c),
    chemin: c.chemin,
    url: c.url,
    demonstration: c.settings.demonstration,
    porteStyle: porteStyle(c),
    menu: menuDe(catalogueEnMemoire(c.db), c.langue),
    incidents: annoncesEnMemoire(c.db).incidents.map((i) => ({ ...i, href: `/etat-du-service#i-${i.id}` })),
    voirComme: c.voirComme && { nom: c.voirComme.nom, heure: heure(c.voirComme.jusqua, c.langue) },
    courriels: c.settings.demonstration && !c.settings.SMTP_URL && !c.voirComme,
    ...plus,
  }
}
