import { annoncesEnMemoire } from '#app/accueil/catalogue/index.ts'
import { chercher } from '#app/accueil/recherche/recherche.ts'
import type { Contexte } from '#app/contexte.ts'
import type { SaisieGardee } from '#app/support/tickets/emetteur/brouillons.ts'
import { Alerte, ListeLiens, Section } from '#ui/index.ts'

export interface Fiche {
  libelle: string
  href: string
  detail?: string
}
const FICHES_MAX = 4

/** The sheets of the guide that speak of what is typed: the title says it best. */
export async function fichesQuiRepondent(
  c: Contexte,
  { titre, description }: Pick<SaisieGardee, 'titre' | 'description'>,
): Promise<Fiche[]> {
  const trouves = await chercher(c, (titre?.trim() || description?.trim() || '').slice(0, 200))
  return trouves
    .filter((r) => r.genre === 'documentation')
    .slice(0, FICHES_MAX)
    .map((r) => ({ libelle: r.titre, href: r.adresse, ...(r.detail ? { detail: r.detail } : {}) }))
}

/** Known incidents first: one may be why somebody writes (TIC-02). */
export function IncidentsConnus({ c }: { c: Contexte }) {
  const { incidents } = annoncesEnMemoire(c.db)
  if (!incidents.length) return null
  const x = c.t.emission.aides
  return (
    <Alerte genre="warn" titre={x.incidents}>
      <p>{x.incidentsTexte}</p>
      <ul>
        {incidents.map((i) => (
          <li key={i.id}>
            <a href={`/etat-du-service#i-${i.id}`}>{(c.langue === 'en' && i.titreEn) || i.titre}</a>
          </li>
        ))}
      </ul>
    </Alerte>
  )
}

/** Filled by the script as one types, or by the button without it. */
export function Fiches({ c, fiches }: { c: Contexte; fiches: Fiche[] | null }) {
  const x = c.t.emission.aides
  return (
    <div id="fiches" data-ticket-target="fiches" hidden={fiches === null}>
      <Section titre={x.titre}>
        {fiches?.length ? <ListeLiens liens={fiches} /> : fiches ? <p class="muted">{x.aucune}</p> : <ul class="links" />}
      </Section>
    </div>
  )
}
