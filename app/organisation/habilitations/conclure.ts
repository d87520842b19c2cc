import { conclureDroits } from '#acces/index.ts'
import { annulerSansDroit, type Milieu } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'

/** The hour of a change of rights: what it ended is over for good, and with it what those people had programmed by the right they lose. */
export async function conclure(tx: Tx, { milieu, demande, structures }: { milieu: Milieu; demande: number; structures: { id: string }[] }) {
  await annulerSansDroit(tx, milieu, await conclureDroits(tx, demande), structures)
}
