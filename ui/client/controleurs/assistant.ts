import { Controller } from '@hotwired/stimulus'

/** Opens the assistant's own page in a panel; nothing of it is loaded before (POR-09). */
export default class extends Controller<HTMLAnchorElement> {
  private panneau: HTMLElement | null = null

  override disconnect() {
    this.panneau?.remove()
  }

  async ouvrir(e: MouseEvent) {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return
    e.preventDefault()
    if (this.panneau) return this.fermer()
    const page = await this.lire(this.element.href)
    if (!page) return location.assign(this.element.href)
    const zone = Object.assign(document.createElement('aside'), { className: 'assistant' })
    zone.setAttribute('aria-labelledby', 'assistant-titre')
    const tete = Object.assign(document.createElement('div'), { className: 'assistant__head on-dark' })
    const titre = Object.assign(document.createElement('h2'), { id: 'assistant-titre', textContent: this.element.dataset.titre ?? '' })
    const fermer = Object.assign(document.createElement('button'), { type: 'button', className: 'icon-button', textContent: '×' })
    fermer.setAttribute('aria-label', this.element.dataset.fermer ?? '')
    fermer.addEventListener('click', this.fermer)
    tete.append(titre, fermer)
    const fil = page.querySelector<HTMLElement>('[data-conversation]')!
    fil.className = 'chat-scroll'
    fil.tabIndex = 0
    const pied = Object.assign(document.createElement('div'), { className: 'assistant__foot' })
    const formulaire = page.querySelector<HTMLFormElement>('form.composer')!
    pied.append(formulaire, ...[formulaire.nextElementSibling].filter((x) => x !== null))
    zone.append(tete, fil, pied)
    zone.addEventListener('keydown', (k) => { if (k.key === 'Escape') this.fermer() })
    formulaire.addEventListener('submit', (s) => { s.preventDefault(); s.stopPropagation(); void this.demander(formulaire, fil) })
    formulaire.addEventListener('keydown', (k) => { if (k.key === 'Enter' && !k.shiftKey) { k.preventDefault(); formulaire.requestSubmit() } })
    this.element.after(zone)
    this.element.hidden = true
    this.panneau = zone
    formulaire.querySelector('textarea')!.focus()
  }

  private fermer = () => {
    this.panneau?.remove()
    this.panneau = null
    this.element.hidden = false
    this.element.focus()
  }

  private async demander(formulaire: HTMLFormElement, fil: HTMLElement) {
    const champ = formulaire.querySelector('textarea')!
    const question = champ.value.trim()
    if (!question) return
    const page = await this.lire(`${this.element.href}?question=${encodeURIComponent(question)}`)
    if (!page) return formulaire.submit()
    champ.value = ''
    const recus = [...page.querySelectorAll('[data-conversation] li')]
    fil.querySelector('ol')!.append(...recus)
    recus[0]?.scrollIntoView({ block: 'nearest' })
    fil.scrollTop = fil.scrollHeight
    formulaire.nextElementSibling?.replaceWith(page.querySelector('form.composer')!.nextElementSibling!)
  }

  private async lire(adresse: string): Promise<Document | null> {
    try {
      const reponse = await fetch(adresse, { headers: { accept: 'text/html' } })
      return reponse.ok ? new DOMParser().parseFromString(await reponse.text(), 'text/html') : null
    } catch {
      return null
    }
  }
}
