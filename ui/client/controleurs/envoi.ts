import { Controller } from '@hotwired/stimulus'
import { EnvoiTus, Refuse } from '#ui/client/tus.ts'
import { taille } from '#ui/textes/format.ts'

const ADRESSE = '/envois/tus/'
type Mots = Record<'avance' | 'verifie' | 'essai' | 'envoye' | 'enAttente' | 'coupe' | 'echec' | 'patienter' | 'aRegler' | 'retire', string>

/**
 * Files of a form, sent as soon as they are chosen or dropped: progress, resume, remove, each; the form holds their ids and waits for the
 * last one.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ['zone', 'champ', 'bouton', 'invite', 'liste', 'modele', 'statut']
  static override values = { nom: String, multiple: Boolean, mots: Object }
  declare zoneTarget: HTMLElement
  declare champTarget: HTMLInputElement
  declare boutonTarget: HTMLElement
  declare inviteTarget: HTMLElement
  declare listeTarget: HTMLUListElement
  declare modeleTarget: HTMLTemplateElement
  declare statutTarget: HTMLElement
  declare nomValue: string
  declare multipleValue: boolean
  declare motsValue: Mots
  private enCours = new Map<HTMLLIElement, EnvoiTus>()
  private apres: HTMLElement | null | undefined
  private invite = ''

  override connect() {
    this.invite = this.inviteTarget.textContent
    this.inviteTarget.hidden = this.boutonTarget.hidden = false
    this.champTarget.classList.replace('input', 'visually-hidden')
    // Left over in a page that the browser kept.
    for (const li of this.listeTarget.querySelectorAll<HTMLLIElement>('li:has(progress:not([hidden]))')) li.remove()
    for (const li of this.listeTarget.querySelectorAll<HTMLLIElement>('li:has(input[type=checkbox])')) this.reprendreLigne(li)
    this.element.closest('form')?.addEventListener('submit', this.retenir)
    addEventListener('online', this.reprendreTout)
  }

  override disconnect() {
    this.element.closest('form')?.removeEventListener('submit', this.retenir)
    removeEventListener('online', this.reprendreTout)
    for (const envoi of this.enCours.values()) envoi.arreter()
  }

  survoler(e: DragEvent) {
    e.preventDefault()
    this.zoneTarget.classList.toggle('is-over', e.type === 'dragover')
  }

  deposer(e: DragEvent) {
    this.survoler(e)
    this.prendre(e.dataTransfer?.files)
  }

  choisir() {
    this.prendre(this.champTarget.files)
    // Sent from here: the form must not send them again.
    this.champTarget.value = ''
  }

  private prendre(fichiers: FileList | null | undefined) {
    const pris = [...(fichiers ?? [])].slice(0, this.multipleValue ? undefined : 1)
    if (pris.length && !this.multipleValue) for (const li of this.lignes()) this.oter(li)
    for (const fichier of pris) {
      const li = this.ligne(fichier.name)
      const barre = li.querySelector('progress')!
      const avancer = (part: number) => {
        barre.value = part
        this.ecrire(
          li,
          part < 1
            ? this.motsValue.avance.replace('{}', String(Math.round(part * 100))).replace('{}', taille(fichier.size, this.langue))
            : this.motsValue.verifie,
        )
      }
      const envoi = new EnvoiTus(ADRESSE, fichier, avancer, () => this.dire(li, this.motsValue.essai))
      void this.envoyer(li, envoi, fichier)
    }
  }

  private async envoyer(li: HTMLLIElement, envoi: EnvoiTus, fichier: File) {
    const mots = this.motsValue
    const barre = li.querySelector('progress')!
    const bouton = li.querySelector<HTMLButtonElement>('[data-reprendre]')!
    this.enCours.set(li, envoi)
    li.classList.remove('is-error')
    barre.hidden = false
    bouton.hidden = true
    try {
      const etat = await envoi.envoyer()
      li.append(
        Object.assign(document.createElement('input'), { type: 'hidden', name: this.nomValue, value: envoi.url.split('/').at(-1)! }),
      )
      this.dire(li, (etat === 'sain' ? mots.envoye : mots.enAttente).replace('{}', taille(fichier.size, this.langue)))
    } catch (erreur) {
      if (!li.isConnected) return
      const refus = erreur instanceof Refuse
      li.classList.add('is-error')
      this.dire(li, refus ? (erreur.probleme.detail ?? mots.echec) : mots.coupe)
      bouton.hidden = refus
      bouton.onclick = () => void this.envoyer(li, envoi, fichier)
      this.apres = undefined
      this.inviteTarget.textContent = this.invite
    }
    barre.hidden = true
    this.enCours.delete(li)
    this.laisserPartir()
  }

  private reprendreTout = () => {
    for (const b of this.listeTarget.querySelectorAll<HTMLButtonElement>('[data-reprendre]:not([hidden])')) b.click()
  }

  /** A line of the server's, as ours. */
  private reprendreLigne(li: HTMLLIElement) {
    const { value } = li.querySelector('input')!
    const nouvelle = this.ligne(li.querySelector('span')!.firstChild!.textContent!)
    this.ecrire(nouvelle, li.querySelector('small')!.textContent!)
    nouvelle.querySelector('progress')!.hidden = true
    nouvelle.append(Object.assign(document.createElement('input'), { type: 'hidden', name: this.nomValue, value }))
    li.replaceWith(nouvelle)
  }

  private ligne(nom: string): HTMLLIElement {
    const li = (this.modeleTarget.content.cloneNode(true) as DocumentFragment).querySelector('li')!
    for (const n of li.querySelectorAll('[data-nom]')) n.textContent = nom
    li.querySelector('progress')!.setAttribute('aria-label', nom)
    this.listeTarget.append(li)
    return li
  }

  private lignes = () => [...this.listeTarget.querySelectorAll('li')]

  retirer(e: Event) {
    const li = (e.currentTarget as Element).closest('li')!
    const voisine = li.nextElementSibling ?? li.previousElementSibling
    this.oter(li)
    this.statutTarget.textContent = this.motsValue.retire.replace('{}', li.querySelector('[data-nom]')!.textContent!)
    ;(voisine?.querySelector<HTMLElement>('[data-action~="envoi#retirer"]') ?? this.champTarget).focus()
    this.laisserPartir()
  }

  private oter(li: HTMLLIElement) {
    const envoi = this.enCours.get(li)
    const id = li.querySelector<HTMLInputElement>('input')?.value
    this.enCours.delete(li)
    li.remove()
    if (envoi) envoi.arreter(true)
    else if (id) void fetch(ADRESSE + id, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } }).catch(() => {})
  }

  /** The form waits for the last file, then goes by itself; what could not be sent is settled first. */
  private retenir = (e: SubmitEvent) => {
    const faute = this.listeTarget.querySelector<HTMLLIElement>('.is-error')
    if (!this.enCours.size && !faute) return
    e.preventDefault()
    if (faute) {
      this.statutTarget.textContent = this.motsValue.aRegler
      return faute.querySelector<HTMLElement>('button:not([hidden])')!.focus()
    }
    this.apres = e.submitter
    this.statutTarget.textContent = this.inviteTarget.textContent = this.motsValue.patienter
  }

  private laisserPartir() {
    if (this.enCours.size || this.apres === undefined) return
    const bouton = this.apres
    this.apres = undefined
    this.element.closest('form')!.requestSubmit(bouton)
  }

  private ecrire(li: HTMLLIElement, texte: string) {
    li.querySelector('small')!.textContent = texte
  }

  private dire(li: HTMLLIElement, texte: string) {
    this.ecrire(li, texte)
    const nom = li.querySelector('[data-nom]')!.textContent!
    this.statutTarget.textContent = texte.includes(nom) ? texte : `${nom}\u00a0: ${texte}`
  }

  private get langue() {
    return document.documentElement.lang === 'en' ? ('en' as const) : ('fr' as const)
  }
}
