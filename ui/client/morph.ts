/** A list that follows its filters is morphed: what is being typed, and what a controller has built, stays as it is. */
export function garderLaSaisie() {
  document.addEventListener('turbo:before-morph-element', (e) => {
    const element = e.target as Element
    const saisie = element === document.activeElement && element.matches('input, textarea')
    if (saisie || element.matches('[data-controller~="suggestions"], [data-controller~="devoiler"], dialog[open]')) e.preventDefault()
  })
  // What one has unfolded stays so while what is around follows; what a chat's controller shows or hides is its own.
  document.addEventListener('turbo:before-morph-attribute', (e) => {
    const { attributeName } = (e as CustomEvent<{ attributeName: string }>).detail
    const siens = { open: '.filters-fold, [data-relire] details', hidden: '[data-clavardage-target]' }[attributeName]
    if (siens && (e.target as Element).matches(siens)) e.preventDefault()
  })
}
