import { deciderSur } from '#demandes/autoriser.ts'
import type { Demande } from '#demandes/definir.ts'
import { uuid } from '#demandes/objet.ts'
import { perimetresDe } from '#demandes/viser.ts'
import type { Tx } from '#platform/database/open.ts'

export interface Gardee {
  structure: string | null
  objet: string | null
  saisie: Record<string, unknown>
}

/** The body again, as far as it names what the demande is about. */
export const corpsDe = ({ objet }: Demande, d: Gardee) => ({
  structure: d.structure,
  ...(objet && !objet.cree && d.objet ? { [objet.champ]: d.objet } : {}),
  ...d.saisie,
})

/** Its author holds, now, the right by which they asked for it; what somebody decided stands by that decision, and is not asked here. */
export async function droitTenu(tx: Tx, definition: Demande, d: Gardee & { auteur: string }): Promise<boolean> {
  if (!('profil' in definition.acces) || !d.structure) return true
  const vises = perimetresDe(definition, corpsDe(definition, d)).map((p) => ({
    structure: uuid(p.structure)!,
    service: (p.service as string | null | undefined) ?? null,
  }))
  return (await deciderSur(tx, definition.acces, d.auteur, vises)).every((decision) => decision.oui)
}
