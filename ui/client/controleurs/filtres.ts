import { Controller } from '@hotwired/stimulus'

const DELAI = 350

/** The list follows its filters: at once for a choice, after a pause in typing for a text. The address is replaced, focus and caret stay (morph). */
export default class extends Controller<HTMLFormElement> {
  private minuterie?: number
  private envoye = ''

  override connect() {
    this.envoye = this.etat()
  }

  override disconnect() {
    clearTimeout(this.minuterie)
  }

  differer(e: Event) {
    if (!(e.target as Element).matches('input:not([type=checkbox], [type=radio])')) return
    clearTimeout(this.minuterie)
    this.minuterie = window.setTimeout(() => this.envoyer(), DELAI)
  }

  envoyer() {
    clearTimeout(this.minuterie)
    if (this.etat() === this.envoye) return
    this.envoye = this.etat()
    this.element.requestSubmit()
  }

  private etat() {
    return new URLSearchParams(new FormData(this.element) as unknown as Record<string, string>).toString()
  }
}
