import { ouvrirCanal } from '#ui/client/canal.ts'

const NOM = 'choral-etats'
const ATTENTE_MAXIMUM = 60_000
const ESSAIS = 10
/** The page first: its own count is true already. */
const DELAI = 1500

/** The counts that this page shows. */
const compteurs = () => document.querySelectorAll<HTMLElement>('[data-etat]')

function montrer(etats: Record<string, number>) {
  for (const c of compteurs()) {
    const n = etats[c.dataset.etat!]
    if (n === undefined) continue
    c.textContent = String(n)
    if (c.parentElement) c.parentElement.hidden = n === 0
  }
}

/** Listens until the session ends, or for good when refused too often; between two tries, longer and longer. */
function ecouter(dire: (etats: Record<string, number>) => void, signal?: AbortSignal): Promise<void> {
  return new Promise((finir) => {
    let essais = 0
    const ouvrir = () => {
      if (signal?.aborted) return finir()
      const source = new EventSource('/evenements')
      const arreter = () => {
        source.close()
        finir()
      }
      signal?.addEventListener('abort', arreter, { once: true })
      source.onopen = () => {
        essais = 0
      }
      source.onmessage = (e) => dire(JSON.parse(e.data as string) as Record<string, number>)
      source.addEventListener('fin', arreter)
      source.onerror = () => {
        if (source.readyState !== EventSource.CLOSED) return
        if (++essais > ESSAIS || signal?.aborted) return finir()
        setTimeout(ouvrir, Math.min(1000 * 2 ** essais, ATTENTE_MAXIMUM) * (1 + Math.random()))
      }
    }
    ouvrir()
  })
}

/**
 * The menu's counts move by themselves: one stream per browser, held by one tab for all; where tabs cannot agree, only the one that is seen
 * listens.
 */
export function suivreLesEtats() {
  const direAuxAutres = ouvrirCanal(NOM, montrer)
  const dire = (etats: Record<string, number>) => {
    montrer(etats)
    direAuxAutres(etats)
  }
  let enCours = false
  let cachee = new AbortController()
  const commencer = () => {
    if (enCours || !compteurs().length || (!navigator.locks && document.hidden)) return
    enCours = true
    cachee = new AbortController()
    const travail = navigator.locks ? navigator.locks.request(NOM, () => ecouter(dire)) : ecouter(dire, cachee.signal)
    void Promise.resolve(travail).finally(() => {
      enCours = false
    })
  }
  document.addEventListener('turbo:load', () => setTimeout(commencer, DELAI))
  if (!navigator.locks) document.addEventListener('visibilitychange', () => (document.hidden ? cachee.abort() : commencer()))
}
