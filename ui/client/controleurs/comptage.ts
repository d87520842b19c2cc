import { Controller } from '@hotwired/stimulus'

/** How many boxes of each name are ticked, wherever `data-compte` says that name. */
export default class extends Controller<HTMLElement> {
  // Boxes may come back as they were left, with the page.
  override connect() {
    this.compter()
  }

  compter() {
    for (const sortie of this.element.querySelectorAll<HTMLElement>('[data-compte]'))
      sortie.textContent = String(this.element.querySelectorAll(`input[name="${sortie.dataset.compte}"]:checked`).length)
  }
}
