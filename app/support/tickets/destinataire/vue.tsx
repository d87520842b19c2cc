import type { Contexte } from '#app/contexte.ts'
import { ChampFichiers } from '#app/organisation/pieces-jointes/index.ts'
import type { Action } from '#app/support/tickets/actions.ts'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import type { Traitement } from '#app/support/tickets/destinataire/lire.ts'
import type { EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import { Actions, Bouton, Carte, Champ, Formulaire } from '#ui/index.ts'

interface Props {
  c: Contexte
  possibles: Action[]
  etat: EtatDuTicket
  traitement: Traitement | null
  /** Just taken: one answers. */
  pris: boolean
}

/** What the recipient's side can do: take it, then answer with the one form, by the button that says how. What organises the work stands beside. */
export function GestesDuDestinataire({ c, possibles, etat, traitement, pris }: Props) {
  const x = c.t.tickets
  const muets = (['prendre', 'rendre'] as const).filter((a) => possibles.includes(a))
  const dits = (['resoudre', 'demander', 'note'] as const).filter((a) => possibles.includes(a))
  if (!muets.length && !dits.length) return null
  const erreur = etat.action && !(dits as string[]).includes(etat.action) ? null : etat.erreur
  return (
    <Carte titre={x.detail.actions} id="repondre">
      {muets.length ? (
        <Formulaire action={c.chemin}>
          <input type="hidden" name="_cle" value={etat.cle} />
          <div class="row">
            {muets.map((a) => (
              <Bouton key={a} name="action" value={a} genre={a === 'rendre' ? 'second' : 'premier'}>
                {x.gestes[a]}
              </Bouton>
            ))}
          </div>
        </Formulaire>
      ) : null}
      {dits.length ? (
        <Formulaire
          action={c.chemin}
          attrs={{ enctype: 'multipart/form-data', 'data-controller': 'reponse', 'data-reponse-chemin-value': `${c.chemin}/presence` }}
        >
          <input type="hidden" name="_cle" value={etat.cle} />
          {traitement?.reponses.length ? <ReponsesPretes c={c} reponses={traitement.reponses} /> : null}
          <div class="mt4">
            <Champ
              nom="texte"
              type="textarea"
              libelle={x.detail.message}
              auto={pris}
              aide={dits.includes('note') ? x.detail.noteAide : undefined}
              valeur={erreur === null && etat.erreur ? '' : etat.texte}
              {...(erreur ? { erreur } : {})}
              maxLength={TEXTE_MAX}
              attrs={{ 'data-reponse-target': 'texte', 'data-action': 'input->reponse#dire' }}
            />
          </div>
          <div class="mt4">
            <ChampFichiers c={c} nom="envois" libelle={c.t.emission.fichiers.libelle} multiple facultatif etat={etat} />
          </div>
          <Actions>
            {dits.map((a, i) => (
              <Bouton key={a} name="action" value={a} genre={i === 0 && a !== 'note' ? 'premier' : 'second'}>
                {x.gestes[a]}
              </Bouton>
            ))}
          </Actions>
        </Formulaire>
      ) : null}
    </Carte>
  )
}

/** Chosen and inserted: by the script at once, otherwise the page comes back with the text. */
function ReponsesPretes({ c, reponses }: { c: Contexte; reponses: Traitement['reponses'] }) {
  const x = c.t.traitement.reponses
  return (
    <div class="field mt4">
      <label for="reponse">{x.choisir}</label>
      <div class="with-button">
        <select class="input" id="reponse" name="reponse" data-reponse-target="choix">
          <option value="">{x.aucune}</option>
          {reponses.map((r) => (
            <option key={r.id} value={r.id}>
              {r.titre}
            </option>
          ))}
        </select>
        <Bouton genre="second" name="action" value="inserer" attrs={{ 'data-action': 'reponse#inserer' }}>
          {x.inserer}
        </Bouton>
      </div>
    </div>
  )
}
