import type { Enfant } from '#ui/langue.tsx'
import { Portees } from '#ui/pictos.tsx'

/** The whole page says that it is done: holds the h1, so the page is `sansTitre` (POR-16). */
export function Confirmation({
  titre,
  texte,
  references,
  niveau: H = 'h1',
}: {
  titre: string
  texte: Enfant
  references: readonly { nom: string; valeur: Enfant }[]
  niveau?: 'h1' | 'h3'
}) {
  return (
    <div class="confirm">
      <Portees />
      <div>
        <H>{titre}</H>
        <p>{texte}</p>
        {references.length > 0 ? (
          <dl class="confirm__ref">
            {references.map((r) => (
              <div key={r.nom}>
                <dt>{r.nom}</dt>
                <dd>{r.valeur}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
    </div>
  )
}

/** The welcome, full width; holds the h1. */
export function Heros({ titre, texte, children }: { titre: string; texte: Enfant; children?: Enfant }) {
  return (
    <div class="hero">
      <Portees />
      <div class="wrap">
        <h1>{titre}</h1>
        <p class="lead">{texte}</p>
        {children ? <div class="row">{children}</div> : null}
      </div>
    </div>
  )
}
