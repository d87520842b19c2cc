import { useContext, useId } from 'preact/hooks'
import { ContexteEnvoi, ContexteLecture, RAISON_LECTURE } from '#ui/composants/lecture.tsx'
import { Icone, type NomIcone } from '#ui/icones.tsx'
import { useTextes, type Enfant } from '#ui/langue.tsx'

export interface PropsBouton {
  /** One `premier` per page; `danger` only for what destroys or refuses. */
  genre?: 'premier' | 'second' | 'discret' | 'danger' | 'danger-second'
  /** A link that looks like a button. */
  href?: string
  name?: string
  value?: string
  type?: 'submit' | 'button'
  petit?: boolean
  /** The whole width of its container. */
  bloc?: boolean
  /** A link to a form that changes something. */
  agit?: boolean
  /** Shown, focusable, without effect: the reason stands beside it. */
  indisponible?: Enfant
  icone?: NomIcone
  /** Id of the form it sends, when outside. */
  form?: string
  /** Id of the `<Dialogue>` that, with script, replaces the page at `href`. */
  dialogue?: string
  attrs?: Record<string, string | boolean | undefined>
  children: Enfant
}

const CLASSES = {
  premier: '',
  second: ' button--second',
  discret: ' button--quiet',
  danger: ' button--danger',
  'danger-second': ' button--danger-second',
}

/** Says its effect and its time: « Soumettre, effectif à 14 h 47 ». */
export function Bouton({
  genre = 'premier',
  href,
  name,
  value,
  type,
  petit,
  bloc,
  agit,
  indisponible,
  icone,
  form,
  dialogue,
  attrs,
  children,
}: PropsBouton) {
  const raison = useId()
  const envoiFerme = useContext(ContexteEnvoi) && !href && type !== 'button'
  const lienFerme = useContext(ContexteLecture) && agit
  const classes = `button${CLASSES[genre]}${petit ? ' button--small' : ''}${bloc ? ' button--block' : ''}`
  const contenu = (
    <>
      {icone ? (
        <>
          <Icone nom={icone} />{' '}
        </>
      ) : null}
      {children}
    </>
  )
  if (indisponible)
    return (
      <>
        <button type="button" class={classes} aria-disabled="true" aria-describedby={raison} {...attrs}>
          {contenu}
        </button>{' '}
        <span class="reason" id={raison}>
          {indisponible}
        </span>
      </>
    )
  if (envoiFerme || lienFerme)
    return (
      <button type="button" class={classes} aria-disabled="true" aria-describedby={RAISON_LECTURE} {...attrs}>
        {contenu}
      </button>
    )
  if (href)
    return (
      <a class={classes} href={href} data-dialogue={dialogue} {...attrs}>
        {contenu}
      </a>
    )
  return (
    <button class={classes} type={type} name={name} value={value} form={form} {...attrs}>
      {contenu}
    </button>
  )
}

/** Without script there is nothing to press: the browser's own command prints. */
export function Imprimer() {
  const { t } = useTextes()
  return (
    <Bouton
      genre="discret"
      type="button"
      icone="imprimer"
      attrs={{ hidden: true, 'data-controller': 'imprimer', 'data-action': 'imprimer#imprimer' }}
    >
      {t.commun.imprimer}
    </Bouton>
  )
}

/** A file: `download` keeps Turbo from fetching it as a page. */
export function Telecharger({
  href,
  nom,
  genre = 'second',
  petit,
  children,
}: {
  href: string
  nom?: string
  genre?: PropsBouton['genre']
  petit?: boolean
  children: Enfant
}) {
  return (
    <Bouton genre={genre} petit={petit} href={href} icone="telecharger" attrs={{ download: nom ?? true, 'data-turbo': 'false' }}>
      {children}
    </Bouton>
  )
}
