import { compter, nombre } from '#ui/textes/format.ts'

/** « 3 h 40 min », then « 52 h »: days would be taken for those of the calendar. */
const duree = (heures: number): string => {
  const minutes = Math.round(heures * 60)
  if (minutes < 60) return `${minutes}\u00a0min`
  return heures < 48
    ? `${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, '0')}\u00a0min`
    : `${nombre(Math.round(heures))}\u00a0h`
}
const plus = (n: number) => `${n} de plus`

/** Figures of the support (TIC-09). */
export const chiffres = {
  titre: 'Chiffres du support',
  exploitation: 'Volume, délais et satisfaction, par catégorie et par semaine',
  chapo: (nom: string, du: string, au: string) => `${nom}, du ${du} au ${au}.`,
  recus: 'Tickets reçus',
  voir: 'Voir les chiffres',
  periode: 'Période',
  perimetre: 'Pour',
  service: 'Service',
  categorie: 'Catégorie',
  tousServices: 'Tous les services',
  toutes: 'Toutes',
  tous: 'Tout le portail',
  semaines: (n: number) => (n === 52 ? '52 dernières semaines' : `${n} dernières semaines`),
  enTableau: 'Les valeurs en tableau',
  semaineDu: 'Semaine du',
  volume: 'Volume',
  premiere: 'Première réponse',
  resolution: 'Résolution',
  satisfaction: 'Satisfaction',
  avis: 'Avis',
  resolus: 'Résolus',
  recusCourt: 'Reçus',
  cleRecus: 'reçus',
  cleResolus: 'résolus',
  cleMediane: 'médiane de la semaine',
  cleMoyenne: 'moyenne de la semaine',
  duree,
  rien: '—',
  sur5: (n: number) => `${nombre(Math.round(n * 10) / 10)} sur 5`,
  nAvis: (n: number, recus: number) =>
    n ? `${compter(n, { one: 'avis', other: 'avis' })}, ${Math.round((100 * n) / Math.max(recus, 1))} % des tickets` : 'aucun avis',
  comparaison: (n: number, avant: number, semaines: number) =>
    avant === 0
      ? `aucun les ${semaines} semaines d’avant`
      : n === avant
        ? `autant que les ${semaines} semaines d’avant`
        : `${Math.abs(Math.round((100 * (n - avant)) / avant))} % de ${n > avant ? 'plus' : 'moins'} que les ${semaines} semaines d’avant`,
  premiereMediane: 'Première réponse, médiane',
  resolutionMediane: 'Résolution, médiane',
  premiereDetail: 'du dépôt à la première réponse, en heures d’ouverture',
  resolutionDetail: 'du dépôt à la dernière réponse, en heures d’ouverture',
  flux: {
    titre: 'Reçus et résolus, par semaine',
    legende: 'Tickets reçus et résolus, par semaine',
    phrase: (recus: number, resolus: number) =>
      recus > resolus
        ? `Il en arrive plus qu’il n’en part : ${plus(recus - resolus)} sur la période.`
        : recus < resolus
          ? `Il en part plus qu’il n’en arrive : ${plus(resolus - recus)} sur la période.`
          : 'Il en part autant qu’il n’en arrive.',
    image: (max: number, quand: string) =>
      max
        ? `Tickets reçus et résolus par semaine. Au plus haut : ${compter(max, { one: 'reçu', other: 'reçus' })} la semaine du ${quand}.`
        : 'Aucun ticket reçu sur la période.',
  },
  courbe: {
    titre: 'Temps de résolution médian',
    legende: 'Temps de résolution médian, par semaine',
    phrase: (debut: string | null, fin: string | null) =>
      debut && fin
        ? `En heures d’ouverture du support : ${debut} la première semaine mesurée, ${fin} la dernière.`
        : 'Aucun ticket résolu sur la période.',
    heures: 'Heures d’ouverture',
  },
  premieres: {
    titre: 'Première réponse médiane',
    legende: 'Première réponse médiane, par semaine',
    phrase: (debut: string | null, fin: string | null) =>
      debut && fin
        ? `En heures d’ouverture du support : ${debut} la première semaine mesurée, ${fin} la dernière.`
        : 'Aucune réponse sur la période.',
    heures: 'Heures d’ouverture',
  },
  satisfactions: {
    titre: 'Satisfaction',
    legende: 'Satisfaction, par semaine',
    phrase: (n: number) =>
      n
        ? `Note de 1 à 5 donnée par l’émetteur : ${compter(n, { one: 'avis', other: 'avis' })} sur la période.`
        : 'Aucun avis sur la période.',
    note: 'Note sur 5',
  },
  aucun: 'Pas de chiffres à voir',
  aucunTexte: 'Il faut le profil « Sollicitations reçues » d’une structure : demandez-le à son gestionnaire principal.',
  parCategorie: 'Par catégorie',
  legendeCategories: 'Chiffres de chaque catégorie',
  vide: 'Aucun ticket sur la période',
  videTexte: (plusLongue: boolean): string =>
    plusLongue
      ? 'Choisissez une période plus longue, ou retirez un filtre.'
      : 'C’est la plus longue période : retirez un filtre, si vous en avez mis.',
  calcul:
    'Les délais comptent les heures d’ouverture du support, comme les échéances (celles de l’horloge s’il n’a pas d’horaires) : une nuit ou un jour de fermeture n’y compte pas. Les horaires d’aujourd’hui servent pour toute la période, même s’ils ont changé depuis. Ce sont des médianes, des tickets reçus dans la période. Prendre un ticket n’est pas y répondre ; un ticket renvoyé compte jusqu’à sa dernière réponse.',
  api: 'Chiffres des tickets : volume, délais et satisfaction, par semaine et par catégorie',
  par: { semaine: 'Par semaine', categorie: 'Par catégorie', total: 'Total' },
  colonneGenre: 'Regroupement',
  colonneNom: 'Semaine ou catégorie',
  heures: (s: string) => `${s} (heures d’ouverture)`,
}
