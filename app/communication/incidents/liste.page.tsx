import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import {
  ETATS_INCIDENT,
  GENRES_INCIDENT,
  lireIncident,
  listerIncidents,
  TRIS_INCIDENT,
  type EtatIncident,
  type Incident,
} from '#app/communication/incidents/lire.ts'
import { terminerIncident } from '#app/communication/incidents/publier.ts'
import { INCIDENTS } from '#app/communication/incidents/rediger.page.tsx'
import { etatDeListe } from '#app/listes/lister.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { exigerOperateur, filDExploitation } from '#app/exploitation/acces.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Bouton, Cache, Etiquette, Formulaire, ListeFiltree, Page, Succes, Temps, type Genre, optionsDe } from '#ui/index.ts'

export const GENRES_ETAT: Record<EtatIncident, Genre> = { 'en-cours': 'warn', prevu: 'plan', termine: 'ok', annule: 'neutre' }

async function charger(c: Contexte) {
  exigerOperateur(c)
  const p = c.url.searchParams
  const f = {
    ...etatDeListe(p, TRIS_INCIDENT, '-debut'),
    genre: GENRES_INCIDENT.find((g) => g === p.get('genre')),
    etat: ETATS_INCIDENT.find((e) => e === p.get('etat')),
  }
  return { f, liste: await listerIncidents(c.db, f) }
}

/** Every incident and maintenance, for the operator. */
export const pageIncidents = definirPage({
  chemin: INCIDENTS,
  acces: 'session',
  charger,
  vue: ({ f, liste }, c): JSX.Element => {
    const x = c.t.communication.incidents
    const fait = x.faits[c.url.searchParams.get('fait') ?? '']
    const colonnes = [
      { nom: 'titre', libelle: x.titreChamp, tri: true, entete: true },
      { nom: 'genre', libelle: x.genre },
      { nom: 'etat', libelle: x.etat },
      { nom: 'debut', libelle: x.debut, tri: true },
      { nom: 'fin', libelle: x.fin, tri: true },
      { nom: 'agir', libelle: x.agir, muette: true },
    ]
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        large
        chapo={x.chapo}
        fil={filDExploitation(c, { nom: x.titre })}
        actions={
          <Bouton icone="plus" href={`${INCIDENTS}/rediger`}>
            {x.creer}
          </Bouton>
        }
        aide="/documentation/communication/publier"
      >
        {fait ? <Succes>{fait}</Succes> : null}
        <ListeFiltree
          titre={x.titre}
          url={c.url}
          filtres={[
            { nom: 'recherche', libelle: c.t.communication.recherche, valeur: f.recherche },
            {
              nom: 'genre',
              libelle: x.genre,
              valeur: f.genre,
              options: optionsDe(GENRES_INCIDENT, x.genres),
              tous: x.tousGenres,
            },
            {
              nom: 'etat',
              libelle: x.etat,
              valeur: f.etat,
              options: optionsDe(ETATS_INCIDENT, x.etats),
              tous: x.tousEtats,
            },
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={f.tri}
          compte={c.t.communication.resultats(liste.total)}
          exporter={{ adresse: '/api/v1/incidents' }}
          lignes={liste.elements.map((i) => ({ cle: i.id, cellules: cellules(c, i) }))}
          vide={{ titre: x.vide, texte: x.videTexte }}
        />
      </Page>
    )
  },
})

function cellules(c: Contexte, i: Incident) {
  const x = c.t.communication.incidents
  const ouvert = i.etat === 'en-cours' || i.etat === 'prevu'
  return [
    <a href={`${INCIDENTS}/rediger?id=${i.id}`}>{i.titre}</a>,
    x.genres[i.genre],
    <Etiquette genre={GENRES_ETAT[i.etat]}>{x.etats[i.etat]}</Etiquette>,
    <Temps date={i.debut} forme="courte" />,
    i.fin ? <Temps date={i.fin} forme="courte" /> : '',
    ouvert ? (
      <Formulaire action={`${INCIDENTS}/${i.id}/fin`}>
        <Bouton genre="second" petit>
          {i.etat === 'prevu' ? x.annuler : x.terminer}
          <Cache> {i.titre}</Cache>
        </Bouton>
      </Formulaire>
    ) : (
      ''
    ),
  ]
}

export const actionTerminerIncident = definirAction({
  chemin: `${INCIDENTS}/:id/fin`,
  acces: 'session',
  executer: async (c) => {
    const operateur = exigerOperateur(c)
    if (!estUuid(c.params.id) || !(await lireIncident(c.db, c.params.id))) throw refus(c.t, 'introuvable')
    await terminerIncident(operateur, c.params.id)
    return { rediriger: `${INCIDENTS}?fait=termine` }
  },
})
