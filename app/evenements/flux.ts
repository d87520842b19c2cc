import { performance } from 'node:perf_hooks'
import { setTimeout as attendre } from 'node:timers/promises'
import type { ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { nonLus } from '#app/communication/messages/acces.ts'
import { aDecider } from '#app/comptes/session.ts'
import { unseen } from '#platform/database/arrays.ts'
import type { Db } from '#platform/database/open.ts'

/** What a browser shows without being asked: states, never events, so that nothing is missed by who was away. */
export interface Etats {
  approbations: number
  messages: number
}

/** One process asks the database once in this time, for all the browsers that it serves. */
const PAS_MS = 2000
const BATTEMENT_MS = 20_000
/** Streams that one session keeps; beyond, the oldest gives way: six would fill a browser. */
const PAR_SESSION = 4

interface Lecteur {
  session: string
  sortie: ServerResponse
  dernier: string
  battu: number
}

export interface Flux {
  /** Keeps this answer open and writes the states into it, now and whenever they change, until the session ends. */
  suivre: (session: string, sortie: ServerResponse) => void
  nombre: () => number
  fermer: () => Promise<void>
}

/** The states of each session that is still open; absent: it is over. */
export async function lireEtats(db: Db, sessions: string[]): Promise<Map<string, Etats>> {
  const { rows } = await sql<
    Etats & { session: string }
  >`/* @etats */ select s.id as session, (${aDecider(sql`u.id`)}) as approbations, (${nonLus(sql`u.id`)}) as messages
    from session s join utilisateur u on u.id = s.utilisateur and u.est_actif where s.id = any(${unseen(sessions, 'uuid')}) and s.expire_le > now()`.execute(
    db,
  )
  return new Map(rows.map(({ session, ...etats }) => [session, etats]))
}

/** One stream per browser, over server-sent events; nothing is asked while nobody listens. */
export function ouvrirFlux(db: Db, log: { warn: (o: object, m: string) => void }): Flux {
  const lecteurs = new Set<Lecteur>()
  let ferme = false
  let tour: Promise<void> | null = null

  const finir = (l: Lecteur) => {
    lecteurs.delete(l)
    l.sortie.end('event: fin\ndata: {}\n\n')
  }
  /** A reader that does not keep up is let go: it comes back for the state. */
  const ecrire = (l: Lecteur, texte: string) => {
    l.battu = performance.now()
    if (l.sortie.writableLength > 64_000) l.sortie.destroy()
    else l.sortie.write(texte)
  }
  const dire = async (a: Lecteur[]) => {
    const etats = await lireEtats(db, [...new Set(a.map((l) => l.session))])
    for (const l of a.filter((x) => lecteurs.has(x))) {
      const e = etats.get(l.session)
      if (!e) finir(l)
      else {
        const texte = JSON.stringify(e)
        if (texte !== l.dernier) ecrire(l, `data: ${texte}\n\n`)
        else if (performance.now() - l.battu > BATTEMENT_MS) ecrire(l, ':\n\n')
        l.dernier = texte
      }
    }
  }
  const tourner = async () => {
    while (lecteurs.size && !ferme) {
      const debut = performance.now()
      await dire([...lecteurs]).catch((e: Error) => log.warn({ err: e }, 'states not read'))
      // A database that is slow is asked less often.
      await attendre(Math.max(PAS_MS, 5 * (performance.now() - debut)), undefined, { ref: false })
    }
  }
  return {
    suivre(session, sortie) {
      // Gone while one looked at who it is: it would never be heard to leave.
      if (sortie.destroyed) return
      const siens = [...lecteurs].filter((l) => l.session === session)
      for (const l of siens.slice(0, Math.max(0, siens.length - PAR_SESSION + 1))) {
        lecteurs.delete(l)
        l.sortie.end()
      }
      const l: Lecteur = { session, sortie, dernier: '', battu: performance.now() }
      sortie.writeHead(200)
      sortie.write('retry: 2000\n\n')
      if (ferme) return void sortie.end()
      lecteurs.add(l)
      sortie.once('close', () => lecteurs.delete(l))
      void dire([l]).catch((e: Error) => log.warn({ err: e }, 'states not read'))
      tour ??= tourner().finally(() => {
        tour = null
        if (lecteurs.size && !ferme) tour = tourner()
      })
    },
    nombre: () => lecteurs.size,
    async fermer() {
      ferme = true
      for (const l of lecteurs) l.sortie.end()
      lecteurs.clear()
    },
  }
}
