import { visit } from '@hotwired/turbo'

const estChamp = (cible: EventTarget | null) =>
  cible instanceof Element && cible.closest('input, textarea, select, [contenteditable]') !== null

/**
 * Ctrl-K opens the palette from anywhere; « / » and « ? » too, and the key that an element of the page bears, unless they were switched off
 * (WCAG 2.1.4) or one is typing.
 */
export function ecouterLesRaccourcis() {
  document.addEventListener('keydown', (e) => {
    const palette = document.querySelector<HTMLElement>('[data-au-clic="palette"]')
    if (!palette || e.isComposing || e.repeat || e.defaultPrevented || e.altKey) return
    const avecCommande = e.ctrlKey || e.metaKey
    const seule = !avecCommande && 'raccourcis' in palette.dataset && !estChamp(e.target) && !document.querySelector('dialog[open]')
    if ((avecCommande && !e.shiftKey && e.key.toLowerCase() === 'k') || (seule && e.key === '/')) {
      e.preventDefault()
      palette.click()
    } else if (seule && e.key === '?') visit('/raccourcis')
    else if (seule && /^[a-z]$/.test(e.key)) document.querySelector<HTMLElement>(`[data-touche=${e.key}]`)?.click()
  })
}
