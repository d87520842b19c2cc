import { Fragment, type JSX } from 'preact'
import type { Enfant } from '#ui/langue.tsx'

/** An e-mail address, cut before its « @ » where what shows it is too narrow. */
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

/** A path, cut after its « / » and its « . » where what shows it is too narrow. */
export function Chemin({ valeur }: { valeur: string }): JSX.Element {
  return (
    <span>
      {valeur.split(/(?<=[/.])(?=.)/).map((partie, i) => (
        <Fragment key={i}>
          {i ? <wbr /> : null}
          {partie}
        </Fragment>
      ))}
    </span>
  )
}

/** As many characters as the smallest screen has on a line. */
const LIGNE = 28

/** A value that is an address longer than a line is cut as one. */
export const avecCoupure = (valeur: Enfant): Enfant =>
  typeof valeur === 'string' && valeur.length > LIGNE && /^\S+@\S+$/.test(valeur) ? <AdresseElectronique valeur={valeur} /> : valeur
