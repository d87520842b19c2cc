import { chercherTout } from '#app/accueil/recherche/tout.ts'
import { GENRES_RESULTAT, type GenreResultat, type Resultat } from '#app/accueil/recherche/recherche.ts'
import { cadre } from '#app/cadre.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, ListeLiens, Page, Section } from '#ui/index.ts'

const LIMITE = 100
/** Where the whole of a kind is listed, with the same words. */
const LISTES: Partial<Record<GenreResultat, string>> = {
  structure: '/organisation/structures/rechercher',
  utilisateur: '/organisation/utilisateurs/liste',
  demande: '/compte/demandes',
  approbation: '/approbations',
  ticket: '/support/tickets',
}

/** All that was found, grouped by kind, the best kind first; what one may see too, when signed in (POR-06, POR-14). */
export const pageRecherche = definirPage<{ q: string; resultats: Resultat[] }>({
  chemin: '/recherche',
  acces: 'public',
  async charger(c) {
    const q = (c.url.searchParams.get('recherche') ?? c.url.searchParams.get('q') ?? '').trim().slice(0, 200)
    return { q, resultats: await chercherTout(c, q, { limite: LIMITE }) }
  },
  vue({ q, resultats }, c) {
    const t = c.t.accueil.recherche
    const genres = GENRES_RESULTAT.filter((g) => resultats.some((r) => r.genre === g)).toSorted(
      (a, b) => resultats.findIndex((r) => r.genre === a) - resultats.findIndex((r) => r.genre === b),
    )
    return (
      <Page
        c={cadre(c)}
        titre={q ? `${t.titre}${c.t.commun.deuxPoints}${q}` : t.titre}
        fil={[{ nom: t.titre }]}
        aide="/documentation/portail/rechercher"
      >
        <form class="narrow field" role="search" aria-label={t.champ} action="/recherche" method="get">
          <label for="q">{t.champ}</label>
          <p class="hint" id="q-aide">
            {c.utilisateur ? t.aideConnecte : t.aide}
          </p>
          <div class="with-button">
            <input class="input" id="q" type="search" name="recherche" value={q} aria-describedby="q-aide" maxLength={200} />
            <Bouton>{t.bouton}</Bouton>
          </div>
        </form>
        {q ? (
          <p class="mt5" role="status">
            <b>{t.resultats(resultats.length, q)}</b>
          </p>
        ) : (
          <div class="narrow mt5">
            <ListeLiens
              liens={[
                { libelle: t.plan, href: '/plan-du-site' },
                { libelle: c.t.accueil.documentation, href: '/documentation' },
              ]}
            />
          </div>
        )}
        {q && !resultats.length ? (
          <>
            <p>{t.rien}</p>
            <div class="narrow">
              <ListeLiens
                liens={[
                  { libelle: t.dansLAnnuaire, href: `/annuaire?recherche=${encodeURIComponent(q)}` },
                  { libelle: t.aLAssistant, href: `/assistant?question=${encodeURIComponent(q)}` },
                  { libelle: t.plan, href: '/plan-du-site' },
                ]}
              />
            </div>
          </>
        ) : null}
        {genres.map((g) => (
          <Section key={g} titre={t.genres[g]}>
            <div class="narrow" lang={g === 'documentation' && c.langue !== 'fr' ? 'fr' : undefined}>
              <ListeLiens
                liens={resultats.filter((r) => r.genre === g).map((r) => ({ libelle: r.titre, href: r.adresse, detail: r.detail }))}
              />
            </div>
            {LISTES[g] ? (
              <p class="mt4">
                <a class="button button--second button--small" href={`${LISTES[g]}?recherche=${encodeURIComponent(q)}`}>
                  {t.toutVoir[g as keyof typeof t.toutVoir]}
                </a>
              </p>
            ) : null}
          </Section>
        ))}
      </Page>
    )
  },
})
