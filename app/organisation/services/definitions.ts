import { creerService } from '#app/organisation/services/creer.ts'
import { modifierService } from '#app/organisation/services/modifier.ts'
import { activerService, desactiverService } from '#app/organisation/services/statut.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Services », by name. */
export const demandesServices = [creerService, modifierService, activerService, desactiverService] as unknown as Demande[]
