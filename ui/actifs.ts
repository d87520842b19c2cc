import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT } from '#platform/root.ts'

/** Style sheets that few pages need: `ui/styles/a-part/<nom>.css`, asked for by `<Page styles={['<nom>']}>`. */
export const STYLES = ['annuaire', 'chiffres', 'clavardage', 'dupliquer', 'matrice', 'palette'] as const
export type Style = (typeof STYLES)[number]

/** What a page loads; names in the manifest, addresses here. */
export interface Actifs {
  css: string
  js: string
  icone: string
  styles: Record<Style, string>
}

const styles = (adresse: (nom: Style) => string) => Object.fromEntries(STYLES.map((nom) => [nom, adresse(nom)])) as Record<Style, string>
const SANS_CONSTRUCTION: Actifs = {
  css: '/public/main.css',
  js: '/public/main.js',
  icone: '/public/choral.svg',
  styles: styles((nom) => `/public/${nom}.css`),
}
const CONSTRUITS = join(ROOT, 'dist', 'public')
let dossier = CONSTRUITS
let lus: Actifs | undefined
let feuilleLue: Feuille | undefined

/** The style sheet as a page carries it, and its name in a content security policy. */
interface Feuille {
  texte: string
  empreinte: string
}

/** Addresses of the style sheet, the script and the icon. Before anything is built, pages still render: they only lack their style. */
export function actifs(): Actifs {
  lus ??= lire()
  return lus ?? SANS_CONSTRUCTION
}

/** For who serves another build than the one in dist/public. */
export function servirActifs(noms: Actifs, ou: string): void {
  lus = adresses(noms)
  dossier = ou
  feuilleLue = undefined
}

/** The style sheet itself; null before anything is built. */
export function feuille(): Feuille | null {
  return (feuilleLue ??= lireFeuille()) ?? null
}

function lireFeuille(): Feuille | undefined {
  try {
    // What it names is beside it; a page is elsewhere.
    const texte = readFileSync(join(dossier, basename(actifs().css)), 'utf8').replaceAll('url("./', 'url("/public/')
    return { texte, empreinte: `'sha256-${createHash('sha256').update(texte).digest('base64')}'` }
  } catch {
    return undefined
  }
}

const adresses = (noms: Actifs): Actifs => ({
  css: `/public/${noms.css}`,
  js: `/public/${noms.js}`,
  icone: `/public/${noms.icone}`,
  styles: styles((nom) => `/public/${noms.styles[nom]}`),
})

function lire(): Actifs | undefined {
  try {
    return adresses(JSON.parse(readFileSync(join(CONSTRUITS, 'manifest.json'), 'utf8')) as Actifs)
  } catch {
    return undefined
  }
}
