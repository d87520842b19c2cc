import type { JSX } from 'preact'
import { catalogueEnMemoire, type Application, type Catalogue } from '#app/accueil/catalogue/index.ts'
import { droitsDe, etatTuile, type Droits, type EtatTuile } from '#app/accueil/catalogue/tuiles.ts'
import { pour } from '#app/accueil/catalogue/domaines.page.tsx'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Bouton, Carte, Colonnes, ListeLiens, Page, Resume, Section } from '#ui/index.ts'

/** Why an application is not open for this person, and how to obtain it (POR-08, PLUS-07); one that is open is opened. */
export const pageApplication = definirRoute({
  chemin: '/applications/:code',
  acces: 'public',
  async repondre(c) {
    const catalogue = catalogueEnMemoire(c.db)
    const a = catalogue.applications.find((x) => x.code === c.params.code)
    if (!a) throw refus(c.t, 'introuvable')
    const droits = await droitsDe(c)
    const etat = etatTuile(c, a, droits)
    return etat.genre === 'ouverte' ? { rediriger: etat.href } : vue(c, catalogue, a, droits, etat)
  },
})

function vue(
  c: Contexte,
  catalogue: Catalogue,
  a: Application,
  droits: Droits,
  etat: Exclude<EtatTuile, { genre: 'ouverte' }>,
): JSX.Element {
  const t = c.t.pages.application
  const nom = a.nom[c.langue]
  const titre = etat.genre === 'bientot' ? t.pasOuvert(nom) : t.pasAcces(nom)
  const ouvertes = catalogue.applications.flatMap((x) => {
    const e = etatTuile(c, x, droits)
    return e.genre === 'ouverte' && x.code !== a.code ? [{ libelle: x.nom[c.langue], href: e.href }] : []
  })
  const aCote = (
    <section aria-labelledby="ouvert">
      <h2 id="ouvert">{t.ouvert}</h2>
      <ListeLiens liens={[...ouvertes.slice(0, 5), { libelle: t.documentation, href: '/documentation' }]} />
    </section>
  )
  return (
    <Page c={cadre(c)} titre={titre} chapo={etat.raison} fil={filDe(c, catalogue, a)} pour={pour(c)} aide="/documentation/portail/acces">
      <Colonnes large aCote={aCote}>
        <Carte titre={t.pourquoi}>
          <Resume lignes={lignes(c, a, droits, etat)} />
        </Carte>
        <Section titre={t.comment}>
          <QueFaire c={c} catalogue={catalogue} a={a} droits={droits} etat={etat} />
        </Section>
      </Colonnes>
    </Page>
  )
}

function filDe(c: Contexte, { domaines }: Catalogue, a: Application) {
  const d = domaines.find((x) => x.code === a.domaine)
  const s = d?.sousDomaines.find((x) => x.code === a.sousDomaine)
  return [...[d, s].filter((x) => x !== undefined).map((x) => ({ nom: x.nom[c.langue], href: x.adresse })), { nom: a.nom[c.langue] }]
}

function lignes(c: Contexte, a: Application, d: Droits, etat: Exclude<EtatTuile, { genre: 'ouverte' }>) {
  const t = c.t.pages.application
  if (etat.genre === 'bientot') return [{ cle: t.quiDecide, valeur: t.decideOperateur }]
  const faut =
    d.connecte && !d.rattache
      ? t.rattache
      : a.profil
        ? t.profil(c.t.catalogue.profil(a.profil.application, a.profil.niveau))
        : a.acces === 'gestionnaire'
          ? t.gestionnaire
          : a.acces === 'rattache'
            ? t.rattache
            : t.session
  const ont = !d.connecte
    ? t.visiteur
    : !d.rattache
      ? t.sansStructure
      : a.acces === 'gestionnaire'
        ? t.simple(d.structure)
        : t.sansProfil(d.structure)
  const qui = !d.connecte ? t.decideMoi : d.nomGestionnaire ? t.gp(d.nomGestionnaire) : t.decideGp
  return [
    { cle: t.ilFaut, valeur: faut },
    { cle: t.vousAvez, valeur: ont },
    { cle: t.quiDecide, valeur: qui },
    ...(etat.demande ? [{ cle: t.enCours, valeur: etat.pourquoi }] : []),
  ]
}

function QueFaire({
  c,
  catalogue,
  a,
  droits,
  etat,
}: {
  c: Contexte
  catalogue: Catalogue
  a: Application
  droits: Droits
  etat: EtatTuile
}) {
  const t = c.t.pages.application
  const parent = filDe(c, catalogue, a).at(-2) as { nom: string; href: string } | undefined
  const retour = parent ? [{ libelle: t.retour(parent.nom), href: parent.href }] : []
  if (!droits.connecte && etat.genre === 'fermee')
    return (
      <p class="row">
        <Bouton href={etat.remede.href}>{c.t.accueil.tuile.connexion}</Bouton>
        <Bouton genre="second" href="/inscription">
          {c.t.accueil.creerCompte}
        </Bouton>
      </p>
    )
  const rattachement =
    !droits.rattache && etat.genre === 'fermee'
      ? [
          ...(etat.demande ? [etat.remede] : []),
          { libelle: c.t.accueil.tuile.creerRemede, href: '/organisation/structures/creer' },
          { libelle: c.t.accueil.tuile.rattachementRemede, href: '/organisation/utilisateurs/rattachement' },
        ]
      : []
  // What is missing is a right: the closed state already says where to ask for it.
  const habilitation = droits.rattache && etat.genre === 'fermee' && a.profil ? [etat.remede] : []
  const autre = etat.genre === 'fermee' && c.nombreStructures > 1 ? [{ libelle: t.autreStructure, href: '/compte/structures' }] : []
  return <ListeLiens liens={[...rattachement, ...habilitation, ...autre, { libelle: t.support, href: '/support' }, ...retour]} />
}
