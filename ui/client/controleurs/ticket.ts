import { Controller } from '@hotwired/stimulus'

const DELAI = 1200
interface Resultat {
  genre: string
  titre: string
  adresse: string
  detail?: string
}

/**
 * While a ticket is written: what its sub-category asks for is shown, the name of the structure follows its identifier, the draft is kept,
 * and sheets of the guide that answer are proposed (TIC-02, TIC-03).
 */
export default class extends Controller<HTMLFormElement> {
  static override targets = ['fiches', 'etat', 'designation']
  static override values = { cle: String, garde: String, objet: String, metier: String }
  declare fichesTarget: HTMLElement
  declare etatTarget: HTMLElement
  declare designationTarget: HTMLInputElement
  declare hasDesignationTarget: boolean
  declare cleValue: string
  declare gardeValue: string
  declare objetValue: string
  declare metierValue: string
  private minuterie?: number
  private mots = ''
  private structure: string | null = null
  private envoye = false

  override connect() {
    this.adapter()
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
    this.adapter()
    if (this.hasDesignationTarget) void this.designer()
    this.minuterie = window.setTimeout(() => void Promise.allSettled([this.garder(), this.proposer()]), DELAI)
  }

  /** Once a sub-category is chosen, what it does not ask for is out of the way and not sent, what it asks for is not said to be optional. */
  private adapter() {
    const choisie = this.valeur('sousCategorie')
    const demande = (liste: string) => liste.split(' ').includes(choisie)
    for (const [noms, liste] of [
      [['typeObjet', 'numeroObjet'], this.objetValue],
      [['destinataire', 'codeService'], this.metierValue],
    ] as const)
      for (const nom of noms) this.montrer(nom, !choisie || demande(liste), demande(liste) && nom !== 'codeService')
    this.montrer('structure', true, demande(this.metierValue))
  }

  private montrer(nom: string, visible: boolean, requis: boolean) {
    const champ = this.element.elements.namedItem(nom)
    if (!(champ instanceof HTMLInputElement || champ instanceof HTMLSelectElement)) return
    champ.disabled = !visible
    champ.required = requis
    const bloc = champ.closest<HTMLElement>('.field')
    if (bloc) bloc.hidden = !visible
    const facultatif = bloc?.querySelector<HTMLElement>('.optional')
    if (facultatif) facultatif.hidden = requis
  }

  private valeur = (nom: string) => String(new FormData(this.element).get(nom) ?? '')

  /** Its legal name, asked for among one's own by the identifier: the list may show the name that they gave it. */
  private async designer() {
    const liste = this.element.elements.namedItem('structure')
    const ecrit =
      liste instanceof HTMLSelectElement
        ? (/\(([^()]*)\)$/.exec(liste.selectedOptions[0]?.text ?? '')?.[1] ?? '')
        : this.valeur('structure')
    const structure = ecrit.replace(/\s/g, '')
    if (structure === this.structure) return
    this.structure = structure
    const nom = await this.chercher(structure)
    if (structure === this.structure) this.designationTarget.value = structure ? nom : (this.designationTarget.dataset.seul ?? '')
  }

  private async chercher(identifiant: string): Promise<string> {
    if (identifiant.length < 2) return ''
    const r = await fetch(`/api/v1/structures?${new URLSearchParams({ recherche: identifiant, taille: '5' })}`, {
      headers: { accept: 'application/json' },
    }).catch(() => null)
    if (!r?.ok) return ''
    return (
      ((await r.json()) as { elements: { identifiant: string; raisonSociale: string }[] }).elements.find(
        (s) => s.identifiant.replace(/\s/g, '') === identifiant,
      )?.raisonSociale ?? ''
    )
  }

  private async garder() {
    const champs = [...new FormData(this.element)].filter(
      ([n, v]) => typeof v === 'string' && !n.startsWith('_') && n !== 'envois' && n !== 'action',
    )
    const envois = new FormData(this.element).getAll('envois').filter((v) => typeof v === 'string' && v)
    const r = await fetch(`/api/v1/tickets/brouillons/${this.cleValue}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ ...Object.fromEntries(champs), envois }),
    })
    if (r.ok && !this.envoye) this.etatTarget.textContent = this.gardeValue
  }

  private async proposer() {
    const mots = (this.valeur('titre').trim() || this.valeur('description').trim()).slice(0, 200)
    if (mots.length < 8 || mots === this.mots) return
    this.mots = mots
    const r = await fetch(`/api/v1/recherche?${new URLSearchParams({ recherche: mots, taille: '40', parGenre: '4' })}`, {
      headers: { accept: 'application/json' },
    })
    if (!r.ok) return
    const fiches = ((await r.json()) as { elements: Resultat[] }).elements.filter((e) => e.genre === 'documentation').slice(0, 4)
    const liste = this.fichesTarget.querySelector('ul')
    if (!liste) return
    liste.replaceChildren(
      ...fiches.map((f) => {
        const lien = Object.assign(document.createElement('a'), { href: f.adresse, textContent: f.titre, target: '_blank' })
        const li = document.createElement('li')
        li.append(lien)
        return li
      }),
    )
    this.fichesTarget.hidden = fiches.length === 0
  }
}
