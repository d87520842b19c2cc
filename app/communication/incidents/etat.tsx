import { dansLaLangue, Redige } from '#app/communication/apercu.tsx'
import { incidentsActuels, listerIncidents, type Incident } from '#app/communication/incidents/lire.ts'
import { GENRES_ETAT } from '#app/communication/incidents/liste.page.tsx'
import { etatDeListe } from '#app/listes/lister.ts'
import type { Contexte } from '#app/contexte.ts'
import { Etiquette, Pages, Section } from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'
import type { PageDeListe } from '#platform/database/lists.ts'

export interface IncidentsDuService {
  actuels: Incident[]
  passes: PageDeListe<Incident>
}

export async function incidentsDuService(c: Contexte): Promise<IncidentsDuService> {
  const [actuels, passes] = await Promise.all([
    incidentsActuels(c.db),
    listerIncidents(c.db, { ...etatDeListe(c.url.searchParams, [], '-debut'), recherche: undefined, etat: 'termine' }),
  ])
  return { actuels, passes }
}

/** What « État du service » tells of incidents: those under way and to come, then those of the past. */
export function Incidents({ c, d }: { c: Contexte; d: IncidentsDuService }) {
  const x = c.t.communication.incidents
  const { passes } = d
  return (
    <>
      <Section titre={x.actuels}>{d.actuels.length ? <Suite c={c} incidents={d.actuels} /> : <p class="muted">{x.aucun}</p>}</Section>
      <Section titre={x.passes}>
        {passes.elements.length ? (
          <>
            <Suite c={c} incidents={passes.elements} />
            {passes.total > passes.taille ? (
              <Pages etat={{ ...passes, tri: '-debut', suivant: passes.suivant ?? undefined }} url={c.url} />
            ) : null}
          </>
        ) : (
          <p class="muted">{x.aucunPasse}</p>
        )}
      </Section>
    </>
  )
}

function Suite({ c, incidents }: { c: Contexte; incidents: Incident[] }) {
  const x = c.t.communication.incidents
  return (
    <div class="narrow stack stack--loose mt4">
      {incidents.map((i) => {
        const v = dansLaLangue(c, i)
        return (
          <article key={i.id} id={`i-${i.id}`}>
            <h3 lang={v.langTitre}>{v.titre}</h3>
            <p class="small muted">
              <Etiquette genre={GENRES_ETAT[i.etat]}>{x.etats[i.etat]}</Etiquette> {x.genres[i.genre]} ·{' '}
              {x.du(dateHeure(i.debut, c.langue), i.fin && dateHeure(i.fin, c.langue))}
            </p>
            <div class="mt2">
              <Redige source={v.texte} niveau={3} lang={v.langTexte} />
            </div>
          </article>
        )
      })}
    </div>
  )
}
