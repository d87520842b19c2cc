import { dateHeure } from '#ui/textes/format.ts'

type Personne = { prenom: string; nom: string } | null
const par = (qui: Personne) => (qui ? `à ${qui.prenom} ${qui.nom}, gestionnaire principal` : 'au gestionnaire principal')

/** Why access is missing, and who can give it (PLUS-07): the same words on a tile, a page and in the API. */
export const acces = {
  raison: (
    raison: string,
    le: Date | null,
    { voulu, tenu } = { voulu: 'Organisation modification', tenu: 'Organisation consultation' },
  ): string => {
    switch (raison) {
      case 'compte-inactif':
        return 'Votre compte est désactivé.'
      case 'autre-service':
        return 'Votre rattachement porte sur un service seulement, pas sur la structure entière.'
      case 'structure-inactive':
        return 'La structure est inactive : ses données restent lisibles, elles ne se modifient plus.'
      case 'service-inactif':
        return 'Le service est inactif : ses données restent lisibles, elles ne se modifient plus.'
      case 'a-venir':
        return `Votre droit commence ${le ? `le ${dateHeure(le)}` : 'bientôt'}.`
      case 'profil-insuffisant':
        return `Vous avez « ${tenu} » ; il faut « ${voulu} ».`
      case 'termine':
        return `Votre droit a pris fin ${le ? `le ${dateHeure(le)}` : 'depuis peu'}.`
      case 'profil-manquant':
        return `Il vous manque « ${voulu} » sur cette structure.`
      default:
        return 'Vous ne faites pas partie de cette structure.'
    }
  },
  sansDroitManquant: {
    'structure-inactive': 'Cela ne se fait pas sur une structure inactive.',
    'service-inactif': 'Cela ne se fait pas sur un service inactif.',
    'a-venir': 'Votre droit n’a pas encore commencé.',
  } as Record<string, string>,
  remede: (raison: string, qui: Personne): string => {
    switch (raison) {
      case 'structure-inactive':
        return 'Activez d’abord la structure.'
      case 'service-inactif':
        return 'Activez d’abord le service.'
      case 'a-venir':
        return 'Attendez cette heure, ou demandez à être habilité plus tôt.'
      default:
        return `Demandez-le ${par(qui)}.`
    }
  },
  remedeGestionnaire: (qui: Personne) => `Demandez-le ${par(qui)}.`,
  gestionnaireSeul: 'Cette décision revient au gestionnaire principal de la structure.',
  operateurSeul: 'Cette demande est réservée à l’opérateur du portail.',
  remedeSupport: 'Adressez-vous au support du portail.',
  auteurOuGestionnaire: 'Seuls l’auteur de la demande et le gestionnaire principal peuvent l’annuler.',
}
