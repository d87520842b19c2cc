import { sql } from 'kysely'
import { parleDe, type Qui } from '#app/support/clavardage/acces.ts'
import { MESSAGES_MAX, PAR_DIX_SECONDES, type Cote } from '#app/support/clavardage/champs.ts'
import type { Db } from '#platform/database/open.ts'
import { grouped } from '#platform/grouped.ts'

export interface ADeposer extends Qui {
  id: string
  cle: string
  texte: string
}
/** `version`: of the conversation's row, as this message left it. */
export interface Depose {
  rang: number
  le: Date
  cote: Cote
  agent: string | null
  version?: string
}

/** Of messages that a statement holds; the log reaches the disk once for all of them. */
const LOT = 100
const EN_ROUTE = 2
/** What a row may have caused, and not what the database suffers. */
const dUneLigne = (e: unknown) => /^(22|23|40)/.test((e as { code?: string } | null)?.code ?? '')

const files = new WeakMap<Db, (m: ADeposer) => Promise<Depose | null>>()

/** Stores a message with those that arrive at the same instant; null: it was stored before, or something forbids it. Answers after the commit. */
export function deposer(db: Db, m: ADeposer): Promise<Depose | null> {
  let file = files.get(db)
  if (!file)
    files.set(
      db,
      (file = grouped((lot: ADeposer[]) => deposerEnsemble(db, lot), {
        max: LOT,
        flights: EN_ROUTE,
        key: (x) => x.id.toLowerCase(),
        alone: dUneLigne,
      })),
    )
  return file(m)
}

/**
 * One statement: locks in one order whatever the process, then for each message access and state as the locked row has them, pace and key
 * as they are committed by then; rank and message, or nothing. At most one message a conversation.
 */
async function deposerEnsemble(db: Db, lot: ADeposer[]): Promise<(Depose | null)[]> {
  const ids = lot.map((m) => m.id)
  const { rows } = await sql<Depose & { i: number }>`/* @message */ with t as materialized (select maintenant() as m),
      q as (select *
        from unnest(${ids}::uuid[], ${lot.map((m) => m.cle)}::uuid[], ${lot.map((m) => m.utilisateur)}::uuid[],
              ${lot.map((m) => m.jeton)}::bytea[], ${lot.map((m) => m.texte)}::text[]) with ordinality q (conversation, cle, utilisateur,
              jeton, texte, i)) ,
      v as materialized (select c.id, c.etat, c.dernier, c.utilisateur, c.jeton, c.agent
        from conversation c
        where c.id = any(${ids}::uuid[])
        order by c.id for no key update) ,
      p as materialized (select q.*, c.dernier, c.agent, ${parleDe({ utilisateur: sql`q.utilisateur`, jeton: sql`q.jeton` })} as cote
        from q
        join v c on c.id = q.conversation
        where c.etat <> 'terminee' and c.dernier < ${MESSAGES_MAX}) ,
      b as materialized (select p.*
        from p
        where p.cote is not null and conversation_accepte(p.conversation, p.cle, p.cote, p.dernier, ${PAR_DIX_SECONDES})) ,
      x as (update conversation c
        set dernier = b.dernier + 1, active_le = t.m, vu_le = case b.cote when 'utilisateur' then t.m else c.vu_le end
        from b, t
        where c.id = b.conversation
        returning c.id, c.xmin::text as version) ,
      y as (insert into conversation_message (conversation, rang, cle, cote, auteur, texte, le)
        select b.conversation, b.dernier + 1, b.cle, b.cote, b.utilisateur, b.texte, t.m
        from b, t
        returning conversation, rang, le)
    select b.i, y.rang, y.le, b.cote, b.agent, x.version
    from b
    join y on y.conversation = b.conversation
    join x on x.id = b.conversation`.execute(db)
  const faits = new Map(rows.map((r) => [r.i, r]))
  return lot.map((_, n) => faits.get(n + 1) ?? null)
}
