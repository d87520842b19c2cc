/** A link to a place of the page shown is the browser's to follow: Turbo would ask for the page again, and lose what was typed under its errors. */
export function garderLesAncres() {
  document.addEventListener('turbo:click', (e) => {
    const { hash, pathname, search } = new URL(e.detail.url)
    if (hash && pathname === location.pathname && search === location.search) e.preventDefault()
  })
}

/** After a Turbo visit the focus would stay on `<body>` and nothing would be said: it goes where a page load would have put it. */
export function placerLeFocus() {
  let refuse = false
  let envoye = false
  document.addEventListener('turbo:submit-end', (e) => {
    refuse = e.detail.success === false
  })
  // Before it is answered: what the stream says may bring the page back first, and the answer is then dropped.
  document.addEventListener('turbo:submit-start', () => {
    envoye = true
  })
  document.addEventListener('turbo:render', (e) => {
    if (document.documentElement.hasAttribute('data-turbo-preview')) return
    // A refused form comes back by morphing, scroll kept: what is wrong must come into view all the same.
    const refus = refuse
      ? (document.querySelector<HTMLElement>('.error-summary') ?? document.querySelector<HTMLElement>('main [role="alert"]'))
      : null
    // What was pressed may be gone from the page that comes back in its place.
    const perdu = envoye && document.activeElement === document.body
    refuse = envoye = false
    if (refus) return poser(refus, false)
    if (e.detail.renderMethod === 'morph' && !perdu) return
    const ancre = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null
    const cible = document.querySelector<HTMLElement>('[autofocus]') ?? ancre ?? document.querySelector<HTMLElement>('h1')
    if (cible) poser(cible, !cible.matches('[autofocus]'))
  })
  // A page that arrives whole with errors: some browsers honour autofocus on controls only.
  document.querySelector<HTMLElement>('.error-summary')?.focus()
}

function poser(cible: HTMLElement, preventScroll: boolean) {
  if (!cible.matches('a, button, input, select, textarea, [tabindex]')) cible.setAttribute('tabindex', '-1')
  cible.focus({ preventScroll })
  if (!preventScroll) cible.scrollIntoView({ block: 'nearest' })
}
