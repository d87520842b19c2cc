/** A list that follows its filters is morphed: what is being typed, and what a controller has built, stays as it is. */
export function garderLaSaisie() {
  document.addEventListener('turbo:before-morph-element', (e) => {
    const element = e.target as Element
    const saisie = element === document.activeElement && element.matches('input, textarea')
    if (saisie || element.matches('[data-controller~="suggestions"], [data-controller~="devoiler"], dialog[open]')) e.preventDefault()
  })
  // Filters that one has unfolded stay so while the list follows them.
  document.addEventListener('turbo:before-morph-attribute', (e) => {
    if ((e.target as Element).matches('.filters-fold') && (e as CustomEvent<{ attributeName: string }>).detail.attributeName === 'open')
      e.preventDefault()
  })
}
