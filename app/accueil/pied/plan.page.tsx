import type { JSX } from 'preact'
import { catalogueEnMemoire, type Catalogue, type DomainePortail } from '#app/accueil/catalogue/index.ts'
import { droitsDe, etatTuile, type Droits } from '#app/accueil/catalogue/tuiles.ts'
import { planDuPortail, type LienDuPlan } from '#app/accueil/pied/plan.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { Page, Section } from '#ui/index.ts'

/**
 * Every page, domain by domain: the tree domains › sub-domains › applications (POR-05, POR-11). What one may not open leads to why, as its
 * tile does.
 */
export const pagePlan = definirPage({
  chemin: '/plan-du-site',
  acces: 'public',
  charger: async (c) => ({ catalogue: catalogueEnMemoire(c.db), droits: await droitsDe(c) }),
  vue({ catalogue, droits }, c) {
    const t = c.t.pages.plan
    const plan = planDuPortail(c)
    return (
      <Page c={cadre(c)} titre={t.titre} chapo={t.lead} fil={[{ nom: t.titre }]}>
        <div class="columns columns--flow sitemap">
          {catalogue.domaines.map((d) => (
            <Domaine key={d.code} c={c} catalogue={catalogue} droits={droits} d={d} />
          ))}
          <Liste titre={t.portail} liens={plan.portail} />
          <Liste titre={t.compte} liens={plan.compte} />
          <Liste titre={t.aide} liens={plan.aide} />
          <Liste titre={t.obligations} liens={plan.obligations} />
        </div>
      </Page>
    )
  },
})

const Liste = ({ titre, liens }: { titre: string; liens: LienDuPlan[] }): JSX.Element => (
  <Section titre={titre}>
    <ul>
      {liens.map((l) => (
        <li key={l.href}>
          <a href={l.href}>{l.nom}</a>
        </li>
      ))}
    </ul>
  </Section>
)

function Domaine({ c, catalogue: { applications }, droits, d }: { c: Contexte; catalogue: Catalogue; droits: Droits; d: DomainePortail }) {
  const l = c.langue
  const lien = (a: (typeof applications)[number]) => (
    <li key={a.code}>
      <a href={a.nature === 'ecran' && etatTuile(c, a, droits).genre === 'ouverte' ? a.adresse! : `/applications/${a.code}`}>{a.nom[l]}</a>
      {a.adresse ? null : <span class="muted small"> ({c.t.accueil.bientot.toLowerCase()})</span>}
    </li>
  )
  const du = applications.filter((a) => a.domaine === d.code)
  return (
    <section class="section" aria-labelledby={`plan-${d.code}`}>
      <h2 id={`plan-${d.code}`}>
        <a href={d.adresse}>{d.nom[l]}</a>
      </h2>
      <ul>
        {d.sousDomaines.map((s) => (
          <li key={s.code}>
            <a href={s.adresse}>{s.nom[l]}</a>
            <ul>{du.filter((a) => a.sousDomaine === s.code).map(lien)}</ul>
          </li>
        ))}
        {du.filter((a) => !a.sousDomaine).map(lien)}
      </ul>
    </section>
  )
}
