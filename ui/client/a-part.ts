import type { Application } from '@hotwired/stimulus'
import { CONTROLEURS_A_PART } from '#ui/client/controleurs/index.ts'

/** What a part draws has its own style sheet, named in `data-feuille`: there before the first thing is drawn. */
function appliquerStyle(href: string | undefined): Promise<unknown> {
  if (!href || document.head.querySelector(`link[href="${href}"]`)) return Promise.resolve()
  return new Promise((pret) => {
    const lien = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onload: pret, onerror: pret })
    document.head.append(lien)
  })
}

/** Loads a controller's own file the first time that an element asks for it, whatever brought the element: the page, a visit, a morph, a stream. */
export function chargerAPart(application: Application) {
  const enCours = new Map<string, Promise<void>>()
  const demandes = new WeakSet<HTMLElement>()
  const charger = (nom: string) => {
    const deja = enCours.get(nom)
    if (deja) return deja
    const travail = CONTROLEURS_A_PART[nom]!().then((m) => application.register(nom, m.default))
    enCours.set(nom, travail)
    // Not heard: the next element or click tries again, the page works without meanwhile.
    travail.catch(() => enCours.delete(nom))
    return travail
  }
  const chercher = () => {
    for (const nom of Object.keys(CONTROLEURS_A_PART))
      if (!enCours.has(nom) && document.querySelector(`[data-controller~="${nom}"]`)) void charger(nom).catch(() => {})
  }
  new MutationObserver(chercher).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ['data-controller'] })
  chercher()

  document.addEventListener(
    'click',
    (e) => {
      const element = (e.target as Element).closest<HTMLElement>('[data-au-clic]')
      const nom = element?.dataset.auClic
      if (!element || !nom || element.dataset.controller || e.ctrlKey || e.metaKey || e.shiftKey) return
      e.preventDefault()
      // A second click, meanwhile, asks for nothing more.
      if (demandes.has(element)) return
      demandes.add(element)
      Promise.all([charger(nom), appliquerStyle(element.dataset.feuille)]).then(
        () => {
          element.dataset.controller = nom
          // Stimulus sees the attribute after this task; the click it missed is made again.
          setTimeout(() => {
            demandes.delete(element)
            element.click()
          })
        },
        () => {
          demandes.delete(element)
          if (element instanceof HTMLAnchorElement) location.assign(element.href)
        },
      )
    },
    true,
  )

  // A panel left open is opened again by a reload (not by a visit: it stays), where the browser keeps anything.
  try {
    if (sessionStorage.getItem('choral.assistant')) {
      sessionStorage.setItem('choral.assistant', 'rouvrir')
      document.querySelector<HTMLElement>('[data-au-clic="assistant"]')?.click()
    }
  } catch {
    /* nothing was kept */
  }
}
