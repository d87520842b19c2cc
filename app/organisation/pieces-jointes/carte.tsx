import type { Contexte } from '#app/contexte.ts'
import { listeDesPieces } from '#app/organisation/pieces-jointes/fil.ts'
import type { PieceEnListe } from '#app/organisation/pieces-jointes/lister.ts'
import type { StructureVue } from '#app/organisation/structures/lire.ts'
import { defautDeLecture } from '#acces/index.ts'
import { Carte, Etiquette, Resume } from '#ui/index.ts'
import { taille } from '#ui/textes/format.ts'

interface Props {
  c: Contexte
  s: StructureVue
  pieces: Pick<PieceEnListe, 'id' | 'nom' | 'designation' | 'taille' | 'etat'>[]
  nombre: number
}

/** The latest attachments, on the page of their structure. */
export function CartePieces({ c, s, pieces, nombre }: Props) {
  const { liste: x, creer } = c.t.pieces
  const titre = c.t.structures.groupes.pieces
  const defaut = defautDeLecture(s.acces)
  if (defaut)
    return (
      <Carte titre={titre} id="pieces">
        <p class="muted">{c.t.acces.raison(defaut, null)}</p>
      </Carte>
    )
  return (
    <Carte titre={`${titre} (${nombre})`} id="pieces" pliee={nombre > 0}>
      {pieces.length ? (
        <Resume
          lignes={pieces.map((p) => ({
            cle: p.designation || x.sansDesignation,
            valeur: (
              <>
                {p.etat === 'sain' ? (
                  <a href={`${listeDesPieces(s.id)}/${p.id}/telecharger`} data-turbo="false" aria-label={x.telecharger(p.nom)}>
                    {p.nom}
                  </a>
                ) : (
                  <>
                    {p.nom} <Etiquette genre="warn">{x.enAttente}</Etiquette>
                  </>
                )}
                <br />
                <span class="muted">{taille(p.taille, c.langue)}</span>
              </>
            ),
          }))}
        />
      ) : (
        <p class="muted">{x.videTexte}</p>
      )}
      <p class="row small mt4">
        {nombre ? <a href={listeDesPieces(s.id)}>{x.toutes}</a> : null}
        {s.actions.modifier === true ? <a href={`/organisation/pieces-jointes/creer?structure=${s.id}`}>{creer.titre}</a> : null}
      </p>
    </Carte>
  )
}
