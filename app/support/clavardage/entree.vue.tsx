import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { JOURS, type Horaires as Heures } from '#app/support/clavardage/horaires.ts'
import { Carte, ListeLiens, Resume } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

/** When agents answer, and the days when they do not. */
export function Horaires({ c, horaires }: { c: Contexte; horaires: Heures }): JSX.Element {
  const x = c.t.clavardage
  const plages = (jour: number) => horaires.plages.filter((p) => p.jour === jour).map((p) => `${p.debut} – ${p.fin}`).join(', ') || x.horaires.ferme
  return (
    <Carte titre={x.horairesTitre}>
      <Resume serre lignes={JOURS.map((j) => ({ cle: x.horaires.jours[j - 1]!, valeur: plages(j) }))} />
      {horaires.fermetures.length ? <><h3>{x.horaires.fermetures}</h3><ul>{horaires.fermetures.slice(0, 5).map((f) => <li key={f.jour}>{date(f.jour, c.langue)}{f.motif ? ` · ${f.motif}` : ''}</li>)}</ul></> : null}
    </Carte>
  )
}

/** Outside hours: the two other ways (SUP-01). */
export function DeuxAutres({ c }: { c: Contexte }): JSX.Element {
  return <ListeLiens liens={[{ libelle: c.t.clavardage.ticket, href: '/support/tickets/creer' }, { libelle: c.t.clavardage.assistant, href: '/assistant' }]} />
}
