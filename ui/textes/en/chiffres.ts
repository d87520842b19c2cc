import type { chiffres as francais } from '#ui/textes/fr/chiffres.ts'
import { compter, nombre } from '#ui/textes/format.ts'

const duree = (heures: number): string => {
  const minutes = Math.round(heures * 60)
  if (minutes < 60) return `${minutes}\u00a0min`
  return heures < 48
    ? `${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, '0')}\u00a0min`
    : `${nombre(Math.round(heures), 'en')}\u00a0h`
}
const avis = (n: number) => compter(n, { one: 'opinion', other: 'opinions' }, 'en')

export const chiffres: typeof francais = {
  titre: 'Support figures',
  exploitation: 'Volume, delays and satisfaction, by category and by week',
  chapo: (nom, du, au) => `${nom}, from ${du} to ${au}.`,
  recus: 'Tickets received',
  voir: 'See the figures',
  periode: 'Period',
  perimetre: 'For',
  service: 'Service',
  categorie: 'Category',
  tousServices: 'All services',
  toutes: 'All',
  tous: 'The whole portal',
  semaines: (n) => `Last ${n} weeks`,
  enTableau: 'The values as a table',
  semaineDu: 'Week of',
  volume: 'Number',
  premiere: 'First answer',
  resolution: 'Time to solve',
  satisfaction: 'Satisfaction score',
  avis: 'Opinions',
  resolus: 'Solved',
  recusCourt: 'Received',
  cleRecus: 'received',
  cleResolus: 'solved',
  cleMediane: 'median of the week',
  cleMoyenne: 'average of the week',
  duree,
  rien: '—',
  sur5: (n) => `${nombre(Math.round(n * 10) / 10, 'en')} out of 5`,
  nAvis: (n, recus) => (n ? `${avis(n)}, ${Math.round((100 * n) / Math.max(recus, 1))}% of tickets` : 'no opinion'),
  comparaison: (n, avant, semaines) =>
    avant === 0
      ? `none in the ${semaines} weeks before`
      : n === avant
        ? `as many as in the ${semaines} weeks before`
        : `${Math.abs(Math.round((100 * (n - avant)) / avant))}% ${n > avant ? 'more' : 'fewer'} than in the ${semaines} weeks before`,
  premiereMediane: 'First answer, median',
  resolutionMediane: 'Time to solve, median',
  premiereDetail: 'from submission to the first answer, in open hours',
  resolutionDetail: 'from submission to the last answer, in open hours',
  flux: {
    titre: 'Received and solved, by week',
    legende: 'Tickets received and solved, by week',
    phrase: (recus, resolus) =>
      recus > resolus
        ? `More come in than go out: ${recus - resolus} more over the period.`
        : recus < resolus
          ? `More go out than come in: ${resolus - recus} more over the period.`
          : 'As many go out as come in.',
    image: (max, quand) =>
      max
        ? `Tickets received and solved by week. At most: ${max} received in the week of ${quand}.`
        : 'No ticket received over the period.',
  },
  courbe: {
    titre: 'Median time to solve',
    legende: 'Median time to solve, by week',
    phrase: (debut, fin) =>
      debut && fin
        ? `In hours when the support is open: ${debut} in the first week measured, ${fin} in the last.`
        : 'No ticket solved over the period.',
    heures: 'Open hours',
  },
  premieres: {
    titre: 'Median first answer',
    legende: 'Median first answer, by week',
    phrase: (debut, fin) =>
      debut && fin
        ? `In hours when the support is open: ${debut} in the first week measured, ${fin} in the last.`
        : 'No answer over the period.',
    heures: 'Open hours',
  },
  satisfactions: {
    titre: 'Satisfaction of emitters',
    legende: 'Satisfaction, by week',
    phrase: (n) => (n ? `Mark from 1 to 5 given by the emitter: ${avis(n)} over the period.` : 'No opinion over the period.'),
    note: 'Mark out of 5',
  },
  aucun: 'No figures to see',
  aucunTexte: 'It takes the profile “Enquiries received” of a structure: ask its principal manager for it.',
  parCategorie: 'By category',
  legendeCategories: 'Figures of each category',
  vide: 'No ticket over the period',
  videTexte: (longer) =>
    longer ? 'Choose a longer period, or remove a filter.' : 'This is the longest period: remove a filter, if you set one.',
  calcul:
    'Delays count the hours when the support is open, as due dates do (those of the clock if it has no hours): a night or a closed day does not count. Today’s hours serve for the whole period, even if they have changed since. They are medians, of the tickets received in the period. Taking a ticket is not answering it; one sent back counts until its last answer.',
  api: 'Figures of tickets: volume, delays and satisfaction, by week and by category',
  par: { semaine: 'By week', categorie: 'By category', total: 'In all' },
  colonneGenre: 'Grouped by',
  colonneNom: 'Week or category',
  heures: (s) => `${s} (open hours)`,
}
