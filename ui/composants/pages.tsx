import { adresseAvec } from '#ui/composants/cadre.ts'
import type { EtatListe } from '#ui/composants/tableau.tsx'
import { Icone } from '#ui/icones.tsx'
import { useTextes } from '#ui/langue.tsx'

const TAILLES = [20, 50, 100, 200]

/** The pages to show around the current one; 0 stands for a gap. */
export function pagesVoisines(page: number, derniere: number): number[] {
  const vues = [...new Set([1, page - 1, page, page + 1, derniere])].filter((n) => n >= 1 && n <= derniere).sort((a, b) => a - b)
  return vues.flatMap((n, i) => (i > 0 && n - vues[i - 1]! > 1 ? [0, n] : [n]))
}

/** « Résultats 1-20 sur 143 », the pages, and how many lines on each; past the last countable page, the key of the next rows goes on (INT-11). */
export function Pages({ etat, url }: { etat: EtatListe; url: URL }) {
  const { t } = useTextes()
  const p = t.commun.pages
  const { page, taille, total, totalExact, suivant } = etat
  const derniere = Math.max(1, Math.ceil(total / taille))
  const lien = (n: number) => adresseAvec(url, { page: n })
  const apres = page < derniere ? lien(page + 1) : suivant && !totalExact ? adresseAvec(url, { apres: suivant }) : null
  return (
    <div class="pages" data-turbo-prefetch="false">
      <p>{p.resultats((page - 1) * taille + 1, Math.min(page * taille, total), total, totalExact)}</p>
      {derniere > 1 || apres ? (
        <nav aria-label={p.titre}>
          <ul>
            {page > 1 ? (
              <li>
                <a href={lien(page - 1)} rel="prev" aria-label={p.precedente}>
                  <Icone nom="precedent" />
                </a>
              </li>
            ) : null}
            {pagesVoisines(page, derniere).map((n, i) => (
              <li key={i}>
                {n === 0 ? (
                  <span aria-hidden="true">…</span>
                ) : (
                  <a href={lien(n)} aria-label={p.page(n)} aria-current={n === page ? 'page' : undefined}>
                    {n}
                  </a>
                )}
              </li>
            ))}
            {apres ? (
              <li>
                <a href={apres} rel="next" aria-label={p.suivante}>
                  <Icone nom="suivant" />
                </a>
              </li>
            ) : null}
          </ul>
        </nav>
      ) : null}
      {total > TAILLES[0]! ? (
        <div class="pages__size">
          <span>{p.parPage}</span>
          <ul>
            {TAILLES.map((n) => (
              <li key={n}>
                <a href={adresseAvec(url, { taille: n })} aria-label={p.lignes(n)} aria-current={n === taille ? 'true' : undefined}>
                  {n}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}
