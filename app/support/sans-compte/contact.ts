import { sql } from 'kysely'
import { demanderLien, lireLien, utiliserLien, type Lien } from '#app/comptes/lien.ts'
import type { Contexte, Programme } from '#app/contexte.ts'
import { annoncerLaSuite, cheminDuSuivi, ouvrirSuivi } from '#app/support/sans-compte/suivi.ts'
import { lireEnvois, type Envoi } from '#app/organisation/pieces-jointes/index.ts'
import type { StatutTicket } from '#app/support/tickets/champs.ts'
import { creerTicket, type Contact, type MilieuTicket, type SaisieTicket } from '#app/support/tickets/emetteur/creer.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Db } from '#platform/database/open.ts'

/** One mail to the address that is given, and nothing else is written to anybody before it has answered (hard case T07). */
export const demanderLienDeSupport = (programme: Programme, adresse: string, langue: 'fr' | 'en') =>
  programme.db.transaction().execute((tx) => demanderLien(programme, tx, { genre: 'support', adresse, saisie: { langue } as never }))

export const lireLienDeSupport = (c: Pick<Contexte, 'db' | 'settings'>, jeton: string | null | undefined) =>
  lireLien(c.db, jeton, c.settings.SECRET_KEY, 'support')

interface Reprise {
  cle: string
  saisie: Record<string, string>
  envois: string[]
}

/** What was sent by a link that serves no more is kept for the next one, which leaves to the same address: the same form sent twice, one link. */
export const garderPourUnAutreLien = (programme: Programme, adresse: string, langue: 'fr' | 'en', reprise: Reprise) =>
  programme.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`reprise:${reprise.cle}`}, 0))`.execute(tx)
    const { rows } = await sql`select from lien
        where genre = 'support' and adresse = ${adresse} and saisie->'reprise'->>'cle' = ${reprise.cle} and utilise_le is null
          and expire_le > clock_timestamp()`.execute(tx)
    if (!rows.length) await demanderLien(programme, tx, { genre: 'support', adresse, saisie: { langue, reprise } as never })
  })

/** What a link was given to bring back, with the files that are still there. */
export async function lireReprise(db: Db, lien: Lien): Promise<(Omit<Reprise, 'envois'> & { envois: Envoi[] }) | null> {
  const { reprise } = (lien.saisie ?? {}) as { reprise?: Reprise }
  if (!reprise) return null
  const {
    rows: [contact],
  } = await sql<{ id: string }>`select id from contact_verifie where adresse = ${lien.adresse}`.execute(db)
  return { ...reprise, envois: contact ? await lireEnvois(db, contact.id, reprise.envois) : [] }
}

/** Whoever opens the link of an address has that address. */
export async function contactDuLien(c: Pick<Contexte, 'db' | 'langue'>, lien: Lien, nom: string | null = null): Promise<Contact> {
  const { rows } = await sql<Contact>`insert into contact_verifie (adresse, nom, langue)
    values (${lien.adresse}, ${nom}, ${c.langue})
    on conflict (adresse) do update
    set verifie_le = maintenant(), nom = coalesce(excluded.nom, contact_verifie.nom), langue = excluded.langue
    returning id, adresse::text as adresse`.execute(c.db)
  return rows[0]!
}

export interface TicketDuContact {
  numero: string
  titre: string
  statut: StatutTicket
  suivi: string | null
}

/** What they wrote, the last first; `suivi`: the page of each, while it is open. */
export async function ticketsDuContact(db: Db, adresse: string): Promise<TicketDuContact[]> {
  return (
    await sql<TicketDuContact>`select t.numero, t.titre, t.statut,
        (select s.id from ticket_suivi s where s.ticket = t.id and s.contact = k.id and s.revoque_le is null and s.expire_le > maintenant()) as suivi
      from contact_verifie k
      join ticket t on t.contact = k.id
      where k.adresse = ${adresse}
      order by t.cree_le desc, t.id
      limit 50`.execute(db)
  ).rows
}

/** The page of a ticket of theirs that they had closed, or left for too long; null: not theirs. */
export async function rouvrirSuivi(c: Pick<Contexte, 'db' | 'settings'>, adresse: string, numero: string): Promise<string | null> {
  const {
    rows: [t],
  } = await sql<{
    ticket: number
    contact: string
  }>`select t.id::int as ticket, k.id as contact
    from ticket t
    join contact_verifie k on k.id = t.contact
    where t.numero = ${numero} and k.adresse = ${adresse}`.execute(c.db)
  return t ? cheminDuSuivi(await ouvrirSuivi(c.db, t), c.settings.SECRET_KEY) : null
}

interface DemandeSansCompte {
  cle: string
  nom: string | null
  saisie: SaisieTicket
  envois: string[]
  fautes: ErreurChamp[]
}

/**
 * A ticket by the link of an address (SUP-01): the link serves once, the form sent twice makes one ticket. Answers the path of its page;
 * null: the link has served for something else, or is too old.
 * @throws Refus
 */
export async function ecrireSansCompte(
  c: Programme & Pick<Contexte, 'langue' | 't'>,
  lien: Lien,
  q: DemandeSansCompte,
): Promise<string | null> {
  if (lien.etat !== 'valable') return suiviDeLaCle(c, lien.adresse, q.cle)
  const contact = await contactDuLien(c, lien, q.nom)
  const milieu: MilieuTicket = { db: c.db, settings: c.settings, jobs: c.jobs, t: c.t, utilisateur: null, contact }
  const numero = await creerTicket(milieu, q.cle, q.saisie, q.envois, q.fautes)
  await c.db.transaction().execute(async (tx) => {
    // Sent twice at once: told once.
    if (!(await utiliserLien(tx, lien.id))) return
    const {
      rows: [t],
    } = await sql<{ id: number }>`select id::int from ticket where numero = ${numero}`.execute(tx)
    await annoncerLaSuite(c, tx, { ticket: t!.id, contact: contact.id, action: 'creer', cle: q.cle })
  })
  return suiviDeLaCle(c, lien.adresse, q.cle)
}

async function suiviDeLaCle(c: Pick<Contexte, 'db' | 'settings'>, adresse: string, cle: string): Promise<string | null> {
  const {
    rows: [t],
  } = await sql<{
    numero: string
  }>`select t.numero from ticket t join contact_verifie k on k.id = t.contact where k.adresse = ${adresse} and t.cle = ${cle}::uuid`.execute(
    c.db,
  )
  return t ? rouvrirSuivi(c, adresse, t.numero) : null
}
