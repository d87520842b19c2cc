import { sql } from 'kysely'
import { empreinteDe } from '#app/organisation/rattachements/inviter.ts'
import { jsonService, jsonStructure, type Ligne } from '#app/organisation/rattachements/references.ts'
import type { Db } from '#platform/database/open.ts'

export interface InvitationRecue extends Ligne {
  id: string
  adresse: string
  par: string
  etat: string
  expireLe: Date
}

/** The invitation behind a link, in whatever state; null: no link of ours, or one that was altered. */
export async function lireParJeton(db: Db, jeton: string): Promise<InvitationRecue | null> {
  if (!/^[\w-]{43}$/.test(jeton)) return null
  const { rows } =
    await sql<InvitationRecue>`select i.id, i.adresse_electronique::text as adresse, h.prenom || ' ' || h.nom as par, i.expire_le,
        case when i.etat = 'en-attente' and i.expire_le <= maintenant() then 'expiree' else i.etat end as etat,
        ${jsonStructure('s')} as structure, ${jsonService('v')} as service
      from invitation i
      join structure s on s.id = i.structure
      join utilisateur h on h.id = i.invite_par
      left join service v on v.id = i.service
      where i.empreinte = ${empreinteDe(jeton)}`.execute(db)
  return rows[0] ?? null
}

/** « n…@exemple.fr »: enough to recognise one's own, not to learn another's. */
export const masquer = (adresse: string) => `${adresse.slice(0, 1)}…${adresse.slice(adresse.lastIndexOf('@'))}`
