import { Controller } from '@hotwired/stimulus'
import { morphChildren, visit } from '@hotwired/turbo'
import { Depot, nouvelleCle, vider, type EnAttente } from '#ui/client/clavardage/depot.ts'
import { suivre, type Etat, type Nouvelle, type Recu } from '#ui/client/clavardage/lien.ts'

const ECRIT = { envoi: 3000, montre: 6000 }
const PAUSE = { lecture: 250, bureau: 400, arrivee: 1000 }

/** An exchange that goes on by itself: messages by rank, each once, sent again until stored; both sides see writing, delivery and reading. The page and its form work without. */
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
  declare motsValue: Record<'attente' | 'envoye' | 'recu' | 'lu' | 'refuse' | 'vous' | 'ecrit' | 'coupe', string>
  private lien?: ReturnType<typeof suivre>
  private depot!: Depot
  private api = ''
  private etat: Etat | null = null
  private ecritLe = 0
  private minuteries: Record<string, number> = {}
  private enVoi = false
  private gardes = 0

  override connect() {
    this.api = `/api/v1/conversations/${this.idValue}`
    this.depot = new Depot(`choral.clavardage.${this.idValue}`)
    this.lien = suivre(this.fluxValue, () => this.apresValue, this.entendre)
    // Another tab may hold the stream: what came while this page was on its way.
    this.plusTard('rattraper', PAUSE.arrivee, () => void this.rattraper())
    if (!this.hasListeTarget) return
    for (const m of this.depot.lire()) this.montrerEnAttente(m)
    if (this.hasChampTarget) this.champTarget.value ||= sessionStorage.getItem(this.brouillon) ?? ''
    this.defiler()
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

  private get brouillon() {
    return `choral.brouillon.${this.idValue}`
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

  private placer(rang: number, html: string | Element) {
    if (this.listeTarget.querySelector(`[data-rang="${rang}"]`)) return
    const enBas = this.defileTarget.scrollHeight - this.defileTarget.scrollTop - this.defileTarget.clientHeight < 120
    const li =
      typeof html === 'string'
        ? (document.createRange().createContextualFragment(html).firstElementChild as HTMLElement)
        : (html as HTMLElement)
    this.listeTarget.querySelector(`[data-cle="${li.dataset.cle}"]`)?.remove()
    const suivant = [...this.listeTarget.children].find(
      (x) => !(x as HTMLElement).dataset.rang || Number((x as HTMLElement).dataset.rang) > rang,
    )
    this.listeTarget.insertBefore(li, suivant ?? null)
    this.dater()
    if (enBas || li.classList.contains('mine')) this.defiler()
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
    const r = await fetch(location.pathname, { headers: { accept: 'text/html' } }).catch(() => null)
    return r?.ok ? new DOMParser().parseFromString(await r.text(), 'text/html') : null
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

  /** « envoyé », « reçu », « lu ». */
  private dater() {
    const { recu, lu } = this.etat ?? { recu: 0, lu: 0 }
    const mots = this.motsValue
    if (this.etat)
      for (const li of this.listeTarget.querySelectorAll<HTMLElement>('li.mine[data-rang]'))
        li.querySelector('.sent')!.textContent =
          Number(li.dataset.rang) <= lu ? mots.lu : Number(li.dataset.rang) <= recu ? mots.recu : mots.envoye
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
      () => {},
    )

  touche(e: KeyboardEvent) {
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return
    e.preventDefault()
    this.formulaireTarget.requestSubmit()
  }

  saisir() {
    try {
      sessionStorage.setItem(this.brouillon, this.champTarget.value)
    } catch {
      /* kept by the page alone */
    }
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
    if (this.fichiersTarget.querySelector<HTMLInputElement>('input[type=file]')!.files?.length) return this.oublierLeBrouillon()
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
    this.montrerEnAttente(m)
    this.champTarget.value = ''
    this.ecritLe = 0
    this.saisir()
    this.champTarget.focus()
    this.partir()
  }

  private oublierLeBrouillon() {
    try {
      sessionStorage.removeItem(this.brouillon)
    } catch {
      /* nothing was kept */
    }
  }

  private montrerEnAttente({ cle, texte, noms = [] }: EnAttente) {
    if (this.listeTarget.querySelector(`[data-cle="${cle}"]`)) return
    const li = Object.assign(document.createElement('li'), { className: 'mine is-waiting' })
    li.dataset.cle = cle
    const qui = Object.assign(document.createElement('span'), { className: 'who', textContent: `${this.motsValue.vous} · ` })
    qui.append(Object.assign(document.createElement('span'), { className: 'sent', textContent: this.motsValue.attente }))
    const dit = Object.assign(document.createElement('div'), { className: 'said' })
    dit.append(...[...(texte ? texte.split('\n') : []), ...noms].map((l) => Object.assign(document.createElement('p'), { textContent: l })))
    li.append(qui, dit)
    this.listeTarget.append(li)
    this.defiler()
  }

  private partir() {
    if (this.enVoi || !this.depot.lire().length) return
    this.enVoi = true
    void vider(this.depot, this.api, (cle, issue, detail) => {
      const li = this.hasListeTarget ? this.listeTarget.querySelector<HTMLElement>(`.is-waiting[data-cle="${cle}"]`) : null
      if (!li) return
      li.querySelector('.sent')!.textContent = detail ?? this.motsValue[issue]
      if (issue === 'envoye') li.classList.remove('is-waiting')
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
    void this.suivi({ coupure: { cle: nouvelleCle(), secondes, gardes: this.gardes } }).finally(() => {
      this.partir()
      this.lire()
    })
  }

  private direQuIlEcrit() {
    const points = Object.assign(document.createElement('span'), { className: 'dots', innerHTML: '<i></i><i></i><i></i>' })
    points.setAttribute('aria-hidden', 'true')
    this.ecritTarget.replaceChildren(points, ` ${this.motsValue.ecrit.replace('{}', this.nomValue)}`)
    this.plusTard(
      'ecrit',
      ECRIT.montre,
      () => {
        this.ecritTarget.textContent = ''
      },
      true,
    )
  }

  /** What surrounds the exchange, as the server draws it: the queue and one's conversations, what can be done next; what is being typed stays, and so does the focus. */
  private async relire() {
    this.entourer(await this.lirePage())
  }

  private entourer(page: Document | null) {
    for (const ici of document.querySelectorAll<HTMLElement>('[data-relire]')) {
      const neuf = page?.querySelector(`[data-relire="${ici.dataset.relire}"]`)
      if (neuf && neuf.innerHTML !== ici.innerHTML) morphChildren(ici, neuf)
    }
  }

  private defiler() {
    this.defileTarget.scrollTop = this.defileTarget.scrollHeight
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
