import { sql } from 'kysely'
import { cloreSansEffet, type Milieu } from '#demandes/index.ts'
import { definitionDe } from '#demandes/definir.ts'
import { programmeesPar } from '#demandes/programmees.ts'
import type { Tx } from '#platform/database/open.ts'

/** What somebody has programmed there by the right that passes on with the role, and that nobody decided: they will have no right to stand on. */
export async function changementsPerdus(tx: Tx, auteur: string, structures: { id: string }[]): Promise<{ id: number; numero: string }[]> {
  const { rows } = await sql<{ id: number; numero: string; type: string }>`select d.id, d.numero, d.type
    from demande d
    where ${programmeesPar([auteur], structures)}
    order by d.effet_le, d.id`.execute(tx)
  return rows.filter(({ type }) => {
    const acces = definitionDe(type)?.acces
    return acces !== undefined && 'profil' in acces && acces.profil === 'organisation.modification'
  })
}

/**
 * Cancels them with the role that passes: until their hour, nobody reads that they will happen. The caller holds the structures' locks.
 * @returns their numbers
 */
export async function annulerPerdus(tx: Tx, milieu: Milieu, auteur: string, structures: { id: string }[]): Promise<string[]> {
  const perdus = await changementsPerdus(tx, auteur, structures)
  for (const { id } of perdus.toSorted((a, b) => a.id - b.id)) await cloreSansEffet(tx, milieu, id, 'annulee', milieu.t.demandes.droitPerdu)
  return perdus.map((d) => d.numero)
}
