import type { TurboSubmitEndEvent } from '@hotwired/turbo'

/**
 * Back, from a check page, comes to the form with what was typed: the entry that one leaves bears the draft. Without the script, « Modifier
 * » leads there.
 */
export function revenirAuBrouillon() {
  document.addEventListener('turbo:submit-end', (e) => {
    const vers = (e as TurboSubmitEndEvent).detail.fetchResponse?.location
    if (!vers?.searchParams.has('brouillon') || vers.searchParams.get('etape') !== 'verifier' || vers.pathname !== location.pathname) return
    const formulaire = new URL(vers)
    formulaire.searchParams.delete('etape')
    history.replaceState(history.state, '', formulaire)
  })
}
