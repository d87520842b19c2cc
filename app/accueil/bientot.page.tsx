import type { JSX } from 'preact'
import { catalogueEnMemoire } from '#app/accueil/catalogue/index.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage, type Page as PageServie } from '#app/page.ts'
import { Bouton, ListeLiens, Page, Section, Vide, type Enfant } from '#ui/index.ts'

type Annoncee = 'actualites' | 'communication'

/** A page that is announced says so, and what can be done meanwhile. */
function annoncer(chemin: string, cle: Annoncee, fil?: (c: Contexte) => { nom: string; href: string }[]): PageServie {
  return definirPage({ chemin, acces: 'public', charger: async () => null, vue: (_d, c) => <PageBientot c={c} fil={fil?.(c)} {...c.t.pages.bientot[cle]} /> })
}

function PageBientot({ c, titre, lead, texte, fil = [], suite }: { c: Contexte; titre: string; lead: string; texte: string; fil?: { nom: string; href: string }[]; suite?: Enfant }): JSX.Element {
  const t = c.t.pages.bientot
  return (
    <Page c={cadre(c)} titre={titre} chapo={lead} fil={[...fil, { nom: titre }]}>
      <Vide picto="vide" titre={t.annonce} texte={texte} action={suite ? undefined : <Bouton genre="second" href="/">{t.retour}</Bouton>} />
      {suite}
    </Page>
  )
}

const support = definirPage({
  chemin: '/support', acces: 'public', charger: async (c) => catalogueEnMemoire(c.db).exploitant.contact,
  vue: (contact, c) => {
    const t = c.t.pages.bientot
    return (
      <PageBientot c={c} {...t.support} suite={
        <Section titre={t.faire}>
          {contact ? <p><Bouton href={`mailto:${contact}`}>{t.support.contact}</Bouton></p> : <p>{t.support.sansContact}</p>}
          <p class="mt4 muted">{t.support.erreur}</p>
          <div class="narrow mt4"><ListeLiens liens={[{ libelle: c.t.pages.liens.documentation, href: '/documentation' }, { libelle: c.t.pages.liens.recherche, href: '/recherche' }, { libelle: c.t.pages.liens.etat, href: '/etat-du-service' }]} /></div>
        </Section>
      } />
    )
  },
})

export const pagesAnnoncees: PageServie[] = [
  annoncer('/actualites', 'actualites'), annoncer('/communication', 'communication'),
  support,
]
