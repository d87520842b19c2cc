import { estUuid } from '#app/contexte.ts'
import { structureDuBrouillon } from '#app/demandes/brouillon.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { structuresGerees, type StructureGeree } from '#app/organisation/rattachements/structures-gerees.ts'
import { lireStructure, type Structure } from '#app/organisation/structures/lire.ts'
import { exigerAction } from '#app/organisation/structures/exiger.ts'

/** A structure that one governs whole, or those to choose it from. */
export interface StructureOuChoix {
  structure: Structure | null
  choix: StructureGeree[]
}

/**
 * For a form that makes something of a structure: the one of the address, or of the draft of this type; alone, it is chosen already.
 * @throws Refus when one may not change it
 */
export async function structureOuChoix(c: ContexteDuParcours, type: string): Promise<StructureOuChoix> {
  const p = c.url.searchParams
  const [cle, filtre] = [p.get('brouillon'), p.get('filtre')]
  const demandee = p.get('structure') ?? (estUuid(cle) ? await structureDuBrouillon(c.db, { auteur: c.utilisateur.id, type, cle }) : null)
  if (estUuid(demandee)) return { structure: await exigerAction(c, demandee, 'modifier'), choix: [] }
  const choix = (await structuresGerees(c.db, c.utilisateur.id, { recherche: filtre ?? '' })).filter((s) => s.entiere)
  return { structure: choix.length === 1 && !filtre ? await lireStructure(c.db, choix[0]!.id) : null, choix }
}
