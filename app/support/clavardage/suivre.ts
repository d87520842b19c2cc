import { sql, type RawBuilder } from 'kysely'
import { coteDe, parleDe, type Qui } from '#app/support/clavardage/acces.ts'
import type { Cote } from '#app/support/clavardage/champs.ts'
import { ajouter } from '#app/support/clavardage/evenement.ts'
import { lireConversation } from '#app/support/clavardage/lire.ts'
import type { MilieuClavardage } from '#app/support/clavardage/ouvrir.ts'
import { refus } from '#demandes/index.ts'
import type { Db } from '#platform/database/open.ts'
import { grouped } from '#platform/grouped.ts'

const VU = { utilisateur: ['recu_utilisateur', 'lu_utilisateur'], agent: ['recu_agent', 'lu_agent'] } as const
/** A cut is told from so many seconds on; a clock that jumps makes none longer than an hour. */
const COUPURE = { min: 3, max: 3600 }

interface ALire extends Qui {
  id: string
  recu: number
  lu: number
}
interface Lu {
  cote: Cote | null
  change: boolean
}

const files = new WeakMap<Db, (m: ALire) => Promise<Lu | null>>()
/** Marks that arrive together are one statement, one a conversation at most. */
function marquer(db: Db, m: ALire): Promise<Lu | null> {
  let file = files.get(db)
  if (!file)
    files.set(db, (file = grouped((lot: ALire[]) => marquerEnsemble(db, lot), { max: 100, flights: 2, key: (x) => x.id.toLowerCase() })))
  return file(m)
}

/** Conversations are locked in the order in which messages lock them. An agent who only looks at the queue has read nothing. */
async function marquerEnsemble(db: Db, lot: ALire[]): Promise<(Lu | null)[]> {
  const plus = (n: string, a: RawBuilder<unknown>) => sql`greatest(${sql.ref(`c.${n}`)}, least(${a}, c.dernier))`
  const cote = (c: Cote, a: RawBuilder<unknown>, n: string) =>
    sql`${sql.ref(n)} = case p.parle when ${c} then ${plus(n, a)} else ${sql.ref(`c.${n}`)} end`
  const avance = ([r, l]: readonly [string, string]) =>
    sql`${sql.ref(`c.${r}`)} < least(p.recu, c.dernier) or ${sql.ref(`c.${l}`)} < least(p.lu, c.dernier)`
  const { rows } = await sql<Lu & { i: number }>`/* @lus */ with q as (select *
        from unnest(${lot.map((m) => m.id)}::uuid[], ${lot.map((m) => m.utilisateur)}::uuid[], ${lot.map((m) => m.jeton)}::bytea[],
              ${lot.map((m) => Math.max(m.recu, m.lu))}::int[], ${lot.map((m) => m.lu)}::int[]) with ordinality q (conversation,
              utilisateur, jeton, recu, lu, i)),
      p as materialized (select q.*, ${coteDe({ utilisateur: sql`q.utilisateur`, jeton: sql`q.jeton` })} as cote,
          ${parleDe({ utilisateur: sql`q.utilisateur`, jeton: sql`q.jeton` })} as parle
        from q
        join conversation c on c.id = q.conversation),
      v as materialized (select c.id
        from conversation c
        where c.id in (select p.conversation
            from p
            join conversation c on c.id = p.conversation
            where p.parle is not null and c.etat <> 'terminee' and case p.parle when 'agent' then ${avance(VU.agent)}
              else ${avance(VU.utilisateur)} end)
        order by c.id for no key update),
      x as (update conversation c
        set ${cote('utilisateur', sql`p.recu`, VU.utilisateur[0])}, ${cote('utilisateur', sql`p.lu`, VU.utilisateur[1])},
          ${cote('agent', sql`p.recu`, VU.agent[0])}, ${cote('agent', sql`p.lu`, VU.agent[1])}
        from p, v
        where c.id = p.conversation and v.id = c.id and c.etat <> 'terminee'
        returning c.id)
    select p.i, p.cote, x.id is not null as change
    from p
    left join x on x.id = p.conversation`.execute(db)
  const faits = new Map(rows.map((r) => [r.i, r]))
  return lot.map((_, n) => faits.get(n + 1) ?? null)
}

/** Up to where this side has received and read; never back. @throws Refus */
export async function marquerLu(c: MilieuClavardage, qui: Qui, id: string, { recu, lu }: { recu: number; lu: number }): Promise<void> {
  const fait = await marquer(c.db, { ...qui, id, recu, lu })
  if (!fait?.cote) throw refus(c.t, 'introuvable')
  if (fait.change) c.waker.wake(id)
}

/** This side is writing: told to the other, kept nowhere. @throws Refus */
export async function direQueLOnEcrit(c: MilieuClavardage, qui: Qui, id: string): Promise<void> {
  const {
    rows: [vu],
  } = await sql<{
    cote: Cote | null
  }>`select ${parleDe(qui)} as cote from conversation c where c.id = ${id}::uuid and c.etat = 'en-cours'`.execute(c.db)
  if (!vu?.cote) throw refus(c.t, 'introuvable')
  c.waker.wake(`ecrit:${vu.cote}:${id}`)
}

/** The connection of this side was cut for so long: said where it happened, to both. @throws Refus */
export async function direLaCoupure(
  c: MilieuClavardage,
  qui: Qui,
  id: string,
  { cle, secondes, gardes }: { cle: string; secondes: number; gardes: number },
): Promise<void> {
  if (secondes < COUPURE.min) return
  await c.db.transaction().execute(async (tx) => {
    const vue = await lireConversation(tx, qui, id, { verrou: true })
    if (!vue) throw refus(c.t, 'introuvable')
    const deja = await sql`select from conversation_message
        where conversation = ${id}::uuid
          and (cle = ${cle}::uuid or (evenement = 'coupure' and cote = ${vue.cote} and le > maintenant() - interval '5 seconds'))
        limit 1`.execute(tx)
    if (vue.etat !== 'en-cours' || deja.rows.length || (vue.cote === 'agent' && vue.agent !== qui.utilisateur)) return
    await ajouter(tx, id, {
      cote: vue.cote,
      auteur: qui.utilisateur,
      cle,
      evenement: 'coupure',
      donnees: { secondes: Math.min(Math.round(secondes), COUPURE.max), gardes: Math.min(gardes, 100) },
    })
  })
  c.waker.wake(id)
}
