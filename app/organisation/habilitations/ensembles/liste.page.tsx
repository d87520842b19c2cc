import type { Contexte } from '#app/contexte.ts'
import { estUuid } from '#app/contexte.ts'
import { choisirDefaut } from '#app/organisation/habilitations/ensembles/ecrire.ts'
import { lireEnsembles } from '#app/organisation/habilitations/ensembles/lire.ts'
import { ENSEMBLES, type Donnees, Ensembles } from '#app/organisation/habilitations/ensembles/liste.vue.tsx'
import { chargerGouvernees } from '#app/organisation/habilitations/gouvernees.ts'
import { definirAction, definirPage, type Reponse } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'

async function charger(c: Contexte): Promise<Donnees> {
  const gouvernees = await chargerGouvernees(c)
  return { gouvernees, ensembles: await lireEnsembles(c.db, [gouvernees.structure.id]) }
}

/** HAB-09 PLUS-02 « Ensembles de profils »: the portal's, the structure's own, and what a new attachment receives. */
export const pageEnsembles = definirPage<Donnees>({
  chemin: ENSEMBLES,
  acces: 'session',
  charger,
  vue: (d, c) => <Ensembles c={c} d={d} refuse={null} />,
})

export const actionDefaut = definirAction({
  chemin: `${ENSEMBLES}/defaut`,
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const structure = champs.get('structure')?.[0]
    const ensemble = champs.get('ensemble')?.[0] || null
    if (!estUuid(structure) || (ensemble !== null && !estUuid(ensemble))) throw refus(c.t, 'introuvable')
    try {
      await choisirDefaut(c, c.utilisateur!, structure, ensemble)
      return { rediriger: `${ENSEMBLES}?structure=${structure}&fait=defaut` }
    } catch (erreur) {
      if (!estRefus(erreur) || erreur.probleme.status === 404) throw erreur
      c.url.searchParams.set('structure', structure)
      return { statut: erreur.probleme.status, page: <Ensembles c={c} d={await charger(c)} refuse={erreur.probleme} /> }
    }
  },
})
