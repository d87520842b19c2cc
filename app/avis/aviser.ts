import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { sendMails, type Mail } from '#platform/mail/index.ts'

/** Kinds of event whose mails one may want otherwise. */
export const GENRES_AVIS = ['approbations', 'demandes', 'tickets', 'droits', 'gestion', 'imports'] as const
export type GenreAvis = (typeof GENRES_AVIS)[number]
export const CADENCES = ['aussitot', 'jour', 'semaine', 'jamais'] as const
export type Cadence = (typeof CADENCES)[number]

/** `cle`: what it is one notice of, when the same is mailed to several addresses of one person; else the identity of the mail. */
export interface Avis {
  utilisateur: string
  genre: GenreAvis | 'securite'
  adresse: string
  cle?: string | undefined
}

type Milieu = Pick<Programme, 'settings' | 'db' | 'jobs'>

const cleDe = (a: Pick<Avis, 'cle'>, mail: Mail) => (a.cle ?? mail.id).slice(0, 300)

/**
 * The one place where the mails of events pass (CPT-08): the notice is kept in the person's centre, and the mail leaves if they want it at once.
 * What concerns the security of an account always does. Told twice, it is one notice; the mail bears the same identity.
 */
export const aviser = (milieu: Milieu, tx: Tx | Db, a: Avis, mail: Mail): Promise<void> => aviserPlusieurs(milieu, tx, [{ ...a, mail }])

/** The same for many at once, in two statements. */
export async function aviserPlusieurs(milieu: Milieu, tx: Tx | Db, avis: (Avis & { mail: Mail })[]): Promise<void> {
  const uns = new Map(
    avis.map(({ mail, ...a }) => [
      `${a.utilisateur} ${cleDe(a, mail)}`,
      { utilisateur: a.utilisateur, genre: a.genre, cle: cleDe(a, mail), titre: mail.sujet, adresse: a.adresse, mail },
    ]),
  )
  const { rows } = await sql<{
    utilisateur: string
    cle: string
    cadence: Cadence
  }>`/* @avis */
    insert into avis (utilisateur, genre, cle, titre, adresse, cadence)
    select x.utilisateur, x.genre, x.cle, left(x.titre, 500), x.adresse,
      coalesce((select cadence from preference_avis p where p.utilisateur = x.utilisateur and p.genre = x.genre), 'aussitot')
    from jsonb_to_recordset(${JSON.stringify([...uns.values()].map(({ mail: _, ...l }) => l))}::jsonb) as x (utilisateur uuid, genre text,
          cle text, titre text, adresse text)
    on conflict on constraint avis_unique do update
    set cle = excluded.cle
    returning utilisateur, cle, cadence`.execute(tx)
  await sendMails(
    milieu,
    tx,
    rows.filter((r) => r.cadence === 'aussitot').map((r) => uns.get(`${r.utilisateur} ${r.cle}`)!.mail),
  )
}
