import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#platform/root.ts'

/** What a page loads; names in the manifest, addresses here. */
export interface Actifs { css: string; js: string; icone: string }

const SANS_CONSTRUCTION: Actifs = { css: '/public/main.css', js: '/public/main.js', icone: '/public/choral.svg' }
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

const adresses = (noms: Actifs): Actifs => ({ css: `/public/${noms.css}`, js: `/public/${noms.js}`, icone: `/public/${noms.icone}` })

function lire(): Actifs | undefined {
  try {
    return adresses(JSON.parse(readFileSync(join(ROOT, 'dist', 'public', 'manifest.json'), 'utf8')) as Actifs)
  } catch {
    return undefined
  }
}
