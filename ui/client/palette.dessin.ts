import type { palette } from '#ui/textes/fr/palette.ts'

export interface Dialogue {
  dialogue: HTMLDialogElement
  champ: HTMLInputElement
  liste: HTMLElement
  statut: HTMLElement
  tout: HTMLAnchorElement
}

const creer = <N extends keyof HTMLElementTagNameMap>(
  nom: N,
  attributs: Record<string, string>,
  ...enfants: (Node | string)[]
): HTMLElementTagNameMap[N] => {
  const e = document.createElement(nom)
  for (const [k, v] of Object.entries(attributs)) e.setAttribute(k, v)
  e.append(...enfants)
  return e
}

/** A dialog with its combobox (ARIA 1.2) and its list; nothing in it is a link of its own but « all results » and the shortcuts. */
export function dessinerPalette(t: typeof palette): Dialogue {
  const champ = creer('input', {
    class: 'input',
    id: 'palette-champ',
    type: 'text',
    inputmode: 'search',
    enterkeyhint: 'go',
    maxlength: '200',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: t.champ,
    'aria-label': t.titre,
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': 'palette-liste',
    'aria-autocomplete': 'list',
  })
  const fermer = creer('button', { class: 'button button--quiet button--small', type: 'button', 'data-dialogue-fermer': '' }, t.fermer)
  const liste = creer('div', { class: 'palette__list', id: 'palette-liste', role: 'listbox', 'aria-label': t.titre })
  const statut = creer('p', { class: 'visually-hidden', role: 'status' })
  const tout = creer('a', { href: '/recherche' }, t.tout)
  const liens = creer('span', {}, tout, creer('a', { href: '/raccourcis' }, t.raccourcis))
  const pied = creer('p', { class: 'palette__foot' }, creer('span', {}, t.aide), liens)
  const dialogue = creer(
    'dialog',
    { class: 'palette', 'aria-label': t.titre },
    creer('div', { class: 'palette__head' }, champ, fermer),
    liste,
    statut,
    pied,
  )
  pied.addEventListener('click', (e) => {
    if (e.target instanceof HTMLAnchorElement) dialogue.close()
  })
  return { dialogue, champ, liste, statut, tout }
}
