import { marked } from 'marked'
import { adresseSure, echapper } from '#app/accueil/documentation/documentation.ts'
import { typographier } from '#ui/textes/typographie.ts'

/**
 * What somebody wrote for others to read. Raw HTML and pictures show as text, a link leads to this portal, to an https address or to a mail
 * address; headings come below `niveau`, that of the title above.
 */
export function rendreMarkdown(source: string, niveau = 1): string {
  const rendu = new marked.Renderer()
  rendu.html = ({ text }) => echapper(text)
  rendu.image = ({ text }) => echapper(text)
  // Nothing that one reads is to be ticked: a box drawn, not a field without a name.
  rendu.checkbox = ({ checked }) => (checked ? '☑ ' : '☐ ')
  rendu.heading = function ({ tokens, depth }) {
    const n = Math.min(6, depth + niveau)
    return `<h${n}>${this.parser.parseInline(tokens)}</h${n}>\n`
  }
  rendu.link = function ({ href, tokens }) {
    const texte = this.parser.parseInline(tokens)
    return adresseSure(href) ? `<a href="${echapper(href)}">${texte}</a>` : texte
  }
  const tableau = rendu.table
  rendu.table = function (j) {
    return `<div class="table-wrap" role="region" tabindex="0" aria-label="${echapper(j.header.map((h) => h.text).join(', '))}">${tableau.call(this, j)}</div>`
  }
  return marked.parser(marked.lexer(typographier(source)), { renderer: rendu })
}
