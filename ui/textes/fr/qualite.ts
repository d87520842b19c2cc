import { compter, nombre } from '#ui/textes/format.ts'

const avis = (n: number) => compter(n, { one: 'avis', other: 'avis' })

/** What everybody may know of the portal's quality (POR-17). */
export const qualite = {
  titre: 'Qualité du service',
  chapo: 'Ce que vous en pensez, en combien de temps le support répond, et si le portail était là.',
  lien: 'Satisfaction, délais du support et disponibilité',
  satisfaction: 'Satisfaction',
  nAvis: (n: number) => (n ? `${avis(n)} en 12 semaines` : 'aucun avis en 12 semaines'),
  support: 'support du portail, 12 semaines',
  disponibilite: 'Disponibilité',
  jours: 'sur 30 jours',
  pourcent: (t: number) => `${nombre(Math.floor(t * 10_000) / 100)} %`,
  moyenne: 'moyenne de la semaine',
  legendeAvis: 'Note moyenne sur 5, par semaine',
  aucunAvis: 'Personne n’a encore donné son avis.',
  phraseAvis: (note: string, n: number) => `En moyenne ${note}, d’après ${avis(n)} donnés à la fin d’une démarche ou d’un ticket.`,
  indisponible: 'Minutes d’indisponibilité, par jour',
  minutes: 'Minutes',
  jour: 'Jour',
  pasMesuree: 'Pas encore mesurée.',
  phraseDisponible: (taux: string, minutes: number) =>
    minutes
      ? `Disponible ${taux} du temps : ${compter(minutes, { one: 'minute', other: 'minutes' })} sans réponse en 30 jours.`
      : `Disponible ${taux} du temps depuis 30 jours.`,
  calcul:
    'Les avis sont donnés sur 5 à la fin d’une démarche, et sur les tickets clôturés. Les délais sont des médianes, en heures d’ouverture du support. Une minute est comptée disponible quand le portail a pu écrire dans sa base. Ces chiffres sont refaits toutes les cinq minutes.',
  api: 'Qualité du service : satisfaction, délais du support, disponibilité',
}
