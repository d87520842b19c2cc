import { sql } from 'kysely'
import { RETIREE } from '#app/organisation/pieces-jointes/retirer.ts'
import { sealWithRing, unsealWithRing, type Sealed } from '#platform/secrets/ring.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'

/** The numbers of an account: in clear only between a request and its seal, and when shown whole. */
export interface Numeros {
  iban: string | null
  bban: string | null
}

const surCompte = (id: string) => `coordonnee_bancaire:${id}`
const surDemande = (id: number) => `coordonnee_bancaire_changement:${id}`

export const scellerCompte = (tx: Tx, settings: Settings, id: string, { iban, bban }: Numeros) =>
  sealWithRing(tx, settings, JSON.stringify({ iban, bban }), surCompte(id))
export const ouvrirCompte = async (db: Db | Tx, settings: Settings, id: string, s: Sealed) =>
  JSON.parse(await unsealWithRing(db, settings, s, surCompte(id))) as Numeros

/** What a change brings that its demande must not hold: the numbers, sealed, and the new RIB, attached already. */
interface Garde {
  numeros: Numeros | null
  piece: string | null
}

/** Kept beside a change until it is applied or cancelled. */
export async function garderChangement(tx: Tx, settings: Settings, demande: number, { numeros, piece }: Garde) {
  const s = numeros && (await sealWithRing(tx, settings, JSON.stringify(numeros), surDemande(demande)))
  await sql`insert into coordonnee_bancaire_changement (demande, cle, scelle, piece_jointe)
    values (${demande}, ${s?.cle ?? null}, ${s?.scelle ?? null}, ${piece}::uuid)`.execute(tx)
}

/** It will not happen: its numbers are forgotten, its RIB removed. */
export async function oublierChangement(tx: Tx, demande: number) {
  await sql`with c as (delete from coordonnee_bancaire_changement where demande = ${demande} returning piece_jointe)
    update piece_jointe p set ${RETIREE} from c where p.id = c.piece_jointe`.execute(tx)
}

export async function prendreChangement(tx: Tx, settings: Settings, demande: number): Promise<Garde> {
  const { rows } = await sql<{
    cle: number | null
    scelle: Buffer | null
    pieceJointe: string | null
  }>`delete from coordonnee_bancaire_changement where demande = ${demande} returning cle, scelle, piece_jointe`.execute(tx)
  const c = rows[0]
  if (!c) return { numeros: null, piece: null }
  return {
    numeros: c.scelle ? (JSON.parse(await unsealWithRing(tx, settings, c as Sealed, surDemande(demande))) as Numeros) : null,
    piece: c.pieceJointe,
  }
}

/** Three characters of a short number would be too much of it. */
const finDe = (numero: string) => (numero.length >= 8 ? numero.slice(-3) : '')
export const finDesNumeros = (n: Numeros) => finDe(n.iban ?? n.bban ?? '')
export const masque = (fin: string) => `•••• ${fin}`.trim()
