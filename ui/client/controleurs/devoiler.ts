import { Controller } from '@hotwired/stimulus'
import { textesClient } from '#ui/client/textes.ts'

/** Shows or hides a password. */
export default class extends Controller<HTMLElement> {
  static override targets = ['champ', 'bouton']
  declare champTarget: HTMLInputElement
  declare boutonTarget: HTMLButtonElement

  override connect() {
    this.boutonTarget.hidden = false
  }

  basculer() {
    const montre = this.champTarget.type === 'password'
    this.champTarget.type = montre ? 'text' : 'password'
    this.boutonTarget.setAttribute('aria-pressed', String(montre))
    const t = textesClient()
    this.boutonTarget.textContent = montre ? t.masquer : t.afficher
  }
}
