import { accesAuxStructures, type AccesStructure } from '#acces/index.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { structureVisible, type StructureVue } from '#app/organisation/structures/lire.ts'
import { refus } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'

type Lecteur = Pick<Contexte, 'db' | 't'> & { utilisateur: { id: string } | null }

/** What one may do in a structure to which one is attached. One statement. @throws Refus introuvable */
export async function exigerAcces(c: Lecteur, id: string | undefined): Promise<AccesStructure> {
  const acces = estUuid(id) ? (await accesAuxStructures(c.db, c.utilisateur!.id, [id])).get(id.toLowerCase()) : undefined
  if (!acces) throw refus(c.t, 'introuvable')
  return acces
}

/** A structure that one may see. Two statements. @throws Refus introuvable */
export async function exigerStructure(c: Lecteur, id: string | undefined): Promise<StructureVue> {
  const structure = estUuid(id) ? await structureVisible(c.db, c.utilisateur!.id, id.toLowerCase()) : null
  if (!structure) throw refus(c.t, 'introuvable')
  return structure
}

/** A structure to which one may do this. Two statements. @throws Refus introuvable, acces-refuse: why, and who can help */
export async function exigerAction(c: Lecteur, id: string | undefined, action: keyof StructureVue['actions']): Promise<StructureVue> {
  const structure = await exigerStructure(c, id)
  const possible = structure.actions[action]
  if (possible !== true) throw refusAcces(c.t, possible.raison, possible.le, possible.qui)
  return structure
}
