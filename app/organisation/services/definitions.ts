import { creerService } from '#app/organisation/services/creer.ts'
import { importerServices } from '#app/organisation/services/importer.ts'
import { modifierService } from '#app/organisation/services/modifier.ts'
import { activerService, desactiverService } from '#app/organisation/services/statut.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Services », by name. */
export const demandesServices = [creerService, modifierService, activerService, desactiverService, importerServices] as unknown as Demande[]
