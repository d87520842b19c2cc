import { Controller } from '@hotwired/stimulus'
import { visit } from '@hotwired/turbo'
import { actionsDe, allerA, type Choix } from '#ui/client/palette.actions.ts'
import { dessinerPalette, type Dialogue } from '#ui/client/palette.dessin.ts'
import { souligner } from '#ui/client/options.ts'
import { palette as en } from '#ui/textes/en/palette.ts'
import { palette as fr } from '#ui/textes/fr/palette.ts'

const DELAI = 120
const NOUVEL_ESSAI = 2000
const PAR_GENRE = 5

interface Element {
  genre: keyof typeof fr.genres
  titre: string
  adresse: string
  detail?: string
}

/** The command palette: a dialog over any page, a combobox whose list is grouped by kind (POR-14). Without it the link leads to the search page. */
export default class extends Controller<HTMLAnchorElement> {
  private vue: Dialogue | null = null
  private choix: Choix[] = []
  private actif = 0
  private minuterie?: number
  private demande?: AbortController

  override disconnect() {
    this.oublier()
    this.vue?.dialogue.remove()
    this.vue = null
  }

  /** What was being looked for no longer is. */
  private oublier() {
    clearTimeout(this.minuterie)
    this.demande?.abort()
  }

  private get textes() {
    return document.documentElement.lang === 'en' ? en : fr
  }

  ouvrir(e: MouseEvent) {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return
    e.preventDefault()
    if (this.vue?.dialogue.open) return
    this.vue ??= this.dessiner()
    this.oublier()
    this.vue.champ.value = ''
    this.montrer([[this.textes.allerA, allerA(this.textes)]], '')
    this.vue.dialogue.showModal()
    this.vue.champ.focus()
  }

  private dessiner(): Dialogue {
    const vue = dessinerPalette(this.textes)
    vue.champ.addEventListener('input', this.saisir)
    vue.champ.addEventListener('keydown', this.touche)
    vue.liste.addEventListener('mousedown', (e) => e.preventDefault())
    vue.liste.addEventListener('click', (e) => {
      const li = (e.target as globalThis.Element).closest('[role=option]')
      if (li) this.suivre(this.choix[Number(li.id.split('-').at(-1))], e.ctrlKey || e.metaKey)
    })
    vue.dialogue.addEventListener('click', (e) => {
      if (e.target === vue.dialogue) vue.dialogue.close()
    })
    // Told late: it may be open again, and what is typed now must be looked for.
    vue.dialogue.addEventListener('close', () => {
      if (!vue.dialogue.open) this.oublier()
    })
    document.body.append(vue.dialogue)
    return vue
  }

  /** Enter before the answer is there opens the search page: what is shown answers what was typed before. */
  private saisir = () => {
    clearTimeout(this.minuterie)
    this.actif = -1
    this.vue!.tout.href = `/recherche?recherche=${encodeURIComponent(this.vue!.champ.value.trim())}`
    this.minuterie = window.setTimeout(() => void this.chercher(), DELAI)
  }

  private async chercher() {
    this.demande?.abort()
    const q = this.vue!.champ.value.trim()
    if (!q) return this.montrer([[this.textes.allerA, allerA(this.textes)]], '')
    this.demande = new AbortController()
    try {
      const reponse = await fetch(`/api/v1/recherche?${new URLSearchParams({ recherche: q, taille: '40', parGenre: String(PAR_GENRE) })}`, {
        signal: this.demande.signal,
        headers: { accept: 'application/json' },
      })
      if (!reponse.ok) throw new Error(String(reponse.status))
      const { elements } = (await reponse.json()) as { elements: Element[] }
      const groupes = [...Map.groupBy(elements, (x) => x.genre)].map(
        ([genre, liste]) => [this.textes.genres[genre], liste] as [string, Choix[]],
      )
      this.montrer([...groupes, [this.textes.actions, actionsDe(this.textes, q)]], q)
    } catch (erreur) {
      if ((erreur as Error).name === 'AbortError') return
      // Said once, however often it is tried.
      if (this.vue!.statut.textContent !== this.textes.enPanne) {
        this.montrer([], q)
        this.vue!.statut.textContent = this.textes.enPanne
      }
      this.minuterie = window.setTimeout(() => void this.chercher(), NOUVEL_ESSAI)
    }
  }

  /** The first line is chosen already: Enter goes there. */
  private montrer(groupes: [string, Choix[]][], q: string) {
    const { liste, statut, champ, tout } = this.vue!
    this.choix = []
    liste.replaceChildren(
      ...groupes
        .filter(([, lignes]) => lignes.length)
        .map(([nom, lignes], g) => {
          const groupe = Object.assign(document.createElement('ul'), { className: 'palette__group' })
          groupe.setAttribute('role', 'group')
          groupe.setAttribute('aria-labelledby', `palette-groupe-${g}`)
          const titre = Object.assign(document.createElement('li'), {
            id: `palette-groupe-${g}`,
            className: 'palette__kind',
            textContent: nom,
          })
          titre.setAttribute('role', 'presentation')
          groupe.append(titre, ...lignes.map((ligne) => this.ligne(ligne, q)))
          return groupe
        }),
    )
    champ.setAttribute('aria-expanded', String(this.choix.length > 0))
    statut.textContent = q ? this.textes.resultats(this.choix.length) : ''
    tout.href = `/recherche?recherche=${encodeURIComponent(q)}`
    liste.scrollTop = 0
    this.activer(0)
  }

  private ligne(ligne: Choix, q: string) {
    const li = Object.assign(document.createElement('li'), { id: `palette-option-${this.choix.push(ligne) - 1}` })
    li.setAttribute('role', 'option')
    li.append(...souligner(ligne.titre, q))
    if (ligne.detail) {
      const detail = document.createElement('small')
      detail.append(...souligner(ligne.detail.length > 120 ? `${ligne.detail.slice(0, 119)}…` : ligne.detail, q))
      li.append(detail)
    }
    return li
  }

  private activer(i: number) {
    const { liste, champ } = this.vue!
    this.actif = i
    const lignes = [...liste.querySelectorAll('[role=option]')]
    for (const [j, li] of lignes.entries()) li.setAttribute('aria-selected', String(i === j))
    champ.toggleAttribute('aria-activedescendant', lignes.length > 0)
    if (!lignes[i]) return
    champ.setAttribute('aria-activedescendant', lignes[i].id)
    lignes[i].scrollIntoView({ block: 'nearest' })
  }

  private touche = (e: KeyboardEvent) => {
    const n = this.choix.length
    if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && n) {
      e.preventDefault()
      this.activer(e.key === 'ArrowDown' ? (this.actif + 1) % n : (this.actif <= 0 ? n : this.actif) - 1)
    } else if (e.key === 'Enter' && !e.isComposing) {
      e.preventDefault()
      this.suivre(this.choix[this.actif], e.ctrlKey || e.metaKey)
    }
  }

  private suivre(choix: Choix | undefined, ailleurs: boolean) {
    const { dialogue, champ, tout } = this.vue!
    if (!choix && !champ.value.trim()) return
    dialogue.close()
    if (choix?.faire) return choix.faire()
    const adresse = choix?.adresse ?? tout.href
    if (ailleurs) open(adresse, '_blank', 'noopener')
    else if (choix?.entiere) location.assign(adresse)
    else visit(adresse)
  }
}
