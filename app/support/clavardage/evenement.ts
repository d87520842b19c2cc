import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Cote, Evenement } from '#app/support/clavardage/champs.ts'
import type { Message } from '#app/support/clavardage/lire.ts'
import type { Db, Tx } from '#platform/database/open.ts'

interface AAjouter {
  cote: Cote | 'portail'
  auteur: string | null
  cle?: string
  texte?: string
  evenement?: Evenement
  donnees?: Message['donnees']
}

/** Gives the next rank, under the lock of the conversation's row, to what was said or happened. */
export const ajouter = (tx: Tx | Db, id: string, a: AAjouter) =>
  sql`with c as (update conversation set dernier = dernier + 1, active_le = maintenant() where id = ${id}::uuid returning dernier)
    insert into conversation_message (conversation, rang, cle, cote, auteur, texte, evenement, donnees)
    select ${id}::uuid, dernier, ${a.cle ?? randomUUID()}::uuid, ${a.cote}, ${a.auteur}::uuid, ${a.texte ?? null}, ${a.evenement ?? null},
      ${a.donnees ? JSON.stringify(a.donnees) : null}::jsonb
    from c`.execute(tx)
