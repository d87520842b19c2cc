import type { JSX } from 'preact'
import type { Enfant } from '#ui/langue.tsx'

/** A small table that nobody sorts. */
export function TableSimple({ legende, colonnes, lignes }: { legende: string; colonnes: string[]; lignes: Enfant[][] }): JSX.Element {
  return (
    <div class="card card--flush">
      <div class="table-wrap" role="region" aria-label={legende} tabindex={0}>
        <table class="table">
          <caption class="visually-hidden">{legende}</caption>
          <thead>
            <tr>
              {colonnes.map((n) => (
                <th key={n} scope="col">
                  {n}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lignes.map((l, i) => (
              <tr key={i}>
                {l.map((v, j) =>
                  j === 0 ? (
                    <th key={j} scope="row" class="lead-cell">
                      {v}
                    </th>
                  ) : (
                    <td key={j} class={v === '' ? 'empty-cell' : undefined} data-label={colonnes[j]}>
                      <div>{v}</div>
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
