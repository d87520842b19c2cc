import type { JSX } from 'preact'

/** The numbers of what will be cancelled, each a link to its receipt. */
export function NumerosAnnules({ numeros }: { numeros: readonly string[] }): JSX.Element {
  return (
    <>
      {numeros.map((n) => (
        <span key={n}>
          <a href={`/demandes/${n}`}>{n}</a>
          <br />
        </span>
      ))}
    </>
  )
}
