import { rendreMarkdown } from '#app/communication/markdown.ts'
import type { Actualite } from '#app/communication/actualites/lire.ts'
import { fr } from '#ui/textes/index.ts'

const xml = (s: string) => s.replace(/[&<>"']/g, (x) => `&#${x.charCodeAt(0)};`).replace(/[^\P{Cc}\n\t]/gu, '')

/** RFC 4287, in French: identifiers that never change, so that a reader shows an article once. */
export function fluxAtom(url: string, articles: Actualite[]): string {
  const x = fr.communication.actualites
  const modifie = (a: Actualite) => (a.modifieLe > a.publieLe ? a.modifieLe : a.publieLe).toISOString()
  const entree = (a: Actualite) =>
    `<entry><id>urn:uuid:${a.id}</id><title>${xml(a.titre)}</title><link href="${xml(url)}/actualites/${a.id}"/><published>${a.publieLe.toISOString()}</published><updated>${modifie(a)}</updated><category term="${a.sujet}" label="${xml(x.sujets[a.sujet]!)}"/><summary>${xml(a.chapo)}</summary><content type="html">${xml(rendreMarkdown(a.texte).replace(/href="\//g, `href="${url}/`))}</content></entry>`
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><id>${xml(url)}/actualites</id><title>${xml(`Choral, ${x.titre}`)}</title><author><name>Choral</name></author><link href="${xml(url)}/actualites"/><link rel="self" href="${xml(url)}/actualites/flux.atom"/><updated>${articles.map(modifie).toSorted().at(-1) ?? '2026-01-01T00:00:00Z'}</updated>
${articles.map(entree).join('\n')}
</feed>
`
}
