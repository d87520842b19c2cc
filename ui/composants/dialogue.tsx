import { Envoi } from '#ui/composants/lecture.tsx'
import { Icone } from '#ui/icones.tsx'
import { useTextes, type Enfant } from '#ui/langue.tsx'

/**
 * One decision over the page. Opened, with script, by the link that has `data-dialogue=<id>`; without, that link goes to a page with the
 * same form.
 */
export function Dialogue({
  id,
  titre,
  action,
  fermer,
  children,
  pied,
}: {
  id: string
  titre: string
  action: string
  fermer?: string
  children: Enfant
  pied: Enfant
}) {
  const { t } = useTextes()
  return (
    <dialog class="dialog" id={id} aria-labelledby={`${id}-titre`}>
      <form method="post" action={action} noValidate>
        <div class="dialog__head">
          <h2 id={`${id}-titre`}>{titre}</h2>
          <button class="icon-button" type="button" data-dialogue-fermer aria-label={fermer ?? t.commun.fermer}>
            <Icone nom="croix" />
          </button>
        </div>
        <div class="dialog__body">
          <Envoi>{children}</Envoi>
        </div>
        <div class="dialog__foot">
          <Envoi muet>{pied}</Envoi>
        </div>
      </form>
    </dialog>
  )
}

/** A person: initials, name, what one should know of them. */
export function Personne({ prenom, nom, detail, agent }: { prenom: string; nom: string; detail?: Enfant; agent?: boolean }) {
  return (
    <div class="person">
      <span class={agent ? 'avatar avatar--agent' : 'avatar'} aria-hidden="true">
        {(prenom.slice(0, 1) + nom.slice(0, 1)).toLocaleUpperCase('fr')}
      </span>
      <div>
        <strong>
          {prenom} {nom}
        </strong>
        {detail ? <p>{detail}</p> : null}
      </div>
    </div>
  )
}

/** Answers of two or three words, side by side. */
export function Avis({
  nom,
  question,
  reponses,
  valeur,
}: {
  nom: string
  question: string
  valeur?: string
  reponses: readonly { valeur: string; libelle: string }[]
}) {
  return (
    <fieldset>
      <legend>{question}</legend>
      <div class="rate">
        {reponses.map((r) => (
          <label key={r.valeur}>
            <input type="radio" name={nom} value={r.valeur} checked={r.valeur === valeur} /> {r.libelle}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
