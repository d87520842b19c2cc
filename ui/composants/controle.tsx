import type { JSX } from 'preact'
import type { Liens, PropsChamp } from '#ui/composants/champ.parties.tsx'
import { useTextes } from '#ui/langue.tsx'

type AttributsInput = JSX.IntrinsicElements['input']

/** The control of a field with a label above it. */
export function Controle({ p, liens: { requis, ...liens } }: { p: PropsChamp; liens: Liens }) {
  const commun = { ...liens, name: p.nom, required: requis, autofocus: p.auto, maxlength: p.maxLength }
  if (p.type === 'textarea')
    return (
      <textarea class="input" {...commun} rows={4} {...p.attrs}>
        {texteLong(texte(p.valeur))}
      </textarea>
    )
  if (p.type === 'select') return <Liste p={p} commun={commun} />
  // Preact types an input by its `type`; ours is known only when running.
  const attributs = {
    ...commun,
    class: 'input',
    type: p.type ?? 'text',
    value: texte(p.valeur),
    autocomplete: p.autoComplete ?? (p.suggestions ? 'off' : undefined),
    inputmode: p.inputMode,
    spellcheck: p.type === 'email' || p.type === 'password' ? 'false' : undefined,
    ...p.attrs,
  } as unknown as AttributsInput
  if (p.type === 'password') return <MotDePasse attributs={attributs} id={liens.id} />
  if (p.suggestions) return <Suggestions attributs={attributs} p={p} />
  return <input {...attributs} />
}

/** The parser of HTML drops one line break at the start of a textarea. */
const texteLong = (v: string) => (v.startsWith('\n') ? `\n${v}` : v)

const texte = (v: PropsChamp['valeur']): string => (v === null || v === undefined || typeof v === 'boolean' ? '' : String(v))

function Liste({ p, commun }: { p: PropsChamp; commun: { id: string } & Record<string, unknown> }) {
  const choisie = texte(p.valeur)
  return (
    <select class="input" {...commun} autocomplete={p.autoComplete} {...p.attrs}>
      {p.sansChoix === undefined ? null : (
        <option value="" selected={choisie === ''}>
          {p.sansChoix}
        </option>
      )}
      {p.options?.map((o) => (
        <option key={o.valeur} value={o.valeur} selected={o.valeur === choisie} disabled={o.desactivee}>
          {o.libelle}
        </option>
      ))}
    </select>
  )
}

/** The button appears with the script that makes it useful. */
function MotDePasse({ attributs, id }: { attributs: AttributsInput; id: string }) {
  const { t } = useTextes()
  return (
    <div class="with-button" data-controller="devoiler">
      <input {...attributs} data-devoiler-target="champ" />
      <button
        class="button button--second"
        type="button"
        hidden
        aria-pressed="false"
        aria-controls={id}
        data-devoiler-target="bouton"
        data-action="devoiler#basculer"
      >
        {t.commun.champ.afficher}
      </button>
    </div>
  )
}

function Suggestions({ attributs, p }: { attributs: AttributsInput; p: PropsChamp }) {
  return (
    <div class="combobox" data-controller="suggestions">
      <input {...attributs} data-suggestions-target="champ" data-suggestions={p.suggestions} />
    </div>
  )
}
