import type { JSX } from 'preact'
import { Icone, type NomIcone } from '#ui/icones.tsx'
import type { Enfant } from '#ui/langue.tsx'

const ICONES = { info: 'info', ok: 'reussi', warn: 'attention', err: 'erreur', plan: 'horloge' } as const satisfies Record<string, NomIcone>

/** Stays until its cause goes. `role="status"` after an action, `alert` only for a failure. */
export function Alerte({
  genre,
  titre,
  role,
  children,
}: {
  genre: 'info' | 'ok' | 'warn' | 'err' | 'plan'
  titre?: string
  role?: 'status' | 'alert'
  children: Enfant
}): JSX.Element {
  const simple = typeof children === 'string'
  return (
    <div class={genre === 'info' ? 'alert' : `alert alert--${genre}`} role={role}>
      <Icone nom={ICONES[genre]} />
      <div>
        {titre ? (
          <p>
            <strong>{titre}</strong>
          </p>
        ) : null}
        {simple ? <p>{children}</p> : children}
      </div>
    </div>
  )
}

/** What just happened, told at the top of the page one lands on. */
export const Succes = ({ children }: { children: Enfant }) => (
  <Alerte genre="ok" role="status">
    {children}
  </Alerte>
)
