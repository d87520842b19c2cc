import type { Contexte } from '#app/contexte.ts'
import type { Demandeur } from '#app/support/clavardage/ouvrir.ts'

/** Somebody without an account whose address has answered: their contact, and the token of this browser. */
export async function visiteur(_c: Contexte): Promise<Extract<Demandeur, { contact: string }> | null> {
  return null
}
