import type { Contexte } from '#app/contexte.ts'
import { CHOIX_MAXIMUM, type Choix } from '#app/organisation/habilitations/choix.ts'
import { envoyes } from '#app/organisation/habilitations/cadre.tsx'
import { Bouton } from '#ui/index.ts'

export const chercheDe = (c: Contexte): string => (envoyes(c, /^cherche$/)[0] ?? '').trim().slice(0, 100)

/**
 * Past a number of people, a list is no list to choose from: those of the lists that follow are searched by the server. Within their form,
 * so that nothing typed is lost.
 * `attrs`: of its button, when the form itself is not a GET.
 */
export function ChercherUnContact({ c, choix, attrs }: { c: Contexte; choix: Choix; attrs?: Record<string, string> }) {
  if (!choix.nombreux) return null
  const x = c.t.habilitations.chercher
  const cherche = chercheDe(c)
  const n = choix.contacts.length
  return (
    <div class="field">
      <label for="cherche">{x.libelle}</label>
      <p class="hint" id="cherche-aide" role="status">
        {!cherche ? x.premiers(CHOIX_MAXIMUM) : n > CHOIX_MAXIMUM ? x.encore(CHOIX_MAXIMUM) : x.trouves(n)}
      </p>
      <div class="with-button">
        <input
          class="input"
          id="cherche"
          type="search"
          name="cherche"
          value={cherche}
          maxLength={100}
          autocomplete="off"
          aria-describedby="cherche-aide"
        />
        <Bouton genre="second" {...(attrs ? { attrs } : {})}>
          {x.bouton}
        </Bouton>
      </div>
    </div>
  )
}
