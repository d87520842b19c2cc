import { spawnSync } from 'node:child_process'
import { StartError } from '#platform/settings.ts'

/** Runs pg_dump or pg_restore of the system. @throws StartError with what it says first, the cause */
export function outilDuSysteme(outil: 'pg_dump' | 'pg_restore', args: string[]) {
  const { status, error, stderr } = spawnSync(outil, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  if (status === 0) return
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw new StartError(`${outil} n’est pas sur cette machine : installez le client de PostgreSQL, de la version du serveur au moins.`)
  const lignes = (error?.message ?? stderr).trim().split('\n')
  const cause = lignes.find((l) => l.includes('error:')) ?? lignes.at(-1)!
  throw new StartError(`${outil} a échoué : ${cause.replace(/^.*error: */, '').replace(/\.$/, '')}.`)
}
