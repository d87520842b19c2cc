import { Controller } from '@hotwired/stimulus'

const DELAI = 1200
interface Resultat { genre: string; titre: string; adresse: string; detail?: string }

/** While a ticket is written: the name of the structure follows its identifier, the draft is kept, and sheets of the guide that answer are proposed (TIC-02, TIC-03). */
export default class extends Controller<HTMLFormElement> {
  static override targets = ['fiches', 'etat', 'designation']
  static override values = { cle: String, garde: String }
  declare fichesTarget: HTMLElement
  declare etatTarget: HTMLElement
  declare designationTarget: HTMLInputElement
  declare hasDesignationTarget: boolean
  declare cleValue: string
  declare gardeValue: string
  private minuterie?: number
  private mots = ''
  private structure: string | null = null
  private envoye = false

  override connect() {
    this.element.addEventListener('submit', this.partir)
  }

  override disconnect() {
    clearTimeout(this.minuterie)
    this.element.removeEventListener('submit', this.partir)
  }

  /** What is sent is not kept behind its back. */
  private partir = () => {
    this.envoye = true
    clearTimeout(this.minuterie)
  }

  differer() {
    clearTimeout(this.minuterie)
    this.envoye = false
    if (this.hasDesignationTarget) void this.designer()
    this.minuterie = window.setTimeout(() => void Promise.allSettled([this.garder(), this.proposer()]), DELAI)
  }

  private valeur = (nom: string) => String(new FormData(this.element).get(nom) ?? '')

  /** Its legal name, asked for among one's own by the identifier: the list may show the name that they gave it. */
  private async designer() {
    const liste = this.element.elements.namedItem('structure')
    const ecrit = liste instanceof HTMLSelectElement ? (/\(([^()]*)\)$/.exec(liste.selectedOptions[0]?.text ?? '')?.[1] ?? '') : this.valeur('structure')
    const structure = ecrit.replace(/\s/g, '')
    if (structure === this.structure) return
    this.structure = structure
    const nom = await this.chercher(structure)
    if (structure === this.structure) this.designationTarget.value = nom
  }

  private async chercher(identifiant: string): Promise<string> {
    if (identifiant.length < 2) return ''
    const r = await fetch(`/api/v1/structures?${new URLSearchParams({ recherche: identifiant, taille: '5' })}`, { headers: { accept: 'application/json' } }).catch(() => null)
    if (!r?.ok) return ''
    return ((await r.json()) as { elements: { identifiant: string; raisonSociale: string }[] }).elements.find((s) => s.identifiant.replace(/\s/g, '') === identifiant)?.raisonSociale ?? ''
  }

  private async garder() {
    const champs = [...new FormData(this.element)].filter(([n, v]) => typeof v === 'string' && !n.startsWith('_') && n !== 'envois' && n !== 'action')
    const envois = new FormData(this.element).getAll('envois').filter((v) => typeof v === 'string' && v)
    const r = await fetch(`/api/v1/tickets/brouillons/${this.cleValue}`, { method: 'PUT', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify({ ...Object.fromEntries(champs), envois }) })
    if (r.ok && !this.envoye) this.etatTarget.textContent = this.gardeValue
  }

  private async proposer() {
    const mots = (this.valeur('titre').trim() || this.valeur('description').trim()).slice(0, 200)
    if (mots.length < 8 || mots === this.mots) return
    this.mots = mots
    const r = await fetch(`/api/v1/recherche?${new URLSearchParams({ recherche: mots, taille: '40', parGenre: '4' })}`, { headers: { accept: 'application/json' } })
    if (!r.ok) return
    const fiches = ((await r.json()) as { elements: Resultat[] }).elements.filter((e) => e.genre === 'documentation').slice(0, 4)
    const liste = this.fichesTarget.querySelector('ul')
    if (!liste) return
    liste.replaceChildren(...fiches.map((f) => {
      const lien = Object.assign(document.createElement('a'), { href: f.adresse, textContent: f.titre, target: '_blank' })
      const li = document.createElement('li')
      li.append(lien)
      return li
    }))
    this.fichesTarget.hidden = fiches.length === 0
  }
}
