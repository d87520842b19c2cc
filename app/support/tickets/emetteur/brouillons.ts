import { sql } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import { garderBrouillon } from '#app/demandes/brouillon.ts'
import { lireEnvois, type Envoi } from '#app/organisation/pieces-jointes/index.ts'
import type { MilieuTicket, SaisieTicket } from '#app/support/tickets/emetteur/creer.ts'
import { exigerFichiers } from '#app/support/tickets/fichiers.ts'
import { refus } from '#demandes/index.ts'
import type { Db } from '#platform/database/open.ts'

/** As it is typed, with the category that the form was opened for. */
export type SaisieGardee = SaisieTicket & { categorie?: string | null | undefined }
export interface BrouillonDeTicket {
  cle: string
  saisie: SaisieGardee
  modifieLe: Date
  fichiers: number
}

const TYPE = 'ticket'
const BROUILLONS_MAX = 50
/** As every draft of the portal. */
export const BROUILLON_JOURS = 30

/**
 * Keeps a ticket that is being written, its files with it, under the key that will create it (TIC-03). @throws Refus introuvable: another's
 * key; trop-de-requetes; on `envois`
 */
export async function garderTicket(
  c: Pick<MilieuTicket, 'db' | 't'>,
  auteur: string,
  b: { cle: string; saisie: SaisieGardee; envois: string[] },
): Promise<void> {
  await c.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`ticket:${auteur}`}, 0))`.execute(tx)
    const {
      rows: [n],
    } = await sql<{
      n: number
      fait: boolean
    }>`select count(*)::int as n, exists (select from ticket where auteur = ${auteur}::uuid and cle = ${b.cle}::uuid) as fait
      from brouillon
      where auteur = ${auteur}::uuid and type = ${TYPE} and cle <> ${b.cle}::uuid`.execute(tx)
    // Sent meanwhile from another window: there is nothing left to keep.
    if (n!.fait) return
    if (n!.n >= BROUILLONS_MAX) throw refus(c.t, 'trop-de-requetes', { detail: c.t.emission.brouillons.trop(BROUILLONS_MAX) })
    await garderBrouillon(tx, { cle: b.cle, auteur, type: TYPE, structure: null, saisie: b.saisie, version: null })
    if (!(await lireTicketGarde(tx, auteur, b.cle))) throw refus(c.t, 'introuvable')
    await exigerFichiers(tx, { t: c.t, auteur, envois: b.envois })
    await sql`update envoi
      set brouillon = case when id = any(${b.envois}::uuid[]) then ${b.cle}::uuid end
      where auteur = ${auteur}::uuid and (id = any(${b.envois}::uuid[]) or brouillon = ${b.cle}::uuid)`.execute(tx)
  })
}

const COLONNES = sql`b.cle, b.saisie, b.modifie_le, (select count(*)::int from envoi e where e.brouillon = b.cle) as fichiers`

export async function listerTicketsGardes(db: Db, auteur: string): Promise<BrouillonDeTicket[]> {
  return (
    await sql<BrouillonDeTicket>`select ${COLONNES}
      from brouillon b
      where b.auteur = ${auteur}::uuid and b.type = ${TYPE}
      order by b.modifie_le desc, b.cle
      limit ${BROUILLONS_MAX}`.execute(db)
  ).rows
}

/** One's own draft, with its files; null: another's, sent, thrown away. */
export async function lireTicketGarde(
  db: Db,
  auteur: string,
  cle: string | null | undefined,
): Promise<(BrouillonDeTicket & { envois: Envoi[] }) | null> {
  if (!estUuid(cle)) return null
  const {
    rows: [b],
  } = await sql<
    BrouillonDeTicket & { ids: string[] }
  >`select ${COLONNES}, array(select e.id from envoi e where e.brouillon = b.cle order by e.id) as ids
    from brouillon b
    where b.cle = ${cle}::uuid and b.auteur = ${auteur}::uuid and b.type = ${TYPE}`.execute(db)
  if (!b) return null
  const { ids, ...brouillon } = b
  return { ...brouillon, envois: await lireEnvois(db, auteur, ids) }
}

/** Thrown away with its files. @throws Refus introuvable */
export async function supprimerTicketGarde(c: Pick<MilieuTicket, 'db' | 't'>, auteur: string, cle: string | undefined): Promise<void> {
  const { numAffectedRows } = estUuid(cle)
    ? await sql`delete from brouillon where cle = ${cle}::uuid and auteur = ${auteur}::uuid and type = ${TYPE}`.execute(c.db)
    : { numAffectedRows: 0n }
  if (!numAffectedRows) throw refus(c.t, 'introuvable')
}
