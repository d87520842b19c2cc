import { actifs } from '#ui/actifs.ts'
import { Bouton } from '#ui/composants/bouton.tsx'
import { adresseAvec, type CadrePage, type StructureDuCadre } from '#ui/composants/cadre.ts'
import { Icone } from '#ui/icones.tsx'
import { Cache } from '#ui/langue.tsx'
import { Marque } from '#ui/pictos.tsx'
import { identifiantGroupe } from '#ui/textes/format.ts'

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
        <p>
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

const numero = (s: StructureDuCadre) => identifiantGroupe(s.identifiant, s.typeIdentifiant)

/** The choice is in the address; a hover must not choose, hence no prefetch (POR-13). */
function ChoixStructure({ c }: { c: CadrePage }) {
  const t = c.t.commun.structures
  const active = c.structureActive
  const nombre = c.nombreStructures ?? c.structures.length
  const typeCourt = (s: StructureDuCadre) => (s.typeIdentifiant === 'SIRET' ? 'SIRET ' : '') + numero(s)
  return (
    <details class="menu switcher" name="menus">
      <summary>
        <Icone nom="structure" />
        <span>
          <Cache>{t.active}</Cache>
          <span class="switcher__name">{active ? active.nom : t.toutes}</span>
          <small>{active ? typeCourt(active) : t.combien(nombre)}</small>
        </span>
        <Icone nom="chevron" class="chevron" />
      </summary>
      <div class="panel" data-turbo-prefetch="false">
        {nombre > c.structures.length ? (
          <form class="switcher__search" role="search" action="/compte/structures" method="get" aria-label={t.chercher}>
            <input class="input" type="search" name="recherche" aria-label={t.chercherPar} placeholder={t.chercherPar} autocomplete="off" />
            <Bouton genre="second">{t.chercherBouton}</Bouton>
          </form>
        ) : null}
        <ul class="switcher__list">
          <li>
            <a href={adresseAvec(c.url, { structure: 'toutes' })} aria-current={active ? undefined : 'true'}>
              <Icone nom={active ? 'structure' : 'coche'} />
              <span>
                {t.toutes}
                <small>{t.combien(nombre)}</small>
              </span>
            </a>
          </li>
          {c.structures.map((s) => (
            <li key={s.id}>
              <a href={adresseAvec(c.url, { structure: s.id })} aria-current={s.id === active?.id ? 'true' : undefined}>
                <Icone nom={s.id === active?.id ? 'coche' : 'structure'} />
                <span>
                  {s.nom}
                  <small>
                    {numero(s)} · {s.statut === 'INACTIVE' ? t.inactive : t.role[s.role]}
                  </small>
                </span>
              </a>
            </li>
          ))}
        </ul>
        <hr />
        <ul>
          <li>
            <a href="/compte/structures">{t.voir(nombre)}</a>
          </li>
          <li>
            <a href="/organisation/utilisateurs/rattachement">{t.rattachement}</a>
          </li>
        </ul>
      </div>
    </details>
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
        <form action="/deconnexion" method="post" data-deconnexion>
          <button>{t.deconnexion}</button>
        </form>
      </div>
    </details>
  )
}
