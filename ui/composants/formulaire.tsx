import { createContext, type JSX } from 'preact'
import { Envoi } from '#ui/composants/lecture.tsx'
import { useTextes, type Enfant } from '#ui/langue.tsx'

/** Inside a form of filters no field is compulsory, and none says that it is optional. */
export const ContexteFiltres = createContext(false)

/** A form that changes something. Our sentences, not the browser's: `novalidate`; what is wrong comes back as a 422 with the values kept. */
export function Formulaire({
  action,
  children,
  class: classe,
  attrs,
}: {
  action?: string
  children: Enfant
  class?: string
  attrs?: Record<string, string | undefined>
}): JSX.Element {
  return (
    <form method="post" action={action} class={classe} noValidate {...attrs}>
      <Envoi>{children}</Envoi>
    </form>
  )
}

/** The grid of fields: `largeur` then shares the row. */
export function Champs({ children }: { children: Enfant }) {
  return <div class="fields">{children}</div>
}

/** Fields under one title, which « Sur cette page » can link to. */
export function Groupe({ titre, id, premier, children }: { titre: string; id?: string; premier?: boolean; children: Enfant }) {
  return (
    <fieldset class={premier ? 'group group--first' : 'group'} id={id}>
      <legend class="h2">{titre}</legend>
      {children}
    </fieldset>
  )
}

/** The buttons at the foot of a form: one primary, then the others, then what happens. */
export function Actions({ children, note }: { children: Enfant; note?: Enfant }) {
  return (
    <div class="actions">
      {children}
      {note ? <p class="actions__note">{note}</p> : null}
    </div>
  )
}

interface ErreurChamp {
  champ: string
  message: string
}

/** First in `main` after a refusal; takes the focus. Each link is worded exactly as on its field, and leads to it. */
export function ResumeErreurs({ titre, erreurs }: { titre?: string; erreurs: readonly ErreurChamp[] }) {
  const { t } = useTextes()
  if (erreurs.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus aria-labelledby="resume-erreurs">
      <h2 id="resume-erreurs">{titre ?? t.commun.erreurs(erreurs.length)}</h2>
      <ul>
        {erreurs.map((e) => (
          <li key={e.champ + e.message}>
            <a href={`#${e.champ}`}>{e.message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
