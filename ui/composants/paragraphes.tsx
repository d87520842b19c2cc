import { Fragment } from 'preact'
import type { Enfant } from '#ui/langue.tsx'

/** What a person typed: a blank line parts two paragraphs, a line ends where they ended it. */
export const Paragraphes = ({ texte, ligne = (l) => l }: { texte: string; ligne?: (l: string) => Enfant }) => (
  <div class="stack stack--tight">
    {texte
      .trim()
      .split(/\n\s*\n/)
      .map((p, i) => (
        <p key={i}>
          {p.split('\n').map((l, j) => (
            <Fragment key={j}>
              {j ? <br /> : null}
              {ligne(l)}
            </Fragment>
          ))}
        </p>
      ))}
  </div>
)
