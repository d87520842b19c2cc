import { useTextes } from '#ui/langue.tsx'
import { nombre } from '#ui/textes/format.ts'

/** Where one stands in a procedure; `courante` counts from 0. */
export function Etapes({ liste, courante }: { liste: string[]; courante: number }) {
  const { t } = useTextes()
  return (
    <ol class="steps" aria-label={t.commun.etapes}>
      {liste.map((e, i) => (
        <li key={e} class={i < courante ? 'is-done' : undefined} aria-current={i === courante ? 'step' : undefined}>
          <span>{e}</span>
        </li>
      ))}
    </ol>
  )
}

/**
 * Links to the parts of a long page, beside it; `rangee`: above it, at any width, with how much each holds. The browser follows them
 * itself: it unfolds what holds the part.
 */
export function SurCettePage({ liens, rangee }: { liens: { libelle: string; href: string; nombre?: number }[]; rangee?: boolean }) {
  const { t, langue } = useTextes()
  return (
    <nav class={rangee ? 'onpage onpage--row' : 'onpage'} aria-label={t.commun.surCettePage} data-turbo="false">
      {rangee ? null : <h2>{t.commun.surCettePage}</h2>}
      <ul>
        {liens.map((l) => (
          <li key={l.href}>
            <a href={l.href}>
              {l.libelle}
              {l.nombre === undefined ? null : (
                <>
                  {' '}
                  <span class="count count--quiet">{nombre(l.nombre, langue)}</span>
                </>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
