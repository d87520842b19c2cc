import { sql } from 'kysely'
import { cloreSansEffet } from '#demandes/appliquer.ts'
import { definitionDe } from '#demandes/definir.ts'
import { droitTenu, type Gardee } from '#demandes/droit-tenu.ts'
import type { Milieu } from '#demandes/milieu.ts'
import { programmeesPar } from '#demandes/programmees.ts'
import type { Tx } from '#platform/database/open.ts'

/**
 * These people have just lost something there: what they programmed and would be refused at its hour is cancelled now, so that nobody reads
 * that it will happen, and no right that it wrote for its hour is in force while that hour waits to be applied.
 * The caller holds the structures' locks.
 */
export async function annulerSansDroit(tx: Tx, milieu: Milieu, auteurs: string[], structures: { id: string }[]) {
  if (!auteurs.length) return
  const { rows } = await sql<Gardee & { id: number; type: string; auteur: string }>`
    select d.id, d.type, d.auteur, d.structure, d.objet, d.saisie
    from demande d
    where ${programmeesPar(auteurs, structures)}
    order by d.id
    for update of d`.execute(tx)
  for (const d of rows) {
    const definition = definitionDe(d.type)
    if (definition && !(await droitTenu(tx, definition, d))) await cloreSansEffet(tx, milieu, d.id, 'annulee', milieu.t.demandes.droitPerdu)
  }
}
