import { dateHeure } from '#ui/textes/format.ts'
import type { acces as fr } from '#ui/textes/fr/acces.ts'

type Personne = { prenom: string; nom: string } | null
const de = (qui: Personne) => (qui ? `${qui.prenom} ${qui.nom}, principal manager,` : 'the principal manager')

export const acces = {
  raison: (
    raison: string,
    le: Date | null,
    { voulu, tenu } = { voulu: 'Organisation modification', tenu: 'Organisation consultation' },
  ): string => {
    switch (raison) {
      case 'compte-inactif':
        return 'Your account is deactivated.'
      case 'autre-service':
        return 'You are attached to one service only, not to the whole structure.'
      case 'structure-inactive':
        return 'The structure is inactive: its data can still be read, but no longer changed.'
      case 'service-inactif':
        return 'The service is inactive: its data can still be read, but no longer changed.'
      case 'a-venir':
        return `Your entitlement begins ${le ? `on ${dateHeure(le, 'en')}` : 'soon'}.`
      case 'profil-insuffisant':
        return `You have “${tenu}”; this needs “${voulu}”.`
      case 'termine':
        return `Your entitlement ended ${le ? `on ${dateHeure(le, 'en')}` : 'recently'}.`
      case 'profil-manquant':
        return `You do not have “${voulu}” on this structure.`
      default:
        return 'You are not attached to this structure.'
    }
  },
  sansDroitManquant: {
    'structure-inactive': 'This cannot be done on an inactive structure.',
    'service-inactif': 'This cannot be done on an inactive service.',
    'a-venir': 'Your entitlement has not begun yet.',
  } as Record<string, string>,
  remede: (raison: string, qui: Personne): string => {
    switch (raison) {
      case 'structure-inactive':
        return 'Activate the structure first.'
      case 'service-inactif':
        return 'Activate the service first.'
      case 'a-venir':
        return 'Wait until then, or ask to be entitled sooner.'
      default:
        return `Ask ${de(qui)} for it.`
    }
  },
  remedeGestionnaire: (qui: Personne) => `Ask ${de(qui)} for it.`,
  gestionnaireSeul: 'This decision belongs to the structure’s principal manager.',
  operateurSeul: 'Only the operator of the portal may make this request.',
  remedeSupport: 'Contact the portal’s support.',
  auteurOuGestionnaire: 'Only the author of the request and the principal manager can cancel it.',
} satisfies typeof fr
