import { exigerLectureCoordonnees, listerCoordonnees } from '#app/organisation/coordonnees-bancaires/lister.ts'
import { definirGerer, exactsDAbord } from '#app/organisation/structures/gerer.objet.tsx'

/** « Gérer coordonnée bancaire » (BAN-02). */
export const routeGerer = definirGerer({
  chemin: '/organisation/coordonnees-bancaires/gerer',
  segment: 'coordonnees-bancaires',
  aide: '/documentation/organisation/structures/gerer-une-coordonnee-bancaire',
  mots: (t) => t.coordonnees.gerer,
  facultatif: true,
  exiger: (c, acces) => exigerLectureCoordonnees(c.t, acces),
  trouver: async (c, acces, texte) => {
    const { elements } = await listerCoordonnees(c.db, acces.structure, { recherche: texte, taille: 50 })
    return exactsDAbord(elements, (d) => d.nom === texte).map((d) => ({ id: d.id, libelle: `${d.nom}, ${d.compte}` }))
  },
})
