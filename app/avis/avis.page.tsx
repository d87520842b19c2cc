import type { JSX } from 'preact'
import { estAnticipee } from '#app/accueil/preferences.ts'
import { GENRES_AVIS } from '#app/avis/aviser.ts'
import { listerAvis, marquerAvis, TRIS_AVIS } from '#app/avis/lire.ts'
import { cadre } from '#app/cadre.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirPage, definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Bouton, Cache, Etiquette, Formulaire, ListeFiltree, Onglets, Page, Succes, Temps, optionsDe } from '#ui/index.ts'

export const AVIS = '/compte/avis'
export const GENRES_VISIBLES = [...GENRES_AVIS, 'securite'] as const

async function charger(c: Contexte) {
  const p = c.url.searchParams
  const f = {
    ...etatDeListe(p, TRIS_AVIS, '-creeLe'),
    lu: p.get('lu') === 'non' ? ('non' as const) : undefined,
    genre: GENRES_VISIBLES.find((g) => g === p.get('genre')),
  }
  return { f, liste: await listerAvis(c.db, c.utilisateur!.id, f) }
}

/** The centre of notices (CPT-08): what happened that concerns one, whatever mails one wants. */
export const pageAvis = definirPage({
  chemin: AVIS,
  acces: 'session',
  charger,
  vue: ({ f, liste }, c): JSX.Element => {
    const x = c.t.avis
    const fait = x.faits[c.url.searchParams.get('fait') ?? '']
    const colonnes = [
      { nom: 'titre', libelle: x.quoi, entete: true },
      { nom: 'etat', libelle: x.etat },
      { nom: 'genre', libelle: x.genre },
      { nom: 'creeLe', libelle: x.le, tri: true },
      { nom: 'agir', libelle: x.agir, muette: true, phrase: true },
    ]
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        large
        chapo={x.chapo}
        fil={[{ nom: c.t.comptes.compte.titre, href: '/compte' }, { nom: x.titre }]}
        actions={
          <Bouton genre="second" href={`${AVIS}/preferences`}>
            {x.preferences}
          </Bouton>
        }
        aide="/documentation/comptes/avis"
      >
        {fait ? <Succes>{fait}</Succes> : null}
        <ListeFiltree
          titre={x.titre}
          url={c.url}
          tete={
            <div data-turbo-prefetch="false">
              <Onglets
                libelle={x.titre}
                onglets={[
                  { libelle: x.tous, href: AVIS, courant: !f.lu },
                  { libelle: x.nonLus, href: `${AVIS}?lu=non`, courant: f.lu === 'non' },
                ]}
              />
            </div>
          }
          filtres={[
            { nom: 'recherche', libelle: x.recherche, valeur: f.recherche },
            {
              nom: 'genre',
              libelle: x.genre,
              valeur: f.genre,
              options: optionsDe(GENRES_VISIBLES, x.genres),
              tous: x.tousGenres,
            },
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={f.tri}
          compte={c.t.communication.resultats(liste.total)}
          outils={
            liste.elements.some((a) => !a.lu) ? (
              <Formulaire action={`${AVIS}/lus`}>
                <Bouton genre="second" petit>
                  {c.t.communication.messages.toutMarquer}
                </Bouton>
              </Formulaire>
            ) : null
          }
          exporter={{ adresse: '/api/v1/avis', avec: { lu: f.lu } }}
          lignes={liste.elements.map((a) => ({
            cle: a.id,
            cellules: [
              <a href={`${AVIS}/${a.id}`}>{a.lu ? a.titre : <b>{a.titre}</b>}</a>,
              a.lu ? <span class="muted">{x.lu}</span> : <Etiquette genre="action">{x.nonLu}</Etiquette>,
              x.genres[a.genre],
              <Temps date={a.creeLe} forme="courte" />,
              <Formulaire action={`${AVIS}/lus`}>
                <input type="hidden" name="avis" value={a.id} />
                <Bouton genre="discret" petit name="etat" value={a.lu ? 'non-lu' : 'lu'}>
                  {a.lu ? x.marquerNonLu : x.marquerLu}
                  <Cache> {a.titre}</Cache>
                </Bouton>
              </Formulaire>,
            ],
          }))}
          vide={{ titre: f.lu ? x.toutLu : x.vide, texte: x.videTexte }}
        />
      </Page>
    )
  },
})

/** Opened, it is read, and leads to what it is about. */
export const routeAvis = definirRoute({
  chemin: `${AVIS}/:id`,
  acces: 'session',
  async repondre(c) {
    if (estAnticipee(c)) return { rediriger: AVIS }
    const adresse = estUuid(c.params.id) ? await marquerAvis(c.db, c.utilisateur!.id, c.params.id, true) : null
    if (!adresse) throw refus(c.t, 'introuvable')
    return { rediriger: adresse }
  },
})

export const actionMarquerAvis = definirAction({
  chemin: `${AVIS}/lus`,
  acces: 'session',
  async executer(c, champs) {
    const id = champs.get('avis')?.[0]
    const nonLu = champs.get('etat')?.[0] === 'non-lu'
    if (id && (!estUuid(id) || !(await marquerAvis(c.db, c.utilisateur!.id, id, !nonLu)))) throw refus(c.t, 'introuvable')
    if (!id) await marquerAvis(c.db, c.utilisateur!.id, 'tous', true)
    return { rediriger: `${AVIS}?fait=${id ? 'un' : 'tous'}` }
  },
})
