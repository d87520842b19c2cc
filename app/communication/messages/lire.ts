import { sql, type RawBuilder } from 'kysely'
import { destinataires, visibles } from '#app/communication/messages/acces.ts'
import type { Portee } from '#app/communication/messages/envoyer.ts'
import { listerPage, parInstant, parMot, type FiltrePage } from '#app/listes/lister.ts'
import type { Utilisateur } from '#app/comptes/session.ts'
import { estOperateur } from '#app/exploitation/acces.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const TRIS_MESSAGE = ['-creeLe', 'creeLe', 'titre', '-titre'] as const
export const ETATS_MESSAGE = ['en-cours', 'termine', 'retire'] as const
export type EtatMessage = (typeof ETATS_MESSAGE)[number]

export interface Message {
  id: string
  titre: string
  texte: string
  titreEn: string | null
  texteEn: string | null
  creeLe: Date
  expireLe: Date
  portee: Portee
  etat: EtatMessage
  lu: boolean
  mien: boolean
  entites: string[] | null
  profil: string | null
  auteur: { prenom: string; nom: string; operateur: boolean }
  /** Those of its structures that matter to the reader, the first of them; `nombreStructures`: all of those. */
  structures: string[]
  nombreStructures: number
}
export interface FiltreMessages extends FiltrePage {
  cote?: 'recus' | 'envoyes' | undefined
  lu?: 'oui' | 'non' | undefined
  recherche?: string | undefined
}

/** Of the structures it goes to, a reader sees those they are attached to; its author and the operator see them all. */
const structuresVues = (u: RawBuilder<unknown>, toutes: RawBuilder<unknown>) =>
  sql`from message_structure ms
    join structure s on s.id = ms.structure
    where ms.message = x.id
      and (${toutes}
          or exists (select from rattachement r
            where r.utilisateur = ${u} and r.structure = s.id and r.retire_le is null and r.periode @> maintenant()))`

function colonnes(u: RawBuilder<unknown>, toutes: RawBuilder<unknown>) {
  return sql`x.id, x.titre, x.texte, x.titre_en, x.texte_en, x.cree_le, x.expire_le, x.portee, x.entites, x.auteur = ${u} as mien,
      case when x.retire_le is not null then 'retire' when x.expire_le <= maintenant() then 'termine' else 'en-cours' end as etat,
      (select p.code || case x.niveau when 2 then '.modification' else '.consultation' end from application p where p.id = x.application) as profil,
      exists (select from message_lu l where l.utilisateur = ${u} and l.message = x.id) as lu,
      (select json_build_object('prenom', a.prenom, 'nom', a.nom, 'operateur', a.est_operateur) from utilisateur a where a.id = x.auteur) as auteur,
      (select coalesce(json_agg(n.nom), '[]')
        from (select nom_structure(s) as nom ${structuresVues(u, toutes)} order by plier(nom_structure(s)) limit 3) n) as structures,
      (select count(*)::int ${structuresVues(u, toutes)}) as nombre_structures`
}

/** Received: what one reads now. Sent: one's own, or everybody's for the operator. */
export function listerMessages(db: Db, qui: Utilisateur, f: FiltreMessages): Promise<PageDeListe<Message>> {
  const u = sql`${qui.id}::uuid`
  const texte = f.recherche?.trim()
  const envoyes = f.cote === 'envoyes'
  const lu = sql`exists (select from message_lu l where l.utilisateur = ${u} and l.message = x.id)`
  const auteur = sql`x.auteur = ${u}`
  return listerPage<Message>(
    db,
    {
      colonnes: colonnes(u, envoyes ? sql`true` : sql`false`),
      depuis: sql`message x`,
      defaut: '-creeLe',
      tris: { creeLe: parInstant(sql`x.cree_le`), titre: parMot(sql`plier(x.titre) collate "C"`) },
      ou: sql`${envoyes ? (estOperateur(qui) ? sql`true` : auteur) : sql`not ${auteur} and x.id in (select v.id from (${visibles(u)}) v)`}
            ${f.lu && !envoyes ? sql`and ${lu} = ${f.lu === 'oui'}` : sql``}
            ${texte ? sql`and strpos(plier(concat_ws(' ', x.titre, x.texte, x.titre_en, x.texte_en)), ${motPlie(texte)}) > 0` : sql``}`,
    },
    f,
  )
}

/** A message that one reads, has sent, or runs the portal of. */
export async function lireMessage(db: Db, qui: Utilisateur, id: string): Promise<Message | null> {
  const u = sql`${qui.id}::uuid`
  const sien = sql`(x.auteur = ${u} or ${estOperateur(qui)})`
  return (
    (
      await sql<Message>`select ${colonnes(u, sien)}
        from message x
        where x.id = ${id}::uuid and (${sien} or x.id in (select v.id from (${visibles(u)}) v))`.execute(db)
    ).rows[0] ?? null
  )
}

/** How many people it reaches now: told to its author. */
export async function portee(db: Db, id: string, auteur: string): Promise<number> {
  const {
    rows: [m],
  } = await sql<{
    portee: Portee
    entites: string[] | null
    application: number | null
    niveau: number | null
  }>`select portee, entites, application, niveau from message where id = ${id}::uuid`.execute(db)
  return m
    ? (
        await sql<{
          n: number
        }>`${destinataires(m, sql`select structure from message_structure where message = ${id}::uuid`, auteur)}`.execute(db)
      ).rows[0]!.n
    : 0
}

/** Marks as read, or not read, those named, or all that one reads now. @returns how many are touched */
export async function marquerMessages(db: Db, utilisateur: string, ids: string[] | 'tous', lu: boolean): Promise<void> {
  const u = sql`${utilisateur}::uuid`
  const lesquels = ids === 'tous' ? sql`true` : sql`v.id = any(${ids}::uuid[])`
  if (lu)
    await sql`insert into message_lu (utilisateur, message)
      select ${u}, v.id
      from (${visibles(u)}) v
      where ${lesquels} and v.auteur <> ${u}
      on conflict do nothing`.execute(db)
  else
    await sql`delete from message_lu where utilisateur = ${u} and message in (select v.id from (${visibles(u)}) v where ${lesquels})`.execute(
      db,
    )
}
