import type { JSX } from 'preact'
import { choisir } from '#app/accueil/preferences.ts'
import { cadre } from '#app/cadre.ts'
import { retourLocal } from '#app/comptes/retour.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirRoute } from '#app/page.ts'
import { Actions, Bouton, Champ, Page } from '#ui/index.ts'

/** GET forms: the choice is in the address, kept in a cookie, and one goes back where one was. */
function Reglage({
  c,
  titre,
  lead,
  nom,
  legende,
  valeur,
  options,
  note,
}: {
  c: Contexte
  titre: string
  lead: string
  nom: string
  legende: string
  valeur: string
  options: { valeur: string; libelle: string; aide?: string }[]
  note?: string
}): JSX.Element {
  return (
    <Page c={cadre(c)} titre={titre} chapo={lead} fil={[{ nom: titre }]}>
      <form class="narrow" method="get" action={c.chemin} data-turbo="false">
        <input type="hidden" name="retour" value={retourLocal(c.url.searchParams.get('retour'))} />
        <Champ nom={nom} libelle={legende} type="radios" valeur={valeur} options={options} />
        <Actions note={note}>
          <Bouton>{c.t.accueil.affichage.enregistrer}</Bouton>
        </Actions>
      </form>
    </Page>
  )
}

export const pageAffichage = definirRoute({
  chemin: '/affichage',
  acces: 'public',
  async repondre(c) {
    const t = c.t.accueil.affichage
    const options = [
      { valeur: 'automatique', libelle: t.automatique, aide: t.automatiqueAide },
      { valeur: 'clair', libelle: t.clair, aide: t.clairAide },
      { valeur: 'sombre', libelle: t.sombre, aide: t.sombreAide },
    ]
    return (
      choisir(c, 'theme') ?? (
        <Reglage
          c={c}
          titre={t.titre}
          lead={t.lead}
          nom="theme"
          legende={t.legende}
          valeur={c.theme ?? 'automatique'}
          options={options}
          note={t.autres}
        />
      )
    )
  },
})

export const pageLangue = definirRoute({
  chemin: '/langue',
  acces: 'public',
  async repondre(c) {
    const t = c.t.accueil.langue
    return (
      choisir(c, 'langue') ?? (
        <Reglage
          c={c}
          titre={t.titre}
          lead={t.lead}
          nom="langue"
          legende={t.titre}
          valeur={c.langue}
          options={[
            { valeur: 'fr', libelle: t.fr },
            { valeur: 'en', libelle: t.en },
          ]}
        />
      )
    )
  },
})
