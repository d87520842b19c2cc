import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { EtatConversation } from '#app/support/clavardage/champs.ts'
import type { Nom } from '#app/support/clavardage/lire.ts'
import { nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { textes } from '#ui/textes/index.ts'

interface Vue {
  etat: EtatConversation
  position: number | null
  agentNom: Nom | null
}

export const initiales = (n: Nom) => (n.prenom ? `${n.prenom.charAt(0)}${n.nom.charAt(0)}` : n.nom.slice(0, 2)).toUpperCase()

/** Above the exchange, for whoever asks: their place in the queue, or who answers. */
export function Tete({ v, langue }: { v: Vue; langue: 'fr' | 'en' }): JSX.Element {
  const x = textes[langue].clavardage
  const nom = v.agentNom
  if (v.etat === 'attente')
    return (
      <>
        <span class="queue__n" aria-hidden="true">
          {v.position ?? 1}
        </span>
        <div role="status">
          <h2>{x.rang(v.position ?? 1)}</h2>
          <p>{x.attend}</p>
        </div>
      </>
    )
  return (
    <>
      {nom ? (
        <span class="avatar avatar--agent" aria-hidden="true">
          {initiales(nom)}
        </span>
      ) : null}
      <div role="status">
        <h2>{nom ? nomComplet(nom) : x.etats[v.etat]}</h2>
        <p>{v.etat === 'terminee' ? x.etats.terminee : x.agentDu}</p>
      </div>
    </>
  )
}

export const teteEnTexte = (v: Vue, langue: 'fr' | 'en') => renderToString(<Tete v={v} langue={langue} />)
