import type { JSX } from 'preact'
import type { CadrePage } from '#ui/composants/cadre.ts'
import { Icone } from '#ui/icones.tsx'
import { Cache } from '#ui/langue.tsx'

/** The menu: a bar on a wide window, a panel opened by its button (a native popover) on a narrow one (POR-05). */
export function Barre({ c, aide }: { c: CadrePage; aide?: string }): JSX.Element {
  const t = c.t.commun
  const m = t.menu
  return (
    <nav class="navigation" id="menu" popover="auto" tabindex={-1} aria-label={m.titre}>
      <div class="bar on-dark">
        <div class="wrap">
          <div class="menu-close">
            <button class="header__icon" type="button" popovertarget="menu" popovertargetaction="hide" aria-label={m.fermer}>
              <Icone nom="croix" />
            </button>
          </div>
          <ul>
            <Entree c={c} href="/">
              {m.accueil}
            </Entree>
            {c.menu.length > 0 ? <Domaines c={c} /> : null}
            <Entree c={c} href="/actualites">
              {m.actualites}
            </Entree>
            {c.decide ? (
              <Entree
                c={c}
                href="/approbations"
                nombre={c.compteurs.approbations}
                suite={m.enAttente}
                vivant={c.suivi ? 'approbations' : undefined}
              >
                {m.approbations}
              </Entree>
            ) : null}
            <Entree c={c} href="/support">
              {m.support}
            </Entree>
            {c.voirComme ? null : (
              <Entree
                c={c}
                href="/communication"
                nombre={c.utilisateur ? c.compteurs.messages : 0}
                suite={m.nonLus(c.compteurs.messages)}
                vivant={c.suivi ? 'messages' : undefined}
              >
                {m.communication}
              </Entree>
            )}
            {c.utilisateur ? null : (
              <li class="menu-close">
                <a href="/inscription">{t.compte.creer}</a>
              </li>
            )}
          </ul>
          <a class="bar__help" href={aide ?? '/documentation'}>
            <Icone nom="aide" /> {m.aide}
          </a>
        </div>
      </div>
    </nav>
  )
}

/** `page` for this very address, `true` for one that stands under it. */
function courant(chemin: string, href: string): 'page' | 'true' | undefined {
  if (chemin === href) return 'page'
  return href !== '/' && chemin.startsWith(`${href}/`) ? 'true' : undefined
}

/** `vivant`: a count that moves by itself, told by the stream of states. */
function Entree({
  c,
  href,
  nombre = 0,
  suite,
  vivant,
  children,
}: {
  c: CadrePage
  href: string
  nombre?: number
  suite?: string
  vivant?: string | undefined
  children: string
}) {
  return (
    <li>
      <a href={href} aria-current={courant(c.chemin, href)}>
        {children}
        {nombre > 0 || vivant ? (
          <>
            {' '}
            <span class="count" hidden={nombre === 0}>
              <span data-etat={vivant}>{nombre}</span>
              <Cache>{suite}</Cache>
            </span>
          </>
        ) : null}
      </a>
    </li>
  )
}

function Domaines({ c }: { c: CadrePage }) {
  const ici = c.menu.some((d) => courant(c.chemin, d.href) || d.entrees.some((e) => courant(c.chemin, e.href)))
  return (
    <li>
      <details class="menu" name="menus">
        <summary aria-current={ici ? 'true' : undefined}>
          {c.t.commun.menu.domaines} <Icone nom="chevron" class="chevron" />
        </summary>
        <div class="panel tree">
          {c.menu.map((d) => (
            <div key={d.href}>
              <p>
                <a href={d.href} aria-current={courant(c.chemin, d.href)}>
                  {d.nom}
                </a>
              </p>
              {d.entrees.length > 0 ? (
                <ul>
                  {d.entrees.map((e) => (
                    <li key={e.href}>
                      <a href={e.href} aria-current={courant(c.chemin, e.href)}>
                        {e.nom}
                      </a>
                    </li>
                  ))}
                </ul>
              ) : null}
            </div>
          ))}
        </div>
      </details>
    </li>
  )
}
