/** What the tabs of one browser tell each other; where that is missing or forbidden, each is alone. */
export function ouvrirCanal<T>(nom: string, entendre: (dit: T) => void): (dit: T) => void {
  try {
    const canal = new BroadcastChannel(nom)
    canal.onmessage = (e) => entendre(e.data as T)
    return (dit) => canal.postMessage(dit)
  } catch {
    return () => {}
  }
}
