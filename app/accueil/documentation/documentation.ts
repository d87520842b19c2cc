import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { marked, type Token, type Tokens } from 'marked'
import { ROOT } from '#platform/root.ts'
import { typographier } from '#ui/textes/typographie.ts'
import { plier } from '#platform/plier.ts'

export interface Fiche {
  /** Path under /documentation, without extension. */
  chemin: string
  dossier: string
  titre: string
  html: string
  /** Its headings, for the search. */
  sujets: string[]
  /** Its parts in plain text, what comes before the first heading included: quoted by the assistant. */
  /** `cite`: the same lines as `texte`, those of a list with their number or their dot. */
  sections: { titre: string; niveau: number; ancre: string; texte: string; cite: string }[]
}

const dossierDuGuide = () => join(ROOT, 'docs', 'guide')
let lues: Fiche[] | null = null

/** The sheets of docs/guide, read once by a process; in order of folder, then of title. */
export const fiches = (): Fiche[] => (lues ??= lireFiches(dossierDuGuide()))

function lireFiches(dossier: string): Fiche[] {
  return globSync('**/*.md', { cwd: dossier })
    .map((f) => f.replaceAll('\\', '/'))
    .toSorted()
    .map((f) => lireFiche(f.replace(/\.md$/, ''), readFileSync(join(dossier, f), 'utf8')))
    .toSorted((a, b) => a.dossier.localeCompare(b.dossier, 'fr') || a.titre.localeCompare(b.titre, 'fr'))
}

export const echapper = (s: string) => s.replace(/[&<>"']/g, (x) => `&#${x.charCodeAt(0)};`)
const ancre = (s: string) =>
  plier(s)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** A page of the portal, an https address, or one person to write to. */
export const adresseSure = (href: string) =>
  /^https:\/\/[^\s]+$/.test(href) || /^\/(?![/\\])/.test(href) || /^mailto:[^\s?&@%]+@[^\s?&@%]+$/i.test(href)

/** A link of the guide: such an address, a part of the sheet, or another sheet by its file; anything else is plain text. */
function adresse(href: string, chemin: string): string | null {
  if (adresseSure(href) || href.startsWith('#')) return href
  const fiche = /^(\.{0,2}[\w./-]+)\.md(#[\w-]+)?$/.exec(href)
  return fiche ? posix.join('/documentation', posix.dirname(chemin), fiche[1]!) + (fiche[2] ?? '') : null
}

/** Turns a sheet into HTML, with French spacing. Raw HTML is not let through: it shows as text. */
export function lireFiche(chemin: string, source: string): Fiche {
  const jetons = marked.lexer(typographier(source))
  const titre = jetons.find((j): j is Tokens.Heading => j.type === 'heading' && j.depth === 1)
  const sujets = jetons.filter((j): j is Tokens.Heading => j.type === 'heading' && j.depth > 1).map((j) => j.text)
  const rendu = new marked.Renderer()
  rendu.html = ({ text }) => echapper(text)
  rendu.image = ({ href, text }) => {
    const nom = /(?:^|\/)images\/([a-z0-9-]+\.png)$/.exec(href)?.[1]
    return nom
      ? `<img src="/documentation/images/${nom}" alt="${echapper(text)}" loading="lazy" width="1280" height="900">`
      : echapper(text)
  }
  rendu.heading = function ({ tokens, depth, text }) {
    return `<h${depth} id="${ancre(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
  }
  rendu.link = function ({ href, tokens }) {
    const texte = this.parser.parseInline(tokens)
    const vers = adresse(href, chemin)
    return vers ? `<a href="${echapper(vers)}">${texte}</a>` : texte
  }
  const tableau = rendu.table
  rendu.table = function (j) {
    return `<div class="table-wrap" role="region" tabindex="0" aria-label="${echapper(j.header.map((h) => h.text).join(', '))}">${tableau.call(this, j)}</div>`
  }
  const html = marked.parser(
    jetons.filter((j) => j !== titre),
    { renderer: rendu },
  )
  return {
    chemin,
    dossier: posix.dirname(chemin) === '.' ? '' : posix.dirname(chemin),
    titre: titre?.text ?? chemin,
    html,
    sujets,
    sections: decouper(jetons),
  }
}

const nu = (s: string) =>
  s
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]|^#+ /gm, '')

const marque = ({ ordered, start }: Tokens.List, rang: number) => (ordered ? `${Number(start) + rang}.` : '•')

/** Paragraphs, items and rows, a line each, under the heading they stand below. */
function decouper(jetons: Token[]): Fiche['sections'] {
  const sections: Fiche['sections'] = [{ titre: '', niveau: 1, ancre: '', texte: '', cite: '' }]
  for (const j of jetons) {
    if (j.type === 'heading') {
      if (j.depth > 1)
        sections.push({ titre: nu(j.text as string), niveau: j.depth as number, ancre: ancre(j.text as string), texte: '', cite: '' })
      continue
    }
    const lignes =
      j.type === 'table'
        ? (j as Tokens.Table).rows.map((r) => r.map((x) => nu(x.text)).join(' : '))
        : j.type === 'list'
          ? (j as Tokens.List).items.map((i) => nu(i.text))
          : j.type === 'paragraph'
            ? [nu(j.text as string)]
            : []
    const section = sections.at(-1)!
    const ajouter = (avant: string, apres: string[]) => [avant, ...apres].filter((l) => l.trim()).join('\n')
    section.texte = ajouter(section.texte, lignes)
    section.cite = ajouter(section.cite, j.type === 'list' ? lignes.map((l, i) => `${marque(j as Tokens.List, i)} ${l}`) : lignes)
  }
  return sections.filter((s) => s.texte)
}
