import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export type GenreLien = 'activation' | 'mot-de-passe' | 'adresse-connexion' | 'adresse-contact' | 'support'

/** What was typed at sign-up, kept until the address has answered; the password is hashed already. */
export interface SaisieInscription {
  civilite: 'M' | 'MME' | null
  prenom: string
  nom: string
  telephone: string | null
  motDePasse: string
  langue: 'fr' | 'en'
}

export interface Lien {
  id: string
  genre: GenreLien
  adresse: string
  utilisateur: string | null
  saisie: SaisieInscription | null
  creeLe: Date
  expireLe: Date
  etat: 'valable' | 'expire' | 'utilise'
}

export const FILE_LIENS = 'comptes.lien'

const marque = (sujet: string, id: string, secret: string) => createHmac('sha256', secret).update(`${sujet}:${id}`).digest().subarray(0, 24)

/** What the link bears: its row's id and a keyed hash of it; the same at each sending, and nowhere in the database. */
export const jetonSigne = (sujet: string, id: string, secret: string) =>
  Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), marque(sujet, id, secret)]).toString('base64url')
export const jetonDeLien = (id: string, secret: string) => jetonSigne('lien', id, secret)

/** The id that a token of this subject bears; null when it was not made here. */
export function idDuJeton(sujet: string, jeton: string, secret: string): string | null {
  if (!/^[\w-]{54}$/.test(jeton)) return null
  const brut = Buffer.from(jeton, 'base64url')
  const hex = brut.subarray(0, 16).toString('hex')
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return timingSafeEqual(brut.subarray(16), marque(sujet, id, secret)) ? id : null
}

/** Writes the link and has it sent from the background, where alone it matters whether the address has an account. */
export async function demanderLien(
  programme: Programme,
  tx: Tx | Db,
  lien: { genre: GenreLien; adresse: string; utilisateur?: string; saisie?: SaisieInscription },
): Promise<string> {
  const { id } = await tx
    .insertInto('lien')
    .values({
      genre: lien.genre,
      adresse: lien.adresse,
      utilisateur: lien.utilisateur ?? null,
      saisie: lien.saisie ? JSON.stringify(lien.saisie) : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await programme.jobs.send(tx, FILE_LIENS, { id })
  return id
}

/** The link behind a token of this kind, in whatever state; null when there is none. */
export async function lireLien(
  db: Tx | Db,
  jeton: string | null | undefined,
  secret: string,
  ...genres: GenreLien[]
): Promise<Lien | null> {
  const id = jeton ? idDuJeton('lien', jeton, secret) : null
  if (!id) return null
  const { rows } = await sql<Lien>`select id, genre, adresse::text as adresse, utilisateur, saisie, cree_le, expire_le,
    case when utilise_le is not null then 'utilise' when expire_le <= clock_timestamp() then 'expire' else 'valable' end as etat
    from lien where id = ${id} and genre = any(${genres})`.execute(db)
  return rows[0] ?? null
}

/** Uses a link, once: false when it was used or expired meanwhile. */
export async function utiliserLien(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } =
    await sql`update lien set utilise_le = clock_timestamp() where id = ${id} and utilise_le is null and expire_le > clock_timestamp()`
      .execute(tx)
      .then((r) => ({ numUpdatedRows: r.numAffectedRows ?? 0n }))
  return numUpdatedRows === 1n
}

/** Links of the same kind to the same address that still hold are closed: a password was just changed. */
export const fermerLiens = (tx: Tx, genre: GenreLien, adresse: string) =>
  tx
    .updateTable('lien')
    .set({ utiliseLe: sql<Date>`clock_timestamp()` })
    .where('genre', '=', genre)
    .where('adresse', '=', adresse)
    .where('utiliseLe', 'is', null)
    .execute()

/** Sign-ups without answer and old links are forgotten after a week. */
export const nettoyerLiens = (db: Db) => sql`delete from lien where cree_le < now() - interval '7 days'`.execute(db)
