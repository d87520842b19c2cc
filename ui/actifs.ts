import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#platform/root.ts'

/** Style sheets that few pages need: `ui/styles/a-part/<nom>.css`, asked for by `<Page styles={['<nom>']}>`. */
export const STYLES = ['chiffres', 'clavardage', 'matrice', 'palette'] as const
export type Style = (typeof STYLES)[number]

/** What a page loads; names in the manifest, addresses here. */
export interface Actifs { css: string; js: string; icone: string; styles: Record<Style, string> }

const styles = (adresse: (nom: Style) => string) => Object.fromEntries(STYLES.map((nom) => [nom, adresse(nom)])) as Record<Style, string>
const SANS_CONSTRUCTION: Actifs = { css: '/public/main.css', js: '/public/main.js', icone: '/public/choral.svg', styles: styles((nom) => `/public/${nom}.css`) }
let lus: Actifs | undefined

/** Addresses of the style sheet, the script and the icon. Before anything is built, pages still render: they only lack their style. */
export function actifs(): Actifs {
  lus ??= lire()
  return lus ?? SANS_CONSTRUCTION
}

/** For who serves another build than the one in dist/public. */
export function servirActifs(noms: Actifs): void {
  lus = adresses(noms)
}

const adresses = (noms: Actifs): Actifs => ({ css: `/public/${noms.css}`, js: `/public/${noms.js}`, icone: `/public/${noms.icone}`, styles: styles((nom) => `/public/${noms.styles[nom]}`) })

function lire(): Actifs | undefined {
  try {
    return adresses(JSON.parse(readFileSync(join(ROOT, 'dist', 'public', 'manifest.json'), 'utf8')) as Actifs)
  } catch {
    return undefined
  }
}
