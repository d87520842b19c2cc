import { Controller } from '@hotwired/stimulus'
import { morphChildren, visit } from '@hotwired/turbo'
import { Depot, nouvelleCle, vider, type EnAttente } from '#ui/client/clavardage/depot.ts'
import { Fil, quiEcrit, type Mots } from '#ui/client/clavardage/fil.ts'
import { suivre, type Etat, type Nouvelle, type Recu } from '#ui/client/clavardage/lien.ts'
import { memoire } from '#ui/client/memoire.ts'

const ECRIT = { envoi: 3000, montre: 6000 }
const PAUSE = { lecture: 250, bureau: 400, arrivee: 1000, coupure: 1000 }
const ESSAIS_COUPURE = 5

/**
 * An exchange that goes on by itself: messages by rank, each once, sent again until stored; both sides see writing, delivery and reading.
 * The page and its form work without.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ['liste', 'defile', 'formulaire', 'champ', 'ecrit', 'coupe', 'tete', 'actualiser', 'fichiers']
  static override values = { id: String, apres: Number, etat: String, flux: String, nom: String, mots: Object }
  declare listeTarget: HTMLOListElement
  declare hasListeTarget: boolean
  declare defileTarget: HTMLElement
  declare formulaireTarget: HTMLFormElement
  declare champTarget: HTMLTextAreaElement
  declare hasChampTarget: boolean
  declare ecritTarget: HTMLElement
  declare coupeTarget: HTMLElement
  declare teteTarget: HTMLElement
  declare hasTeteTarget: boolean
  declare fichiersTarget: HTMLDetailsElement
  declare idValue: string
  declare apresValue: number
  declare etatValue: string
  declare fluxValue: string
  declare nomValue: string
  declare motsValue: Mots
  private lien?: ReturnType<typeof suivre>
  private depot!: Depot
  /** Where what is being typed is kept, by the tab. */
  private brouillon = ''
  private api = ''
  private etat: Etat | null = null
  private ecritLe = -Infinity
  private minuteries: Record<string, number> = {}
  private enVoi = false
  private gardes = 0

  override connect() {
    this.api = `/api/v1/conversations/${this.idValue}`
    this.depot = new Depot(`choral.clavardage.${this.idValue}`)
    this.brouillon = `choral.brouillon.${this.idValue}`
    this.lien = suivre(this.fluxValue, () => this.apresValue, this.entendre)
    // Another tab may hold the stream: what came while this page was on its way.
    this.plusTard('rattraper', PAUSE.arrivee, () => void this.rattraper())
    if (!this.hasListeTarget) return
    for (const m of this.depot.lire()) this.fil.montrerEnAttente(m)
    if (this.hasChampTarget) this.champTarget.value ||= memoire.lire(this.brouillon)
    this.fil.defiler()
    document.addEventListener('visibilitychange', this.lire)
    addEventListener('online', this.reessayer)
    this.lire()
    this.partir()
  }

  override disconnect() {
    this.lien?.arreter()
    document.removeEventListener('visibilitychange', this.lire)
    removeEventListener('online', this.reessayer)
    for (const m of Object.values(this.minuteries)) clearTimeout(m)
  }

  /** What comes by itself is not to be asked for; the form may come after the rest. */
  actualiserTargetConnected(lien: HTMLElement) {
    lien.hidden = true
  }

  private get fil() {
    return new Fil(this.listeTarget, this.defileTarget, this.motsValue)
  }

  private entendre = (n: Nouvelle) => {
    if (n.genre === 'bureau') this.plusTard('bureau', PAUSE.bureau, () => void this.relire())
    if (n.genre === 'ouvert') this.plusTard('rattraper', PAUSE.bureau, () => void this.rattraper())
    if (!this.hasListeTarget) return
    if (n.genre === 'message') this.recevoir(n.m)
    if (n.genre === 'etat') this.changer(n.e)
    if (n.genre === 'ecrit') this.direQuIlEcrit()
    if (n.genre === 'fin') visit(location.href, { action: 'replace' })
    if (n.genre === 'lien') this.direLeLien(n.coupe, n.secondes)
  }

  /** Each rank once, in its place; a rank that lacks is asked for. */
  private recevoir(m: Recu) {
    this.placer(m.rang, m.html)
    if (m.autre) this.ecritTarget.textContent = ''
    if (m.rang > this.apresValue + 1) void this.combler()
    else this.apresValue = Math.max(this.apresValue, m.rang)
    this.lire()
  }

  private placer(rang: number, html: string | HTMLElement) {
    this.fil.placer(rang, html)
    this.dater()
  }

  private dater() {
    if (this.etat) this.fil.dater(this.etat)
  }

  private async combler() {
    this.placerTous(await this.lirePage())
  }

  private placerTous(page: Document | null) {
    // Left, or ended, while it was on its way.
    if (!this.hasListeTarget) return
    for (const li of page?.querySelectorAll<HTMLElement>('.chat > li[data-rang]') ?? []) {
      this.placer(Number(li.dataset.rang), li)
      this.apresValue = Math.max(this.apresValue, Number(li.dataset.rang))
    }
  }

  /** All that moved while nothing was heard. */
  private async rattraper() {
    const page = await this.lirePage()
    this.placerTous(page)
    this.entourer(page)
  }

  private async lirePage(): Promise<Document | null> {
    // Cut while it comes too.
    const html = await fetch(location.pathname, { headers: { accept: 'text/html' } })
      .then((r) => (r.ok ? r.text() : null))
      .catch(() => null)
    return html === null ? null : new DOMParser().parseFromString(html, 'text/html')
  }

  private changer(e: Etat) {
    const avant = this.etatValue
    this.etat = e
    this.etatValue = e.etat
    if (e.nom) this.nomValue = e.nom
    if (this.hasTeteTarget && e.tete) this.teteTarget.innerHTML = e.tete
    this.dater()
    // The form goes, or comes: the page says it all.
    if (avant !== e.etat && (e.etat === 'terminee' || !this.hasTeteTarget)) visit(location.href, { action: 'replace' })
    else if (avant !== e.etat) void this.relire()
  }

  /** What is here has been received; seen, it has been read. */
  private lire = () =>
    this.plusTard(
      'lecture',
      PAUSE.lecture,
      () => void this.suivi({ recu: this.apresValue, ...(document.hidden ? {} : { lu: this.apresValue }) }),
    )

  private suivi = (corps: object) =>
    fetch(`${this.api}/suivi`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(corps) }).catch(
      () => null,
    )

  touche(e: KeyboardEvent) {
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return
    e.preventDefault()
    this.formulaireTarget.requestSubmit()
  }

  saisir() {
    memoire.garder(this.brouillon, this.champTarget.value)
    if (this.etatValue !== 'en-cours' || performance.now() - this.ecritLe < ECRIT.envoi || !this.champTarget.value) return
    this.ecritLe = performance.now()
    void this.suivi({ ecrit: true })
  }

  inserer(e: MouseEvent) {
    e.preventDefault()
    const champ = this.champTarget
    champ.setRangeText((e.currentTarget as HTMLElement).dataset.texte ?? '', champ.selectionStart, champ.selectionEnd, 'end')
    champ.focus()
    this.saisir()
  }

  envoyer(e: SubmitEvent) {
    // Somebody without an account sends files with the form itself.
    if (this.fichiersTarget.querySelector<HTMLInputElement>('input[type=file]')!.files?.length) return memoire.garder(this.brouillon, '')
    e.preventDefault()
    e.stopPropagation()
    const envoyes = [...this.fichiersTarget.querySelectorAll<HTMLLIElement>('ul > li')]
    // On their way, or refused: they hold the form back, and send it again.
    if (envoyes.some((li) => li.matches('.is-error, :has(progress:not([hidden]))'))) return
    const texte = this.champTarget.value.trim()
    if (!texte && !envoyes.length) return this.champTarget.focus()
    const m: EnAttente = {
      cle: nouvelleCle(),
      texte,
      ...(envoyes.length
        ? {
            envois: envoyes.map((li) => li.querySelector<HTMLInputElement>('input[name=envois]')!.value),
            noms: envoyes.map((li) => li.querySelector('[data-nom]')!.textContent!),
          }
        : {}),
    }
    for (const li of envoyes) li.remove()
    this.fichiersTarget.open = false
    this.depot.ajouter(m)
    this.fil.montrerEnAttente(m)
    this.champTarget.value = ''
    this.ecritLe = -Infinity
    this.saisir()
    this.champTarget.focus()
    this.partir()
  }

  private partir() {
    if (this.enVoi || !this.depot.lire().length) return
    this.enVoi = true
    void vider(this.depot, this.api, (cle, issue, detail) => {
      if (this.hasListeTarget) this.fil.direDeLUn(cle, issue, detail)
    }).then((fait) => {
      this.enVoi = false
      if (!fait) this.plusTard('envoi', 1500, () => this.partir())
      else if (this.depot.lire().length) this.partir()
    })
  }

  reessayer = () => {
    this.lien?.reessayer()
    this.partir()
  }

  private direLeLien(coupe: boolean, secondes: number) {
    this.coupeTarget.hidden = !coupe
    this.gardes = coupe ? this.gardes : this.depot.lire().length
    if (coupe) return
    // Told before what waited leaves: it shows where it happened.
    void this.raconter({ cle: nouvelleCle(), secondes, gardes: this.gardes }).finally(() => {
      this.partir()
      this.lire()
    })
  }

  /** A connection that comes back is not steady yet: tried again under its key, which makes it one line. */
  private async raconter(coupure: { cle: string; secondes: number; gardes: number }) {
    for (let essai = 1; essai <= ESSAIS_COUPURE; essai++) {
      const r = await this.suivi({ coupure })
      if (r && r.status < 500) return
      await new Promise((encore) => setTimeout(encore, PAUSE.coupure))
    }
  }

  private direQuIlEcrit() {
    this.ecritTarget.replaceChildren(...quiEcrit(this.motsValue.ecrit.replace('{}', this.nomValue)))
    this.plusTard(
      'ecrit',
      ECRIT.montre,
      () => {
        this.ecritTarget.textContent = ''
      },
      true,
    )
  }

  /**
   * What surrounds the exchange, as the server draws it: the queue and one's conversations, what can be done next; what is being typed
   * stays, and so does the focus.
   */
  private async relire() {
    this.entourer(await this.lirePage())
  }

  private entourer(page: Document | null) {
    // Another page is shown by now.
    if (!this.element.isConnected) return
    for (const ici of document.querySelectorAll<HTMLElement>('[data-relire]')) {
      const neuf = page?.querySelector(`[data-relire="${ici.dataset.relire}"]`)
      if (neuf && neuf.innerHTML !== ici.innerHTML) morphChildren(ici, neuf)
    }
  }

  /** Soon, once however often it is asked; `repousser`: from the last time. */
  private plusTard(nom: string, ms: number, faire: () => void, repousser = false) {
    if (this.minuteries[nom] && !repousser) return
    clearTimeout(this.minuteries[nom])
    this.minuteries[nom] = window.setTimeout(() => {
      delete this.minuteries[nom]
      faire()
    }, ms)
  }
}
