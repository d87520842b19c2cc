import { cache, visit } from '@hotwired/turbo'
import { ouvrirCanal } from '#ui/client/canal.ts'

/** Signing out in one tab empties the others too: their pages are private. */
export function annoncerLaDeconnexion() {
  const dire = ouvrirCanal('choral-session', () => {
    cache.clear()
    visit(location.href, { action: 'replace' })
  })
  document.addEventListener('turbo:submit-end', (e) => {
    if ((e.target as Element).matches('[data-deconnexion]') && e.detail.success) dire('fin')
  })
}
