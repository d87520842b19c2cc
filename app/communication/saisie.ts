import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Utilisateur } from '#app/comptes/session.ts'
import type { Db } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import { garder } from '#ui/textes/format.ts'

/** Who writes, and what of the program it needs. */
export interface MilieuDePublication {
  db: Db
  t: Textes
  utilisateur: Pick<Utilisateur, 'id' | 'roles'>
  heure: Date
}

/** As it is typed: everything a text, several values of one field with commas between. */
export type Saisie = Record<string, string>

/** A form says which version it was opened on: somebody else's change is never overwritten unseen. */
export const VERSION = '_version'
/** The version of what bears no date: what it holds. */
export const empreinte = (v: unknown) => createHash('sha256').update(JSON.stringify(v)).digest('base64url').slice(0, 22)

/** That version is still the one that is published; none is named: whatever it is. */
export function meme(saisie: Saisie) {
  const ouverte = saisie[VERSION] ? (lireInstant(saisie[VERSION]) ?? new Date(0)) : null
  return sql<boolean>`(${ouverte}::timestamptz is null or date_trunc('milliseconds', modifie_le) = ${ouverte}::timestamptz)`
}

export const net = (v: string | null | undefined) => (v ?? '').replaceAll('\r\n', '\n').trim()

/** Collects what is wrong with what was typed, all together. */
export function juge(t: Textes, saisie: Saisie) {
  const x = t.communication.fautes
  const erreurs: ErreurChamp[] = []
  const dire = (champ: string, code: string, message: string) => {
    erreurs.push({ champ, code, message })
    return null
  }
  return {
    erreurs,
    dire,
    texte(champ: string, max: number, manquant: string | null): string | null {
      const v = net(saisie[champ])
      if (!v) return manquant ? dire(champ, 'champ-manquant', manquant) : null
      if (v.length > max) return dire(champ, 'trop-long', x.tropLong(max))
      if (/[^\P{Cc}\n\t]/u.test(v)) return dire(champ, 'caracteres-interdits', x.caracteres)
      return v
    },
    parmi<T extends string>(champ: string, valeurs: readonly T[], manquant: string): T | null {
      return valeurs.find((v) => v === saisie[champ]) ?? dire(champ, saisie[champ] ? 'valeur-inconnue' : 'champ-manquant', manquant)
    },
    /** A moment in Paris as its field sends it, or an instant of RFC 3339; nothing typed: null. */
    instant(champ: string): Date | null {
      const v = net(saisie[champ])
      return v ? (lireInstant(v) ?? dire(champ, 'format', x.instant)) : null
    },
  }
}

const aParis = garder(
  (l) =>
    new Intl.DateTimeFormat(l, {
      timeZone: 'Europe/Paris',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
)

/** What a field of date and hour shows: the hour of Paris. */
export function momentLocal(d: Date): string {
  const p = Object.fromEntries(
    aParis('fr')
      .formatToParts(d)
      .map((x) => [x.type, x.value]),
  )
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`
}

export function lireInstant(v: string): Date | null {
  if (!/^20\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?$/.test(v)) return null
  const absolu = /(Z|[+-]\d\d:\d\d)$/.test(v)
  const lu = new Date(absolu ? v : `${v.slice(0, 16)}Z`)
  if (Number.isNaN(lu.getTime()) || (!absolu && lu.toISOString().slice(0, 16) !== v.slice(0, 16))) return null
  if (absolu) return lu
  // The offset of Paris at that hour, looked at twice: a change of hour may stand between.
  const decalage = (d: Date) => new Date(`${momentLocal(d)}Z`).getTime() - Math.floor(d.getTime() / 60_000) * 60_000
  const essai = new Date(lu.getTime() - decalage(lu))
  return new Date(lu.getTime() - decalage(essai))
}
