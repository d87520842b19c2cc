import { Icone, type NomIcone } from '#ui/icones.tsx'
import type { Enfant } from '#ui/langue.tsx'

export interface Evenement {
  genre: 'ok' | 'plan' | 'neutre' | 'warn' | 'err'
  icone: NomIcone
  titre: Enfant
  quand: Enfant
  texte?: Enfant
}

/** What happened and what will; oldest first in an exchange, newest first in a history. */
export function Chronologie({ evenements }: { evenements: readonly Evenement[] }) {
  return (
    <ol class="timeline">
      {evenements.map((e, i) => (
        <li key={i}>
          <span class={e.genre === 'neutre' ? 'dot' : `dot dot--${e.genre}`}>
            <Icone nom={e.icone} />
          </span>
          <div>
            <p>
              <strong>{e.titre}</strong>
            </p>
            <p class="when">{e.quand}</p>
            {e.texte ? <div class="bubble">{typeof e.texte === 'string' ? <p>{e.texte}</p> : e.texte}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  )
}
