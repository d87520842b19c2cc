import type { EnAttente } from '#ui/client/clavardage/depot.ts'
import type { Etat } from '#ui/client/clavardage/lien.ts'

export type Mots = Record<'attente' | 'envoye' | 'recu' | 'lu' | 'refuse' | 'vous' | 'ecrit' | 'coupe', string>
/** As near as this from the end, one follows what comes. */
const PRES = 120

const creer = <K extends keyof HTMLElementTagNameMap>(nom: K, proprietes: Partial<HTMLElementTagNameMap[K]>) =>
  Object.assign(document.createElement(nom), proprietes)

/** The exchange as it is shown: each rank once, in its place, then what waits to leave. */
export class Fil {
  private liste: HTMLOListElement
  private defile: HTMLElement
  private mots: Mots
  constructor(liste: HTMLOListElement, defile: HTMLElement, mots: Mots) {
    this.liste = liste
    this.defile = defile
    this.mots = mots
  }

  placer(rang: number, html: string | HTMLElement) {
    if (this.liste.querySelector(`[data-rang="${rang}"]`)) return
    const enBas = this.defile.scrollHeight - this.defile.scrollTop - this.defile.clientHeight < PRES
    const li = typeof html === 'string' ? (document.createRange().createContextualFragment(html).firstElementChild as HTMLElement) : html
    this.liste.querySelector(`[data-cle="${li.dataset.cle}"]`)?.remove()
    const suivant = ([...this.liste.children] as HTMLElement[]).find((x) => !x.dataset.rang || Number(x.dataset.rang) > rang)
    this.liste.insertBefore(li, suivant ?? null)
    if (enBas || li.classList.contains('mine')) this.defiler()
  }

  montrerEnAttente({ cle, texte, noms = [] }: EnAttente) {
    if (this.liste.querySelector(`[data-cle="${cle}"]`)) return
    const li = creer('li', { className: 'mine is-waiting' })
    li.dataset.cle = cle
    const qui = creer('span', { className: 'who', textContent: `${this.mots.vous} · ` })
    qui.append(creer('span', { className: 'sent', textContent: this.mots.attente }))
    const dit = creer('div', { className: 'said' })
    dit.append(...[...(texte ? texte.split('\n') : []), ...noms].map((l) => creer('p', { textContent: l })))
    li.append(qui, dit)
    this.liste.append(li)
    this.defiler()
  }

  /** What became of one that waited. */
  direDeLUn(cle: string, issue: 'envoye' | 'refuse' | 'attente', detail?: string) {
    const li = this.liste.querySelector(`.is-waiting[data-cle="${cle}"]`)
    if (!li) return
    li.querySelector('.sent')!.textContent = detail ?? this.mots[issue]
    if (issue === 'envoye') li.classList.remove('is-waiting')
  }

  /** « envoyé », « reçu », « lu ». */
  dater({ recu, lu }: Etat) {
    for (const li of this.liste.querySelectorAll<HTMLElement>('li.mine[data-rang]')) {
      const rang = Number(li.dataset.rang)
      li.querySelector('.sent')!.textContent = rang <= lu ? this.mots.lu : rang <= recu ? this.mots.recu : this.mots.envoye
    }
  }

  defiler() {
    this.defile.scrollTop = this.defile.scrollHeight
  }
}

/** Three dots, then who writes. */
export function quiEcrit(phrase: string): (Node | string)[] {
  const points = creer('span', { className: 'dots', innerHTML: '<i></i><i></i><i></i>' })
  points.setAttribute('aria-hidden', 'true')
  return [points, ` ${phrase}`]
}
