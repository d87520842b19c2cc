import type { JSX } from 'preact'
import { adresseAvec } from '#ui/composants/cadre.ts'
import { Icone } from '#ui/icones.tsx'
import { Cache, useTextes, type Enfant } from '#ui/langue.tsx'

/** State of a list, as its address says it: `?page=&taille=&tri=-creeLe` (INT-11). `suivant`: key of the next rows, beyond the pages. */
export interface EtatListe {
  page: number
  taille: number
  tri: string
  total: number
  totalExact: boolean
  suivant?: string
}

export interface Colonne {
  /** The field's name, as in `tri`. */
  nom: string
  libelle: string
  tri?: boolean
  /** First meaningful column: header of its row, and its link. */
  entete?: boolean
  num?: boolean
  /** Left to the detail on a narrow screen. */
  cache?: boolean
  /** Heard, not seen: a column of actions. */
  muette?: boolean
  /** Such a column whose words are many: on a narrow screen they have a line of their own. */
  phrase?: boolean
  /** Such a column whose heading is seen all the same. */
  visible?: boolean
}

export interface LigneTableau {
  cle: string
  cellules: readonly Enfant[]
  /** Something is programmed for it; or it can no longer be acted upon. */
  etat?: 'programmee' | 'hors-jeu'
  /** Has a box, named so (with `selection`); a line one may not decide has none. */
  selection?: string
  /** Ticked already: the form comes back. */
  cochee?: boolean
}

interface Props {
  colonnes: readonly Colonne[]
  lignes: readonly LigneTableau[]
  etat: EtatListe
  url: URL
  legende: string
  dense?: boolean
  /** Boxes at the head of lines, named so in the form around. */
  selection?: { nom: string }
}

/** From so many columns, smaller and tighter: it holds in a window of 1280. */
const DENSE = 8

/** Sorted by links in its header; under 44rem of its own width each line becomes a card. */
export function Tableau({ colonnes, lignes, etat, url, legende, dense, selection }: Props): JSX.Element {
  const { t } = useTextes()
  return (
    <div class="table-wrap" role="region" aria-label={legende} tabindex={0} data-turbo-prefetch="false">
      <table class={(dense ?? colonnes.length >= DENSE) ? 'table table--dense' : 'table'}>
        <caption class="visually-hidden">{legende}</caption>
        <thead>
          <tr>
            {selection ? (
              <th scope="col" class="check">
                <label>
                  <input type="checkbox" data-selection-target="tout" aria-label={t.commun.liste.toutSelectionner} />
                </label>
              </th>
            ) : null}
            {colonnes.map((c) => (
              <EnTete key={c.nom} c={c} etat={etat} url={url} />
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map((l) => (
            <tr key={l.cle} class={l.etat === 'programmee' ? 'is-plan' : l.etat === 'hors-jeu' ? 'is-off' : undefined}>
              {selection ? <CaseLigne ligne={l} nom={selection.nom} /> : null}
              {colonnes.map((c, i) => (
                <Cellule key={c.nom} c={c} contenu={l.cellules[i]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function EnTete({ c, etat, url }: { c: Colonne; etat: EtatListe; url: URL }) {
  const sens = etat.tri === c.nom ? 'ascending' : etat.tri === `-${c.nom}` ? 'descending' : undefined
  const classe = [c.num ? 'num' : '', c.cache ? 'card-off' : ''].filter(Boolean).join(' ') || undefined
  if (!c.tri)
    return (
      <th scope="col" class={classe}>
        {c.muette && !c.visible ? <Cache>{c.libelle}</Cache> : c.libelle}
      </th>
    )
  return (
    <th scope="col" class={classe} aria-sort={sens}>
      <a href={adresseAvec(url, { tri: sens === 'ascending' ? `-${c.nom}` : c.nom })} data-turbo-action="replace">
        {c.libelle}
        <Icone nom={sens === 'ascending' ? 'croissant' : sens === 'descending' ? 'decroissant' : 'trier'} />
      </a>
    </th>
  )
}

function CaseLigne({ ligne, nom }: { ligne: LigneTableau; nom: string }) {
  const { t } = useTextes()
  if (!ligne.selection) return <td class="check empty-cell" />
  return (
    <td class="check">
      <label>
        <input
          type="checkbox"
          name={nom}
          value={ligne.cle}
          checked={ligne.cochee}
          data-selection-target="case"
          aria-label={t.commun.liste.selectionner(ligne.selection)}
        />
      </label>
    </td>
  )
}

const estVide = (v: Enfant) => v === null || v === undefined || v === '' || v === false

function Cellule({ c, contenu }: { c: Colonne; contenu: Enfant }) {
  const classe =
    [
      c.num ? 'num' : '',
      c.cache ? 'card-off' : '',
      c.muette ? 'tools' : '',
      c.phrase ? 'tools--line' : '',
      estVide(contenu) ? 'empty-cell' : '',
      c.entete ? 'lead-cell' : '',
    ]
      .filter(Boolean)
      .join(' ') || undefined
  // One child only: the card lays its label and its content on two columns.
  const seul = typeof contenu === 'string' || estVide(contenu) ? contenu : <div>{contenu}</div>
  if (c.entete)
    return (
      <th scope="row" class={classe}>
        {contenu}
      </th>
    )
  return (
    <td class={classe} data-label={c.muette ? undefined : c.libelle}>
      {seul}
    </td>
  )
}
