import { Controller } from '@hotwired/stimulus'
import { textesClient } from '#ui/client/textes.ts'

/** Select all, and say how many; what offers them all leaves once all are ticked. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ['tout', 'case', 'nombre', 'tous']
  declare toutTarget: HTMLInputElement
  declare caseTargets: HTMLInputElement[]
  declare nombreTarget: HTMLElement
  declare tousTargets: HTMLElement[]

  override connect() {
    this.dire()
  }

  compter(e: Event) {
    if (e.target === this.toutTarget) for (const c of this.caseTargets) c.checked = this.toutTarget.checked
    this.dire()
  }

  private dire() {
    const n = this.caseTargets.filter((c) => c.checked).length
    this.toutTarget.checked = n > 0 && n === this.caseTargets.length
    this.toutTarget.indeterminate = n > 0 && n < this.caseTargets.length
    for (const bouton of this.tousTargets) bouton.style.display = n > 0 && n >= Number(bouton.dataset.nombre) ? 'none' : ''
    this.nombreTarget.textContent = textesClient().selection(n)
  }
}
