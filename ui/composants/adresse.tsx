import type { JSX } from 'preact'

/** An e-mail address in a table, cut before its « @ » where the column is too narrow for it. */
export function AdresseElectronique({ valeur }: { valeur: string }): JSX.Element {
  const ou = Math.max(0, valeur.lastIndexOf('@'))
  return (
    <span class="breakable">
      {valeur.slice(0, ou)}
      <wbr />
      {valeur.slice(ou)}
    </span>
  )
}
