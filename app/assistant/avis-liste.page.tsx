import { fiches } from '#app/accueil/documentation/documentation.ts'
import { listerAvisDesFiches, titresDesFiches, TRIS_AVIS_FICHES } from '#app/assistant/avis-lister.ts'
import { cadre } from '#app/cadre.ts'
import { exigerOperateur, filDExploitation } from '#app/exploitation/acces.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { definirPage } from '#app/page.ts'
import { Etiquette, ListeFiltree, Page, Temps } from '#ui/index.ts'

export const AVIS_UN_A_UN = '/exploitation/documentation/avis'

/** Every opinion on a sheet, with its words (COM-01): the operator's. */
export const pageAvisUnAUn = definirPage({
  chemin: AVIS_UN_A_UN,
  acces: 'session',
  charger: async (c) => {
    exigerOperateur(c)
    const p = c.url.searchParams
    const f = {
      ...etatDeListe(p, TRIS_AVIS_FICHES, '-le'),
      fiche: fiches().find((x) => x.chemin === p.get('fiche'))?.chemin,
      utile: (['oui', 'non'] as const).find((v) => v === p.get('utile')),
      texte: p.get('texte') === 'oui' ? ('oui' as const) : undefined,
    }
    return { f, liste: await listerAvisDesFiches(c.db, f) }
  },
  vue: ({ f, liste }, c) => {
    const x = c.t.assistant.avis
    const titre = titresDesFiches()
    return (
      <Page
        c={cadre(c)}
        titre={x.unAUn}
        large
        fil={filDExploitation(c, { nom: x.titre, href: '/exploitation/documentation' }, { nom: x.unAUn })}
        aide="/documentation/portail/donner-son-avis"
      >
        <ListeFiltree
          titre={x.unAUn}
          url={c.url}
          filtres={[
            {
              nom: 'fiche',
              libelle: x.fiche,
              valeur: f.fiche,
              options: fiches().map((y) => ({ valeur: y.chemin, libelle: y.titre })),
              tous: x.toutes,
            },
            {
              nom: 'utile',
              libelle: x.utiles,
              valeur: f.utile,
              options: [
                { valeur: 'oui', libelle: x.oui },
                { valeur: 'non', libelle: x.non },
              ],
              tous: x.tous,
            },
            {
              nom: 'texte',
              libelle: x.commentaire,
              valeur: f.texte,
              options: [{ valeur: 'oui', libelle: x.avecCommentaire }],
              tous: x.tous,
            },
          ]}
          colonnes={[
            { nom: 'le', libelle: x.le, tri: true, entete: true },
            { nom: 'fiche', libelle: x.fiche },
            { nom: 'utile', libelle: x.utiles },
            { nom: 'commentaire', libelle: x.commentaire },
          ]}
          liste={liste}
          tri={f.tri}
          compte={x.resultats(liste.total)}
          exporter={{ adresse: '/api/v1/exploitation/documentation' }}
          lignes={liste.elements.map((a) => ({
            cle: a.id,
            cellules: [
              <Temps date={a.le} forme="courte" />,
              <a href={`/documentation/${a.fiche}`}>{titre(a.fiche)}</a>,
              <Etiquette genre={a.utile ? 'ok' : 'warn'}>{a.utile ? x.oui : x.non}</Etiquette>,
              a.commentaire ?? '',
            ],
          }))}
          vide={{ titre: x.aucun, texte: x.aucunTexte }}
        />
      </Page>
    )
  },
})
