import type { Contexte } from '#app/contexte.ts'
import { filDesPieces, listeDesPieces } from '#app/organisation/pieces-jointes/fil.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import type { RecuVisible } from '#demandes/index.ts'

interface Etape {
  nom: string
  href?: string
}
/** Where a demande is at home: the breadcrumb of its receipt, and where one goes from there. */
export interface Lieu {
  fil: Etape[]
  suites: { libelle: string; href: string }[]
}
type Situer = (c: Contexte, d: RecuVisible) => Lieu | null

/** From the most precise type to the least: the first that knows it decides. */
const LIEUX: [type: RegExp, situer: Situer][] = [
  [
    /^service\.importer$/,
    (c, d) => ({
      fil: [...filDesStructures(c), { nom: c.t.importsServices.titre, href: '/organisation/services/importer' }],
      suites: [{ libelle: c.t.imports.recu.voir, href: `/organisation/services/importer/${importe(d)}` }],
    }),
  ],
  [
    /^service\./,
    (c, d) =>
      objet(c, d, 'services', { tous: c.t.services.page.tousLesServices, titre: c.t.services.titre, voir: c.t.demandes.recu.voirService }),
  ],
  [
    /^coordonnee-bancaire\./,
    (c, d) =>
      objet(c, d, 'coordonnees-bancaires', {
        tous: c.t.coordonnees.tous,
        titre: c.t.coordonnees.titre,
        voir: c.t.demandes.recu.voirCompte,
      }),
  ],
  [
    /^piece-jointe\./,
    (c, d) =>
      d.structure && {
        fil: filDesPieces(c, d.structure, c.t.demandes.phrases[d.type]).slice(0, -1),
        suites: [{ libelle: c.t.pieces.liste.toutes, href: listeDesPieces(d.structure.id) }],
      },
  ],
  [
    /^structure\.(?!transferer-gestionnaire)/,
    (c, d) => ({
      fil: filDesStructures(c, d.structure ?? undefined),
      suites: [{ libelle: c.t.demandes.recu.revenir, href: '/organisation/structures' }],
    }),
  ],
  [
    /^utilisateur\.importer$/,
    (c, d) => ({
      fil: [...filDesUtilisateurs(c), { nom: c.t.imports.titre, href: '/organisation/utilisateurs/importer' }],
      suites: [{ libelle: c.t.imports.recu.voir, href: `/organisation/utilisateurs/importer/${importe(d)}` }],
    }),
  ],
  [
    /^mandat-/,
    (c) => ({
      fil: [
        { nom: c.t.mandats.fil, href: '/domaines/facturation' },
        { nom: c.t.mandats.titre, href: '/facturation/mandats' },
      ],
      suites: [{ libelle: c.t.mandats.titre, href: '/facturation/mandats' }],
    }),
  ],
]

export function lieuDe(c: Contexte, d: RecuVisible): Lieu {
  for (const [type, situer] of LIEUX) if (type.test(d.type)) return situer(c, d) ?? parDefaut(c)
  return parDefaut(c)
}

const parDefaut = (c: Contexte): Lieu => ({
  fil: filDesUtilisateurs(c),
  suites: [{ libelle: c.t.approbations.recu.revenir, href: '/organisation/utilisateurs' }],
})
const importe = (d: RecuVisible) => (d.saisie as { import: { id: string } }).import.id

/** Of one object of a structure: its own page, then the list that it is in. */
function objet(c: Contexte, d: RecuVisible, ou: string, t: { titre: string; tous: string; voir: string }): Lieu | null {
  if (!d.structure) return null
  const liste = `/organisation/structures/${d.structure.id}/${ou}`
  const voir = d.objet && d.etat !== 'refusee' ? [{ libelle: t.voir, href: `${liste}/${d.objet}` }] : []
  return { fil: [...filDesStructures(c, d.structure), { nom: t.titre, href: liste }], suites: [...voir, { libelle: t.tous, href: liste }] }
}
