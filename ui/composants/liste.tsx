import type { JSX } from 'preact'
import { adresseAvec } from '#ui/composants/cadre.ts'
import { Bouton } from '#ui/composants/bouton.tsx'
import { ContexteFiltres } from '#ui/composants/formulaire.tsx'
import type { Colonne, EtatListe } from '#ui/composants/tableau.tsx'
import { Icone } from '#ui/icones.tsx'
import { Cache, useTextes, type Enfant } from '#ui/langue.tsx'

/** The parameters of the address that a GET form would lose. */
function Conserver({ url, sauf }: { url: URL; sauf: string[] }) {
  return (
    <>
      {[...url.searchParams]
        .filter(([k]) => ![...sauf, 'page', 'apres'].includes(k))
        .map(([k, v], i) => (
          <input key={i} type="hidden" name={k} value={v} />
        ))}
    </>
  )
}

/** Names that a form of filters keeps out of its address without asking for them. */
const SANS_CHAMP = new Set(['recu', 'fait', 'export', 'brouillon', 'etape', 'tri'])

/**
 * Filters of a list, kept in its address. With script the list follows as one types, without leaving an entry in the history. `noms`: its fields.
 * Several fields fold on a narrow screen behind « Filtrer (2) », so that the results come first; they stay in view where nothing was found. The structure is not counted: the page's title says it.
 */
export function Filtres({ libelle, url, noms, children }: { libelle: string; url: URL; noms: string[]; children: Enfant }): JSX.Element {
  const { t } = useTextes()
  const champs = noms.filter((n) => !SANS_CHAMP.has(n))
  const formulaire = <Formulaire {...{ libelle, url, noms }}>{children}</Formulaire>
  if (champs.length < 2) return formulaire
  return (
    <details class="filters-fold">
      <summary>
        {t.commun.liste.filtrerPar(champs.filter((n) => n !== 'structure' && url.searchParams.getAll(n).some(Boolean)).length)}{' '}
        <Icone nom="chevron" class="chevron" />
      </summary>
      {formulaire}
    </details>
  )
}

function Formulaire({ libelle, url, noms, children }: { libelle: string; url: URL; noms: string[]; children: Enfant }) {
  const { t } = useTextes()
  return (
    <form
      class="filters"
      role="search"
      method="get"
      action={url.pathname}
      aria-label={libelle}
      data-controller="filtres"
      data-action="input->filtres#differer change->filtres#envoyer"
      data-turbo-action="replace"
    >
      <Conserver url={url} sauf={noms} />
      <ContexteFiltres.Provider value={true}>{children}</ContexteFiltres.Provider>
      <Bouton genre="second" icone="loupe">
        {t.commun.liste.filtrer}
      </Bouton>
    </form>
  )
}

/** Cards have no header to press: they are sorted here. Only shown where the table is made of cards. */
export function TriDesCartes({ colonnes, etat, url }: { colonnes: readonly Colonne[]; etat: EtatListe; url: URL }) {
  const { t } = useTextes()
  const l = t.commun.liste
  if (etat.total < 2) return null
  return (
    <form class="table-sort only-cards" method="get" action={url.pathname} data-turbo-action="replace">
      <Conserver url={url} sauf={['tri']} />
      <div class="field">
        <label for="tri">{l.trierPar}</label>
        <div class="with-button">
          <select class="input" id="tri" name="tri">
            {colonnes
              .filter((c) => c.tri)
              .flatMap((c) => [
                <option key={c.nom} value={c.nom} selected={etat.tri === c.nom}>
                  {l.croissant(c.libelle)}
                </option>,
                <option key={`-${c.nom}`} value={`-${c.nom}`} selected={etat.tri === `-${c.nom}`}>
                  {l.decroissant(c.libelle)}
                </option>,
              ])}
          </select>
          <Bouton genre="second">{l.trier}</Bouton>
        </div>
      </div>
    </form>
  )
}

/** Active filters, each removed by its link. */
export function Pastilles({
  pastilles,
  reinitialiser,
}: {
  pastilles: readonly { libelle: string; href: string }[]
  reinitialiser: string
}) {
  const { t } = useTextes()
  const l = t.commun.liste
  if (pastilles.length === 0) return null
  return (
    <div class="chips">
      <span class="muted">{l.actifs}</span>
      {pastilles.map((p) => (
        <a key={p.href} class="chip" href={p.href} data-turbo-prefetch="false">
          {p.libelle} <Icone nom="croix" />
          <Cache>{l.retirer}</Cache>
        </a>
      ))}
      <a href={reinitialiser}>{l.reinitialiser}</a>
    </div>
  )
}

/** What the list holds; said aloud when filters change it in place. */
export function Outils({ children, actions }: { children: Enfant; actions?: Enfant }) {
  return (
    <div class="toolbar">
      <p class="results" role="status">
        {children}
      </p>
      {actions ? <div class="row">{actions}</div> : null}
    </div>
  )
}

/** The whole list as a file, in each format (INT-11): one row of short links, each read out whole. */
export function Exports({
  href,
  tableau,
  formats = ['csv', 'xlsx', 'ods'],
}: {
  href: (format: string) => string
  tableau?: boolean
  formats?: readonly string[]
}) {
  const { t } = useTextes()
  const l = t.commun.liste
  const libelle = tableau ? l.exporterTableau : l.exporter
  return (
    <p class="exports">
      <Icone nom="telecharger" /> <span aria-hidden="true">{libelle}</span>
      {formats.map((f) => (
        <a key={f} href={href(f)} aria-label={l.exporterEn(libelle, f.toUpperCase())} data-turbo="false" rel="nofollow">
          {f.toUpperCase()}
        </a>
      ))}
    </p>
  )
}

/** The form around a `<Tableau selection>` and its `<ActionsGroupees>`. */
export function FormulaireDeSelection({ action, children }: { action: string; children: Enfant }) {
  return (
    <form method="post" action={action} data-controller="selection" data-action="change->selection#compter">
      {children}
    </form>
  )
}

/** Appears when a line is ticked (by CSS alone); counts aloud; its buttons lead to a check page. */
export function ActionsGroupees({ children }: { children: Enfant }) {
  const { t } = useTextes()
  return (
    <div class="bulk on-dark">
      <strong role="status" data-selection-target="nombre">
        {t.commun.liste.selection}
      </strong>
      {children}
    </div>
  )
}

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
