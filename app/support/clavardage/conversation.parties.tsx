import type { Contexte } from '#app/contexte.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { Conversation } from '#app/support/clavardage/lire.ts'
import { DitALAssistant, nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { Bouton, Carte, Formulaire, Imprimer, Resume, Telecharger } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

export function CeQueLAgentVoit({ c, v }: { c: Contexte; v: Conversation }) {
  const x = c.t.clavardage
  return (
    <Carte titre={x.voit}>
      <Resume
        serre
        lignes={[
          { cle: x.personne, valeur: nomComplet(v.nom) },
          ...(v.structure
            ? [
                {
                  cle: x.structureDe,
                  valeur: (
                    <>
                      {v.structure.raisonSociale}
                      <br />
                      <span class="num">{grouper(v.structure.typeIdentifiant as TypeIdentifiant, v.structure.identifiant)}</span>
                    </>
                  ),
                },
              ]
            : []),
          ...(v.page ? [{ cle: x.pageDe, valeur: <a href={v.page}>{v.page}</a> }] : []),
        ]}
      />
      {v.assistant ? <DitALAssistant titre={x.voitLAssistant} texte={v.assistant} /> : null}
      <p class="small muted">
        {c.utilisateur ? `${x.voitAussi} ` : ''}
        {x.jamais}
      </p>
    </Carte>
  )
}

export function EtApres({ c, v }: { c: Contexte; v: Conversation }) {
  const x = c.t.clavardage
  const geste = (action: string, libelle: string, icone: 'ticket' | 'courriel' | 'croix') => (
    <Formulaire action={c.chemin}>
      <input type="hidden" name="action" value={action} />
      <Bouton genre="second" bloc icone={icone}>
        {libelle}
      </Bouton>
    </Formulaire>
  )
  return (
    <Carte titre={x.apres}>
      <div class="stack">
        {v.ticket ? (
          c.utilisateur ? (
            <Bouton genre="second" bloc icone="ticket" href={`/support/tickets/${v.ticket}`}>
              {x.faitTicket(v.ticket)}
            </Bouton>
          ) : (
            <p>{x.faitTicket(v.ticket)}</p>
          )
        ) : (
          geste('ticket', x.enTicket, 'ticket')
        )}
        {geste('transcription', x.recevoir, 'courriel')}
        {v.etat === 'terminee' ? null : geste('terminer', v.etat === 'attente' ? x.quitter : x.terminer, 'croix')}
      </div>
    </Carte>
  )
}

export function Fin({ c, v }: { c: Contexte; v: Conversation }) {
  const x = c.t.clavardage
  const secondes = (v.termineeLe!.getTime() - v.ouverteLe.getTime()) / 1000
  return (
    <Carte titre={x.fini(quand(v.termineeLe!, c.heure, c.langue))}>
      <div class="stack">
        <p>{x.finiTexte(x.duree(Math.max(1, Math.round(secondes))), v.agentNom ? nomComplet(v.agentNom) : null)}</p>
        <div class="row">
          <Telecharger href={`${c.chemin}/transcription.txt`}>{x.texte}</Telecharger>
          <Imprimer />
          <Bouton genre="discret" href="/support/clavardage">
            {x.autre}
          </Bouton>
        </div>
      </div>
    </Carte>
  )
}
