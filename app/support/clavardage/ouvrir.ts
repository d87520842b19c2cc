import { sql } from 'kysely'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { empreinte } from '#app/support/clavardage/acces.ts'
import { DIT_A_L_ASSISTANT_MAX, MESSAGE_MAX, PAR_HEURE } from '#app/support/clavardage/champs.ts'
import { nettoyer } from '#app/support/clavardage/ecrire.ts'
import { ajouter } from '#app/support/clavardage/evenement.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { debutDe } from '#platform/plier.ts'

/** What acting on a conversation needs of the program. */
export type MilieuClavardage = Pick<Contexte, 'db' | 'settings' | 'jobs' | 'waker' | 't'>
/** Whoever asks: an account, or somebody whose address has answered, with the token of their browser. */
export type Demandeur = { utilisateur: string } | { contact: string; jeton: string }
interface Ouverture {
  cle: string
  langue: 'fr' | 'en'
  structure?: string | null
  page?: string | null
  texte?: string | null
  /** What was said to the assistant before. */ assistant?: string | null
}

/** Enters the queue; whoever has a conversation open is led to it. Sent twice, it is one. @throws Refus */
export async function ouvrirConversation(c: MilieuClavardage, qui: Demandeur, o: Ouverture): Promise<string> {
  const [utilisateur, contact, jeton] = 'contact' in qui ? [null, qui.contact, empreinte(qui.jeton)] : [qui.utilisateur, null, null]
  const structure = estUuid(o.structure) ? o.structure : null
  const texte = nettoyer(o.texte)
  if (texte.length > MESSAGE_MAX)
    throw refusDeChamps(c.t, [{ champ: 'texte', code: 'trop-long', message: c.t.clavardage.tropLong(MESSAGE_MAX) }])
  const [id, nouvelle] = await c.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`conversation:${utilisateur ?? contact}`}, 0))`.execute(tx)
    const sienne = utilisateur ? sql`c.utilisateur = ${utilisateur}::uuid` : sql`c.contact = ${contact}::uuid`
    const {
      rows: [vu],
    } = await sql<{
      deja: string | null
      ouvert: boolean
      recentes: number
      structure: string | null
    }>`select support_ouvert(maintenant()) as ouvert,
        (select c.id
          from conversation c
          where ${sienne} and (c.etat <> 'terminee' or c.cle = ${o.cle}::uuid)
          order by (c.cle = ${o.cle}::uuid) desc
          limit 1) as deja,
        (select count(*)::int from conversation c where ${sienne} and c.ouverte_le > maintenant() - interval '1 hour') as recentes,
        (select r.structure
          from rattachement r
          where r.utilisateur = ${utilisateur}::uuid and r.structure = ${structure}::uuid and r.retire_le is null
            and r.periode @> maintenant()
          limit 1) as structure`.execute(tx)
    if (vu!.deja) {
      // Another browser of the same address goes on with it.
      if (jeton) await sql`update conversation set jeton = ${jeton} where id = ${vu!.deja}::uuid`.execute(tx)
      return [vu!.deja, false]
    }
    if (!vu!.ouvert) throw refus(c.t, 'support-ferme')
    if (vu!.recentes >= PAR_HEURE) throw refus(c.t, 'trop-de-requetes')
    const {
      rows: [faite],
    } = await sql<{ id: string }>`insert into conversation (cle, utilisateur, contact, jeton, structure, page, langue, assistant)
      values (${o.cle}::uuid, ${utilisateur}::uuid, ${contact}::uuid, ${jeton}, ${vu!.structure}::uuid, ${pageConnue(o.page)}, ${o.langue},
            ${debutDe(o.assistant ?? '', DIT_A_L_ASSISTANT_MAX) || null})
      returning id`.execute(tx)
    await ajouter(tx, faite!.id, { cote: 'portail', auteur: null, evenement: 'file' })
    if (texte) await ajouter(tx, faite!.id, { cote: 'utilisateur', auteur: utilisateur, cle: o.cle, texte })
    return [faite!.id, true]
  })
  if (nouvelle) c.waker.wake('file')
  return id
}

const pageConnue = (page: string | null | undefined) => (page && /^\/(?!\/)[^\s?#]{0,199}$/.test(page) ? page : null)
