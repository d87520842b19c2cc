import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { adresseExport, EXPORT, LISTE, structureDemandee } from '#app/organisation/utilisateurs/adresses.ts'
import { ExportPret, fichierProuve } from '#app/listes/fichier.tsx'
import { MenuDesVues, vuesDe, type Vue } from '#app/listes/index.ts'
import { exporterUtilisateurs } from '#app/organisation/utilisateurs/feuille.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { lireFiltre, type FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
import { FiltresUtilisateurs, pastillesDe, type SesStructures } from '#app/organisation/utilisateurs/filtres.tsx'
import { listerUtilisateurs, type UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'
import { lireLesSiennes, lirePerimetre, type Perimetre } from '#app/organisation/utilisateurs/perimetre.ts'
import { nomDuPerimetre, TableauUtilisateurs } from '#app/organisation/utilisateurs/tableau.tsx'
import { chercheStructureDe } from '#app/organisation/structures/parmi.tsx'
import { definirPage, definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import { Bouton, Carte, Page, Vide } from '#ui/index.ts'

interface Donnees {
  siennes: SesStructures
  filtre: FiltreUtilisateurs & { page: number; taille: number; tri: string }
  perimetre: Perimetre
  liste: PageDeListe<UtilisateurEnListe>
  vues: Vue[]
}

/** UTI-05 « Consulter les utilisateurs »: the people of one's structures; the state of the list is its address. */
export const pageListe = definirPage<Donnees>({
  chemin: LISTE,
  acces: 'session',
  charger: async (c) => {
    const filtre = { ...lireFiltre(c.url.searchParams), structure: structureDemandee(c) }
    const moi = c.utilisateur!.id
    const [perimetre, liste, vues, siennes] = await Promise.all([
      lirePerimetre(c.db, moi, filtre.structure),
      listerUtilisateurs(c.db, moi, filtre),
      vuesDe(c.db, moi, LISTE),
      siennesDe(c),
    ])
    if (!perimetre) throw refus(c.t, 'introuvable')
    return { siennes, filtre, perimetre, liste, vues }
  },
  vue: (d, c) => {
    const { filtre, perimetre, liste } = d
    const x = c.t.utilisateurs
    const pastilles = pastillesDe(c, filtre, perimetre)
    return (
      <Page
        c={cadre(c)}
        titre={x.liste.titre}
        large
        fil={filDesUtilisateurs(c, { nom: x.liste.titre })}
        pour={{ libelle: nomDuPerimetre(c, perimetre) }}
        aide="/documentation/organisation/utilisateurs/consulter-les-utilisateurs"
        actions={
          perimetre.gere ? (
            <>
              <Bouton genre="second" href="/organisation/utilisateurs/importer">
                {c.t.imports.titre}
              </Bouton>
              <Bouton
                genre="second"
                href={`/organisation/utilisateurs/rattacher${perimetre.structure ? `?structure=${perimetre.structure.id}` : ''}`}
              >
                {x.liste.rattacher}
              </Bouton>
            </>
          ) : null
        }
      >
        <ExportPret c={c} libelle={c.t.utilisateurs.liste.exporter} adresse={(format) => adresseExport(c, format)} />
        {perimetre.structures === 0 ? (
          <Vide
            titre={x.liste.aucune}
            texte={x.liste.aucuneTexte}
            action={<Bouton href="/organisation/utilisateurs/rattachement">{x.liste.demander}</Bouton>}
          />
        ) : (
          <>
            <Carte nue>
              <FiltresUtilisateurs c={c} filtre={filtre} perimetre={perimetre} siennes={d.siennes} pastilles={pastilles} />
              {liste.elements.length ? (
                <TableauUtilisateurs c={c} filtre={filtre} perimetre={perimetre} liste={liste} />
              ) : (
                <Vide titre={x.liste.vide} texte={x.liste.videTexte} />
              )}
            </Carte>
            {perimetre.gere ? null : <p class="small muted mt2">{x.liste.reserve}</p>}
            <div class="mt5">
              <MenuDesVues
                c={c}
                liste={LISTE}
                vues={d.vues}
                structure={perimetre.structure ? { id: perimetre.structure.id, nom: nomDuPerimetre(c, perimetre) } : null}
              />
            </div>
          </>
        )}
      </Page>
    )
  },
})

/** Those of the menu, unless it cannot hold them all. */
const siennesDe = async (c: Contexte): Promise<SesStructures> =>
  c.nombreStructures > c.structures.length
    ? lireLesSiennes(c.db, c.utilisateur!.id, chercheStructureDe(c))
    : {
        structures: c.structures.map((s) => ({ id: s.id, raisonSociale: s.nom })),
        parmi: { nombre: c.nombreStructures, trouvees: c.nombreStructures },
      }

/** The list as a file, after a recent proof of identity (CPT-07). */
export const routeExport = definirRoute({
  chemin: EXPORT,
  acces: 'session',
  repondre: (c) =>
    fichierProuve(c, LISTE, async (format) => {
      const fichier = await exporterUtilisateurs(
        c.db,
        c.utilisateur!.id,
        { ...lireFiltre(c.url.searchParams), structure: structureDemandee(c) },
        format,
      )
      if (!fichier) throw refus(c.t, 'introuvable')
      return fichier
    }),
})
