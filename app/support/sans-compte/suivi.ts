import { sql } from 'kysely'
import { idDuJeton, jetonSigne } from '#app/comptes/lien.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { adresseDeReponse } from '#app/support/courriels/adresses.ts'
import { termine, type Suite } from '#app/support/tickets/actions.ts'
import { deliver } from '#platform/mail/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { textes } from '#ui/textes/index.ts'

export const FILE_SUIVI = 'support.suivi'
/** Without news for so long, the page closes. */
const DUREE = '90 days'
const SUJET = 'ticket-suivi'

/** Made here, whatever has become of it. */
export const estDIci = (jeton: string, secret: string) => idDuJeton(SUJET, jeton, secret) !== null

export interface Suivi {
  id: string
  numero: string
  contact: { id: string; adresse: string }
}
export interface AvisDeSuivi {
  suivi: string
  action: Suite
  cle: string
}

export const cheminDuSuivi = (id: string, secret: string) => `/support/suivi/${jetonSigne(SUJET, id, secret)}`

/** The page of one ticket for whoever wrote it without an account: made once, good for ninety days from the last news. */
export async function ouvrirSuivi(tx: Tx | Db, q: { ticket: number; contact: string }): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`insert into ticket_suivi (ticket, contact, expire_le) values (${q.ticket}, ${q.contact}::uuid, maintenant() + ${DUREE}::interval)
    on conflict (ticket, contact) where revoque_le is null do update set expire_le = excluded.expire_le returning id`.execute(tx)
  return rows[0]!.id
}

/** The page behind a token that was made here, still open; null otherwise. */
export async function lireSuivi(db: Db, jeton: string | undefined, secret: string): Promise<Suivi | null> {
  const id = jeton ? idDuJeton(SUJET, jeton, secret) : null
  if (!id) return null
  const { rows } = await sql<Suivi>`select s.id, t.numero, json_build_object('id', k.id, 'adresse', k.adresse) as contact
      from ticket_suivi s
      join ticket t on t.id = s.ticket
      join contact_verifie k on k.id = s.contact
      where s.id = ${id}::uuid and s.revoque_le is null and s.expire_le > maintenant()`.execute(db)
  return rows[0] ?? null
}

export const fermerSuivi = (db: Db, id: string) =>
  sql`update ticket_suivi set revoque_le = maintenant() where id = ${id}::uuid and revoque_le is null`.execute(db)

/** A contact is told that something happened, with the address of the page: made in the background, kept nowhere. */
export async function annoncerLaSuite(
  milieu: Pick<Programme, 'jobs'>,
  tx: Tx,
  q: { ticket: number; contact: string; action: Suite; cle: string },
): Promise<void> {
  const avis: AvisDeSuivi = { suivi: await ouvrirSuivi(tx, q), action: q.action, cle: q.cle }
  await milieu.jobs.send(tx, FILE_SUIVI, avis)
}

export async function envoyerAvisDeSuivi(programme: Programme, { suivi, action, cle }: AvisDeSuivi): Promise<void> {
  const {
    rows: [s],
  } = await sql<{
    numero: string
    titre: string
    contact: string
    nom: string | null
    langue: string
    adresse: string
  }>`select t.numero, t.titre, k.id as contact, k.nom, k.langue, k.adresse::text as adresse
    from ticket_suivi s
    join ticket t on t.id = s.ticket
    join contact_verifie k on k.id = s.contact
    where s.id = ${suivi}::uuid and s.revoque_le is null`.execute(programme.db)
  if (!s) return
  const langue = langueDe(s.langue)
  const reponse = termine(action) ? null : await adresseDeReponse(programme, programme.db, s.numero, { contact: s.contact })
  const { recu, avis, suite } = textes[langue].emission.courriel
  const chemin = cheminDuSuivi(suivi, programme.settings.SECRET_KEY)
  await deliver(
    programme,
    composer(
      programme,
      langue,
      `ticket:${s.numero}:${cle}:${suivi}`,
      s.adresse,
      () => (action === 'creer' ? recu : action === 'avis' ? avis : suite)(s.nom ?? '', s.numero, s.titre, action, reponse !== null),
      action === 'avis' || action === 'expirer' ? `${chemin}/satisfaction` : chemin,
      reponse,
      true,
    ),
  )
}
