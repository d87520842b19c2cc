import type { JSX } from 'preact'
import { Bouton } from '#ui/composants/bouton.tsx'
import { ContexteFiltres } from '#ui/composants/formulaire.tsx'
import { Envoi } from '#ui/composants/lecture.tsx'
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
 * Several fields fold on a narrow screen behind « Filtrer (2) », so that the results come first; they stay in view where nothing was found.
 * The structure is not counted: the page's title says it.
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
      <div class="filters__fields">
        <ContexteFiltres.Provider value={true}>{children}</ContexteFiltres.Provider>
      </div>
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

/** What the list holds; said aloud when filters change it in place. `exact`: false, there are more than are counted. */
export function Outils({ children, exact = true, actions }: { children: Enfant; exact?: boolean; actions?: Enfant }) {
  const { t } = useTextes()
  return (
    <div class="toolbar">
      <p class="results" role="status">
        {exact ? null : t.commun.pages.plusDe}
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
      <Envoi muet>{children}</Envoi>
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
