import { useTextes } from '#ui/langue.tsx'
import {
  date as enDate,
  dateCourte,
  dateHeure,
  dateLongue,
  heure,
  identifiantGroupe,
  jourHeure,
  jourIso,
  type Moment,
} from '#ui/textes/format.ts'

const FORMES = { dateHeure, date: enDate, dateLongue, heure, courte: dateCourte, jourHeure }

/** A moment, in Paris time; `courte` in tables, `dateHeure` in sentences. */
export function Temps({ date, forme = 'dateHeure' }: { date: Moment; forme?: keyof typeof FORMES }) {
  const { langue } = useTextes()
  const jourSeul = typeof date === 'string' && date.length === 10
  const machine = jourSeul
    ? date
    : forme === 'date' || forme === 'dateLongue'
      ? jourIso(date)
      : (typeof date === 'string' ? new Date(date) : date).toISOString()
  return <time datetime={machine}>{FORMES[forme](date, langue)}</time>
}

/** An identifier as one reads it; copied, it loses its spaces (the script sees to it). */
export function Identifiant({ valeur, type }: { valeur: string; type?: string }) {
  return <span class="num nowrap">{identifiantGroupe(valeur, type)}</span>
}
