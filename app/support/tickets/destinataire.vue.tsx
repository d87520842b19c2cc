import type { Contexte } from '#app/contexte.ts'
import { regleDe, type Action } from '#app/support/tickets/actions.ts'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import type { EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import { Actions, Bouton, Carte, Champ, Formulaire } from '#ui/index.ts'

/** What the recipient's side can do: take it, then answer with the one form, by the button that says how. */
export function GestesDuDestinataire({ c, possibles, etat }: { c: Contexte; possibles: Action[]; etat: EtatDuTicket }) {
  const x = c.t.tickets
  const siens = possibles.filter((a) => regleDe(a).cote === 'destinataire')
  const muets = siens.filter((a) => regleDe(a).texte === 'aucun')
  const dits = siens.filter((a) => regleDe(a).texte !== 'aucun')
  if (!siens.length) return null
  return (
    <Carte titre={x.detail.actions} id="repondre">
      {muets.length ? <Formulaire action={c.chemin}><input type="hidden" name="_cle" value={etat.cle} /><div class="row">{muets.map((a) => <Bouton key={a} name="action" value={a} genre={a === 'rendre' ? 'second' : 'premier'}>{x.gestes[a]}</Bouton>)}</div></Formulaire> : null}
      {dits.length ? (
        <Formulaire action={c.chemin}>
          <input type="hidden" name="_cle" value={etat.cle} />
          <div class="mt4"><Champ nom="texte" type="textarea" libelle={x.detail.message} aide={dits.includes('note') ? `${x.gestes.note} : ${x.detail.noteAide}` : undefined} valeur={etat.texte} {...(etat.erreur ? { erreur: etat.erreur } : {})} maxLength={TEXTE_MAX} /></div>
          <Actions>{dits.map((a, i) => <Bouton key={a} name="action" value={a} genre={i === 0 && a !== 'note' ? 'premier' : 'second'}>{x.gestes[a]}</Bouton>)}</Actions>
        </Formulaire>
      ) : null}
    </Carte>
  )
}
