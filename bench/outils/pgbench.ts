import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instruction } from './instructions.ts'

/** pgbench of the PATH, or of the newest PostgreSQL that Debian installed; null when there is none. */
export function cheminPgbench(): string | null {
  if (spawnSync('pgbench', ['--version']).status === 0) return 'pgbench'
  const racine = '/usr/lib/postgresql'
  const versions = existsSync(racine) ? readdirSync(racine).toSorted((a, b) => Number(b) - Number(a)) : []
  return versions.map((v) => join(racine, v, 'bin', 'pgbench')).find((p) => existsSync(p)) ?? null
}

/** pgbench takes « :30 » for a variable even inside a string. */
const chaine = (s: string) =>
  s.includes(':') ? `E'${s.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')}'` : `'${s.replaceAll("'", "''")}'`

const litteral = (v: unknown, expressions: Record<string, string>): string => {
  if (v === null || typeof v === 'boolean') return String(v)
  const morceaux = String(v).split(/@(\w+)@/)
  const termes = morceaux.map((m, i) => (i % 2 ? expressions[m]! : m ? chaine(m) : null)).filter((m) => m !== null)
  return termes.length > 1 ? `(${termes.map((t) => `${t}::text`).join(' || ')})` : (termes[0] ?? `''`)
}

/**
 * The same statements as a pgbench script; markers become SQL expressions over pgbench's variables, and `gsets` says after
 * which statement its row is kept.
 */
export function ecrireScript(
  fichier: string,
  entete: string[],
  instructions: Instruction[],
  expressions: Record<string, string>,
  gset?: { apres: RegExp; prefixe: string },
) {
  const lignes = instructions.map(({ texte, valeurs }) => {
    const sql = texte
      .replace(/\$(\d+)/g, (_, k: string) => litteral(valeurs[Number(k) - 1], expressions))
      .trim()
      .replace(/;$/, '')
    return gset?.apres.test(texte) ? `${sql} \\gset ${gset.prefixe}` : `${sql};`
  })
  writeFileSync(fichier, `${[...entete, ...lignes].join('\n')}\n`)
}

/**
 * Transactions a second of a script, prepared statements, over the same socket as the server's; `cadence`: so many a second and no more,
 * `latence` being then its mean in milliseconds from the time at which each was due.
 */
export async function lancerPgbench(
  pgbench: string,
  base: string,
  fichier: string,
  clients: number,
  secondes: number,
  cadence?: number,
): Promise<{ parSeconde: number; latence: number }> {
  const processus = spawn(
    pgbench,
    [
      ...(cadence ? ['-R', String(cadence)] : []),
      '-n',
      '-M',
      'prepared',
      '-c',
      String(clients),
      '-j',
      String(Math.min(clients, 2)),
      '-T',
      String(secondes),
      '-f',
      fichier,
      base,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let sortie = ''
  let plainte = ''
  processus.stdout.on('data', (d: Buffer) => (sortie += d.toString()))
  processus.stderr.on('data', (d: Buffer) => (plainte += d.toString()))
  await once(processus, 'close')
  const tps = Number(/tps = ([\d.]+)/.exec(sortie)?.[1])
  if (processus.exitCode !== 0 || !tps || /aborted/.test(plainte)) throw new Error(`pgbench : ${plainte.slice(-600)}`)
  return { parSeconde: tps, latence: Number(/latency average = ([\d.]+)/.exec(sortie)?.[1]) }
}
