import { Icone, type NomIcone } from '#ui/icones.tsx'
import { useTextes, type Enfant } from '#ui/langue.tsx'
import { Temps } from '#ui/composants/temps.tsx'

export interface ElementAFaire {
  marque: number | NomIcone
  genre?: 'warn' | 'plan'
  titre: string
  href: string
  texte?: Enfant
  cote?: Enfant
}

/** Ordered by deadline: a number, a sentence that is a link, a limit. Empty, it says so (POR-12). */
export function AFaire({ elements, vide }: { elements: readonly ElementAFaire[]; vide?: Enfant }) {
  const { t } = useTextes()
  if (elements.length === 0)
    return (
      <div class="todo__none">
        <p>{vide ?? t.commun.afaire.vide}</p>
      </div>
    )
  return (
    <ul class="todo">
      {elements.map((e) => (
        <li key={e.href + e.titre}>
          <span class={e.genre ? `todo__mark todo__mark--${e.genre}` : 'todo__mark'} aria-hidden="true">
            {typeof e.marque === 'number' ? e.marque : <Icone nom={e.marque} />}
          </span>
          <div class="todo__what">
            <a href={e.href}>{e.titre}</a>
            {e.texte ? <p>{e.texte}</p> : null}
          </div>
          {e.cote ? <div class="todo__side">{typeof e.cote === 'string' ? <span class="small muted">{e.cote}</span> : e.cote}</div> : null}
        </li>
      ))}
    </ul>
  )
}

export function Actualites({
  actualites,
}: {
  actualites: readonly { date: Date | string; titre: string; href: string; texte: string; lang?: 'fr' | undefined }[]
}) {
  return (
    <ul class="news">
      {actualites.map((a) => (
        <li key={a.href} lang={a.lang}>
          <Temps date={a.date} forme="date" />
          <h3>
            <a href={a.href}>{a.titre}</a>
          </h3>
          <p>{a.texte}</p>
        </li>
      ))}
    </ul>
  )
}
