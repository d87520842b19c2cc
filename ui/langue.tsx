import { createContext, type ComponentChildren, type VNode } from 'preact'
import { useContext } from 'preact/hooks'
import { fr } from '#ui/textes/fr.ts'
import type { Langue } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

/** What can stand inside an element: text, nodes, or nothing. Not a Date, not a Promise: they would render as nothing. */
export type Enfant = ComponentChildren

export interface LangueDePage {
  t: Textes
  langue: Langue
}

/** `<Page>` gives its language to the components inside it, which thus need no `t`; alone, they speak French. */
export const ContexteLangue = createContext<LangueDePage>({ t: fr, langue: 'fr' })
export const useTextes = (): LangueDePage => useContext(ContexteLangue)

/** Words for those who only hear the page. */
export function Cache({ children }: { children: Enfant }): VNode {
  return <span class="visually-hidden">{children}</span>
}
