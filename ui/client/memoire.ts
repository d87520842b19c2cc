/** What this tab keeps over a reload. A browser that keeps nothing, or has no room left, leaves it to the page alone. */
export const memoire = {
  lire(nom: string): string {
    try {
      return sessionStorage.getItem(nom) ?? ''
    } catch {
      return ''
    }
  },
  garder(nom: string, texte: string) {
    try {
      if (texte) sessionStorage.setItem(nom, texte)
      else sessionStorage.removeItem(nom)
    } catch {
      /* not kept */
    }
  },
}
