import { annoncesEnMemoire } from '#app/accueil/catalogue/index.ts'
import { enBref } from '#app/communication/actualites/actualites.page.tsx'
import type { Contexte } from '#app/contexte.ts'
import { Actualites, Section } from '#ui/index.ts'

/** The latest three, from memory (COM-02). */
export function DernieresActualites({ c }: { c: Contexte }) {
  const t = c.t.accueil
  const { actualites } = annoncesEnMemoire(c.db)
  return (
    <Section titre={t.actualites} entete={<a href="/actualites">{t.toutesActualites}</a>}>
      {actualites.length ? <Actualites actualites={actualites.map((a) => enBref(c, a))} /> : <p class="muted">{t.sansActualite}</p>}
    </Section>
  )
}
