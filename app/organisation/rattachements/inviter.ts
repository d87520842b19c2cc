import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { refusRattachement } from '#app/organisation/rattachements/refus.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

export const FILE_INVITATIONS = 'rattachement.invitation'
/** How long an invitation may be taken up. */
export const DUREE = '30 days'
/** Invitations that one person may send in 24 hours: mail to strangers is no newsletter. */
const PAR_JOUR = 300

export interface AInviter {
  adresse: string
  invitePar: string
  lignes: { structure: string; service: string | null; profils?: { application: string; niveau: 1 | 2; fin?: string | null }[] | null }[]
  demande: number | null
}

/** What the link of an invitation bears: a keyed hash of its id, the same at each sending; the database knows its hash alone. */
export const jetonDInvitation = (id: string, secret: string) => createHmac('sha256', secret).update(`invitation:${id}`).digest('base64url')
export const empreinteDe = (jeton: string) => createHash('sha256').update(jeton).digest()

/** Promises attachments to an address and has its mail sent: one mail for all of them. The caller holds the locks of the structures. @returns their ids */
export async function inviter(tx: Tx, milieu: Milieu, i: AInviter): Promise<string[]> {
  await sql`update invitation set etat = 'expiree', terminee_le = expire_le where adresse_electronique = ${i.adresse}::citext and etat = 'en-attente' and expire_le <= maintenant()`.execute(tx)
  const { rows: ids } = await sql<{ id: string }>`select nouvel_id() as id from generate_series(1, ${i.lignes.length})`.execute(tx)
  const lignes = i.lignes.map((l, n) => ({ id: ids[n]!.id, structure: l.structure, service: l.service, profils: l.profils ?? null, empreinte: empreinteDe(jetonDInvitation(ids[n]!.id, milieu.settings.SECRET_KEY)).toString('hex') }))
  await sql`insert into invitation (id, adresse_electronique, invite_par, structure, service, profils, demande, empreinte, expire_le)
    select l.id, ${i.adresse}, ${i.invitePar}::uuid, l.structure, l.service, l.profils, ${i.demande}::bigint, decode(l.empreinte, 'hex'), maintenant() + interval '${sql.raw(DUREE)}'
    from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) as l (id uuid, structure uuid, service uuid, profils jsonb, empreinte text)`.execute(tx)
  await milieu.jobs.send(tx, FILE_INVITATIONS, { invitations: lignes.map((l) => l.id) })
  return lignes.map((l) => l.id)
}

/** @throws Refus trop-de-requetes */
export async function limiterInvitations(db: Tx | Db, t: Textes, auteur: string) {
  const { rows } = await sql<{ attente: number | null }>`select ceil(extract(epoch from cree_le + interval '24 hours' - maintenant()))::int as attente from invitation
    where invite_par = ${auteur}::uuid and cree_le > maintenant() - interval '24 hours' order by cree_le desc offset ${PAR_JOUR - 1} limit 1`.execute(db)
  if (rows[0]) throw refusRattachement(t, 'trop-de-requetes', { detail: t.rattachements.invitations.trop(PAR_JOUR), reessayerDans: Math.max(rows[0].attente ?? 1, 1) })
}
