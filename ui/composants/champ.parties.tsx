import { Etiquette } from '#ui/composants/etiquette.tsx'
import { Icone } from '#ui/icones.tsx'
import { Cache, useTextes, type Enfant } from '#ui/langue.tsx'

export interface OptionChamp {
  valeur: string
  libelle: string
  aide?: string
  desactivee?: boolean
}

/** Codes to choose among, each under its name. */
export const optionsDe = <C extends string>(
  codes: readonly C[],
  noms: { readonly [code in C]?: string },
  aides?: { readonly [code in C]?: string },
): OptionChamp[] => codes.map((valeur) => ({ valeur, libelle: noms[valeur] ?? valeur, aide: aides?.[valeur] }))

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
  /** Of a select: the first line, that chooses nothing. */
  sansChoix?: string
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

export function Libelle({ p }: { p: PropsChamp }) {
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

export function Aide({ p, id }: { p: PropsChamp; id: string }) {
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

export function Erreur({ message, id }: { message?: string; id: string }) {
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

export function Programme({ p }: { p: PropsChamp }) {
  return p.programme ? (
    <p class="changed">
      <Etiquette genre="plan" icone="horloge">
        {p.programme.a}
      </Etiquette>{' '}
      <span>{p.programme.valeur}</span>
    </p>
  ) : null
}
