import { sql } from 'kysely'
import { sealWithRing, unsealWithRing, type Sealed } from '#platform/secrets/ring.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'

/** The numbers of an account: in clear only between a request and its seal, and when shown whole. */
export interface Numeros { iban: string | null; bban: string | null }

const surCompte = (id: string) => `coordonnee_bancaire:${id}`
const surDemande = (id: number) => `coordonnee_bancaire_changement:${id}`

export const scellerCompte = (tx: Tx, settings: Settings, id: string, n: Numeros) => sealWithRing(tx, settings, JSON.stringify(n), surCompte(id))
export const ouvrirCompte = async (db: Db | Tx, settings: Settings, id: string, s: Sealed) => JSON.parse(await unsealWithRing(db, settings, s, surCompte(id))) as Numeros

/** The new numbers of a change that waits, until it is applied or cancelled. */
export async function garderChangement(tx: Tx, settings: Settings, demande: number, n: Numeros) {
  const { cle, scelle } = await sealWithRing(tx, settings, JSON.stringify(n), surDemande(demande))
  await sql`insert into coordonnee_bancaire_changement (demande, cle, scelle) values (${demande}, ${cle}, ${scelle})`.execute(tx)
}

export const oublierChangement = (tx: Tx, demande: number) => sql`delete from coordonnee_bancaire_changement where demande = ${demande}`.execute(tx)

export async function prendreChangement(tx: Tx, settings: Settings, demande: number): Promise<Numeros | null> {
  const { rows } = await sql<Sealed>`delete from coordonnee_bancaire_changement where demande = ${demande} returning cle, scelle`.execute(tx)
  return rows[0] ? (JSON.parse(await unsealWithRing(tx, settings, rows[0], surDemande(demande))) as Numeros) : null
}

const finDe = (numero: string) => (numero.length >= 8 ? numero.slice(-3) : '')
export const finDesNumeros = (n: Numeros) => finDe(n.iban ?? n.bban ?? '')
export const masque = (fin: string) => `•••• ${fin}`.trim()
