import { setTimeout as attendre } from 'node:timers/promises'
import { charger } from './outils/charge.ts'
import { choral, socketio, ws, type Bavards, type Duo } from './outils/bavards.ts'
import { nombre, quantile } from './outils/chiffres.ts'
import { soumission } from './demande.ts'
import { cookieN, peupler, STRUCTURES, UTILISATEURS } from './outils/monde.ts'
import { lancer, portLibre } from './outils/portail.ts'
import type { Ligne, Outils } from './outils/types.ts'

const CONVERSATIONS = Number(process.env.BENCH_CONVERSATIONS ?? 2000)
const SECONDES = Number(process.env.BENCH_SECONDES ?? 8)
/** Messages on their way at once: enough to fill the processes, and for the delays to mean something. */
const ENSEMBLE = Number(process.env.BENCH_ENSEMBLE ?? 48)
const [LIVRAISONS, P99_MS, FOIS, PERTE] = [5000, 100, 2, 0.2]
/** Of the chat that goes on beside the demandes. */
const MESSAGES_PAR_SECONDE = 100

interface Mesure {
  parSeconde: number
  p50: number
  p99: number
  perdus: number
}

/** Conversations in which both sides hear everything: messages accepted, stored, delivered to each side. */
async function bavarder(ouvrir: (entendre: (marque: string) => void) => Promise<Bavards>, conversations: number): Promise<Mesure> {
  const departs = new Map<string, { a: number; recus: number }>()
  const delais: number[] = []
  const b = await ouvrir((marque) => {
    const d = departs.get(marque)
    if (!d) return
    delais.push(performance.now() - d.a)
    if (++d.recus === 2) departs.delete(marque)
  })
  let n = 0
  const pendant = async (ms: number) => {
    const fin = performance.now() + ms
    await Promise.all(
      Array.from({ length: ENSEMBLE }, async () => {
        while (performance.now() < fin) {
          const i = n++
          await b.dire(i % conversations, `Bonjour, voici le message #${i}# de cette conversation.`, () =>
            departs.set(`#${i}#`, { a: performance.now(), recus: 0 }),
          )
        }
      }),
    )
  }
  try {
    await attendre(1500)
    await pendant(1500)
    await attendre(500)
    delais.length = 0
    const debut = performance.now()
    await pendant(SECONDES * 1000)
    const duree = performance.now() - debut
    const parSeconde = (delais.length / duree) * 1000
    // What is late is waited for; what is lost does not come.
    for (let i = 0; i < 100 && departs.size; i++) await attendre(100)
    return { parSeconde, p50: quantile(delais, 0.5), p99: quantile(delais, 0.99), perdus: departs.size }
  } finally {
    b.fermer()
  }
}

/** As many people, each with a conversation that one of a few agents holds. */
async function preparer({ pool }: Outils): Promise<string[]> {
  await peupler(pool)
  await pool.query(
    `insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet)
      select ('00000002-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'personne.' || n || '@exemple.fr', true, 'Camille', 'Dubreuil '
        || n, 'Camille Dubreuil ' || n
      from generate_series(${UTILISATEURS + 1}, ${UTILISATEURS + CONVERSATIONS}) n
      on conflict do nothing`,
  )
  await pool.query(
    `insert into session (jeton, utilisateur, expire_le)
      select 'jeton-de-mesure-' || right(id::text, 12)::int, id, now() + interval '7 days'
      from utilisateur
      where right(id::text, 12)::int > ${UTILISATEURS}`,
  )
  await pool.query(`update utilisateur set est_agent = true where right(id::text, 12)::int <= ${Math.min(UTILISATEURS, CONVERSATIONS)}`)
  const { rows } = await pool.query<{
    id: string
  }>(`insert into conversation (id, cle, utilisateur, etat, agent, prise_le)
    select ('00000009-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(),
      ('00000002-0000-7000-8000-' || lpad((n + ${UTILISATEURS})::text, 12, '0'))::uuid, 'en-cours',
      ('00000002-0000-7000-8000-' || lpad(((n - 1) % ${UTILISATEURS} + 1)::text, 12, '0'))::uuid, maintenant()
    from generate_series(1, ${CONVERSATIONS}) n
    returning id`)
  // Nobody is sent away for being silent while it is measured.
  await pool.query(`insert into agent_presence (utilisateur, etat) select id, 'disponible' from utilisateur where est_agent`)
  return rows.map((r) => r.id)
}

async function executer(outils: Outils): Promise<Ligne[]> {
  const { url, journal } = outils
  const ids = await preparer(outils)
  const portails = [await outils.portail(), await outils.portail()]
  const ports = portails.map((p) => Number(new URL(p.url).port)) as [number, number]
  // Who asks is on one process, the agent on the other; as many on each.
  const duos: Duo[] = ids.map((id, i) => {
    const lui = { port: ports[i % 2]!, chemin: `/support/clavardage/${id}/flux`, cookie: cookieN(UTILISATEURS + i + 1) }
    return {
      lecteurs: [lui, { port: ports[(i + 1) % 2]!, chemin: `/support/bureau/${id}/flux`, cookie: cookieN((i % UTILISATEURS) + 1) }],
      auteur: lui,
      api: `/api/v1/conversations/${id}/messages`,
    }
  })
  const nous = await bavarder((entendre) => choral(duos, entendre, ENSEMBLE), CONVERSATIONS)
  journal(`Choral : ${dire(nous)}`)
  const perte = await aCote(outils, portails[0]!.url, duos)
  journal(`demandes : ${nombre(perte.sans)}/s, ${nombre(perte.avec)}/s avec le clavardage`)
  for (const p of portails) await p.arreter()

  await outils.pool.query('create table socket_io_attachments (id bigserial unique, created_at timestamptz default now(), payload bytea)')
  const portsPairs = [await portLibre(), await portLibre(), await portLibre()] as const
  const lances = [
    lancer(['bench/outils/serveur-ws.mjs', String(portsPairs[0])]),
    ...[portsPairs[1], portsPairs[2]].map((p) => lancer(['bench/outils/serveur-socketio.mjs', String(p), url])),
  ]
  await Promise.all(
    portsPairs.map(async (p) => {
      while (
        !(await fetch(`http://127.0.0.1:${p}`).then(
          (r) => r.ok,
          () => false,
        ))
      )
        await attendre(50)
    }),
  )
  const nu = await bavarder((entendre) => ws(CONVERSATIONS, portsPairs[0], entendre), CONVERSATIONS)
  journal(`ws : ${dire(nu)}`)
  const eux = await bavarder((entendre) => socketio(CONVERSATIONS, [portsPairs[1], portsPairs[2]], entendre), CONVERSATIONS)
  journal(`socket.io : ${dire(eux)}`)
  for (const l of lances) await l.arreter()

  if (nous.perdus) throw new Error(`${nous.perdus} messages acceptés et non livrés`)
  const fois = nous.parSeconde / eux.parSeconde
  return [
    {
      mesure: `${CONVERSATIONS} conversations sur deux serveurs, livraisons (stockées)`,
      nous: dire(nous),
      pair: `socket.io + PostgreSQL (non stockées) ${dire(eux)}`,
      rapport: `${nombre(fois)} ×`,
      cible: `≥ ${FOIS} ×`,
      atteint: fois >= FOIS,
    },
    {
      mesure: 'débit et délai des livraisons',
      nous: dire(nous),
      pair: `ws en mémoire, un serveur ${dire(nu)}`,
      rapport: `${nombre(nous.parSeconde / nu.parSeconde)} ×`,
      cible: `≥ ${LIVRAISONS}/s, p99 ≤ ${P99_MS} ms`,
      atteint: nous.parSeconde >= LIVRAISONS && nous.p99 <= P99_MS,
    },
    {
      mesure: `structure.modifier, avec ${MESSAGES_PAR_SECONDE} messages par seconde à côté`,
      nous: `${nombre(perte.avec)}/s`,
      pair: `sans ${nombre(perte.sans)}/s`,
      rapport: `− ${nombre((1 - perte.avec / perte.sans) * 100)} %`,
      cible: `≤ ${PERTE * 100} %`,
      atteint: 1 - perte.avec / perte.sans <= PERTE,
    },
  ]
}

const dire = (m: Mesure) => `${nombre(m.parSeconde)}/s, p50 ${nombre(m.p50)} ms, p99 ${nombre(m.p99)} ms`

/** Demandes without, then with conversations going on: turn by turn, so that the machine's moods are shared. */
async function aCote({ pool }: Outils, url: string, duos: Duo[]): Promise<{ sans: number; avec: number }> {
  const b = await choral(duos, () => {}, 8)
  const faire = () => soumission(1 + Math.floor(Math.random() * STRUCTURES))
  await charger(url, 4, 2000, faire)
  const [sans, avec]: [number[], number[]] = [[], []]
  let n = 0
  for (let tour = 0; tour < 3; tour++)
    for (const bavard of [false, true]) {
      const minuterie = bavard
        ? setInterval(() => void b.dire(n++ % duos.length, 'À côté.').catch(() => {}), 1000 / MESSAGES_PAR_SECONDE)
        : undefined
      const c = await charger(url, 4, SECONDES * 500, faire)
      clearInterval(minuterie)
      if (c.erreurs) throw new Error(`${c.erreurs} demandes refusées sur ${c.nombre}`)
      ;(bavard ? avec : sans).push(c.parSeconde)
      await pool.query('delete from depart')
    }
  b.fermer()
  return { sans: quantile(sans, 0.5), avec: quantile(avec, 0.5) }
}

export const bench = { nom: 'chat', executer }
