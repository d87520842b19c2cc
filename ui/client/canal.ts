/** What the tabs of one browser tell each other; where that is missing or forbidden, each is alone. */
export function ouvrirCanal<T>(nom: string, entendre: (dit: T) => void): { dire: (dit: T) => void; fermer: () => void } {
  try {
    const canal = new BroadcastChannel(nom)
    canal.onmessage = (e) => entendre(e.data as T)
    return { dire: (dit) => canal.postMessage(dit), fermer: () => canal.close() }
  } catch {
    return { dire: () => {}, fermer: () => {} }
  }
}
