import type { JSX } from 'preact'
import { adresseAvec } from '#ui/composants/cadre.ts'
import { Carte, Vide } from '#ui/composants/carte.tsx'
import type { OptionChamp } from '#ui/composants/champ.parties.tsx'
import { Champ } from '#ui/composants/champ.tsx'
import { Exports, Filtres, Outils, Pastilles, TriDesCartes } from '#ui/composants/liste.tsx'
import { Pages } from '#ui/composants/pages.tsx'
import { Tableau, type Colonne, type LigneTableau } from '#ui/composants/tableau.tsx'
import type { Enfant } from '#ui/langue.tsx'

/** One field of a list's filters, by its name in the address. */
export interface FiltreDeListe {
  nom: string
  libelle: string
  valeur: string | undefined
  /** What one chooses among, after `tous`; without: a free text. */
  options?: readonly OptionChamp[]
  tous?: string
}

interface Props {
  titre: string
  legende?: string
  url: URL
  filtres: readonly FiltreDeListe[]
  colonnes: readonly Colonne[]
  liste: { page: number; taille: number; total: number; totalExact: boolean; suivant?: string | null }
  tri: string
  lignes: readonly LigneTableau[]
  /** « 12 résultats ». */
  compte: Enfant
  /** The same list of the API, and what of its address is not a filter shown here. */
  exporter: { adresse: string; avec?: Record<string, string | undefined> }
  /** Above the filters; beside the count. */
  tete?: Enfant
  outils?: Enfant
  vide: { titre: string; texte: Enfant; action?: Enfant }
  /** Nothing yet, and not for want of a filter: nothing to filter, and what makes the first is said there. */
  aucun?: { titre: string; texte: Enfant; action?: Enfant }
}

/** A list whole (INT-11): its filters and those that are on, how many lines, the files, the lines and their pages. */
export function ListeFiltree(p: Props): JSX.Element {
  const { titre, url, filtres, colonnes, tri, lignes, liste } = p
  const noms = filtres.map((f) => f.nom)
  const actifs = filtres.filter((f) => f.valeur)
  const aucun = liste.total || actifs.length ? undefined : p.aucun
  const etat = { ...liste, tri, suivant: liste.suivant ?? undefined }
  const choisis = Object.entries({ tri: tri || undefined, ...p.exporter.avec, ...Object.fromEntries(actifs.map((f) => [f.nom, f.valeur])) })
  const requete = new URLSearchParams(choisis.filter((e): e is [string, string] => Boolean(e[1])))
  return (
    <Carte nue>
      {p.tete}
      {aucun ? null : (
        <Filtres libelle={titre} url={url} noms={noms}>
          {filtres.map((f) => (
            <Filtre key={f.nom} {...f} />
          ))}
        </Filtres>
      )}
      <Pastilles
        reinitialiser={adresseAvec(url, Object.fromEntries(noms.map((n) => [n, null])))}
        pastilles={actifs.map((f) => ({
          libelle: f.options ? (f.options.find((o) => o.valeur === f.valeur)?.libelle ?? f.valeur!) : `« ${f.valeur} »`,
          href: adresseAvec(url, { [f.nom]: null }),
        }))}
      />
      {lignes.length ? (
        <>
          <Outils
            exact={liste.totalExact}
            actions={
              <>
                {p.outils}
                <Exports href={(format) => `${p.exporter.adresse}?${new URLSearchParams([['format', format], ...requete])}`} />
              </>
            }
          >
            {p.compte}
          </Outils>
          {colonnes.some((c) => c.tri) ? <TriDesCartes colonnes={colonnes} etat={etat} url={url} /> : null}
          <Tableau colonnes={colonnes} etat={etat} url={url} legende={p.legende ?? titre} lignes={lignes} />
          <Pages etat={etat} url={url} />
        </>
      ) : (
        <Vide {...(aucun ?? p.vide)} />
      )}
    </Carte>
  )
}

const Filtre = ({ nom, libelle, valeur, options, tous }: FiltreDeListe) =>
  options ? (
    <Champ nom={nom} type="select" libelle={libelle} valeur={valeur ?? ''} options={options} sansChoix={tous} />
  ) : (
    <Champ nom={nom} type="search" libelle={libelle} valeur={valeur ?? ''} />
  )
