import type { JSX } from 'preact'
import { lireAFaire } from '#app/accueil/a-faire.ts'
import { DernieresActualites } from '#app/accueil/actualites.tsx'
import { catalogueEnMemoire } from '#app/accueil/catalogue/index.ts'
import { droitsDe } from '#app/accueil/catalogue/tuiles.ts'
import { AccueilConnecte } from '#app/accueil/connecte.tsx'
import { domainesPour, frequentes, profilDe, publics, type Accueil } from '#app/accueil/publics.tsx'
import { TuileDomaine } from '#app/accueil/catalogue/tuile.tsx'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Carte, Colonnes, Heros, ListeLiens, Page, Publics, Tuiles } from '#ui/index.ts'

/** `/`: public, one tab per kind of entity (POR-01, POR-02); signed in, it starts with what waits for the person (POR-12). */
export const pageAccueil = definirPage<Accueil>({
  chemin: '/',
  acces: 'public',
  async charger(c) {
    const [droits, aFaire] = await Promise.all([droitsDe(c), c.utilisateur ? lireAFaire(c) : null])
    return { profil: profilDe(c, droits), catalogue: catalogueEnMemoire(c.db), droits, aFaire }
  },
  vue: (d, c) => (d.aFaire && c.utilisateur ? <AccueilConnecte c={c} d={d} aFaire={d.aFaire} /> : <AccueilPublic c={c} d={d} />),
})

function AccueilPublic({ c, d }: { c: Contexte; d: Accueil }): JSX.Element {
  const t = c.t.accueil
  const heros = (
    <>
      <div data-turbo-prefetch="false">
        <Publics libelle={t.profils.titre} publics={publics(c, d.profil)} />
      </div>
      <Heros titre={t.heros} texte={t.bienvenue[d.profil]}>
        <Bouton href="/documentation">{t.documentation}</Bouton>
        <Bouton genre="second" href="/inscription">
          {t.creerCompte}
        </Bouton>
      </Heros>
    </>
  )
  const aCote = (
    <>
      <section aria-labelledby="frequent">
        <h2 id="frequent">{t.frequent}</h2>
        <ListeLiens liens={frequentes(c, d.catalogue, d.profil, d.droits)} />
      </section>
      <Carte titre={t.premiereVisite}>
        <ol class="steps">
          {t.etapes[d.profil].map((e) => (
            <li key={e}>{e}</li>
          ))}
        </ol>
        <p class="small mt4">
          <a href="/support">{t.accompagne}</a>
        </p>
      </Carte>
    </>
  )
  return (
    <Page c={cadre(c)} titre={t.titrePage(t.profils[d.profil])} heros={heros} aide="/documentation/portail/accueil">
      <Colonnes aCote={aCote}>
        <section aria-labelledby="domaines">
          <h2 id="domaines">{t.domaines}</h2>
          <div class="mt4">
            <Tuiles>
              {domainesPour(d.catalogue, d.profil).map((x) => (
                <TuileDomaine key={x.code} c={c} domaine={x} />
              ))}
            </Tuiles>
          </div>
        </section>
      </Colonnes>
      <DernieresActualites c={c} />
    </Page>
  )
}
