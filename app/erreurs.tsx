import { randomInt } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import type { Probleme } from '#platform/http/problem.ts'
import { Alerte, Bouton, ListeLiens, Page, Resume } from '#ui/index.ts'
import { textes } from '#ui/textes/index.ts'

/** Without the letters and digits that are read one for another over the telephone. */
const ALPHABET = '346789ABCDEFGHJKLMNPQRTVWXY'
export const nouvelleReference = () =>
  Array.from({ length: 6 }, (_, i) => (i === 3 ? '-' : '') + ALPHABET[randomInt(ALPHABET.length)]).join('')

/** What a person reads instead of the page they asked for: what happened, why, who can help, what is open meanwhile (POR-08, POR-11, PLUS-07). */
export function pageErreur(c: Contexte, probleme: Probleme): JSX.Element {
  const { erreurs } = c.t
  const autreRaison = probleme.sansDroitManquant && probleme.raison
  const titre = autreRaison ? probleme.detail.replace(/\.$/, '') : erreurs.titre(probleme.status)
  return (
    <Page c={cadre(c)} titre={titre} erreur fil={[{ nom: titre }]}>
      <div class="split split--wide">
        <div>
          <p class="lead">{autreRaison ? probleme.raison : phrase(c, probleme)}</p>
          {probleme.status === 404 && <p class="mt2">{erreurs.page.adresse}</p>}
          {probleme.reessayerDans ? (
            <Alerte genre="warn" titre={erreurs.page.attente(Math.ceil(probleme.reessayerDans))}>
              {null}
            </Alerte>
          ) : null}
          <Pourquoi c={c} probleme={probleme} />
          <Champs c={c} probleme={probleme} />
          <p class="row mt5">{action(c, probleme)}</p>
        </div>
        <aside aria-labelledby="ouvert">
          <h2 id="ouvert">{erreurs.page.ouvert}</h2>
          <ListeLiens liens={liensOuverts(c)} />
          <p class="small muted mt5">{pied(c, probleme)}</p>
        </aside>
      </div>
    </Page>
  )
}

/** The rule's own sentence when it gave one; otherwise that of the code, in the reader's language. */
function phrase(c: Contexte, { code, detail }: Probleme): string {
  const connues = c.t.erreurs.parCode as Record<string, string>
  const generique = (textes.fr.erreurs.parCode as Record<string, string>)[code]
  return detail && detail !== generique ? detail : (connues[code] ?? connues['erreur-interne']!)
}

function Pourquoi({ c, probleme }: { c: Contexte; probleme: Probleme }) {
  const { status, raison, remede } = probleme
  const droit = !probleme.sansDroitManquant
  const { page } = c.t.erreurs
  if (!raison && !remede && status !== 403) return null
  const quoi = typeof remede === 'string' ? { libelle: remede } : remede
  const lignes = [
    ...(raison && droit ? [{ cle: page.raison, valeur: raison }] : []),
    ...(quoi ? [{ cle: page.remede, valeur: quoi.href ? <a href={quoi.href}>{quoi.libelle}</a> : quoi.libelle }] : []),
    ...(status === 403 && droit && c.utilisateur ? [{ cle: page.quiPeut, valeur: page.quiPeutTexte }] : []),
  ]
  return (
    <section class="card mt5" aria-labelledby="pourquoi">
      <h2 id="pourquoi">{page.pourquoi}</h2>
      <Resume lignes={lignes} />
    </section>
  )
}

function Champs({ c, probleme: { champs } }: { c: Contexte; probleme: Probleme }) {
  if (!champs?.length) return null
  return (
    <section class="card mt5" aria-labelledby="champs">
      <h2 id="champs">{c.t.erreurs.page.aCorriger}</h2>
      <ul>
        {champs.map((e) => (
          <li key={e.champ}>{e.message}</li>
        ))}
      </ul>
      <p class="small muted">{c.t.erreurs.page.perdu}</p>
    </section>
  )
}

function action(c: Contexte, { status, demander }: Probleme): JSX.Element {
  const { page } = c.t.erreurs
  const ici = c.url.pathname + c.url.search
  if (status === 401) return <Bouton href={`/connexion?retour=${encodeURIComponent(ici)}`}>{page.connexion}</Bouton>
  if (status === 404 || status === 410)
    return (
      <>
        <Bouton href="/recherche">{page.chercher}</Bouton>
        <Bouton genre="second" href="/">
          {page.accueil}
        </Bouton>
      </>
    )
  if (status === 429 || status >= 500)
    return (
      <>
        <Bouton href={c.requete.method === 'GET' ? ici : '/'}>{c.requete.method === 'GET' ? page.reessayer : page.accueil}</Bouton>
        <Bouton genre="second" href="/etat-du-service">
          {page.etat}
        </Bouton>
      </>
    )
  if (demander)
    return (
      <>
        <Bouton href={`${demander}${estUuid(c.params.id) ? `&structure=${c.params.id}` : ''}`}>{c.t.accueil.tuile.profilRemede}</Bouton>
        <Bouton genre="second" href="/">
          {page.accueil}
        </Bouton>
      </>
    )
  if (c.voirComme)
    return (
      <form class="row" method="post" action="/voir-comme/fin">
        <Bouton>{c.t.gouvernance.voirComme.quitterLaVue}</Bouton>
        <Bouton genre="second" href="/">
          {page.accueil}
        </Bouton>
      </form>
    )
  return (
    <>
      <Bouton href="/">{page.accueil}</Bouton>
      <Bouton genre="second" href="/support">
        {page.support}
      </Bouton>
    </>
  )
}

function liensOuverts(c: Contexte) {
  const { page } = c.t.erreurs
  if (!c.utilisateur)
    return [
      { libelle: page.accueil, href: '/' },
      { libelle: page.connexion, href: '/connexion' },
      { libelle: page.documentation, href: '/documentation' },
      { libelle: page.plan, href: '/plan-du-site' },
    ]
  if (c.voirComme)
    return [
      { libelle: c.t.structures.fil.organisation, href: '/organisation' },
      { libelle: page.documentation, href: '/documentation' },
      { libelle: page.plan, href: '/plan-du-site' },
    ]
  return [
    { libelle: page.mesStructures, href: '/compte/structures' },
    { libelle: page.mesDemandes, href: '/compte/demandes' },
    { libelle: page.documentation, href: '/documentation' },
    { libelle: page.support, href: '/support' },
  ]
}

/** A reference is worth giving only where the journal of the service holds it. */
function pied(c: Contexte, { status, code, reference = nouvelleReference() }: Probleme): string {
  const { page } = c.t.erreurs
  if (status !== 403 && status < 500) return page.code(status)
  c.log.warn({ reference, status, code, chemin: c.requete.routeOptions.url ?? null, session: c.utilisateur?.session ?? null }, 'error page')
  return page.reference(status, reference)
}
