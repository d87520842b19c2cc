import { useId } from 'preact/hooks'
import { Icone } from '#ui/icones.tsx'
import { Cache, useTextes, type Enfant } from '#ui/langue.tsx'
import { Picto, type NomPicto } from '#ui/pictos.tsx'
import { nombre } from '#ui/textes/format.ts'

/**
 * A titled part of the page on a surface of its own; `nue` lets a list or a table reach its edges; `pliee`: on a telephone only its title
 * shows at first.
 */
export function Carte({
  titre,
  nue,
  danger,
  hachuree,
  pliee,
  entete,
  id,
  children,
}: {
  titre?: string
  nue?: boolean
  danger?: boolean
  hachuree?: boolean
  pliee?: boolean
  entete?: Enfant
  id?: string
  children: Enfant
}) {
  const genere = useId()
  const cle = id ?? genere
  const classe = `card${nue ? ' card--flush' : ''}${danger ? ' card--danger' : ''}${hachuree ? ' hatched' : ''}`
  if (!titre)
    return (
      <div class={classe} id={id}>
        {children}
      </div>
    )
  if (pliee)
    return (
      <section class={`${classe} card--fold`} aria-labelledby={`${cle}-titre`}>
        <h2 id={`${cle}-titre`}>{titre}</h2>
        <Pli titre={titre} id={cle}>
          {children}
        </Pli>
      </section>
    )
  return (
    <section class={classe} id={id} aria-labelledby={`${cle}-titre`}>
      {nue ? (
        <div class="card__head">
          <h2 id={`${cle}-titre`}>{titre}</h2>
          {entete}
        </div>
      ) : (
        <h2 id={`${cle}-titre`}>{titre}</h2>
      )}
      {children}
    </section>
  )
}

/** What a link to its `id` names is inside: following it unfolds it, without a script too. */
function Pli({ titre, id, children }: { titre: string; id: string; children: Enfant }) {
  const { afficher, masquer } = useTextes().t.commun.champ
  return (
    <details>
      <summary>
        <span class="if-closed">{afficher}</span>
        <span class="if-open">{masquer}</span>
        <Cache> {titre}</Cache> <Icone nom="chevron" class="chevron" />
      </summary>
      <div id={id}>{children}</div>
    </details>
  )
}

/** A part of the page with its title, without a surface. */
export function Section({ titre, entete, id, children }: { titre: string; entete?: Enfant; id?: string; children: Enfant }) {
  const genere = useId()
  const cle = id ?? genere
  return (
    <section class="section" id={id} aria-labelledby={`${cle}-titre`}>
      {entete ? (
        <div class="section__head">
          <h2 id={`${cle}-titre`}>{titre}</h2>
          {entete}
        </div>
      ) : (
        <h2 id={`${cle}-titre`}>{titre}</h2>
      )}
      {children}
    </section>
  )
}

/** The main column and what stands beside it. */
export function Colonnes({ children, aCote, large, nomAside }: { children: Enfant; aCote: Enfant; large?: boolean; nomAside?: string }) {
  return (
    <div class={large ? 'split split--wide' : 'split'}>
      <div>{children}</div>
      {nomAside ? (
        <aside class="stack stack--loose" aria-label={nomAside}>
          {aCote}
        </aside>
      ) : (
        <div class="stack stack--loose">{aCote}</div>
      )}
    </div>
  )
}

/** Views of the same thing: links with addresses, not ARIA tabs. */
export function Onglets({
  onglets,
  libelle,
}: {
  onglets: readonly { libelle: string; href: string; courant: boolean; nombre?: number; /** False: and more. */ exact?: boolean }[]
  libelle?: string
}) {
  const { t, langue } = useTextes()
  return (
    <nav aria-label={libelle ?? t.commun.onglets}>
      <ul class="tabs">
        {onglets.map((o) => (
          <li key={o.href}>
            <a href={o.href} aria-current={o.courant ? 'page' : undefined}>
              {o.libelle}
              {o.nombre === undefined ? null : (
                <>
                  {' '}
                  <span class={o.courant && o.nombre ? 'count' : 'count count--quiet'}>
                    {nombre(o.nombre, langue)}
                    {o.exact === false ? '+' : ''}
                  </span>
                </>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** For whom the home page speaks: like tabs, across the page (POR-02). */
export function Publics({
  libelle,
  publics,
}: {
  libelle: string
  publics: readonly { libelle: string; href: string; courant: boolean }[]
}) {
  return (
    <nav class="audience" aria-label={libelle}>
      <div class="wrap">
        <ul>
          {publics.map((p) => (
            <li key={p.href}>
              <a href={p.href} aria-current={p.courant ? 'page' : undefined}>
                {p.libelle}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  )
}

/** Nothing yet: what this is for, and the one thing to do. */
export function Vide({
  picto = 'vide',
  titre,
  texte,
  action,
  niveau: H = 'h2',
}: {
  picto?: NomPicto
  titre: string
  texte: Enfant
  action?: Enfant
  niveau?: 'h2' | 'h3'
}) {
  return (
    <div class="empty">
      <Picto nom={picto} />
      <H>{titre}</H>
      {texte ? <p>{texte}</p> : null}
      {action ? <div class="row row--centre">{action}</div> : null}
    </div>
  )
}

export function ListeLiens({ liens }: { liens: readonly { libelle: string; href: string; detail?: string; marque?: Enfant }[] }) {
  return (
    <ul class="links">
      {liens.map((l) => (
        <li key={l.href + l.libelle}>
          <a href={l.href}>
            <span>
              {l.libelle}
              {l.detail ? (
                <>
                  <br />
                  <small class="muted">{l.detail}</small>
                </>
              ) : null}
            </span>{' '}
            {l.marque ?? <Icone nom="suivant" />}
          </a>
        </li>
      ))}
    </ul>
  )
}
