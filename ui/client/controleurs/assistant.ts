import { Controller } from '@hotwired/stimulus'
import { memoire } from '#ui/client/memoire.ts'

/** Open: kept for the tab, so that a reload opens it again; the conversation itself is the server's. */
const OUVERT = 'choral.assistant'
/** Where the panel covers the page (clavardage.css): what it covers is then out of reach, and a visit leaves it. */
const COUVRE = matchMedia('(max-width: 40rem)')

/**
 * Shows the assistant's own page in a panel, which stays over visits: those detach the aside for a moment, so nothing is undone then;
 * nothing of it is loaded before (POR-09).
 */
export default class extends Controller<HTMLAnchorElement> {
  private panneau: HTMLDialogElement | null = null
  private enRoute = false

  async ouvrir(e: MouseEvent) {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return
    e.preventDefault()
    if (this.panneau) return this.fermer()
    if (this.enRoute) return
    this.enRoute = true
    const page = await this.lire(this.element.href)
    this.enRoute = false
    if (!this.element.isConnected) return
    if (!page) return location.assign(this.element.href)
    const zone = Object.assign(document.createElement('dialog'), { className: 'assistant' })
    zone.setAttribute('aria-labelledby', 'assistant-titre')
    const tete = Object.assign(document.createElement('div'), { className: 'assistant__head on-dark' })
    const titre = Object.assign(document.createElement('h2'), { id: 'assistant-titre', textContent: this.element.dataset.titre ?? '' })
    const fermer = Object.assign(document.createElement('button'), { type: 'button', className: 'icon-button', textContent: '×' })
    fermer.setAttribute('aria-label', this.element.dataset.fermer ?? '')
    fermer.addEventListener('click', this.fermer)
    tete.append(titre, fermer)
    const fil = Object.assign(document.createElement('div'), { className: 'chat-scroll', tabIndex: 0 })
    const pied = Object.assign(document.createElement('div'), { className: 'assistant__foot' })
    zone.append(tete, fil, pied)
    this.remplir(zone, page)
    zone.addEventListener('keydown', (k) => {
      if (k.key === 'Escape') this.fermer()
    })
    zone.addEventListener('close', this.fermer)
    zone.addEventListener('submit', (s) => {
      const formulaire = s.target as HTMLFormElement
      if (!formulaire.matches('[data-demander]')) return
      s.preventDefault()
      s.stopPropagation()
      void this.envoyer(formulaire, zone)
    })
    this.element.hidden = true
    this.panneau = zone
    this.poser()
    COUVRE.addEventListener('change', this.poser)
    document.addEventListener('turbo:before-render', this.quitter)
    const rouvert = memoire.lire(OUVERT) === 'rouvrir'
    memoire.garder(OUVERT, 'oui')
    fil.scrollTop = fil.scrollHeight
    if (!rouvert || COUVRE.matches) zone.querySelector('textarea')!.focus()
  }

  private fermer = () => {
    if (!this.panneau) return
    const zone = this.panneau
    this.panneau = null
    COUVRE.removeEventListener('change', this.poser)
    document.removeEventListener('turbo:before-render', this.quitter)
    memoire.garder(OUVERT, '')
    zone.remove()
    this.element.hidden = false
    this.element.focus()
  }

  /** Over the page, or beside it; turning a telephone passes from one to the other. `open` rather than `show()`, which would take the focus. */
  private poser = () => {
    const zone = this.panneau!
    if (zone.matches(':modal') === COUVRE.matches && zone.open) return
    const ici = zone.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null
    zone.removeAttribute('open')
    // Out of the top layer and out of what it made inert: a modal dialog is only that while it is in the page.
    this.element.after(zone)
    if (COUVRE.matches) zone.showModal()
    else zone.open = true
    ici?.focus()
  }

  private quitter = () => {
    if (this.panneau?.matches(':modal')) this.fermer()
  }

  /** The page's own conversation, form and ways on, in the panel. */
  private remplir(zone: HTMLElement, page: Document) {
    const fil = zone.querySelector<HTMLElement>('.chat-scroll')!
    const conversation = page.querySelector('[data-conversation]')!
    for (const nom of ['role', 'aria-label']) fil.setAttribute(nom, conversation.getAttribute(nom)!)
    fil.replaceChildren(...conversation.children)
    zone.querySelector('.assistant__foot')!.replaceChildren(...page.querySelector('[data-assistant-pied]')!.children)
    const dernier = fil.querySelector<HTMLElement>('#dernier')
    if (dernier) fil.scrollTop = dernier.offsetTop - fil.offsetTop
  }

  private async envoyer(formulaire: HTMLFormElement, zone: HTMLElement) {
    const champs = new URLSearchParams(new FormData(formulaire) as unknown as Record<string, string>)
    if (champs.get('question')?.trim() === '') return
    const page =
      formulaire.method === 'get'
        ? await this.lire(`${formulaire.action}?${champs}`)
        : await this.lire(formulaire.action, { method: 'POST', body: champs })
    if (!page) return formulaire.submit()
    this.remplir(zone, page)
    zone.querySelector('textarea')!.focus()
  }

  private async lire(adresse: string, options: RequestInit = {}): Promise<Document | null> {
    try {
      const reponse = await fetch(adresse, { ...options, headers: { accept: 'text/html' } })
      return reponse.ok ? new DOMParser().parseFromString(await reponse.text(), 'text/html') : null
    } catch {
      return null
    }
  }
}
