import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { JOURS, type Horaires as Heures } from '#app/support/clavardage/horaires.ts'
import { Carte, ListeLiens, Resume } from '#ui/index.ts'
import { date, plage } from '#ui/textes/format.ts'

/** When agents answer, and the days when they do not. */
export function Horaires({ c, horaires }: { c: Contexte; horaires: Heures }): JSX.Element {
  const x = c.t.clavardage
  const plages = (jour: number) =>
    horaires.plages
      .filter((p) => p.jour === jour)
      .map((p) => (p.debut === '00:00' && p.fin === '24:00' ? x.horaires.jourEntier : plage(p.debut, p.fin, c.langue)))
      .join(', ') || x.horaires.ferme
  // Days that follow one another with the same hours share a line.
  const suites: number[][] = []
  for (const j of JOURS) {
    const derniere = suites.at(-1)
    if (derniere && plages(derniere[0]!) === plages(j)) derniere.push(j)
    else suites.push([j])
  }
  return (
    <Carte titre={x.horairesTitre}>
      <Resume
        serre
        lignes={suites.map((s) => ({
          cle:
            s.length === JOURS.length
              ? x.horaires.tousLesJours
              : [...new Set([s[0]!, s.at(-1)!])].map((j) => x.horaires.jours[j - 1]).join(' – '),
          valeur: plages(s[0]!),
        }))}
      />
      {horaires.fermetures.length ? (
        <>
          <h3>{x.horaires.fermetures}</h3>
          <ul>
            {horaires.fermetures.slice(0, 5).map((f) => (
              <li key={f.jour}>
                {date(f.jour, c.langue)}
                {f.motif ? ` · ${f.motif}` : ''}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Carte>
  )
}

/** Outside hours: the two other ways (SUP-01). */
export function DeuxAutres({ c }: { c: Contexte }): JSX.Element {
  return (
    <ListeLiens
      liens={[
        { libelle: c.t.clavardage.ticket, href: '/support/tickets/creer' },
        { libelle: c.t.clavardage.assistant, href: '/assistant' },
      ]}
    />
  )
}
