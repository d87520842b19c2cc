import type { Contexte } from '#app/contexte.ts'
import type { CelluleDuTableau } from '#app/organisation/habilitations/qui-peut-quoi/cellules.ts'
import type { PersonneDuTableau } from '#app/organisation/habilitations/qui-peut-quoi/lire.ts'
import { Cache } from '#ui/index.ts'
import { liste } from '#ui/textes/format.ts'

const LETTRES = { 1: 'C', 2: 'M' } as const

/** What the mark says, in words. */
function enMots(c: Contexte, cellule: CelluleDuTableau): string {
  const x = c.t.droits.tableau
  const niveau = c.t.catalogue.niveaux[cellule.niveau]!
  return [
    cellule.services
      ? x.surServices(
          niveau,
          liste(
            cellule.services.map((s) => s.nom),
            c.langue,
          ),
        )
      : niveau,
    ...(cellule.etat === 'programmee' ? [c.t.habilitations.aPartirDe(cellule.debut, c.heure)] : []),
    ...(cellule.dIci ? [c.t.habilitations.dIci(c.t.catalogue.niveaux[cellule.dIci]!)] : []),
    ...(cellule.fin ? [c.t.habilitations.jusqua(cellule.fin, c.heure)] : []),
  ].join(', ')
}

export function Marque({ c, cellule }: { c: Contexte; cellule: CelluleDuTableau }) {
  const mots = enMots(c, cellule)
  const classes = [
    'mark',
    cellule.niveau === 2 ? 'mark--m' : '',
    cellule.etat === 'programmee' ? 'mark--plan' : '',
    cellule.etat === 'prend-fin' ? 'mark--end' : '',
  ]
    .filter(Boolean)
    .join(' ')
  return (
    <span class={classes} title={mots}>
      <span aria-hidden="true">
        {LETTRES[cellule.niveau]}
        {cellule.services ? <sub>{cellule.services.length}</sub> : null}
      </span>
      <Cache>{mots}</Cache>
    </span>
  )
}

export function Legende({ c, dates }: { c: Contexte; dates: boolean }) {
  const x = c.t.droits.tableau.legende
  return (
    <ul class="legend" aria-label={x.titre}>
      <li>
        <span class="mark mark--m" aria-hidden="true">
          M
        </span>{' '}
        {x.modification}
      </li>
      <li>
        <span class="mark" aria-hidden="true">
          C
        </span>{' '}
        {x.consultation}
      </li>
      <li>
        <span class="mark" aria-hidden="true">
          <span>
            C<sub>1</sub>
          </span>
        </span>{' '}
        {x.services}
      </li>
      {dates ? (
        <>
          <li>
            <span class="mark mark--plan" aria-hidden="true">
              C
            </span>{' '}
            {x.programmee}
          </li>
          <li>
            <span class="mark mark--end" aria-hidden="true">
              C
            </span>{' '}
            {x.prendFin}
          </li>
        </>
      ) : null}
    </ul>
  )
}

export const maille = (c: Contexte, p: PersonneDuTableau, actuel: boolean): string => {
  const x = c.t.droits.tableau
  return p.estGestionnaire && actuel
    ? x.gestionnaire
    : p.entiere
      ? x.maille.structure
      : x.maille.service(
          liste(
            p.services.map((s) => s.nom),
            c.langue,
          ),
        )
}
