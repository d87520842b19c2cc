import type { JSX } from 'preact'
import { fiches, type Fiche } from '#app/accueil/documentation/documentation.ts'
import { AvisSurLaFiche, enregistrerAvis, type AvisRefuse } from '#app/assistant/avis.page.tsx'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage, definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { ListeLiens, Page, Section, Vide } from '#ui/index.ts'

const nomDossier = (c: Contexte, dossier: string): string => {
  const { dossiers, titre } = c.t.pages.documentation
  const dernier = dossier.split('/').at(-1) ?? ''
  return dossiers[dossier] ?? (dernier ? dernier.charAt(0).toUpperCase() + dernier.slice(1).replaceAll('-', ' ') : titre)
}

/** The guide: one sheet per application, by folder. */
export const pageDocumentation = definirPage<Fiche[]>({
  chemin: '/documentation',
  acces: 'public',
  charger: async () => fiches(),
  vue(toutes, c) {
    const t = c.t.pages.documentation
    const dossiers = [...new Set(toutes.map((f) => f.dossier))]
    return (
      <Page c={cadre(c)} titre={t.titre} chapo={t.lead} fil={[{ nom: t.titre }]}>
        <form class="narrow field" role="search" aria-label={t.chercher} action="/recherche" method="get">
          <label for="chercher">{t.chercher}</label>
          <div class="with-button">
            <input class="input" id="chercher" type="search" name="recherche" />
            <button class="button button--second">{c.t.accueil.recherche.bouton}</button>
          </div>
        </form>
        {toutes.length ? null : <Vide titre={t.titre} texte={t.aucune} />}
        <div class="columns columns--flow mt5">
          {dossiers.map((d) => (
            <Section key={d} titre={nomDossier(c, d)}>
              <div lang={c.langue === 'fr' ? undefined : 'fr'}>
                <ListeLiens
                  liens={toutes.filter((f) => f.dossier === d).map((f) => ({ libelle: f.titre, href: `/documentation/${f.chemin}` }))}
                />
              </div>
            </Section>
          ))}
        </div>
      </Page>
    )
  },
})

export const pageFiche = definirRoute({
  chemin: '/documentation/*',
  acces: 'public',
  async repondre(c) {
    const fiche = fiches().find((f) => f.chemin === c.params['*'])
    if (!fiche) throw refus(c.t, 'introuvable')
    return <VueFiche c={c} fiche={fiche} />
  },
})

/** An opinion on a sheet (COM-01). */
export const actionAvis = definirAction({
  chemin: '/documentation/avis',
  acces: 'public',
  async executer(c, champs) {
    const fiche = fiches().find((f) => f.chemin === champs.get('fiche')?.[0])
    if (!fiche) throw refus(c.t, 'introuvable')
    const refuse = await enregistrerAvis(c, champs, fiche)
    return refuse
      ? { statut: 422, page: <VueFiche c={c} fiche={fiche} refuse={refuse} /> }
      : { rediriger: `/documentation/${fiche.chemin}?avis=merci#avis` }
  },
})

function VueFiche({ c, fiche, refuse }: { c: Contexte; fiche: Fiche; refuse?: AvisRefuse }): JSX.Element {
  const t = c.t.pages.documentation
  const voisines = fiches().filter((f) => f.dossier === fiche.dossier && f !== fiche)
  const lang = c.langue === 'fr' ? undefined : 'fr'
  return (
    <Page c={cadre(c)} titre={fiche.titre} erreur={Boolean(refuse)} fil={[{ nom: t.titre, href: '/documentation' }, { nom: fiche.titre }]}>
      <div class="split">
        <div>
          {lang ? <p class="muted">{t.francais}</p> : null}
          {/* Our own files, whose raw HTML was refused. */}
          <div class="prose" lang={lang} dangerouslySetInnerHTML={{ __html: fiche.html }} />
          <AvisSurLaFiche c={c} fiche={fiche} refuse={refuse} />
        </div>
        <nav aria-labelledby="voisines">
          <h2 id="voisines">{voisines.length ? t.autres : t.titre}</h2>
          <div lang={lang}>
            <ListeLiens liens={voisines.map((f) => ({ libelle: f.titre, href: `/documentation/${f.chemin}` }))} />
          </div>
          <p class="small mt4">
            <a href="/documentation">{t.retour}</a>
          </p>
        </nav>
      </div>
    </Page>
  )
}
