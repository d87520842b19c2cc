import { hacherMotDePasse } from './hacher.ts'

/** Known to all: the password of every account of the demonstration (INT-14). */
export const MOT_DE_PASSE_DEMONSTRATION = 'Demonstration-2026!'

let calcule: Promise<string> | null = null
/** Its hash, for whoever loads the demonstration; one hash serves all its accounts. */
export const hacheDeDemonstration = () => (calcule ??= hacherMotDePasse(MOT_DE_PASSE_DEMONSTRATION))
