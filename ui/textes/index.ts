import { en } from '#ui/textes/en.ts'
import { fr } from '#ui/textes/fr.ts'
import type { Langue } from '#ui/textes/format.ts'

/** Every sentence of the portal, in one language. French says what there is; a sentence missing in English fails the type check. */
export type Textes = typeof fr
export type { Langue }
export const textes: Record<Langue, Textes> = { fr, en }
export { en, fr }
