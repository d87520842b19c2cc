import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { refusRattachement } from '#app/organisation/rattachements/refus.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

export const FILE_INVITATIONS = 'rattachement.invitation'
/** How long an invitation may be taken up. */
export const DUREE = '30 days'
/** Invitations that one person may send one by one in 24 hours: mail to strangers is no newsletter. Those of an import are counted apart. */
const PAR_JOUR = 300

/** An invitation « i » that an import made. */
export const PAR_IMPORT = sql`exists (select from demande d where d.id = i.demande and d.type = 'utilisateur.importer')`

export interface AInviter {
  adresse: string
  invitePar: string
  lignes: { structure: string; service: string | null; profils?: { application: string; niveau: 1 | 2; fin?: string | null }[] | null }[]
  demande: number | null
}

/** What the link of an invitation bears: a keyed hash of its id, the same at each sending; the database knows its hash alone. */
export const jetonDInvitation = (id: string, secret: string) => createHmac('sha256', secret).update(`invitation:${id}`).digest('base64url')
export const empreinteDe = (jeton: string) => createHash('sha256').update(jeton).digest()

/**
 * Promises attachments to an address and has its mail sent: one mail for all of them. The caller holds the locks of the structures.
 * @returns their ids
 */
export const inviter = async (tx: Tx, milieu: Milieu, i: AInviter): Promise<string[]> => (await inviterPlusieurs(tx, milieu, [i]))[0]!

/** The same for many addresses: the same few statements whatever their number. */
export async function inviterPlusieurs(tx: Tx, milieu: Milieu, qui: AInviter[]): Promise<string[][]> {
  if (!qui.length) return []
  await sql`update invitation
    set etat = 'expiree', terminee_le = expire_le
    where adresse_electronique = any(${qui.map((i) => i.adresse)}::citext[]) and etat = 'en-attente' and expire_le <= maintenant()`.execute(
    tx,
  )
  const lignes = qui.flatMap((i, rang) =>
    i.lignes.map((l) => ({
      rang,
      adresse: i.adresse,
      par: i.invitePar,
      demande: i.demande,
      structure: l.structure,
      service: l.service,
      profils: l.profils ?? null,
    })),
  )
  const { rows: ids } = await sql<{ id: string }>`select nouvel_id() as id from generate_series(1, ${lignes.length})`.execute(tx)
  const avecId = lignes.map((l, n) => ({
    ...l,
    id: ids[n]!.id,
    empreinte: empreinteDe(jetonDInvitation(ids[n]!.id, milieu.settings.SECRET_KEY)).toString('hex'),
  }))
  await sql`insert into invitation (id, adresse_electronique, invite_par, structure, service, profils, demande, empreinte, expire_le)
    select l.id, l.adresse, l.par, l.structure, l.service, nullif(l.profils, 'null'), l.demande, decode(l.empreinte, 'hex'),
      maintenant() + interval '${sql.raw(DUREE)}'
    from jsonb_to_recordset(${JSON.stringify(avecId)}::jsonb) as l (id uuid, adresse citext, par uuid, structure uuid, service uuid,
          profils jsonb, demande bigint, empreinte text)`.execute(tx)
  const parQui = qui.map((_, rang) => avecId.filter((l) => l.rang === rang).map((l) => l.id))
  await milieu.jobs.sendMany(
    tx,
    FILE_INVITATIONS,
    parQui.map((invitations) => ({ invitations })),
  )
  return parQui
}

/** @throws Refus trop-de-requetes */
export async function limiterInvitations(db: Tx | Db, t: Textes, auteur: string) {
  const { rows } = await sql<{
    attente: number | null
  }>`select ceil(extract(epoch from i.cree_le + interval '24 hours' - maintenant()))::int as attente
    from invitation i
    where i.invite_par = ${auteur}::uuid and i.cree_le > maintenant() - interval '24 hours' and not ${PAR_IMPORT}
    order by i.cree_le desc offset ${PAR_JOUR - 1}
    limit 1`.execute(db)
  if (rows[0])
    throw refusRattachement(t, 'trop-de-requetes', {
      detail: t.rattachements.invitations.trop(PAR_JOUR),
      reessayerDans: Math.max(rows[0].attente ?? 1, 1),
    })
}
