import { Icone, type NomIcone } from '#ui/icones.tsx'
import { Cache, useTextes, type Enfant } from '#ui/langue.tsx'
import { nombre } from '#ui/textes/format.ts'

export type Genre = 'neutre' | 'ok' | 'warn' | 'err' | 'plan' | 'action'

/** A state in words; colour comes second. `action`: open, waiting for somebody; `plan`: programmed, and nothing else. */
export function Etiquette({ genre = 'neutre', icone, children }: { genre?: Genre; icone?: NomIcone; children: Enfant }) {
  return (
    <span class={genre === 'neutre' ? 'tag' : `tag tag--${genre}`}>
      {icone ? (
        <>
          <Icone nom={icone} />{' '}
        </>
      ) : null}
      {children}
    </span>
  )
}

/** How many; `suite` says of what, for those who only hear it. */
export function Compte({ nombre: n, discret, suite }: { nombre: number; discret?: boolean; suite?: string }) {
  const { langue } = useTextes()
  return (
    <span class={discret ? 'count count--quiet' : 'count'}>
      {nombre(n, langue)}
      {suite ? <Cache>{suite}</Cache> : null}
    </span>
  )
}
