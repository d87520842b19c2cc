import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage, type Page as PageServie } from '#app/page.ts'
import { Bouton, Page, Vide } from '#ui/index.ts'

type Annoncee = 'communication'

/** A page that is announced says so, and what can be done meanwhile. */
function annoncer(chemin: string, cle: Annoncee, fil?: (c: Contexte) => { nom: string; href: string }[]): PageServie {
  return definirPage({ chemin, acces: 'public', charger: async () => null, vue: (_d, c) => <PageBientot c={c} fil={fil?.(c)} {...c.t.pages.bientot[cle]} /> })
}

function PageBientot({ c, titre, lead, texte, fil = [] }: { c: Contexte; titre: string; lead: string; texte: string; fil?: { nom: string; href: string }[] }): JSX.Element {
  const t = c.t.pages.bientot
  return (
    <Page c={cadre(c)} titre={titre} chapo={lead} fil={[...fil, { nom: titre }]}>
      <Vide picto="vide" titre={t.annonce} texte={texte} action={<Bouton genre="second" href="/">{t.retour}</Bouton>} />
    </Page>
  )
}

export const pagesAnnoncees: PageServie[] = [
  annoncer('/communication', 'communication'),
]
