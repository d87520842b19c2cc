import { sql, type RawBuilder } from 'kysely'
import type { Ticket } from '#app/support/tickets/lire.ts'
import type { Db, Tx } from '#platform/database/open.ts'

/** Believed for so long; the page's script says it again before that. */
const SECONDES = 60

/** « X is answering »: said to the others and nothing more; stale, it is forgotten. */
export async function direPresence(db: Db, t: Pick<Ticket, 'id' | 'destinataireNiveau' | 'statut'>, utilisateur: string): Promise<void> {
  if (t.destinataireNiveau < 2 || t.statut === 'FERME') return
  await sql`insert into ticket_presence (ticket, utilisateur, jusqua)
    values (${t.id}, ${utilisateur}::uuid, maintenant() + make_interval(secs => ${SECONDES}))
    on conflict (ticket, utilisateur) do update
    set jusqua = excluded.jusqua`.execute(db)
}

/** The names of the others who are answering ticket « t » at this moment. */
export const presents = (utilisateur: string | null): RawBuilder<string[]> =>
  sql`array(select u.prenom || ' ' || u.nom
        from ticket_presence p
        join utilisateur u on u.id = p.utilisateur
        where p.ticket = t.id and p.jusqua > maintenant() and p.utilisateur is distinct from ${utilisateur}::uuid
        order by 1)`

/** The answer is sent. */
export const cesserDEcrire = (db: Db | Tx, ticket: number, utilisateur: string) =>
  sql`delete from ticket_presence where ticket = ${ticket} and utilisateur = ${utilisateur}::uuid`.execute(db)

export const oublierPresences = (db: Db) => sql`delete from ticket_presence where jusqua < maintenant()`.execute(db)
