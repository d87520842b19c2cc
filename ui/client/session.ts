import { cache, visit } from '@hotwired/turbo'

/** Signing out in one tab empties the others too: their pages are private. */
export function annoncerLaDeconnexion() {
  const canal = new BroadcastChannel('choral-session')
  canal.onmessage = () => {
    cache.clear()
    visit(location.href, { action: 'replace' })
  }
  document.addEventListener('turbo:submit-end', (e) => {
    if ((e.target as Element).matches('[data-deconnexion]') && e.detail.success) canal.postMessage('fin')
  })
}
