import { client as en } from '#ui/textes/en/client.ts'
import { client as fr } from '#ui/textes/fr/client.ts'

/** What the browser says by itself, in the page's language. */
export const textesClient = () => (document.documentElement.lang === 'en' ? en : fr)
