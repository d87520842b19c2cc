import { cadre } from '#app/cadre.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { filDesPieces, listeDesPieces } from '#app/organisation/pieces-jointes/fil.ts'
import { structureDesPieces } from '#app/organisation/pieces-jointes/lire.ts'
import { ETATS_PIECES, listerPieces, TRIS_PIECES, type PieceEnListe } from '#app/organisation/pieces-jointes/lister.ts'
import { pourquoi } from '#app/organisation/structures/fermee.tsx'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Cache, Etiquette, ListeFiltree, Page, optionsDe } from '#ui/index.ts'
import { quand, taille as enTaille } from '#ui/textes/format.ts'

/** The attachments of a structure; the state of the list is its address. */
export const pagePieces = definirPage({
  chemin: '/organisation/structures/:id/pieces-jointes',
  acces: 'session',
  charger: async (c) => {
    const p = c.url.searchParams
    const structure = await structureDesPieces(c as ContexteDuParcours, c.params.id)
    const f = { ...etatDeListe(p, TRIS_PIECES, '-creeLe'), etat: ETATS_PIECES.find((e) => e === p.get('etat')) }
    return { structure, f, liste: await listerPieces(c.db, structure.id, f) }
  },
  vue: ({ structure: s, f, liste }, c) => {
    const { t } = c
    const x = t.pieces.liste
    const peut = s.actions.modifier === true
    const creer = peut ? <Bouton href={`/organisation/pieces-jointes/creer?structure=${s.id}`}>{t.pieces.creer.titre}</Bouton> : null
    const colonnes = [
      { nom: 'nom', libelle: x.nom, tri: true, entete: true },
      { nom: 'designation', libelle: x.designation, tri: true },
      { nom: 'taille', libelle: x.taille, nombre: true },
      { nom: 'creeLe', libelle: x.creeLe, tri: true },
      ...(peut ? [{ nom: 'actions', libelle: x.actions }] : []),
    ]
    // Nothing yet: what creates the first is said once, in its place.
    const rien = !liste.total && !f.recherche && !f.etat
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        large
        pour={{ libelle: nomDe(s) }}
        actions={rien ? null : creer}
        aide="/documentation/organisation/structures/telecharger-une-piece-jointe"
        fil={filDesPieces(c, s)}
      >
        <ListeFiltree
          titre={x.titre}
          legende={x.legende}
          url={c.url}
          filtres={[
            { nom: 'recherche', libelle: x.recherche, valeur: f.recherche },
            {
              nom: 'etat',
              libelle: x.etat,
              valeur: f.etat,
              tous: x.tous,
              options: optionsDe(ETATS_PIECES, x.etats),
            },
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={f.tri}
          lignes={liste.elements.map((p) => ({ cle: p.id, cellules: cellules(c, s.id, p, peut) }))}
          compte={x.resultats(liste.total)}
          exporter={{ adresse: `/api/v1/structures/${s.id}/pieces-jointes` }}
          vide={{ titre: x.aucunResultat, texte: x.aucunResultatTexte }}
          aucun={{ titre: x.vide, texte: pourquoi(t, s.actions.modifier) ?? x.videTexte, action: creer ?? undefined }}
        />
      </Page>
    )
  },
})

function cellules(c: Contexte, structure: string, p: PieceEnListe, peut: boolean) {
  const x = c.t.pieces.liste
  const adresse = `${listeDesPieces(structure)}/${p.id}`
  return [
    p.etat === 'sain' ? (
      <a href={`${adresse}/telecharger`} data-turbo="false" aria-label={x.telecharger(p.nom)}>
        {p.nom}
      </a>
    ) : (
      <>
        {p.nom}{' '}
        <Etiquette genre="warn" icone="horloge">
          {x.enAttente}
        </Etiquette>
      </>
    ),
    p.designation || <span class="muted">{c.t.structures.vide}</span>,
    enTaille(p.taille, c.langue),
    <>
      {quand(p.creeLe, c.heure, c.langue)}
      <span class="sub">{x.par(`${p.auteur.prenom} ${p.auteur.nom}`)}</span>
    </>,
    ...(peut
      ? [
          <a href={`${adresse}/supprimer`}>
            {c.t.pieces.supprimer.bouton}
            <Cache> {p.nom}</Cache>
          </a>,
        ]
      : []),
  ]
}
