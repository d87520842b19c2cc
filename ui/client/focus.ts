/** After a Turbo visit the focus would stay on `<body>` and nothing would be said: it goes where a page load would have put it. */
export function placerLeFocus() {
  document.addEventListener('turbo:render', (e) => {
    if (e.detail.renderMethod === 'morph' || document.documentElement.hasAttribute('data-turbo-preview')) return
    const ancre = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null
    const cible = document.querySelector<HTMLElement>('[autofocus]') ?? ancre ?? document.querySelector<HTMLElement>('h1')
    if (!cible) return
    if (!cible.matches('a, button, input, select, textarea, [tabindex]')) cible.setAttribute('tabindex', '-1')
    cible.focus({ preventScroll: !cible.matches('[autofocus]') })
  })
  // A page that arrives whole with errors: some browsers honour autofocus on controls only.
  document.querySelector<HTMLElement>('.error-summary')?.focus()
}
