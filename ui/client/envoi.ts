/** A file that is answered leaves the page where it is, and no event says that it came. */
const LE_TEMPS_D_UN_FICHIER = 2000

/** A second click on a button that sends does nothing while the first is on its way. */
export function empecherDoubleEnvoi() {
  document.addEventListener('submit', (e) => {
    const form = e.target as HTMLFormElement
    if (form.method === 'get' || e.defaultPrevented) return
    if (form.dataset.envoi) return void e.preventDefault()
    form.dataset.envoi = 'en-cours'
    e.submitter?.setAttribute('aria-disabled', 'true')
    if ('fichier' in form.dataset) setTimeout(() => liberer(form), LE_TEMPS_D_UN_FICHIER)
  })
  const liberer = (form: HTMLFormElement) => {
    delete form.dataset.envoi
    for (const b of form.querySelectorAll('button[aria-disabled]:not([type=button])')) b.removeAttribute('aria-disabled')
  }
  document.addEventListener('turbo:submit-end', (e) => liberer(e.target as HTMLFormElement))
  // Back, from a page sent without Turbo: the browser shows its own copy.
  addEventListener('pageshow', (e) => {
    if (e.persisted) for (const f of document.querySelectorAll<HTMLFormElement>('form[data-envoi]')) liberer(f)
  })
}
