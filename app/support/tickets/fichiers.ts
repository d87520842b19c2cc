import { sql } from 'kysely'
import { deLui, lireEnvois, type Envoi } from '#app/organisation/pieces-jointes/index.ts'
import type { Piece } from '#app/organisation/pieces-jointes/lister.ts'
import { activiteVisible, type Ticket } from '#app/support/tickets/lire.ts'
import { refusDeChamps } from '#demandes/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { estRefus, type ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Of one ticket, from both sides. */
const FICHIERS_MAX = 200
/** Of one message. */
export const FICHIERS_PAR_MESSAGE = 20

export interface FichierDeTicket {
  id: string
  activite: number
  nom: string
  taille: number | null
  type: string | null
  etat: 'sain' | 'en-attente' | null
}

interface AJoindre {
  t: Textes
  auteur: string
  envois: string[]
}

/** The files named, still one's own to attach. @throws Refus on the field `envois` */
export async function exigerFichiers(tx: Db | Tx, { t, auteur, envois }: AJoindre): Promise<Envoi[]> {
  const dire = (code: string, message: string) => refusDeChamps(t, [{ champ: 'envois', code, message }])
  if (envois.length > FICHIERS_PAR_MESSAGE) throw dire('trop-de-fichiers', t.emission.fichiers.parMessage(FICHIERS_PAR_MESSAGE))
  const trouves = await lireEnvois(tx, auteur, envois)
  if (trouves.length < new Set(envois).size) throw dire('fichier-perdu', t.pieces.defaut('fichier-perdu', '', ''))
  return trouves
}

/** The same as errors of the form, told with the others. */
export const fautesDeFichiers = (tx: Db | Tx, a: AJoindre): Promise<ErreurChamp[]> =>
  exigerFichiers(tx, a).then(
    () => [],
    (e: unknown) => {
      if (!estRefus(e) || !e.probleme.champs) throw e
      return e.probleme.champs
    },
  )

/**
 * What was sent becomes part of an activity, once (TIC-04). Two statements at least, none when there is no file. @throws Refus on the field
 * `envois`
 */
export async function joindreAuTicket(tx: Tx, a: AJoindre & { ticket: number; activite: number }): Promise<void> {
  if (!a.envois.length) return
  await sql`select from envoi where ${deLui(a.auteur)} and id = any(${a.envois}::uuid[]) order by id for update`.execute(tx)
  await exigerFichiers(tx, a)
  const {
    rows: [n],
  } = await sql<{ n: number }>`select count(*)::int as n from ticket_fichier where ticket = ${a.ticket}`.execute(tx)
  if (n!.n + a.envois.length > FICHIERS_MAX)
    throw refusDeChamps(a.t, [{ champ: 'envois', code: 'trop-de-fichiers', message: a.t.emission.fichiers.parTicket(FICHIERS_MAX) }])
  await sql`with pris as (delete from envoi where ${deLui(a.auteur)} and id = any(${a.envois}::uuid[]) returning id, fichier, nom)
    insert into ticket_fichier (ticket, activite, fichier, nom)
    select ${a.ticket}, ${a.activite}, fichier, nom
    from pris
    order by array_position(${a.envois}::uuid[], id)`.execute(tx)
}

type Lu = Pick<Ticket, 'id' | 'destinataireNiveau' | 'destinataire'>

/** Of a ticket that one may read: a note's files are not even read for the emitter (hard case T05). */
const visibles = (t: Lu) => sql`f.ticket = ${t.id} and ${activiteVisible(t)}`

export async function lireFichiers(db: Db, t: Lu): Promise<FichierDeTicket[]> {
  const { rows } = await sql<FichierDeTicket>`select f.id, f.activite::int, f.nom, c.taille::int as taille, c.type, c.controle as etat
      from ticket_fichier f
      join ticket_activite a on a.id = f.activite
      left join fichier c on c.empreinte = f.fichier
      where ${visibles(t)}
      order by f.id`.execute(db)
  return rows
}

/** One of them, to be downloaded; null: not there, not theirs, or taken away. */
export async function lireFichier(
  db: Db,
  t: Lu,
  id: string,
): Promise<Pick<Piece, 'nom' | 'type' | 'taille' | 'etat' | 'empreinte'> | null> {
  const { rows } = await sql<
    Pick<Piece, 'nom' | 'type' | 'taille' | 'etat' | 'empreinte'>
  >`select f.nom, c.type, c.taille::int as taille, c.controle as etat, c.empreinte
    from ticket_fichier f
    join ticket_activite a on a.id = f.activite
    join fichier c on c.empreinte = f.fichier
    where ${visibles(t)} and f.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}
