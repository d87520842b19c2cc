import { Controller } from '@hotwired/stimulus'
import { dessinerOptions, type Suggestion } from '#ui/client/options.ts'
import { textesClient } from '#ui/client/textes.ts'

const DELAI = 200

/**
 * A combobox (ARIA 1.2, list autocomplete) over a plain text field: asks `data-suggestions` with `?recherche=` for `{ elements: Suggestion[] }`.
 * Choosing puts `valeur` in the field and dispatches `suggestions:choisie` with the whole suggestion.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ['champ']
  declare champTarget: HTMLInputElement
  private liste!: HTMLUListElement
  private statut!: HTMLParagraphElement
  private elements: Suggestion[] = []
  private actif = -1
  private minuterie?: number
  private demande?: AbortController

  override connect() {
    const c = this.champTarget
    this.liste = Object.assign(document.createElement('ul'), { className: 'options', id: `${c.id}-liste`, hidden: true })
    this.liste.setAttribute('role', 'listbox')
    this.liste.setAttribute('aria-label', c.labels?.[0]?.textContent ?? '')
    this.statut = Object.assign(document.createElement('p'), { className: 'combobox__status' })
    this.statut.setAttribute('role', 'status')
    for (const [k, v] of Object.entries({
      role: 'combobox',
      'aria-expanded': 'false',
      'aria-controls': this.liste.id,
      'aria-autocomplete': 'list',
      autocomplete: 'off',
    }))
      c.setAttribute(k, v)
    this.element.append(this.liste, this.statut)
    c.addEventListener('input', this.saisir)
    c.addEventListener('keydown', this.touche)
    c.addEventListener('blur', this.quitter)
    this.liste.addEventListener('mousedown', this.viser)
  }

  override disconnect() {
    clearTimeout(this.minuterie)
    this.demande?.abort()
    this.champTarget.removeEventListener('input', this.saisir)
    this.champTarget.removeEventListener('keydown', this.touche)
    this.champTarget.removeEventListener('blur', this.quitter)
    this.liste.remove()
    this.statut.remove()
  }

  private saisir = () => {
    clearTimeout(this.minuterie)
    this.minuterie = window.setTimeout(() => void this.demander(), DELAI)
  }

  private async demander() {
    this.demande?.abort()
    const saisie = this.champTarget.value.trim()
    if (saisie.length < 2) return this.fermer()
    this.demande = new AbortController()
    try {
      const url = new URL(this.champTarget.dataset.suggestions!, location.href)
      url.searchParams.set('recherche', saisie)
      const reponse = await fetch(url, { signal: this.demande.signal, headers: { accept: 'application/json' } })
      if (!reponse.ok) throw new Error(String(reponse.status))
      this.elements = ((await reponse.json()) as { elements: Suggestion[] }).elements
    } catch (erreur) {
      if ((erreur as Error).name === 'AbortError') return
      this.fermer()
      this.statut.textContent = textesClient().suggestionsEnPanne
      return
    }
    // The answer may come once the person has gone on to the next field.
    if (document.activeElement !== this.champTarget) return
    dessinerOptions(this.liste, this.elements, saisie)
    this.ouvrir()
  }

  private ouvrir() {
    this.actif = -1
    this.liste.hidden = this.elements.length === 0
    this.champTarget.setAttribute('aria-expanded', String(!this.liste.hidden))
    this.champTarget.removeAttribute('aria-activedescendant')
    this.statut.textContent = textesClient().suggestions(this.elements.length)
  }

  private fermer() {
    this.liste.hidden = true
    this.actif = -1
    this.champTarget.setAttribute('aria-expanded', 'false')
    this.champTarget.removeAttribute('aria-activedescendant')
    this.statut.textContent = ''
  }

  private touche = (e: KeyboardEvent) => {
    const ouverte = !this.liste.hidden
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault()
      if (!ouverte) return void this.demander()
      const n = this.elements.length
      this.activer(e.key === 'ArrowDown' ? (this.actif + 1) % n : (this.actif <= 0 ? n : this.actif) - 1)
    } else if (e.key === 'Enter' && ouverte && this.actif >= 0) {
      e.preventDefault()
      this.choisir(this.actif)
    } else if (e.key === 'Escape' && ouverte) {
      e.preventDefault()
      e.stopPropagation()
      this.fermer()
    } else if (e.key === 'Tab') this.fermer()
  }

  private activer(i: number) {
    this.actif = i
    for (const [j, li] of [...this.liste.children].entries()) li.setAttribute('aria-selected', String(i === j))
    const li = this.liste.children[i]
    if (!li) return
    this.champTarget.setAttribute('aria-activedescendant', li.id)
    li.scrollIntoView({ block: 'nearest' })
  }

  private choisir(i: number) {
    const choisie = this.elements[i]
    if (!choisie || choisie.desactive) return
    this.champTarget.value = choisie.valeur
    this.fermer()
    this.dispatch('choisie', { detail: choisie })
    this.champTarget.dispatchEvent(new Event('change', { bubbles: true }))
  }

  private viser = (e: MouseEvent) => {
    e.preventDefault() // keeps the focus in the field
    const li = (e.target as Element).closest('li')
    if (li) this.choisir([...this.liste.children].indexOf(li))
  }

  private quitter = () => this.fermer()
}
