import { randomUUID } from 'node:crypto'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { filDesPieces, listeDesPieces } from '#app/organisation/pieces-jointes/fil.ts'
import { pieceVisible } from '#app/organisation/pieces-jointes/lire.ts'
import type { Piece } from '#app/organisation/pieces-jointes/lister.ts'
import { supprimerPieceJointe } from '#app/organisation/pieces-jointes/supprimer.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { StructureVue } from '#app/organisation/structures/lire.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { soumettre, type Demande } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'
import { Actions, Bouton, Formulaire, Page, Resume } from '#ui/index.ts'
import { quand, taille } from '#ui/textes/format.ts'

const CHEMIN = '/organisation/structures/:id/pieces-jointes/:pieceJointe/supprimer'
interface Donnees {
  piece: Piece
  structure: StructureVue
}

async function charger(c: Contexte): Promise<Donnees> {
  const d = await pieceVisible(c as ContexteDuParcours, c.params.pieceJointe, c.params.id)
  const possible = d.structure.actions.modifier
  if (possible !== true) throw refusAcces(c.t, possible.raison, possible.le, possible.qui)
  return d
}

/** Asked before it is done: which one, and that nothing brings it back. */
export const pageSupprimer = definirPage<Donnees>({
  chemin: CHEMIN,
  acces: 'session',
  charger,
  vue: ({ piece: p, structure: s }, c) => {
    const x = c.t.pieces
    return (
      <Page
        c={cadre(c)}
        titre={x.supprimer.question(p.nom)}
        pour={pourLaStructure(c as ContexteDuParcours, s)}
        fil={filDesPieces(c, s, x.supprimer.titre)}
        aide="/documentation/organisation/structures/supprimer-une-piece-jointe"
      >
        <div class="narrow stack">
          <Resume
            lignes={[
              { cle: x.liste.nom, valeur: p.nom },
              { cle: x.liste.designation, valeur: p.designation || c.t.structures.vide },
              { cle: x.liste.taille, valeur: taille(p.taille, c.langue) },
              {
                cle: x.liste.creeLe,
                valeur: c.t.demandes.recu.parQui(quand(p.creeLe, c.heure, c.langue), `${p.auteur.prenom} ${p.auteur.nom}`),
              },
            ]}
          />
          <p>{x.supprimer.texte}</p>
          <Formulaire>
            <input type="hidden" name="_cle" value={randomUUID()} />
            <input type="hidden" name="_version" value={p.version} />
            <Actions>
              <Bouton genre="danger">{x.supprimer.bouton}</Bouton>
              <Bouton genre="discret" href={listeDesPieces(s.id)}>
                {x.supprimer.garder}
              </Bouton>
            </Actions>
          </Formulaire>
        </div>
      </Page>
    )
  },
})

export const actionSupprimer = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  executer: async (c, champs) => {
    const [cle, version] = [champs.get('_cle')?.[0], Number(champs.get('_version')?.[0])]
    const { recu } = await soumettre(c, {
      definition: supprimerPieceJointe as unknown as Demande,
      auteur: (c as ContexteDuParcours).utilisateur,
      corps: { structure: c.params.id, pieceJointe: c.params.pieceJointe, ...(version ? { version } : {}) },
      cle: estUuid(cle) ? cle : null,
    })
    return { rediriger: `/demandes/${recu.numero}` }
  },
})
