import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'
import { accepte, compacter, decouper, refuse, type RegleIdentifiant, type Verification } from './commun.ts'

const FORME = /^EC(\d{9})(\d{2})$/
const cle = (rang: string): string => String(97 - (Number(rang) % 97)).padStart(2, '0')

/**
 * The identifier « en cours d'immatriculation » of a given number, `EC00000004255`: two check digits, since it is read aloud and copied.
 * @param numero 1 to 999,999,999
 */
export function construireEnCours(numero: number): string {
  if (!Number.isInteger(numero) || numero < 1 || numero > 999_999_999) throw new RangeError(`numero ${numero}`)
  const rang = String(numero).padStart(9, '0')
  return `EC${rang}${cle(rang)}`
}

/** Issues the next one; a number is never given twice, even when the transaction is undone. */
export async function emettreEnCours(tx: Db | Tx): Promise<string> {
  const { rows } = await sql<{ numero: number }>`select nextval('identifiant_en_cours') as numero`.execute(tx)
  return construireEnCours(Number(rows[0]!.numero))
}

function verifier(saisi: string): Verification {
  const identifiant = compacter(saisi)
  if (!identifiant) return refuse('vide', { type: 'AUTRE' })
  const lu = FORME.exec(identifiant)
  return lu && cle(lu[1]!) === lu[2] ? accepte(identifiant) : refuse('jamais-saisi', { type: 'AUTRE' })
}

/** « En cours d'immatriculation »: issued by the portal until the SIRET exists (STR-02). */
export const enCours: RegleIdentifiant = { normaliser: compacter, verifier, grouper: (identifiant) => decouper(identifiant, [2, 3, 3, 3]) }
