export interface Recu {
  rang: number
  cle: string
  autre: boolean
  html: string
}
export interface Etat {
  etat: string
  recu: number
  lu: number
  nom: string
  tete: string
}
export type Nouvelle =
  | { genre: 'message'; m: Recu }
  | { genre: 'etat'; e: Etat }
  | { genre: 'ecrit' }
  | { genre: 'bureau' }
  | { genre: 'fin' }
  /** The stream is open: what moved before it, it does not tell. */
  | { genre: 'ouvert' }
  | { genre: 'lien'; coupe: boolean; secondes: number }

const ATTENTE_MAXIMUM = 10_000
/** Shorter cuts are not worth a word. */
const MUETTE_MS = 1500

/**
 * Follows a conversation: one stream per browser, held by one tab for all those that show it; it goes on after the last rank seen, whatever was cut.
 * `dire` hears everything, from here or from the tab that holds the stream.
 */
export function suivre(adresse: string, apres: () => number, dire: (n: Nouvelle) => void): { reessayer: () => void; arreter: () => void } {
  const canal = new BroadcastChannel(adresse)
  const fin = new AbortController()
  let rouvrir = () => {}
  canal.onmessage = (e) => dire(e.data as Nouvelle)
  const publier = (n: Nouvelle) => {
    dire(n)
    canal.postMessage(n)
  }
  const tenir = () =>
    new Promise<void>((lacher) => {
      fin.signal.addEventListener('abort', () => lacher(), { once: true })
      rouvrir = ecouter(adresse, apres, publier, fin.signal)
    })
  // Where tabs cannot agree, each has its own.
  if (navigator.locks) navigator.locks.request(adresse, { signal: fin.signal }, tenir).catch(() => {})
  else void tenir()
  return {
    reessayer: () => rouvrir(),
    arreter: () => {
      fin.abort()
      canal.close()
    },
  }
}

function ecouter(adresse: string, apres: () => number, publier: (n: Nouvelle) => void, signal: AbortSignal): () => void {
  let source: EventSource
  let coupeeA: number | null = null
  let essais = 0
  let minuterie = 0
  let avertir = 0
  const lire = <T>(e: Event) => JSON.parse((e as MessageEvent<string>).data) as T
  const couper = () => {
    if (coupeeA === null) {
      coupeeA = performance.now()
      avertir = window.setTimeout(() => publier({ genre: 'lien', coupe: true, secondes: 0 }), MUETTE_MS)
    }
    source.close()
    clearTimeout(minuterie)
    minuterie = window.setTimeout(ouvrir, Math.min(500 * 2 ** essais++, ATTENTE_MAXIMUM) * (0.75 + Math.random() / 2))
  }
  const ouvrir = () => {
    clearTimeout(minuterie)
    if (signal.aborted) return
    source = new EventSource(`${adresse}?apres=${apres()}`)
    source.onopen = () => {
      essais = 0
      clearTimeout(avertir)
      if (coupeeA !== null) publier({ genre: 'lien', coupe: false, secondes: (performance.now() - coupeeA) / 1000 })
      coupeeA = null
      publier({ genre: 'ouvert' })
    }
    source.onmessage = (e) => publier({ genre: 'message', m: lire<Recu>(e) })
    source.addEventListener('etat', (e) => publier({ genre: 'etat', e: lire<Etat>(e) }))
    source.addEventListener('ecrit', () => publier({ genre: 'ecrit' }))
    source.addEventListener('bureau', () => publier({ genre: 'bureau' }))
    source.addEventListener('fin', () => {
      source.close()
      publier({ genre: 'fin' })
    })
    source.onerror = couper
  }
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(minuterie)
      clearTimeout(avertir)
      source.close()
    },
    { once: true },
  )
  ouvrir()
  return () => {
    source.close()
    essais = 0
    ouvrir()
  }
}
