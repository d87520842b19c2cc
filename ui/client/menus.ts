const ouverts = () => document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')

/** An open menu closes on Escape, giving the focus back, on a click elsewhere and when the focus leaves it. */
export function fermerLesMenus() {
  document.addEventListener('click', (e) => {
    for (const m of ouverts()) if (!m.contains(e.target as Node)) m.open = false
  })
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape') return
    for (const m of ouverts()) {
      m.open = false
      if (m.contains(document.activeElement)) m.querySelector('summary')?.focus()
    }
  })
  document.addEventListener('focusout', (e) => {
    const vers = e.relatedTarget as Node | null
    if (vers) for (const m of ouverts()) if (m.contains(e.target as Node) && !m.contains(vers)) m.open = false
  })
}
