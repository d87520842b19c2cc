import { actifs } from '#ui/actifs.ts'
import type { CadrePage } from '#ui/composants/cadre.ts'
import { ChoixStructure } from '#ui/composants/entete.structure.tsx'
import { RAISON_LECTURE } from '#ui/composants/lecture.tsx'
import { Icone } from '#ui/icones.tsx'
import { Cache } from '#ui/langue.tsx'
import { Marque } from '#ui/pictos.tsx'

/** Hatched: what belongs to the demonstration never looks like a message of the service. */
export function BandeauDemonstration({ c }: { c: CadrePage }) {
  const t = c.t.commun.demonstration
  return (
    <aside class="demo" aria-label={t.nom}>
      <div class="wrap">
        <p>
          <strong>{t.nom}</strong>
          <span class="hide-small">{t.suite}</span>
        </p>
        <p class="demo__links">
          <a href="/demonstration">
            {t.comptes}
            <span class="hide-small">{t.comptesSuite}</span>
          </a>
          {c.courriels ? (
            <>
              {' '}
              <a href="/courriels">
                {t.courriels}
                <span class="hide-small">{t.courrielsSuite}</span>
              </a>
            </>
          ) : null}
        </p>
      </div>
    </aside>
  )
}

/** On every screen while the portal is seen as somebody else sees it: who, until when, and the way out (PLUS-12). */
export function BandeauVoirComme({ c, vue }: { c: CadrePage; vue: NonNullable<CadrePage['voirComme']> }) {
  const t = c.t.gouvernance.voirComme
  return (
    <aside class="notice-bar notice-bar--view" aria-label={t.region}>
      <form class="wrap" method="post" action="/voir-comme/fin">
        <Icone nom="oeil" />
        <p id={RAISON_LECTURE}>
          <strong>{t.bandeau(vue.nom)}</strong> {t.suite(vue.heure)}
        </p>
        <button class="button button--second button--small end">{t.quitter}</button>
      </form>
    </aside>
  )
}

export function Entete({ c }: { c: CadrePage }) {
  const t = c.t.commun
  return (
    <header class="header">
      <div class="wrap">
        <a class="brand" href="/">
          <Marque />
          <span>
            <b>{t.nom}</b>
            <small>{t.accroche}</small>
          </span>
        </a>
        <form class="search" role="search" action="/recherche" method="get">
          <Icone nom="loupe" />
          <input type="search" name="recherche" aria-label={t.recherche.champ} placeholder={t.recherche.exemple} autocomplete="off" />
        </form>
        {c.utilisateur && c.structures.length > 0 ? <ChoixStructure c={c} /> : null}
        <a
          class="header__icon"
          href="/recherche"
          aria-label={t.recherche.bouton}
          data-au-clic="palette"
          data-action="palette#ouvrir"
          data-feuille={actifs().styles.palette}
          data-raccourcis={c.raccourcis === false ? undefined : ''}
          data-turbo-prefetch="false"
        >
          <Icone nom="loupe" />
        </a>
        {c.utilisateur ? (
          <MenuCompte c={c} utilisateur={c.utilisateur} />
        ) : (
          <>
            <a class="button button--quiet hide-small" href="/inscription">
              {t.compte.creer}
            </a>
            <a class="button header__in" href="/connexion">
              {t.compte.connexion}
            </a>
          </>
        )}
        <button class="header__icon menu-open" type="button" popovertarget="menu" aria-label={t.menu.ouvrir}>
          <Icone nom="menu" />
        </button>
      </div>
    </header>
  )
}

const initiales = (prenom: string, nom: string) => (prenom.slice(0, 1) + nom.slice(0, 1)).toLocaleUpperCase('fr')

function MenuCompte({ c, utilisateur }: { c: CadrePage; utilisateur: NonNullable<CadrePage['utilisateur']> }) {
  const t = c.t.commun.compte
  const { prenom, nom, adresseElectronique, roles } = utilisateur
  return (
    <details class="menu user" name="menus">
      <summary>
        <span class={roles.length > 0 ? 'avatar avatar--agent' : 'avatar'} aria-hidden="true">
          {initiales(prenom, nom)}
        </span>
        <span>{`${prenom} ${nom}`.trim() || adresseElectronique}</span>
        <Cache>{t.menu}</Cache>
        <Icone nom="chevron" class="chevron" />
      </summary>
      <div class="panel">
        {/* Somebody else's account is not shown (PLUS-12): nothing here leads to it. */}
        {c.voirComme ? null : (
          <>
            <ul>
              <li>
                <a href="/compte">{t.compte}</a>
              </li>
              <li>
                <a href="/compte/structures">{t.structures}</a>
              </li>
              <li>
                <a href="/compte/demandes">{t.demandes}</a>
              </li>
              <li>
                <a href="/compte/avis">{t.avis}</a>
              </li>
              {roles.includes('operateur') ? (
                <li>
                  <a href="/exploitation">{c.t.gouvernance.exploitation.titre}</a>
                </li>
              ) : null}
            </ul>
            <hr />
          </>
        )}
        <form action="/deconnexion" method="post" data-deconnexion>
          <button>{t.deconnexion}</button>
        </form>
      </div>
    </details>
  )
}
