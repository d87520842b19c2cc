import type { JSX } from 'preact'
import { useContext } from 'preact/hooks'
import { Controle } from '#ui/composants/controle.tsx'
import { ContexteFiltres } from '#ui/composants/formulaire.tsx'
import { Etiquette } from '#ui/composants/etiquette.tsx'
import { Icone } from '#ui/icones.tsx'
import { Cache, useTextes, type Enfant } from '#ui/langue.tsx'

export interface OptionChamp {
  valeur: string
  libelle: string
  aide?: string
  desactivee?: boolean
}

type TypeChamp =
  | 'text'
  | 'email'
  | 'tel'
  | 'password'
  | 'search'
  | 'number'
  | 'date'
  | 'datetime-local'
  | 'select'
  | 'textarea'
  | 'checkbox'
  | 'radios'
  | 'cases'
  | 'file'

export interface PropsChamp {
  nom: string
  libelle: string
  type?: TypeChamp
  /** A text; the ticked values of `cases`; for `checkbox`, `oui` or true when ticked. */
  valeur?: string | number | boolean | readonly string[] | null
  aide?: Enfant
  erreur?: string
  facultatif?: boolean
  options?: readonly OptionChamp[]
  /** Cannot be changed here: says why, and the link that changes it. Nothing is sent for it. */
  verrou?: { pourquoi: Enfant }
  /** A third, a half or two thirds of the row, when there is room. */
  largeur?: 'w2' | 'w3' | 'w4'
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search' | 'url'
  maxLength?: number
  /** Another value is programmed: `a` says when. */
  programme?: { a: string; valeur: string }
  /** Address of a JSON list of suggestions: with script, a combobox; without, a plain text field. */
  suggestions?: string
  id?: string
  /** Takes the focus when the page opens. */
  auto?: boolean
  /** Other attributes of the control itself. Never spread data here. */
  attrs?: Record<string, string | number | boolean | undefined>
}

/** What every control of this field bears. */
export interface Liens {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': 'true' | undefined
  requis: boolean
}

/** One field: label, hint, error, then the control, tied together by `<nom>`, `<nom>-aide`, `<nom>-erreur`. */
export function Champ(p: PropsChamp): JSX.Element {
  const filtre = useContext(ContexteFiltres)
  const id = p.id ?? p.nom
  const decrit = [
    p.aide && p.type !== 'checkbox' ? `${id}-aide` : null,
    p.erreur ? `${id}-erreur` : null,
    p.verrou ? `${id}-pourquoi` : null,
  ]
    .filter(Boolean)
    .join(' ')
  const liens: Liens = {
    id,
    'aria-describedby': decrit || undefined,
    'aria-invalid': p.erreur ? 'true' : undefined,
    requis: !p.facultatif && !p.verrou && !filtre && p.type !== 'checkbox',
  }
  const classes = ['field', p.erreur ? 'field--error' : '', p.verrou ? 'field--locked' : '', p.largeur ?? ''].filter(Boolean).join(' ')
  if (p.verrou) return <ChampVerrouille p={p} classes={classes} liens={liens} pourquoi={p.verrou.pourquoi} />
  if (p.type === 'checkbox') return <CaseSeule p={p} classes={classes} liens={liens} />
  if (p.type === 'radios' || p.type === 'cases') return <Groupe p={p} classes={classes} liens={liens} />
  return (
    <div class={classes}>
      <label for={id}>
        <Libelle p={p} />
      </label>
      <Aide p={p} id={id} />
      <Controle p={p} liens={liens} />
      <Programme p={p} />
    </div>
  )
}

function Libelle({ p }: { p: PropsChamp }) {
  const { t } = useTextes()
  return (
    <>
      {p.libelle}
      {p.facultatif ? (
        <>
          {' '}
          <span class="optional">{t.commun.champ.facultatif}</span>
        </>
      ) : null}
    </>
  )
}

function Aide({ p, id }: { p: PropsChamp; id: string }) {
  return (
    <>
      {p.aide ? (
        <p class="hint" id={`${id}-aide`}>
          {p.aide}
        </p>
      ) : null}
      <Erreur message={p.erreur} id={id} />
    </>
  )
}

function Erreur({ message, id }: { message?: string; id: string }) {
  const { t } = useTextes()
  return message ? (
    <p class="error" id={`${id}-erreur`}>
      <Icone nom="erreur" />
      <span>
        <Cache>{t.commun.champ.erreur}</Cache>
        {message}
      </span>
    </p>
  ) : null
}

function Programme({ p }: { p: PropsChamp }) {
  return p.programme ? (
    <p class="changed">
      <Etiquette genre="plan" icone="horloge">
        {p.programme.a}
      </Etiquette>{' '}
      <span>{p.programme.valeur}</span>
    </p>
  ) : null
}

function ChampVerrouille({ p, classes, liens, pourquoi }: { p: PropsChamp; classes: string; liens: Liens; pourquoi: Enfant }) {
  const choisies = [p.valeur].flat().map((v) => p.options?.find((o) => o.valeur === v)?.libelle ?? v)
  return (
    <div class={classes}>
      <label for={liens.id}>
        <Libelle p={p} />
      </label>
      <div class="locked">
        <Icone nom="verrou" />
        <input
          class="input"
          id={liens.id}
          value={choisies.join(', ')}
          readonly
          aria-disabled="true"
          aria-describedby={liens['aria-describedby']}
          {...p.attrs}
        />
      </div>
      <p class="why" id={`${liens.id}-pourquoi`}>
        {pourquoi}
      </p>
      <Programme p={p} />
    </div>
  )
}

function CaseSeule({ p, classes, liens }: { p: PropsChamp; classes: string; liens: Liens }) {
  return (
    <div class={classes}>
      <Erreur message={p.erreur} id={liens.id} />
      <label class="choice">
        <input
          type="checkbox"
          id={liens.id}
          name={p.nom}
          value="oui"
          checked={p.valeur === true || p.valeur === 'oui'}
          aria-describedby={liens['aria-describedby']}
          aria-invalid={liens['aria-invalid']}
          autofocus={p.auto}
          {...p.attrs}
        />
        <span>{p.libelle}</span>
        {p.aide ? <small>{p.aide}</small> : null}
      </label>
      <Programme p={p} />
    </div>
  )
}

/** Choices under one question; `tabindex` lets the error summary's link reach it. */
function Groupe({ p, classes, liens }: { p: PropsChamp; classes: string; liens: Liens }) {
  const radios = p.type === 'radios'
  const carte = p.options?.some((o) => o.aide) ? 'choice choice--card' : 'choice'
  const choisies = [p.valeur].flat().map(String)
  return (
    <fieldset
      class={classes}
      id={liens.id}
      tabindex={-1}
      role={radios ? 'radiogroup' : undefined}
      aria-describedby={liens['aria-describedby']}
      aria-invalid={radios ? liens['aria-invalid'] : undefined}
      aria-required={radios && liens.requis ? 'true' : undefined}
    >
      <legend>
        <Libelle p={p} />
      </legend>
      <Aide p={p} id={liens.id} />
      <div>
        {p.options?.map((o) => (
          <label key={o.valeur} class={carte}>
            <input
              type={radios ? 'radio' : 'checkbox'}
              name={p.nom}
              value={o.valeur}
              checked={choisies.includes(o.valeur)}
              aria-disabled={o.desactivee ? 'true' : undefined}
              disabled={o.desactivee}
              {...p.attrs}
            />
            <span>{o.libelle}</span>
            {o.aide ? <small>{o.aide}</small> : null}
          </label>
        ))}
      </div>
      <Programme p={p} />
    </fieldset>
  )
}
