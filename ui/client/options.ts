import { plier } from '#platform/plier.ts'

/** One line of a list that suggests: what goes in the field, what is read, what tells twins apart, and why it cannot be chosen. */
export interface Suggestion {
  valeur: string
  libelle: string
  detail?: string
  desactive?: string
}

/** In a sentence a shorter word is an article, and stands in half of the others. */
const MOT_MINIMUM = 3

/** Pieces of `texte` where it matches a word typed, accents and case apart; the whole of `texte`, in order. */
export function decouper(texte: string, saisie: string): { texte: string; trouve: boolean }[] {
  const lettres = [...texte]
  const plies = lettres.map(plier)
  const debuts = plies.map((_, i) => plies.slice(0, i).join('').length)
  const tout = plies.join('')
  const marques = lettres.map(() => false)
  const mots = plier(saisie).split(/\s+/).filter(Boolean)
  for (const mot of mots.length > 1 ? mots.filter((m, i) => m.length >= MOT_MINIMUM || /\d/.test(m) || i === mots.length - 1) : mots)
    for (let i = tout.indexOf(mot); i >= 0; i = tout.indexOf(mot, i + mot.length))
      debuts.forEach((d, j) => (marques[j] ||= d >= i && d < i + mot.length))
  const morceaux: { texte: string; trouve: boolean }[] = []
  lettres.forEach((l, i) => {
    const dernier = morceaux.at(-1)
    if (dernier && dernier.trouve === marques[i]) dernier.texte += l
    else morceaux.push({ texte: l, trouve: marques[i]! })
  })
  return morceaux
}

export const souligner = (texte: string, saisie: string) =>
  decouper(texte, saisie).map((m) =>
    m.trouve ? Object.assign(document.createElement('mark'), { textContent: m.texte }) : document.createTextNode(m.texte),
  )

export function dessinerOptions(liste: HTMLUListElement, elements: Suggestion[], saisie: string) {
  liste.replaceChildren(
    ...elements.map((e, i) => {
      const li = Object.assign(document.createElement('li'), { id: `${liste.id}-${i}` })
      li.setAttribute('role', 'option')
      li.setAttribute('aria-selected', 'false')
      const texte = document.createElement('span')
      texte.append(...souligner(e.libelle, saisie))
      const second = [e.detail, e.desactive].filter(Boolean).join(' · ')
      if (second) {
        const petit = document.createElement('small')
        petit.append(...souligner(second, saisie))
        texte.append(document.createElement('br'), petit)
      }
      if (e.desactive) li.setAttribute('aria-disabled', 'true')
      li.append(texte)
      return li
    }),
  )
}
