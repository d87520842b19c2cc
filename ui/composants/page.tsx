import type { JSX } from 'preact'
import { actifs, feuille, type Style } from '#ui/actifs.ts'
import { Barre } from '#ui/composants/barre.tsx'
import type { CadrePage } from '#ui/composants/cadre.ts'
import { BandeauDemonstration, BandeauVoirComme, Entete } from '#ui/composants/entete.tsx'
import { Etapes } from '#ui/composants/etapes.tsx'
import { ContexteLecture } from '#ui/composants/lecture.tsx'
import { Pied, Question } from '#ui/composants/pied.tsx'
import { Icone } from '#ui/icones.tsx'
import { ContexteLangue, type Enfant } from '#ui/langue.tsx'

interface PropsPage {
  c: CadrePage
  /** The h1, unless `heros` holds it, and the first part of the document's title. */
  titre: string
  /** The page comes back with errors: the title says so first. */
  erreur?: boolean
  /** The first thing in `main`: a `<ResumeErreurs>`. */
  resume?: Enfant
  /** Breadcrumb; the last level is this page. « Accueil » is added. */
  fil?: { nom: string; href?: string }[]
  /** « Pour **structure** SIRET … », above the title and in the document's title. */
  pour?: { libelle: string; detail?: string }
  /** One sentence under the title. */
  chapo?: Enfant
  /** A line above the title which is not a structure, such as the day. */
  surtitre?: Enfant
  actions?: Enfant
  /** `courante` counts from 0. */
  etapes?: { liste: string[]; courante: number }
  onglets?: Enfant
  /** Full width, above everything: a `<Heros>`, which holds the h1. */
  heros?: Enfant
  /** For lists and desks that need the whole window. */
  large?: boolean
  /** The page draws its own h1 (a `<Confirmation>`). */
  sansTitre?: boolean
  /** A feed of what it lists, which readers of feeds find by themselves. */
  flux?: { titre: string; href: string }
  /** Address of the documentation of this page. */
  aide?: string
  /** Style sheets of this page's own, beside the common one. */
  styles?: Style[]
  children?: Enfant
}

/** The whole document, from `<html>` to the last link. */
export function Page(p: PropsPage): JSX.Element {
  const { c } = p
  const { t } = c
  const fichiers = actifs()
  return (
    <ContexteLangue.Provider value={{ t, langue: c.langue }}>
      <ContexteLecture.Provider value={Boolean(c.voirComme)}>
        <html lang={c.langue} data-theme={c.theme}>
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <title>{t.commun.titrePage(p.titre, p.pour?.libelle ?? c.structureActive?.nom ?? null, p.erreur ?? false)}</title>
            <meta name="description" content={t.commun.description} />
            <meta name="turbo-refresh-method" content="morph" />
            <meta name="turbo-refresh-scroll" content="preserve" />
            {c.utilisateur ? <meta name="turbo-cache-control" content="no-cache" /> : null}
            <link rel="icon" href={fichiers.icone} type="image/svg+xml" />
            {p.flux ? <link rel="alternate" type="application/atom+xml" title={p.flux.titre} href={p.flux.href} /> : null}
            <FeuilleDeStyle portee={c.porteStyle ?? false} />
            {p.styles?.map((nom) => (
              <link key={nom} rel="stylesheet" href={fichiers.styles[nom]} data-turbo-track="dynamic" />
            ))}
            {/* Its name changes with the style sheet's too: it speaks for both. */}
            <script type="module" {...{ fetchpriority: 'low' }} src={fichiers.js} data-turbo-track="reload" />
          </head>
          <body>
            <ul class="skip">
              <li>
                <a href="#contenu">{t.commun.evitement.contenu}</a>
              </li>
              <li>
                <a href="#menu">{t.commun.evitement.menu}</a>
              </li>
              <li>
                <a href="#pied">{t.commun.evitement.pied}</a>
              </li>
            </ul>
            {c.demonstration ? <BandeauDemonstration c={c} /> : null}
            {c.voirComme ? <BandeauVoirComme c={c} vue={c.voirComme} /> : null}
            <Entete c={c} />
            <Barre c={c} aide={p.aide} />
            {c.incidents.length ? <Incidents c={c} /> : null}
            {p.fil?.length ? <Fil c={c} fil={p.fil} /> : null}
            <main id="contenu" tabindex={-1}>
              {p.heros}
              <div class={p.large ? 'wrap wrap--wide' : 'wrap'}>
                {p.resume}
                {p.heros || p.sansTitre ? null : <Titre {...p} />}
                {p.onglets}
                {p.children}
              </div>
            </main>
            <Pied c={c} />
            <Question c={c} />
          </body>
        </html>
      </ContexteLecture.Provider>
    </ContexteLangue.Provider>
  )
}

/** One round trip less before the first page is painted; the pages that follow find the file, fetched when there is nothing else to do. */
function FeuilleDeStyle({ portee }: { portee: boolean }) {
  const style = portee ? feuille() : null
  if (!style) return <link rel="stylesheet" href={actifs().css} />
  return (
    <>
      <style dangerouslySetInnerHTML={{ __html: style.texte }} />
      <link rel="prefetch" as="style" href={actifs().css} />
    </>
  )
}

function Titre({ c, titre, pour, chapo, surtitre, actions, etapes }: PropsPage) {
  return (
    <div class="title">
      <div class="title__text">
        {pour ? (
          <p class="title__for">
            <span>
              {c.t.commun.pour} <b>{pour.libelle}</b>
            </span>
            {pour.detail ? <span>{pour.detail}</span> : null}
          </p>
        ) : null}
        {surtitre ? <p class="title__for">{surtitre}</p> : null}
        <h1>{titre}</h1>
        {chapo ? <p class="lead">{chapo}</p> : null}
      </div>
      {etapes ? <Etapes {...etapes} /> : null}
      {actions ? <div class="row">{actions}</div> : null}
    </div>
  )
}

function Fil({ c, fil }: { c: CadrePage; fil: NonNullable<PropsPage['fil']> }) {
  const dernier = fil.length - 1
  return (
    <nav class="crumbs wrap" aria-label={c.t.commun.fil}>
      <ol>
        <li>
          <a href="/">{c.t.commun.menu.accueil}</a>
        </li>
        {fil.map((n, i) => (
          <li key={i}>
            {i === dernier ? <span aria-current="page">{n.nom}</span> : n.href ? <a href={n.href}>{n.nom}</a> : <span>{n.nom}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Incidents({ c }: { c: CadrePage }) {
  const t = c.t.commun.incident
  return (
    <aside class="notice-bar" aria-label={t.titre}>
      <div class="wrap">
        <Icone nom="attention" />
        <div>
          {c.incidents.map((i) => (
            <p key={i.href}>
              <strong>{t.genres[i.genre]}</strong>{' '}
              <span lang={c.langue === 'en' && !i.titreEn ? 'fr' : undefined}>{(c.langue === 'en' && i.titreEn) || i.titre}</span>
              {'. '}
              <a href={i.href}>{t.suivre}</a>
            </p>
          ))}
        </div>
      </div>
    </aside>
  )
}
