import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#platform/root.ts'

const LONGUEUR_MINIMALE = 12
const LONGUEUR_MAXIMALE = 200

export type DefautMotDePasse = 'vide' | 'court' | 'long' | 'courant' | 'repetition' | 'suite' | 'personnel'

let courants: Set<string> | null = null
const estCourant = (m: string) =>
  (courants ??= new Set(readFileSync(join(ROOT, 'app/comptes/motdepasse/courants.txt'), 'utf8').split('\n').filter(Boolean))).has(m)

const RANGEES = [
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  '&é"\'(-è_çà)=',
  '!@#$%^&*()',
]
const SUITES = RANGEES.flatMap((r) => [r.repeat(2), [...r].reverse().join('').repeat(2)])

/** What makes a password too easy to guess, or null. No rule of composition: length, and not being known (CPT-02, CNIL 2022-100). */
export function defautMotDePasse(brut: string, personne: string[] = []): DefautMotDePasse | null {
  const m = brut.normalize('NFKC')
  const longueur = [...m].length
  if (!m) return 'vide'
  if (longueur < LONGUEUR_MINIMALE) return 'court'
  if (longueur > LONGUEUR_MAXIMALE) return 'long'
  const plie = m.toLowerCase()
  if (estCourant(plie) || estCourant(plie.replace(/[\d!.?*@#$_-]+$/, ''))) return 'courant'
  if (new Set(plie).size < 4 || estRepetition(plie)) return 'repetition'
  if (partDeSuites(plie) > 0.7) return 'suite'
  if (estPersonnel(plie, personne)) return 'personnel'
  return null
}

/** « abcabcabcabc », « motdepassemotdepasse » : a piece of at most half the length, over and over. */
function estRepetition(m: string): boolean {
  const piece = (m + m).indexOf(m, 1)
  return piece < m.length && piece <= m.length / 2
}

/** The share of the password that only follows the keyboard, the alphabet or the digits, by runs of four and more. */
function partDeSuites(m: string): number {
  let couverts = 0
  for (let i = 0; i < m.length;) {
    let n = 0
    while (i + n < m.length && SUITES.some((s) => s.includes(m.slice(i, i + n + 1)))) n++
    if (n >= 4) couverts += n
    i += n >= 4 ? n : 1
  }
  return couverts / m.length
}

/** One's own address or name, alone or with a few signs added. */
function estPersonnel(m: string, personne: string[]): boolean {
  const plat = (s: string) =>
    s
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z0-9]/g, '')
  const morceaux = [...new Set(personne.flatMap((p) => [p, p.split('@')[0]!]).map(plat))]
    .filter((p) => p.length >= 3)
    .toSorted((a, b) => b.length - a.length)
  const reste = morceaux.reduce((r, morceau) => r.replaceAll(morceau, ''), plat(m))
  return reste.length < plat(m).length && reste.length < 6
}
