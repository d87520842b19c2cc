import { estUuid, type Contexte } from '#app/contexte.ts'
import { choixDesGouvernees, finirSuppleance, listerSuppleances } from '#app/organisation/approbations/suppleances.ts'
import { nommerSuppleant } from '#app/organisation/approbations/suppleances.nommer.ts'
import { CHEMIN, type Donnees, Suppleants } from '#app/organisation/approbations/suppleants.vue.tsx'
import { chercheStructureDe } from '#app/organisation/structures/parmi.tsx'
import { definirAction, definirPage, type Reponse } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'

async function charger(c: Contexte, structure = c.url.searchParams.get('structure')): Promise<Donnees> {
  const qui = c.utilisateur!.id
  return {
    suppleances: await listerSuppleances(c.db, qui),
    choix: await choixDesGouvernees(c.db, qui, chercheStructureDe(c), estUuid(structure) ? structure : null),
  }
}

/** « Suppléants » (APP-05): those one named, those one replaces, and the form to name one. */
export const pageSuppleants = definirPage<Donnees>({
  chemin: CHEMIN,
  acces: 'session',
  charger: async (c) => charger(c),
  vue: (d, c) => <Suppleants c={c} d={d} saisie={saisieDe((n) => c.url.searchParams.get(n))} />,
})

const saisieDe = (lire: (nom: string) => string | null | undefined) =>
  Object.fromEntries(
    ['adresseElectronique', 'structure', 'debut', 'fin'].flatMap((n) => {
      const v = lire(n)?.trim()
      return v ? [[n, v]] : []
    }),
  ) as Record<string, string>

export const actionNommer = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const saisie = saisieDe((n) => champs.get(n)?.[0])
    try {
      await nommerSuppleant(c, c.utilisateur!, saisie)
      return { rediriger: `${CHEMIN}?fait=nommee` }
    } catch (erreur) {
      if (!estRefus(erreur) || erreur.probleme.status === 404) throw erreur
      return {
        statut: erreur.probleme.status,
        page: <Suppleants c={c} d={await charger(c, saisie.structure)} saisie={saisie} refuse={erreur.probleme} />,
      }
    }
  },
})

export const actionFin = definirAction({
  chemin: `${CHEMIN}/:id/fin`,
  acces: 'session',
  async executer(c): Promise<Reponse> {
    if (!estUuid(c.params.id)) throw refus(c.t, 'introuvable')
    await finirSuppleance(c, c.utilisateur!, c.params.id)
    return { rediriger: `${CHEMIN}?fait=arretee` }
  },
})
