import { Controller } from '@hotwired/stimulus'

const RENOUVELER_MS = 25_000

/** An answer to a ticket: a canned answer goes in at once, and others see that one is writing. */
export default class extends Controller<HTMLElement> {
  static override targets = ['texte', 'choix']
  static override values = { chemin: String }
  declare texteTarget: HTMLTextAreaElement
  declare choixTarget: HTMLSelectElement
  declare cheminValue: string
  #dite = -Infinity

  /** Said at most every so often, and only while one writes. */
  dire() {
    if (performance.now() - this.#dite < RENOUVELER_MS) return
    this.#dite = performance.now()
    void fetch(this.cheminValue, { method: 'POST', body: new URLSearchParams(), redirect: 'manual' }).catch(() => {})
  }

  async inserer(e: Event) {
    const id = this.choixTarget.value
    if (!id) return
    e.preventDefault()
    const bouton = e.currentTarget as HTMLButtonElement
    const r = await fetch(this.cheminValue.replace(/presence$/, `reponses/${id}`)).catch(() => null)
    // The page itself can do it: the form is sent.
    if (!r?.ok) return bouton.form!.requestSubmit(bouton)
    const t = this.texteTarget
    t.value = [t.value.trim(), await r.text()]
      .filter(Boolean)
      .join('\n\n')
      .slice(0, t.maxLength > 0 ? t.maxLength : undefined)
    t.focus()
    this.dire()
  }
}
