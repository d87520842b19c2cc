import { listerServices, servicesLisibles } from '#app/organisation/services/lister.ts'
import { definirGerer, exactsDAbord } from '#app/organisation/structures/gerer.objet.tsx'

/** « Gérer un service » (SER-02). */
export const routeGerer = definirGerer({
  chemin: '/organisation/services/gerer',
  segment: 'services',
  aide: '/documentation/organisation/structures/gerer-un-service',
  mots: (t) => t.services.gerer,
  trouver: async (c, acces, texte) => {
    const { elements } = await listerServices(c.db, acces.structure, await servicesLisibles(c.db, c.t, c.utilisateur!.id, acces), {
      recherche: texte,
      taille: 20,
    })
    return exactsDAbord(elements, (s) => s.code === texte).map((s) => ({ id: s.id, libelle: `${s.code}, ${s.nom}` }))
  },
})
