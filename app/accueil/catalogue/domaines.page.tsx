import type { JSX } from 'preact'
import {
  catalogueEnMemoire,
  type Application,
  type Catalogue,
  type DomainePortail,
  type SousDomaine,
} from '#app/accueil/catalogue/index.ts'
import { droitsDe, type Droits } from '#app/accueil/catalogue/tuiles.ts'
import { TuileApplication } from '#app/accueil/catalogue/tuile.tsx'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage, definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Page, Section, Tuile, Tuiles, Vide } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

interface Donnees {
  catalogue: Catalogue
  domaine: DomainePortail
  droits: Droits
}

async function charger(c: Contexte, code: string): Promise<Donnees> {
  const catalogue = catalogueEnMemoire(c.db)
  const domaine = catalogue.domaines.find((d) => d.code === code)
  if (!domaine) throw refus(c.t, 'introuvable')
  return { catalogue, domaine, droits: await droitsDe(c) }
}

export const pour = (c: Contexte) =>
  c.structureActive
    ? {
        libelle: c.structureActive.nom,
        detail: `${c.structureActive.typeIdentifiant === 'SIRET' ? 'SIRET ' : ''}${identifiantGroupe(c.structureActive.identifiant, c.structureActive.typeIdentifiant)}`,
      }
    : undefined

const GrilleApplications = ({ c, applications, droits }: { c: Contexte; applications: Application[]; droits: Droits }) => (
  <Tuiles>
    {applications.map((a) => (
      <TuileApplication key={a.code} c={c} application={a} droits={droits} />
    ))}
  </Tuiles>
)

/** A domain whose sub-domains are sections of its page. A domain with a page of its own is found there. */
export const pageDomaine = definirRoute({
  chemin: '/domaines/:code',
  acces: 'public',
  async repondre(c) {
    const d = await charger(c, c.params.code ?? '')
    return d.domaine.adresse === c.chemin ? vueDomaine(c, d) : { rediriger: d.domaine.adresse }
  },
})

function vueDomaine(c: Contexte, { catalogue, domaine, droits }: Donnees): JSX.Element {
  const du = catalogue.applications.filter((a) => a.domaine === domaine.code)
  const sans = du.filter((a) => !a.sousDomaine)
  return (
    <Page
      c={cadre(c)}
      titre={domaine.nom[c.langue]}
      chapo={domaine.description[c.langue]}
      fil={[{ nom: domaine.nom[c.langue] }]}
      pour={pour(c)}
      aide="/documentation/portail/domaines"
    >
      {du.length ? null : <Vide titre={domaine.nom[c.langue]} texte={c.t.accueil.domaine.vide} />}
      {domaine.sousDomaines.map((s) => (
        <Section key={s.code} id={s.code} titre={s.nom[c.langue]}>
          <GrilleApplications c={c} applications={du.filter((a) => a.sousDomaine === s.code)} droits={droits} />
        </Section>
      ))}
      {sans.length ? (
        <Section titre={domaine.sousDomaines.length ? c.t.accueil.domaine.autres : c.t.accueil.domaine.applications}>
          <GrilleApplications c={c} applications={sans} droits={droits} />
        </Section>
      ) : null}
    </Page>
  )
}

/** « Organisation » opens its sub-domains and the directory (POR-04). */
export const pageOrganisation = definirPage<Donnees>({
  chemin: '/organisation',
  acces: 'public',
  charger: (c) => charger(c, 'organisation'),
  vue: ({ catalogue, domaine, droits }, c) => (
    <Page
      c={cadre(c)}
      titre={domaine.nom[c.langue]}
      chapo={domaine.description[c.langue]}
      fil={[{ nom: domaine.nom[c.langue] }]}
      pour={pour(c)}
      aide="/documentation/portail/domaines"
    >
      <section aria-labelledby="sous-domaines">
        <h2 id="sous-domaines" class="visually-hidden">
          {c.t.accueil.domaine.sousDomaines}
        </h2>
        <Tuiles>
          {domaine.sousDomaines.map((s) => (
            <Tuile
              key={s.code}
              titre={s.nom[c.langue]}
              href={s.adresse}
              description={s.description[c.langue]}
              lien={c.t.accueil.domaine.accederApplication}
            />
          ))}
          {catalogue.applications
            .filter((a) => a.domaine === domaine.code && !a.sousDomaine)
            .map((a) => (
              <TuileApplication key={a.code} c={c} application={a} droits={droits} />
            ))}
        </Tuiles>
      </section>
    </Page>
  ),
})

const sousDomaine = (chemin: string, code: string) =>
  definirPage<Donnees>({
    chemin,
    acces: 'public',
    charger: (c) => charger(c, 'organisation'),
    vue: (d, c) => <PageSousDomaine c={c} d={d} s={trouver(c, d.domaine, code)} />,
  })

function trouver(c: Contexte, d: DomainePortail, code: string): SousDomaine {
  const s = d.sousDomaines.find((x) => x.code === code)
  if (!s) throw refus(c.t, 'introuvable')
  return s
}

/** Its applications, grouped by what they act on. */
function PageSousDomaine({ c, d: { catalogue, domaine, droits }, s }: { c: Contexte; d: Donnees; s: SousDomaine }): JSX.Element {
  const siennes = catalogue.applications.filter((a) => a.sousDomaine === s.code)
  const groupes = [
    ...catalogue.rubriques
      .filter((r) => r.sousDomaine === s.code)
      .map((r) => ({ code: r.code, nom: r.nom[c.langue], applications: siennes.filter((a) => a.rubrique === r.code) })),
    { code: 'autres', nom: c.t.accueil.domaine.autres, applications: siennes.filter((a) => !a.rubrique) },
  ].filter((g) => g.applications.length)
  return (
    <Page
      c={cadre(c)}
      titre={s.nom[c.langue]}
      chapo={s.description[c.langue]}
      pour={pour(c)}
      fil={[{ nom: domaine.nom[c.langue], href: domaine.adresse }, { nom: s.nom[c.langue] }]}
      aide="/documentation/portail/domaines"
    >
      <div class="tile-groups">
        {groupes.map((g) => (
          <section key={g.code} class={g.applications.length <= 2 ? 'half' : undefined} aria-labelledby={g.code}>
            <h2 id={g.code}>{g.nom}</h2>
            <GrilleApplications c={c} applications={g.applications} droits={droits} />
          </section>
        ))}
      </div>
    </Page>
  )
}

export const pageStructures = sousDomaine('/organisation/structures', 'structures')
export const pageUtilisateurs = sousDomaine('/organisation/utilisateurs', 'utilisateurs')
