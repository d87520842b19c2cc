import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { ExportPret, fichierProuve } from '#app/listes/fichier.tsx'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { filDe } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { chargerGouvernees, type AvecStructure } from '#app/organisation/habilitations/gouvernees.ts'
import { LiensVoisins } from '#app/organisation/habilitations/liens.tsx'
import { exporterTableau } from '#app/organisation/habilitations/qui-peut-quoi/feuille.ts'
import { lireFiltreTableau } from '#app/organisation/habilitations/qui-peut-quoi/filtre.ts'
import { APPLICATIONS } from '#app/organisation/habilitations/qui-peut-quoi/groupes.ts'
import {
  compterDetenteurs,
  lireTableau,
  type Detenteurs,
  type TableauDesDroits,
} from '#app/organisation/habilitations/qui-peut-quoi/lire.ts'
import { estSeul, Matrice } from '#app/organisation/habilitations/qui-peut-quoi/matrice.tsx'
import { Legende, maille, Marque } from '#app/organisation/habilitations/qui-peut-quoi/matrice.marque.tsx'
import { QUI_PEUT_QUOI, type Filtre, FiltresDuTableau } from '#app/organisation/habilitations/qui-peut-quoi/qui-peut-quoi.vue.tsx'
import { definirPage, definirRoute } from '#app/page.ts'
import { adresseAvec, Carte, Exports, Onglets, Page, Pages, Tableau, TriDesCartes, Vide } from '#ui/index.ts'
import { date, dateHeure } from '#ui/textes/format.ts'

const EXPORT = `${QUI_PEUT_QUOI}/export`

interface Donnees {
  gouvernees: AvecStructure
  filtre: Filtre
  tableau: TableauDesDroits
  detenteurs: Detenteurs
}

const filtreDe = (c: Contexte, { structure, services }: AvecStructure): Filtre => {
  const filtre = lireFiltreTableau(c.url.searchParams, structure.id, APPLICATIONS)
  return services.some((s) => s.id === filtre.service) ? filtre : { ...filtre, service: undefined }
}

/** HAB-10 « Qui peut faire quoi »: people × applications of a structure, or who holds one application; now, or « au » another moment. */
export const pageQuiPeutQuoi = definirPage<Donnees>({
  chemin: QUI_PEUT_QUOI,
  acces: 'session',
  charger: async (c) => {
    const gouvernees = await chargerGouvernees(c)
    const filtre = filtreDe(c, gouvernees)
    return {
      gouvernees,
      filtre,
      tableau: await lireTableau(c.db, filtre),
      detenteurs: filtre.application ? {} : await compterDetenteurs(c.db, filtre),
    }
  },
  vue: ({ gouvernees, filtre, tableau, detenteurs }, c) => {
    const x = c.t.droits.tableau
    const { structure } = gouvernees
    const actuel = filtre.au === null
    const etat = {
      page: filtre.page,
      taille: filtre.taille,
      tri: filtre.tri,
      total: tableau.total,
      totalExact: true,
      ...(tableau.suivant ? { suivant: tableau.suivant } : {}),
    }
    return (
      <Page
        c={cadre(c)}
        styles={['matrice']}
        titre={x.titre}
        erreur={filtre.momentIllisible}
        fil={filDe(c, x.titre)}
        aide="/documentation/organisation/utilisateurs/qui-peut-faire-quoi"
        large
        pour={pourLaStructure(c, structure)}
        chapo={actuel ? x.chapo : undefined}
        actions={<LiensVoisins c={c} structure={structure.id} sauf="quiPeutQuoi" />}
      >
        <ExportPret c={c} libelle={c.t.droits.tableau.exporter} adresse={(format) => adresseExport(c, format)} />
        <Carte nue>
          <Onglets
            libelle={x.presentation}
            onglets={[
              { libelle: x.onglets.personnes, href: adresseAvec(c.url, { application: null }), courant: !filtre.application },
              {
                libelle: x.onglets.application,
                href: adresseAvec(c.url, { application: filtre.application ?? APPLICATIONS[0]!, detient: null }),
                courant: Boolean(filtre.application),
              },
            ]}
          />
          <FiltresDuTableau c={c} gouvernees={gouvernees} filtre={filtre} au={tableau.au} />
          <div class="toolbar">
            <p class="results" role="status">
              <b>{x.personnes(tableau.total)}</b>,{' '}
              {actuel
                ? x.duJour(dateHeure(tableau.au, c.langue))
                : x.auMoment(dateHeure(tableau.au, c.langue), tableau.au > tableau.maintenant)}
            </p>
            {filtre.application ? null : <Legende c={c} dates={actuel} />}
            <div class="row">
              <Exports href={(f) => adresseExport(c, f)} />
            </div>
          </div>
          {tableau.elements.length === 0 ? (
            <Vide titre={actuel ? x.vide : x.videAu} texte={x.videTexte} />
          ) : filtre.application ? (
            <Detenteurs c={c} tableau={tableau} filtre={filtre} etat={etat} />
          ) : (
            <Matrice c={c} tableau={tableau} detenteurs={detenteurs} structure={structure.id} tri={filtre.tri} actuel={actuel} />
          )}
          {tableau.elements.length ? <Pages etat={etat} url={c.url} /> : null}
          {filtre.application || !tableau.elements.length ? null : <Remplacants c={c} detenteurs={detenteurs} />}
        </Carte>
      </Page>
    )
  },
})

/** By application: who holds it, where, since when and until when. */
function Detenteurs({
  c,
  tableau,
  filtre,
  etat,
}: {
  c: Contexte
  tableau: TableauDesDroits
  filtre: Filtre
  etat: Parameters<typeof Tableau>[0]['etat']
}) {
  const x = c.t.droits.tableau
  const colonnes = [
    { nom: 'nom', libelle: x.personne, tri: true, entete: true },
    { nom: 'niveau', libelle: x.niveau.libelle },
    { nom: 'ou', libelle: x.ou },
    { nom: 'depuis', libelle: x.depuis },
    { nom: 'jusqua', libelle: x.jusqua },
  ]
  return (
    <>
      <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
      <Tableau
        colonnes={colonnes}
        etat={etat}
        url={c.url}
        legende={x.quiDetient(c.t.catalogue.applications[filtre.application!]!)}
        lignes={tableau.elements.flatMap((p) => {
          const [d] = p.droits
          if (!d) return []
          return [
            {
              cle: p.utilisateur.id,
              ...(d.etat === 'programmee' ? { etat: 'programmee' as const } : {}),
              cellules: [
                <>
                  <a href={`${GERER}?structure=${filtre.structure}&utilisateur=${p.utilisateur.id}`}>
                    {p.utilisateur.prenom} {p.utilisateur.nom}
                  </a>{' '}
                  <small class="muted">{maille(c, p, filtre.au === null)}</small>
                </>,
                <>
                  <Marque c={c} cellule={d} /> <span aria-hidden="true">{c.t.catalogue.niveaux[d.niveau]}</span>
                </>,
                d.services ? d.services.map((s) => s.nom).join(', ') : <span class="muted">{c.t.habilitations.touteLaStructure}</span>,
                d.etat === 'programmee'
                  ? [
                      c.t.habilitations.aPartirDe(d.debut, c.heure),
                      ...(d.dIci ? [c.t.habilitations.dIci(c.t.catalogue.niveaux[d.dIci]!)] : []),
                    ].join(', ')
                  : date(d.debut, c.langue),
                d.fin ? c.t.habilitations.jusqua(d.fin, c.heure) : <span class="muted">{x.sansFin}</span>,
              ],
            },
          ]
        })}
      />
    </>
  )
}

function Remplacants({ c, detenteurs }: { c: Contexte; detenteurs: Detenteurs }) {
  const n = APPLICATIONS.filter((a) => estSeul(a, detenteurs[a])).length
  return n ? (
    <div class="pages">
      <p>
        <b>{c.t.droits.tableau.seules(n)}.</b> {c.t.droits.tableau.remplacant(n)}
      </p>
    </div>
  ) : null
}

function adresseExport(c: Contexte, format: string): string {
  const p = new URLSearchParams(c.url.search)
  for (const nom of ['export', 'page', 'apres', 'taille']) p.delete(nom)
  p.set('format', format)
  return `${EXPORT}?${p}`
}

/** The table as a file, after a recent proof of identity (CPT-07). */
export const routeExportTableau = definirRoute({
  chemin: EXPORT,
  acces: 'session',
  repondre: async (c) => {
    const gouvernees = await chargerGouvernees(c)
    return fichierProuve(c, QUI_PEUT_QUOI, (format) => exporterTableau(c.db, filtreDe(c, gouvernees), format))
  },
})
