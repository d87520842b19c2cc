import { chercher, type GenreResultat, type Resultat } from '#app/accueil/recherche.ts'
import { cadre } from '#app/cadre.ts'
import { definirPage } from '#app/page.ts'
import { Alerte, Bouton, ListeLiens, Page, Section } from '#ui/index.ts'

const GENRES: GenreResultat[] = ['application', 'page', 'domaine', 'documentation']

/** All that was found, grouped by kind, the best kind first; a number leads to its demande (POR-06). */
export const pageRecherche = definirPage<{ q: string; resultats: Resultat[]; numero: string | null }>({
  chemin: '/recherche', acces: 'public',
  async charger(c) {
    const q = (c.url.searchParams.get('recherche') ?? c.url.searchParams.get('q') ?? '').trim().slice(0, 200)
    const numero = /^RITM\d{7,15}$/i.test(q.replaceAll(/\s/g, '')) && c.utilisateur ? q.replaceAll(/\s/g, '').toUpperCase() : null
    return { q, resultats: await chercher(c, q), numero }
  },
  vue({ q, resultats, numero }, c) {
    const t = c.t.accueil.recherche
    const genres = GENRES.filter((g) => resultats.some((r) => r.genre === g)).toSorted((a, b) => resultats.findIndex((r) => r.genre === a) - resultats.findIndex((r) => r.genre === b))
    return (
      <Page c={cadre(c)} titre={q ? `${t.titre} : ${q}` : t.titre} fil={[{ nom: t.titre }]} aide="/documentation/portail/rechercher">
        <form class="narrow field" role="search" aria-label={t.champ} action="/recherche" method="get">
          <label for="q">{t.champ}</label>
          <p class="hint" id="q-aide">{t.aide}</p>
          <div class="with-button"><input class="input" id="q" type="search" name="recherche" value={q} aria-describedby="q-aide" maxLength={200} /><Bouton>{t.bouton}</Bouton></div>
        </form>
        {numero ? <p class="mt5"><Bouton genre="second" href={`/demandes/${numero}`}>{t.numero(numero)}</Bouton></p> : null}
        {q ? <p class="mt5" role="status"><b>{t.resultats(resultats.length, q)}</b></p> : null}
        {q && !resultats.length ? <p>{t.rien} <a href="/plan-du-site">{t.plan}</a></p> : null}
        {genres.map((g) => (
          <Section key={g} titre={t.genres[g]}>
            <div class="narrow" lang={g === 'documentation' && c.langue !== 'fr' ? 'fr' : undefined}><ListeLiens liens={resultats.filter((r) => r.genre === g).map((r) => ({ libelle: r.titre, href: r.adresse, detail: r.detail }))} /></div>
          </Section>
        ))}
        <div class="narrow mt6"><Alerte genre="info">{t.venir}</Alerte></div>
      </Page>
    )
  },
})
