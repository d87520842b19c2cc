/** A list that follows its filters is morphed: what is being typed, and what a controller has built, stays as it is. */
export function garderLaSaisie() {
  document.addEventListener('turbo:before-morph-element', (e) => {
    const element = e.target as Element
    const saisie = element === document.activeElement && element.matches('input, textarea')
    if (saisie || element.matches('[data-controller~="suggestions"], [data-controller~="devoiler"], dialog[open]')) e.preventDefault()
  })
}
