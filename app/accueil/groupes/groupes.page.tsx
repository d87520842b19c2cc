import {
  creerGroupe,
  groupesDe,
  lireGroupe,
  modifierGroupe,
  structuresAGrouper,
  supprimerGroupe,
  type GroupeStructures,
} from '#app/accueil/groupes/groupes.ts'
import { Liste, type Donnees, Groupe } from '#app/accueil/groupes/groupes.vue.tsx'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'

const un = (champs: Map<string, string[]>, nom: string) => champs.get(nom)?.[0] ?? ''

/** One's groups of structures, under names of one's own (POR-13). */
export const pageGroupes = definirPage<GroupeStructures[]>({
  chemin: '/compte/groupes',
  acces: 'session',
  charger: (c) => groupesDe(c.db, c.utilisateur!.id),
  vue: (groupes, c) => <Liste c={c} groupes={groupes} />,
})

export const actionCreerGroupe = definirAction({
  chemin: '/compte/groupes',
  acces: 'session',
  async executer(c, champs) {
    const nom = un(champs, 'nom')
    const issue = await creerGroupe(c.db, c.utilisateur!.id, nom)
    if ('id' in issue) return { rediriger: `/compte/groupes/${issue.id}?cree=oui` }
    return {
      statut: 422,
      page: (
        <Liste c={c} groupes={await groupesDe(c.db, c.utilisateur!.id)} saisi={nom} erreur={c.t.accueil.groupes.erreurs[issue.erreur]} />
      ),
    }
  },
})

async function chargerGroupe(c: Contexte): Promise<Donnees> {
  const id = c.params.id
  const groupe = estUuid(id) ? await lireGroupe(c.db, c.utilisateur!.id, id) : undefined
  if (!groupe) throw refus(c.t, 'introuvable')
  const recherche = (c.url.searchParams.get('recherche') ?? '').trim().slice(0, 100)
  return { groupe, recherche, structures: await structuresAGrouper(c.db, c.utilisateur!.id, groupe.id, recherche) }
}

export const pageGroupe = definirPage<Donnees>({
  chemin: '/compte/groupes/:id',
  acces: 'session',
  charger: chargerGroupe,
  vue: (d, c) => <Groupe c={c} d={d} />,
})

export const actionModifierGroupe = definirAction({
  chemin: '/compte/groupes/:id',
  acces: 'session',
  async executer(c, champs) {
    const d = await chargerGroupe(c)
    const choisies = (champs.get('structure') ?? []).filter(estUuid)
    const issue = await modifierGroupe(
      c.db,
      c.utilisateur!.id,
      d.groupe.id,
      un(champs, 'nom'),
      (champs.get('montree') ?? []).filter(estUuid),
      choisies,
    )
    if ('id' in issue) return { rediriger: `/compte/groupes/${d.groupe.id}?enregistre=oui` }
    return {
      statut: 422,
      page: <Groupe c={c} d={d} saisi={un(champs, 'nom')} choisies={choisies} erreur={c.t.accueil.groupes.erreurs[issue.erreur]} />,
    }
  },
})

export const actionSupprimerGroupe = definirAction({
  chemin: '/compte/groupes/:id/suppression',
  acces: 'session',
  async executer(c) {
    const { groupe } = await chargerGroupe(c)
    await supprimerGroupe(c.db, c.utilisateur!.id, groupe.id)
    return { rediriger: '/compte/groupes?supprime=oui' }
  },
})
