import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { ETATS_ACTUALITE, listerActualites, SUJETS, TRIS_ACTUALITE, type EtatActualite } from '#app/communication/actualites/lire.ts'
import { retirerActualite } from '#app/communication/actualites/publier.ts'
import { ACTUALITES } from '#app/communication/actualites/rediger.page.tsx'
import { etatDeListe } from '#app/listes/lister.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { exigerOperateur, filDExploitation } from '#app/exploitation/acces.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Bouton, Cache, Etiquette, Formulaire, ListeFiltree, Page, Succes, Temps, type Genre, optionsDe } from '#ui/index.ts'

const GENRES: Record<EtatActualite, Genre> = { publiee: 'ok', programmee: 'plan', retiree: 'neutre' }

async function charger(c: Contexte) {
  exigerOperateur(c)
  const p = c.url.searchParams
  const f = {
    ...etatDeListe(p, TRIS_ACTUALITE, '-publieLe'),
    sujet: SUJETS.find((s) => s === p.get('sujet')),
    etat: ETATS_ACTUALITE.find((e) => e === p.get('etat')),
  }
  return { f, liste: await listerActualites(c.db, { ...f, etat: f.etat ?? 'toutes' }) }
}

/** Every article, for the operator. */
export const pageActualitesEcrites = definirPage({
  chemin: ACTUALITES,
  acces: 'session',
  charger,
  vue: ({ f, liste }, c): JSX.Element => {
    const x = c.t.communication.actualites
    const fait = x.faits[c.url.searchParams.get('fait') ?? '']
    const colonnes = [
      { nom: 'titre', libelle: x.titreChamp, tri: true, entete: true },
      { nom: 'sujet', libelle: x.sujet },
      { nom: 'etat', libelle: x.etat },
      { nom: 'publieLe', libelle: x.publieLe, tri: true },
      { nom: 'agir', libelle: c.t.communication.incidents.agir, muette: true },
    ]
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        large
        fil={filDExploitation(c, { nom: x.titre })}
        actions={
          <Bouton icone="plus" href={`${ACTUALITES}/rediger`}>
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
              nom: 'sujet',
              libelle: x.sujet,
              valeur: f.sujet,
              options: optionsDe(SUJETS, x.sujets),
              tous: x.tous,
            },
            {
              nom: 'etat',
              libelle: x.etat,
              valeur: f.etat,
              options: optionsDe(ETATS_ACTUALITE, x.etats),
              tous: x.tousEtats,
            },
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={f.tri}
          compte={c.t.communication.resultats(liste.total)}
          exporter={{ adresse: '/api/v1/actualites', avec: { etat: 'toutes' } }}
          lignes={liste.elements.map((a) => ({
            cle: a.id,
            cellules: [
              <a href={`${ACTUALITES}/rediger?id=${a.id}`}>{a.titre}</a>,
              x.sujets[a.sujet],
              <Etiquette genre={GENRES[a.etat]}>{x.etats[a.etat]}</Etiquette>,
              <Temps date={a.publieLe} forme="courte" />,
              a.etat === 'retiree' ? (
                ''
              ) : (
                <Formulaire action={`${ACTUALITES}/${a.id}/retrait`}>
                  <Bouton genre="second" petit>
                    {x.retirer}
                    <Cache> {a.titre}</Cache>
                  </Bouton>
                </Formulaire>
              ),
            ],
          }))}
          vide={{ titre: x.vide, texte: x.videTexte }}
        />
      </Page>
    )
  },
})

export const actionRetirerActualite = definirAction({
  chemin: `${ACTUALITES}/:id/retrait`,
  acces: 'session',
  executer: async (c) => {
    const operateur = exigerOperateur(c)
    if (!estUuid(c.params.id)) throw refus(c.t, 'introuvable')
    await retirerActualite(operateur, c.params.id)
    return { rediriger: `${ACTUALITES}?fait=retiree` }
  },
})
