import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { sql, type RawBuilder } from 'kysely'
import { lieuDuSceau, lireRecu, lireRecuEntier, scellerCle } from '#app/organisation/pieces-jointes/contenu.ts'
import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import { extensionDe, nettoyer } from '#app/organisation/pieces-jointes/nom.ts'
import { reconnaitre, reconnaitreAuDebut, type Defaut } from '#app/organisation/pieces-jointes/reconnaitre.ts'
import { recevoir, type Recu } from '#app/organisation/pieces-jointes/recevoir.ts'
import { refusDeChamps } from '#demandes/index.ts'
import type { Milieu } from '#demandes/index.ts'
import { scan } from '#platform/files/clamd.ts'
import { limiter } from '#platform/limiter.ts'
import { taille as enTaille } from '#ui/textes/format.ts'
import type { Tx } from '#platform/database/open.ts'
import { nameOf } from '#platform/secrets/chunks.ts'
import type { Settings } from '#platform/settings.ts'

/** Who sends: an account, or an address that has answered (a contact of support). */
export interface Deposant {
  id: string
  sansCompte?: boolean
}

export interface Envoi {
  id: string
  nom: string
  taille: number
  type: string
  etat: 'sain' | 'en-attente'
}

/** What one person may have sent and not attached yet. */
const ENVOIS_MAX = 200
const OCTETS_MAX = 2_000_000_000

export type MilieuDeDepot = Pick<Milieu, 'db' | 'settings' | 't'>
type DefautDeDepot = Defaut | 'fichier-infecte' | 'trop-de-fichiers'

export const refusFichier = ({ settings, t }: Pick<MilieuDeDepot, 'settings' | 't'>, code: DefautDeDepot | 'fichier-perdu', nom: string) =>
  refusDeChamps(t, [{ champ: 'fichiers', code, message: t.pieces.defaut(code, nom, enTaille(settings.TAILLE_FICHIER_MAX)) }])

/** Two contents in memory at once, whatever the number of those who send. */
const aDeux = limiter(2)
/** A connection of the database is held while the bytes go to the store, which may hang: the others are left to the pages. */
const peu = limiter(4)

/**
 * Receives, checks and keeps a file for its author, who names it afterwards by its id. A refusal leaves nothing behind. @throws Refus on
 * the field `fichiers`
 */
export async function deposer(
  milieu: MilieuDeDepot,
  auteur: Deposant,
  fichier: { nom: string; contenu: Buffer | Readable },
): Promise<Envoi> {
  const depot = depotDe(milieu.settings)
  const recu = await recevoir(fichier.contenu, depot.temporary, milieu.settings.TAILLE_FICHIER_MAX)
  try {
    return (await garder(milieu, auteur, fichier.nom, recu))!
  } finally {
    await rm(recu.chemin, { force: true })
  }
}

/**
 * Checks what was received and keeps it; what came under an `id` is under way no more, and null is given when it was not already: ended by
 * another machine, or given up.
 */
export async function garder(
  milieu: MilieuDeDepot,
  auteur: Deposant,
  nomRecu: string,
  recu: Recu,
  id: string | null = null,
): Promise<Envoi | null> {
  const { db, settings } = milieu
  const refuser = (code: DefautDeDepot) => refusFichier(milieu, code, nettoyer(nomRecu, extensionDe(nomRecu) || 'fichier'))
  if (recu.tropGrand) throw refuser('fichier-trop-grand')
  const extension = extensionDe(nomRecu)
  const format = reconnaitreAuDebut(extension, recu.debut) ?? (await aDeux(async () => reconnaitre(extension, await lireRecuEntier(recu))))
  if (typeof format === 'string') throw refuser(format)
  // Asked each time: an answer that came quicker would tell that somebody else has the same file.
  const verdict = settings.CLAMD_URL ? await scan(settings.CLAMD_URL, lireRecu(recu)) : 'sain'
  if (verdict === 'infecte') throw refuser('fichier-infecte')
  const etat = verdict === 'sain' ? 'sain' : 'en-attente'
  const nom = nettoyer(nomRecu, format.extension)
  return peu(() =>
    db.transaction().execute(async (tx) => {
      const [pris, plein] = await Promise.all([prendreContenu(tx, settings, recu), deborde(tx, auteur.id, recu.taille, id)])
      if (plein) throw refuser('trop-de-fichiers')
      const inscrire = await placerContenu(settings, recu, pris, { type: format.type, etat })
      // Two machines may see at once that an upload is whole: the one that ends it keeps it.
      const [
        ,
        {
          rows: [fait],
        },
      ] = await Promise.all([
        inscrire?.execute(tx),
        sql<{ id: string }>`/* @fin-envoi */ with fini as (delete from envoi_en_cours where id = ${id}::uuid returning id)
          insert into envoi (id, auteur, contact, fichier, nom)
          select coalesce(${id}::uuid, nouvel_id()), ${auteur.sansCompte ? null : auteur.id}::uuid,
            ${auteur.sansCompte ? auteur.id : null}::uuid, ${recu.empreinte}::bytea, ${nom}::text
          where ${id}::uuid is null or exists (select from fini)
          returning id`.execute(tx),
      ])
      return fait ? { id: fait.id, nom, taille: recu.taille, type: format.type, etat } : null
    }),
  )
}

/** Whether one more file is too many for this person, counting those on their way but for this one. */
export async function deborde(tx: Tx, auteur: string, octets: number, sauf: string | null = null): Promise<boolean> {
  const { rows } = await sql<{
    plein: boolean
  }>`/* @envoi-place */
    select count(*) >= ${ENVOIS_MAX} or coalesce(sum(x.taille), 0) + ${octets} > ${OCTETS_MAX} as plein
    from (select f.taille
        from envoi e
        join fichier f on f.empreinte = e.fichier
        where e.auteur = ${auteur}::uuid or e.contact = ${auteur}::uuid
        union all select taille
        from envoi_en_cours
        where auteur = ${auteur}::uuid and id is distinct from ${sauf}::uuid) x`.execute(tx)
  return rows[0]!.plein
}

/** Kept and thrown away by one at a time, content by content. */
export const verrouillerContenu = (tx: Tx, empreinte: Buffer) =>
  sql`/* @contenu-verrou */ select pg_advisory_xact_lock(hashtextextended(${empreinte.toString('hex')}, 20))`.execute(tx)

/** What is known of a content, under its lock, and what to keep it under should it be needed: asked all together. */
export async function prendreContenu(tx: Tx, settings: Settings, { empreinte, cle }: Pick<Recu, 'empreinte' | 'cle'>) {
  const lieu = nameOf(cle, empreinte)
  const [
    ,
    ,
    {
      rows: [connu],
    },
    sceau,
  ] = await Promise.all([
    verrouillerContenu(tx, empreinte),
    verrouillerContenu(tx, lieu),
    sql<{ lieu: Buffer }>`/* @contenu-connu */ select lieu from fichier where empreinte = ${empreinte} and scelle is not null`.execute(tx),
    scellerCle(tx, settings, cle, lieuDuSceau(empreinte)),
  ])
  return { connu: connu?.lieu, lieu, sceau }
}

/**
 * The bytes first, then the row that is left to write: a crash leaves bytes without a row, which the next clean-up takes away, never a row
 * without its bytes. What is kept already, sealed, stays.
 */
export async function placerContenu(
  settings: Settings,
  { empreinte, taille, chemin }: Recu,
  { connu, lieu, sceau }: Awaited<ReturnType<typeof prendreContenu>>,
  { type, etat }: { type: string; etat: Envoi['etat'] },
): Promise<RawBuilder<unknown> | null> {
  const depot = depotDe(settings)
  if (connu && (await depot.has(connu)))
    return etat === 'sain'
      ? sql`update fichier set controle = 'sain', controle_le = maintenant() where empreinte = ${empreinte} and controle <> 'sain'`
      : null
  await depot.put(lieu, chemin)
  return sql`/* @contenu */
    insert into fichier (empreinte, taille, type, controle, controle_le, lieu, cle, scelle)
    values (${empreinte}, ${taille}, ${type}, ${etat}, case when ${etat}::text = 'sain' then maintenant() end, ${lieu}, ${sceau.cle},
          ${sceau.scelle})
    on conflict (empreinte) do update
    set lieu = excluded.lieu, cle = excluded.cle, scelle = excluded.scelle, controle = case when excluded.controle = 'sain' then 'sain'
      else fichier.controle end, controle_le = coalesce(excluded.controle_le, fichier.controle_le)`
}
