import { sql } from 'kysely'
import { isIPv4, isIPv6 } from 'node:net'
import type { Db } from '#platform/database/open.ts'

/** Failures free of delay, failures before the lock, and how long the lock lasts. */
const COMPTE = { libres: 5, seuil: 10, duree: '15 minutes' }
/** A network may hold many people: further away, and in proportion to the general limit. */
const reseauAutorise = (parMinute: number) => ({
  libres: Math.max(20, Math.round(parMinute / 20)),
  seuil: Math.max(30, Math.round(parMinute / 15)),
  duree: '15 minutes',
})

export interface Blocage {
  bloqueJusque: Date
  secondes: number
}

/** The network an address belongs to: /64 for IPv6, the address itself for IPv4, however it is spelled. */
export function reseauDe(ip: string): string {
  const nue = ip.replace(/%.*$/, '').replace(/^\[|\]$/g, '')
  if (isIPv4(nue)) return nue
  if (!isIPv6(nue)) return 'inconnu'
  const canonique = new URL(`http://[${nue}]/`).hostname.slice(1, -1)
  const [debut = '', fin] = canonique.split('::')
  const gauche = debut ? debut.split(':') : []
  const droite = fin ? fin.split(':') : []
  const groupes = fin === undefined ? gauche : [...gauche, ...Array<string>(8 - gauche.length - droite.length).fill('0'), ...droite]
  if (groupes.slice(0, 5).every((g) => g === '0') && groupes[5] === 'ffff') {
    const [a, b] = [parseInt(groupes[6]!, 16), parseInt(groupes[7]!, 16)]
    return `${a >> 8}.${a & 255}.${b >> 8}.${b & 255}`
  }
  return `${groupes.slice(0, 4).join(':')}::/64`
}

/** The latest of the locks on these keys, if one holds. */
export async function blocageDe(db: Db, cles: string[]): Promise<Blocage | null> {
  const { rows } = await sql<{ jusque: Date | null; secondes: number }>`
    select max(bloque_jusque) as jusque, ceil(extract(epoch from max(bloque_jusque) - clock_timestamp()))::float8 as secondes
    from tentative where cle = any(${cles}) and bloque_jusque > clock_timestamp()`.execute(db)
  const r = rows[0]
  return r?.jusque ? { bloqueJusque: r.jusque, secondes: Math.max(1, r.secondes) } : null
}

/** Counts one failure on each key; true when the account's owner must be told (once a day at most). */
export async function noterEchec(db: Db, cles: string[], parMinute: number): Promise<boolean> {
  let aPrevenir = false
  for (const cle of cles) {
    const r = cle.startsWith('reseau:') ? reseauAutorise(parMinute) : COMPTE
    const { rows } = await sql<{
      aPrevenir: boolean
    }>`select a_prevenir from noter_echec(${cle}, ${r.libres}, ${r.seuil}, ${r.duree}::interval)`.execute(db)
    if (rows[0]?.aPrevenir && cle.startsWith('compte:')) aPrevenir = true
  }
  return aPrevenir
}

/** Anonymous forms that send mail: so many per network and quarter of an hour, whatever their outcome. */
export async function limiterFormulaire(db: Db, ip: string, parMinute: number): Promise<Blocage | null> {
  const cle = `reseau:formulaires:${reseauDe(ip)}`
  const blocage = await blocageDe(db, [cle])
  if (!blocage) await noterEchec(db, [cle], parMinute)
  return blocage
}

/** A success forgets the failures of an account or a device, never those of a network; that its owner was told stays known. */
export const oublierEchecs = (db: Db, cles: string[]) =>
  sql`update tentative set echecs = 0, bloque_jusque = null where cle = any(${cles.filter((c) => !c.startsWith('reseau:'))})`.execute(db)

/** Removes counters that no longer say anything. */
export const nettoyerTentatives = (db: Db) => sql`delete from tentative where derniere_le < now() - interval '2 days'`.execute(db)
