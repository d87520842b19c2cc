import { cadre } from '#app/cadre.ts'
import { dansLaLangue, Redige } from '#app/communication/apercu.tsx'
import { fluxAtom } from '#app/communication/actualites/flux.ts'
import { listerActualites, lireActualite, SUJETS, type Actualite } from '#app/communication/actualites/lire.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { estOperateur } from '#app/exploitation/acces.ts'
import { definirPage, definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import {
  Actualites,
  adresseAvec,
  Alerte,
  Bouton,
  Champ,
  Etiquette,
  Filtres,
  Onglets,
  Page,
  Pages,
  Section,
  Temps,
  Vide,
} from '#ui/index.ts'

/** How lists, the home page and the search show an article, in the reader's language. */
export const enBref = (
  c: Pick<Contexte, 'langue'>,
  a: Pick<Actualite, 'id' | 'titre' | 'titreEn' | 'chapo' | 'chapoEn'> & { publieLe: Date | string },
) => ({
  date: a.publieLe,
  href: `/actualites/${a.id}`,
  titre: (c.langue === 'en' && a.titreEn) || a.titre,
  texte: (c.langue === 'en' && a.chapoEn) || a.chapo,
  lang: c.langue === 'en' && !a.titreEn ? ('fr' as const) : undefined,
})

/** « Actualités »: by date and topic (COM-02). */
export const pageActualites = definirPage({
  chemin: '/actualites',
  acces: 'public',
  async charger(c) {
    const f = { ...etatDeListe(c.url.searchParams, [], '-publieLe'), sujet: SUJETS.find((s) => s === c.url.searchParams.get('sujet')) }
    return { f, liste: await listerActualites(c.db, f) }
  },
  vue({ f, liste }, c) {
    const x = c.t.communication.actualites
    const onglet = (sujet: string | null, libelle: string) => ({
      libelle,
      href: adresseAvec(c.url, { sujet }),
      courant: (f.sujet ?? null) === sujet,
    })
    const etat = { ...liste, tri: '-publieLe', suivant: liste.suivant ?? undefined }
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        chapo={x.chapo}
        fil={[{ nom: x.titre }]}
        flux={{ titre: x.flux, href: '/actualites/flux.atom' }}
        aide="/documentation/communication/actualites"
      >
        <div data-turbo-prefetch="false">
          <Onglets libelle={x.sujet} onglets={[onglet(null, x.tous), ...SUJETS.map((s) => onglet(s, x.sujets[s]!))]} />
        </div>
        <Filtres libelle={x.titre} url={c.url} noms={['recherche']}>
          <Champ nom="recherche" type="search" libelle={c.t.communication.recherche} valeur={f.recherche} />
        </Filtres>
        {liste.elements.length ? (
          <Section
            titre={f.sujet ? x.sujets[f.sujet]! : x.tous}
            entete={
              <a href="/actualites/flux.atom" data-turbo="false">
                {x.flux}
              </a>
            }
          >
            <Actualites actualites={liste.elements.map((a) => enBref(c, a))} />
            <div class="mt5">
              <Pages etat={etat} url={c.url} />
            </div>
          </Section>
        ) : (
          <Vide
            titre={x.vide}
            texte={f.recherche || f.sujet ? x.videFiltre : x.videTexte}
            action={
              f.recherche || f.sujet ? (
                <Bouton genre="second" href="/actualites">
                  {x.tous}
                </Bouton>
              ) : undefined
            }
          />
        )}
      </Page>
    )
  },
})

export const pageActualite = definirPage({
  chemin: '/actualites/:id',
  acces: 'public',
  async charger(c) {
    const a = estUuid(c.params.id) ? await lireActualite(c.db, c.params.id, estOperateur(c.utilisateur)) : null
    if (!a) throw refus(c.t, 'introuvable')
    return a
  },
  vue(a, c) {
    const x = c.t.communication.actualites
    const v = dansLaLangue(c, a)
    return (
      <Page
        c={cadre(c)}
        titre={v.titre}
        surtitre={
          <>
            <Temps date={a.publieLe} forme="date" /> <Etiquette>{x.sujets[a.sujet]}</Etiquette>
          </>
        }
        chapo={<span lang={v.langTitre}>{(c.langue === 'en' && a.chapoEn) || a.chapo}</span>}
        fil={[{ nom: x.titre, href: '/actualites' }, { nom: v.titre }]}
        aide="/documentation/communication/actualites"
      >
        {a.etat === 'publiee' ? null : <Alerte genre="warn">{x.pasParue[a.etat]}</Alerte>}
        <Redige source={v.texte} lang={v.langTexte} />
        <p class="mt6 row">
          <a href="/actualites">{x.toutes}</a>
          <a href={`/actualites?sujet=${a.sujet}`}>{x.memeSujet(x.sujets[a.sujet]!)}</a>
        </p>
      </Page>
    )
  },
})

/** The feed: a stable address, the latest fifty. */
export const routeFlux = definirRoute({
  chemin: '/actualites/flux.atom',
  acces: 'public',
  async repondre(c) {
    const { elements } = await listerActualites(c.db, { taille: 50 })
    c.reponse.header('cache-control', 'public, max-age=300')
    return { brut: fluxAtom(c.settings.PUBLIC_URL, elements), type: 'application/atom+xml; charset=utf-8' }
  },
})
