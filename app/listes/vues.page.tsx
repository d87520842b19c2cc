import { estUuid, type Contexte } from '#app/contexte.ts'
import { enregistrerVue, estListe, lireVue, LISTES, modifierVue, supprimerVue, vuesDe, type ErreurVue, type Vue } from '#app/listes/vues.ts'
import { adresseDe, gestion, type Saisie, type Donnees, Vues, UneVue } from '#app/listes/vues.vue.tsx'
import { definirAction, definirPage, type Reponse } from '#app/page.ts'
import { refus } from '#demandes/index.ts'

const un = (champs: Map<string, string[]>, nom: string) => champs.get(nom)?.[0] ?? ''

/** One's own views of a list: opened, renamed, shared, deleted. */
export const pageVues = definirPage<Donnees>({
  chemin: '/vues',
  acces: 'session',
  charger: async (c) => {
    const demandee = c.url.searchParams.get('liste') ?? LISTES[0]
    if (!estListe(demandee)) throw refus(c.t, 'introuvable')
    return { liste: demandee, vues: (await vuesDe(c.db, c.utilisateur!.id, demandee)).filter((v) => v.mienne) }
  },
  vue: (d, c) => <Vues c={c} d={d} />,
})

/** Saves the list as its address says it, and goes back to it. */
export const actionEnregistrerVue = definirAction({
  chemin: '/vues',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const liste = un(champs, 'liste')
    if (!estListe(liste)) throw refus(c.t, 'introuvable')
    const partage = un(champs, 'partage')
    const saisie: Saisie = { liste, requete: un(champs, 'requete'), nom: un(champs, 'nom'), partage: partage || null }
    const issue =
      partage && !estUuid(partage)
        ? { erreur: 'structure-inconnue' as ErreurVue }
        : await enregistrerVue(c.db, c.utilisateur!.id, liste, saisie.requete, { nom: saisie.nom, structure: saisie.partage })
    if ('id' in issue) return { rediriger: adresseDe(saisie) }
    return {
      statut: 422,
      page: (
        <Vues
          c={c}
          d={{ liste, vues: (await vuesDe(c.db, c.utilisateur!.id, liste)).filter((v) => v.mienne) }}
          saisie={saisie}
          erreur={c.t.listes.erreurs[issue.erreur]}
        />
      ),
    }
  },
})

async function charger(c: Contexte): Promise<Vue> {
  const vue = estUuid(c.params.id) ? await lireVue(c.db, c.utilisateur!.id, c.params.id) : null
  if (!vue) throw refus(c.t, 'introuvable')
  return vue
}

export const pageVue = definirPage<Vue>({ chemin: '/vues/:id', acces: 'session', charger, vue: (v, c) => <UneVue c={c} v={v} /> })

export const actionModifierVue = definirAction({
  chemin: '/vues/:id',
  acces: 'session',
  async executer(c, champs) {
    const vue = await charger(c)
    const saisie = { nom: un(champs, 'nom'), structure: un(champs, 'structure') }
    const issue =
      saisie.structure && !estUuid(saisie.structure)
        ? { erreur: 'structure-inconnue' as ErreurVue }
        : await modifierVue(c.db, c.utilisateur!.id, vue.id, { nom: saisie.nom, structure: saisie.structure || null })
    if ('id' in issue) return { rediriger: `/vues/${vue.id}?enregistree=oui` }
    return { statut: 422, page: <UneVue c={c} v={vue} saisie={saisie} erreur={c.t.listes.erreurs[issue.erreur]} /> }
  },
})

export const actionSupprimerVue = definirAction({
  chemin: '/vues/:id/suppression',
  acces: 'session',
  async executer(c) {
    const vue = await charger(c)
    await supprimerVue(c.db, c.utilisateur!.id, vue.id)
    return { rediriger: `${gestion(vue.liste)}&supprimee=oui` }
  },
})
