import { cadre } from '#app/cadre.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Page, Tuile, Tuiles } from '#ui/index.ts'

/** Where a first sign-in without a structure leads (CPT-01). */
export const pageBienvenue = definirPage({
  chemin: '/bienvenue',
  acces: 'session',
  charger: async () => null,
  vue(_, c) {
    const t = c.t.comptes.bienvenue
    return (
      <Page c={cadre(c)} titre={t.titre(c.utilisateur?.prenom ?? '')} chapo={t.texte}>
        <h2 class="visually-hidden">{t.texte}</h2>
        <Tuiles>
          <Tuile titre={t.creer} href="/organisation/structures/creer" description={t.creerTexte} />
          <Tuile titre={t.rattacher} href="/organisation/utilisateurs/rattachement" description={t.rattacherTexte} />
        </Tuiles>
        <p class="mt5">
          <Bouton genre="discret" href="/">
            {t.plusTard}
          </Bouton>
        </p>
      </Page>
    )
  },
})
