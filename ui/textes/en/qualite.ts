import type { qualite as francais } from '#ui/textes/fr/qualite.ts'
import { compter, nombre } from '#ui/textes/format.ts'

const avis = (n: number) => compter(n, { one: 'opinion', other: 'opinions' }, 'en')

export const qualite: typeof francais = {
  titre: 'Quality of the service',
  chapo: 'What you think of it, how soon the support answers, and whether the portal was there.',
  lien: 'Satisfaction, delays of the support and availability',
  satisfaction: 'What people think',
  nAvis: (n) => (n ? `${avis(n)} in 12 weeks` : 'no opinion in 12 weeks'),
  support: 'support of the portal, 12 weeks',
  disponibilite: 'Availability',
  jours: 'over 30 days',
  pourcent: (t) => `${nombre(Math.floor(t * 10_000) / 100, 'en')}%`,
  moyenne: 'average of the week',
  legendeAvis: 'Average mark out of 5, by week',
  aucunAvis: 'Nobody has given an opinion yet.',
  phraseAvis: (note, n) => `On average ${note}, from ${avis(n)} given at the end of a procedure or of a ticket.`,
  indisponible: 'Minutes out of reach, by day',
  minutes: 'Minutes lost',
  jour: 'Day',
  pasMesuree: 'Not measured yet.',
  phraseDisponible: (taux, minutes) =>
    minutes
      ? `Available ${taux} of the time: ${compter(minutes, { one: 'minute', other: 'minutes' }, 'en')} without an answer in 30 days.`
      : `Available ${taux} of the time over 30 days.`,
  calcul:
    'Opinions are marks out of 5 given at the end of a procedure, and on closed tickets. Delays are medians, in hours when the support is open. A minute counts as available when the portal could write to its database. These figures are made again every five minutes.',
  api: 'Quality of the service: satisfaction, delays of the support, availability',
}
