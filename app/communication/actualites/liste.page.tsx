import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { ETATS_ACTUALITE, listerActualites, SUJETS, TRIS_ACTUALITE, type EtatActualite } from '#app/communication/actualites/lire.ts'
import { retirerActualite } from '#app/communication/actualites/publier.ts'
import { ACTUALITES } from '#app/communication/actualites/rediger.page.tsx'
import { etatDeListe } from '#app/communication/lister.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { exigerOperateur, filDExploitation } from '#app/exploitation/acces.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import {
  Bouton,
  Cache,
  Carte,
  Champ,
  Etiquette,
  Exports,
  Filtres,
  Formulaire,
  Outils,
  Page,
  Pages,
  Succes,
  Tableau,
  Temps,
  TriDesCartes,
  Vide,
  type Genre,
} from '#ui/index.ts'

const GENRES: Record<EtatActualite, Genre> = { publiee: 'ok', programmee: 'plan', retiree: 'neutre' }

async function charger(c: Contexte) {
  exigerOperateur(c)
  const p = c.url.searchParams
  const f = {
    ...etatDeListe(p, TRIS_ACTUALITE, '-publieLe'),
    sujet: SUJETS.find((s) => s === p.get('sujet')),
    etat: ETATS_ACTUALITE.find((e) => e === p.get('etat')) ?? ('toutes' as const),
  }
  return { f, liste: await listerActualites(c.db, f) }
}

/** Every article, for the operator. */
export const pageActualitesEcrites = definirPage({
  chemin: ACTUALITES,
  acces: 'session',
  charger,
  vue: ({ f, liste }, c): JSX.Element => {
    const x = c.t.communication.actualites
    const fait = x.faits[c.url.searchParams.get('fait') ?? '']
    const etat = { ...liste, tri: f.tri, suivant: liste.suivant ?? undefined }
    const colonnes = [
      { nom: 'titre', libelle: x.titreChamp, tri: true, entete: true },
      { nom: 'sujet', libelle: x.sujet },
      { nom: 'etat', libelle: x.etat },
      { nom: 'publieLe', libelle: x.publieLe, tri: true },
      { nom: 'agir', libelle: c.t.communication.incidents.agir, muette: true },
    ]
    const exporter = (format: string) =>
      `/api/v1/actualites?${new URLSearchParams({ format, tri: f.tri, etat: f.etat, ...(f.sujet ? { sujet: f.sujet } : {}), ...(f.recherche ? { recherche: f.recherche } : {}) })}`
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
        <Carte nue>
          <Filtres libelle={x.titre} url={c.url} noms={['recherche', 'sujet', 'etat']}>
            <Champ nom="recherche" type="search" libelle={c.t.communication.recherche} valeur={f.recherche} />
            <Champ
              nom="sujet"
              type="select"
              libelle={x.sujet}
              valeur={f.sujet ?? ''}
              options={[{ valeur: '', libelle: x.tous }, ...SUJETS.map((s) => ({ valeur: s, libelle: x.sujets[s]! }))]}
            />
            <Champ
              nom="etat"
              type="select"
              libelle={x.etat}
              valeur={f.etat}
              options={[{ valeur: 'toutes', libelle: x.tousEtats }, ...ETATS_ACTUALITE.map((e) => ({ valeur: e, libelle: x.etats[e]! }))]}
            />
          </Filtres>
          {liste.elements.length ? (
            <>
              <Outils actions={<Exports tableau href={exporter} />}>{c.t.communication.resultats(liste.total)}</Outils>
              <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
              <Tableau
                colonnes={colonnes}
                etat={etat}
                url={c.url}
                legende={x.titre}
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
              />
              <Pages etat={etat} url={c.url} />
            </>
          ) : (
            <Vide titre={x.vide} texte={x.videTexte} />
          )}
        </Carte>
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
