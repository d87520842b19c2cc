import type { JSX } from 'preact'
import { lireAFaire, type AFaireLu } from '#app/accueil/a-faire.ts'
import { AccueilConnecte } from '#app/accueil/connecte.tsx'
import { AUDIENCES, catalogueEnMemoire, type Audience, type Catalogue } from '#app/accueil/catalogue/index.ts'
import { droitsDe, etatTuile, type Droits } from '#app/accueil/catalogue/tuiles.ts'
import { estAnticipee, retenir } from '#app/accueil/preferences.ts'
import { TuileDomaine } from '#app/accueil/tuile.tsx'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Carte, Colonnes, Etiquette, Heros, ListeLiens, Page, Publics, Section, Tuiles } from '#ui/index.ts'

export interface Accueil { profil: Audience; catalogue: Catalogue; droits: Droits; aFaire: AFaireLu | null }

const estAudience = (v: unknown): v is Audience => (AUDIENCES as readonly unknown[]).includes(v)

/** `/`: public, one tab per kind of entity (POR-01, POR-02); signed in, it starts with what waits for the person (POR-12). */
export const pageAccueil = definirPage<Accueil>({
  chemin: '/', acces: 'public',
  async charger(c) {
    const [droits, aFaire] = await Promise.all([droitsDe(c), c.utilisateur ? lireAFaire(c) : null])
    return { profil: profilDe(c, droits), catalogue: catalogueEnMemoire(c.db), droits, aFaire }
  },
  vue: (d, c) => (d.aFaire && c.utilisateur ? <AccueilConnecte c={c} d={d} aFaire={d.aFaire} /> : <AccueilPublic c={c} d={d} />),
})

/** What was just chosen, else what was chosen here before, else what the person's structures are. */
function profilDe(c: Contexte, droits: Droits): Audience {
  const choisi = c.url.searchParams.get('profil')
  if (estAudience(choisi)) {
    if (!estAnticipee(c)) retenir(c.reponse, c.settings.PUBLIC_URL, 'choral.profil', choisi)
    return choisi
  }
  const retenu = c.requete.cookies['choral.profil']
  return estAudience(retenu) ? retenu : (droits.audience ?? 'entreprise')
}

export const publics = (c: Contexte, profil: Audience) => AUDIENCES.map((a) => ({ libelle: c.t.accueil.profils[a], href: `/?profil=${a}`, courant: a === profil }))

/** A domain is shown to a kind of entity when it holds something for it. */
export const domainesPour = ({ domaines, applications }: Catalogue, profil: Audience) => domaines.filter((d) => applications.some((a) => a.domaine === d.code && a.audiences.includes(profil)))

/** Links to the most used; one that is not open leads to why, never nowhere. */
export function frequentes(c: Contexte, { applications }: Catalogue, profil: Audience, droits: Droits) {
  const avecEtat = applications.filter((a) => a.miseEnAvant.includes(profil)).map((a) => ({ a, etat: etatTuile(c, a, droits) }))
  return [...avecEtat.filter((x) => x.etat.genre !== 'bientot'), ...avecEtat.filter((x) => x.etat.genre === 'bientot')].slice(0, 6).map(({ a, etat }) => ({
    libelle: a.nom[c.langue], href: etat.genre === 'ouverte' ? etat.href : etat.genre === 'fermee' && !droits.connecte ? etat.remede.href : `/applications/${a.code}`,
    marque: etat.genre === 'bientot' ? <Etiquette>{c.t.accueil.bientot}</Etiquette> : undefined,
  }))
}

function AccueilPublic({ c, d }: { c: Contexte; d: Accueil }): JSX.Element {
  const t = c.t.accueil
  const heros = (
    <>
      <div data-turbo-prefetch="false"><Publics libelle={t.profils.titre} publics={publics(c, d.profil)} /></div>
      <Heros titre={t.heros} texte={t.bienvenue[d.profil]}>
        <Bouton href="/documentation">{t.documentation}</Bouton>
        <Bouton genre="second" href="/inscription">{t.creerCompte}</Bouton>
      </Heros>
    </>
  )
  const aCote = (
    <>
      <section aria-labelledby="frequent"><h2 id="frequent">{t.frequent}</h2><ListeLiens liens={frequentes(c, d.catalogue, d.profil, d.droits)} /></section>
      <Carte titre={t.premiereVisite}>
        <ol class="steps">{t.etapes[d.profil].map((e) => <li key={e}>{e}</li>)}</ol>
        <p class="small mt4"><a href="/support">{t.accompagne}</a></p>
      </Carte>
    </>
  )
  return (
    <Page c={cadre(c)} titre={t.titrePage(t.profils[d.profil])} heros={heros} aide="/documentation/portail/accueil">
      <Colonnes aCote={aCote}>
        <section aria-labelledby="domaines">
          <h2 id="domaines">{t.domaines}</h2>
          <div class="mt4"><Tuiles>{domainesPour(d.catalogue, d.profil).map((x) => <TuileDomaine key={x.code} c={c} domaine={x} />)}</Tuiles></div>
        </section>
      </Colonnes>
      <Section titre={t.actualites} entete={<a href="/actualites">{t.toutesActualites}</a>}><p class="muted">{t.sansActualite}</p></Section>
    </Page>
  )
}
