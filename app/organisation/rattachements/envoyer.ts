import { sql } from 'kysely'
import { composer } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { accepterInvitations } from '#app/organisation/rattachements/accepter.ts'
import { jetonDInvitation } from '#app/organisation/rattachements/inviter.ts'
import { unseen } from '#platform/database/arrays.ts'
import { deliver } from '#platform/mail/index.ts'
import { date } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

interface AEnvoyer {
  id: string
  adresse: string
  structure: string
  codeService: string | null
  par: string
  expireLe: Date
  envois: number
  compte: string | null
}

/** Sends the mail of invitations made together; what the server refuses is kept beside them, for whoever invited, and tried again. */
export async function envoyerInvitations(programme: Programme, { invitations }: { invitations: string[] }): Promise<void> {
  const { rows } = await sql<AEnvoyer>`/* @invitations-a-envoyer */
      select i.id, i.adresse_electronique::text as adresse, nom_structure(s) as structure, v.code as code_service, h.prenom || ' '
        || h.nom as par, i.expire_le, i.envois,
        (select u.id from utilisateur u where u.adresse_electronique = i.adresse_electronique and u.adresse_verifiee and u.est_actif) as compte
      from invitation i
      join structure s on s.id = i.structure
      join utilisateur h on h.id = i.invite_par
      left join service v on v.id = i.service
      where i.id = any(${unseen(invitations, 'uuid')}) and i.etat = 'en-attente' and i.expire_le > maintenant()
      order by array_position(${invitations}::uuid[], i.id)`.execute(programme.db)
  const premiere = rows[0]
  if (!premiere) return
  // The account was opened meanwhile: there is nothing to invite to any more.
  if (premiere.compte) return void (await accepterInvitations(programme, premiere.compte))
  const ids = rows.map((i) => i.id)
  const x = fr.rattachements.courriels
  const lignes = rows.map((i) => x.ligne(i.structure, i.codeService))
  const courriel = composer(
    programme,
    'fr',
    `invitation:${premiere.id}:${premiere.envois}`,
    premiere.adresse,
    () => x.invitation(premiere.par, lignes, date(premiere.expireLe)),
    `/organisation/utilisateurs/invitation?jeton=${jetonDInvitation(premiere.id, programme.settings.SECRET_KEY)}`,
    null,
    true,
  )
  try {
    await deliver(programme, courriel)
  } catch (erreur) {
    await sql`update invitation set echec = ${echecDe(erreur)} where id = any(${ids}::uuid[]) and etat = 'en-attente'`.execute(programme.db)
    throw erreur
  }
  await sql`/* @invitations-envoyees */
    update invitation
    set envoyee_le = maintenant(), envois = envois + 1, echec = null
    where id = any(${unseen(ids, 'uuid')})`.execute(programme.db)
}

/** What the mail server answered, without its own words, which name machines: its code, or that it answered nothing. */
const echecDe = (erreur: unknown) => {
  const code = (erreur as { responseCode?: number } | null)?.responseCode
  return code ? `smtp-${code}` : 'injoignable'
}

/** Those that nobody took up in time. */
export const expirerInvitations = ({ db }: Pick<Programme, 'db'>) =>
  sql`update invitation set etat = 'expiree', terminee_le = expire_le where etat = 'en-attente' and expire_le <= maintenant()`.execute(db)
