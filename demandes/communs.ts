import { z } from 'zod'
import { code, jour } from '#demandes/validation.ts'

/** Version the caller started from; absent: whatever it is. */
export const VERSION = z
  .number(code('champ-invalide'))
  .int()
  .positive()
  .optional()
  .meta({ description: 'Version de l’objet sur laquelle la demande se fonde ; périmée : 412.' })

/** PLUS-13: the day, Europe/Paris, from which the change holds; never before the delay. */
export const A_PARTIR_DU = jour()
  .nullish()
  .meta({ description: 'Jour à partir duquel le changement vaut (heure de Paris) ; jamais avant le délai.' })

/** Something named by its id; what is not there is missing, not wrong. */
export const reference = () =>
  z.guid({ error: ({ input }) => code(input === undefined || input === null || input === '' ? 'champ-manquant' : 'champ-invalide') })

export const RefStructure = reference().meta({ description: 'Identifiant (UUID) de la structure.' })
