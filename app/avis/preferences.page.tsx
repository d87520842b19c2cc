import type { JSX } from 'preact'
import { AVIS } from '#app/avis/avis.page.tsx'
import { CADENCES, GENRES_AVIS, type Cadence, type GenreAvis } from '#app/avis/aviser.ts'
import { garderPreferences, lirePreferences } from '#app/avis/lire.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { Bouton, Carte, Icone, Page, Succes } from '#ui/index.ts'

const CHEMIN = `${AVIS}/preferences`

/** How one wants the mails of each kind of event; what cannot be off says so (CPT-08). */
export const pagePreferencesAvis = definirPage({
  chemin: CHEMIN,
  acces: 'session',
  charger: (c) => lirePreferences(c.db, c.utilisateur!.id),
  vue: (p, c): JSX.Element => {
    const x = c.t.avis
    return (
      <Page
        c={cadre(c)}
        titre={x.preferences}
        chapo={x.preferencesChapo}
        fil={[{ nom: c.t.comptes.compte.titre, href: '/compte' }, { nom: x.titre, href: AVIS }, { nom: x.preferences }]}
        aide="/documentation/comptes/avis"
      >
        {c.url.searchParams.has('fait') ? <Succes>{x.enregistrees}</Succes> : null}
        <div class="narrow">
          <Carte>
            <form method="post" action={CHEMIN} class="prefs">
              <div class="prefs__row prefs__head" aria-hidden="true">
                <p></p>
                {CADENCES.map((k) => (
                  <span key={k}>{x.cadences[k]}</span>
                ))}
              </div>
              {GENRES_AVIS.map((g) => (
                <Rangee key={g} c={c} genre={g} choisie={p[g]} />
              ))}
              <div class="prefs__row">
                <p>
                  <b>{x.genres.securite}</b>
                  <small>{x.details.securite}</small>
                </p>
                <p class="prefs__locked">
                  <Icone nom="verrou" /> {x.toujours}
                </p>
              </div>
              <p class="row mt4">
                <Bouton>{x.enregistrer}</Bouton>
                <span class="small muted">{x.heure}</span>
              </p>
            </form>
          </Carte>
        </div>
      </Page>
    )
  },
})

function Rangee({ c, genre, choisie }: { c: Contexte; genre: GenreAvis; choisie: Cadence }) {
  const x = c.t.avis
  return (
    <div class="prefs__row" role="radiogroup" aria-labelledby={`avis-${genre}`}>
      <p id={`avis-${genre}`}>
        <b>{x.genres[genre]}</b>
        <small>{x.details[genre]}</small>
      </p>
      {CADENCES.map((k) => (
        <label key={k}>
          <input type="radio" name={genre} value={k} checked={k === choisie} />
          <span>{x.cadences[k]}</span>
        </label>
      ))}
    </div>
  )
}

export const actionPreferencesAvis = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  async executer(c, champs) {
    const voulues = GENRES_AVIS.flatMap((g) => {
      const k = CADENCES.find((x) => x === champs.get(g)?.[0])
      return k ? [[g, k] as const] : []
    })
    await garderPreferences(c.db, c.utilisateur!.id, Object.fromEntries(voulues))
    return { rediriger: `${CHEMIN}?fait=oui` }
  },
})
