import type { JSX } from 'preact'
import { useContext } from 'preact/hooks'
import { type PropsChamp, type Liens, Libelle, Aide, Erreur, Programme } from '#ui/composants/champ.parties.tsx'
import { Controle } from '#ui/composants/controle.tsx'
import { ContexteFiltres } from '#ui/composants/formulaire.tsx'
import { Icone } from '#ui/icones.tsx'
import type { Enfant } from '#ui/langue.tsx'

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
