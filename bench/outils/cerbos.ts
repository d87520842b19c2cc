import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { ROOT } from '#platform/root.ts'
import { aArreter, portLibre } from './portail.ts'

const VERSION = '0.55.0'
const CACHE = join(ROOT, 'node_modules', '.cache', 'choral-bench')

/** The peer's real server, fetched once from the registry into the bench's own folder; null without a network, or elsewhere than on Linux x64. */
function programme(journal: (phrase: string) => void): string | null {
  const dossier = join(CACHE, `cerbos-${VERSION}`)
  const fichier = join(dossier, 'package', 'cerbos-linux-x64')
  if (existsSync(fichier)) return fichier
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  mkdirSync(dossier, { recursive: true })
  journal('Cerbos : téléchargement du paquet')
  const paquet = spawnSync('npm', ['pack', '--silent', `@cerbos/cerbos-linux-x64@${VERSION}`], { cwd: dossier, encoding: 'utf8' })
  if (paquet.status !== 0 || spawnSync('tar', ['xzf', paquet.stdout.trim().split('\n').at(-1)!], { cwd: dossier }).status !== 0) return null
  chmodSync(fichier, 0o755)
  return fichier
}

const regle = (action: string, niveau: number) => ({
  actions: [action],
  effect: 'EFFECT_ALLOW',
  roles: ['utilisateur'],
  condition: {
    match: { expr: `P.attr.droits.exists(d, d.structure == R.attr.structure && d.application == R.id && d.niveau >= ${niveau}.0)` },
  },
})

/** Cerbos over the same rule as ours: the facts come in the request, for it holds none. Its telemetry is off. */
export async function demarrerCerbos(
  tmp: string,
  journal: (phrase: string) => void,
): Promise<{ url: string; arreter: () => Promise<void> } | null> {
  const binaire = programme(journal)
  if (!binaire) return null
  const regles = join(tmp, 'cerbos')
  mkdirSync(regles, { recursive: true })
  // JSON is YAML.
  writeFileSync(
    join(regles, 'application.yaml'),
    JSON.stringify({
      apiVersion: 'api.cerbos.dev/v1',
      resourcePolicy: { resource: 'application', version: 'default', rules: [regle('consultation', 1), regle('modification', 2)] },
    }),
  )
  const [http, grpc] = [await portLibre(), await portLibre()]
  const conf = join(tmp, 'cerbos.yaml')
  writeFileSync(
    conf,
    JSON.stringify({
      server: {
        httpListenAddr: `127.0.0.1:${http}`,
        grpcListenAddr: `127.0.0.1:${grpc}`,
        requestLimits: { maxActionsPerResource: 50, maxResourcesPerRequest: 200 },
      },
      storage: { driver: 'disk', disk: { directory: regles, watchForChanges: false } },
      telemetry: { disabled: true },
    }),
  )
  const processus = spawn(binaire, ['server', `--config=${conf}`, '--log-level=error'], { stdio: 'ignore' })
  const arreter = async () => {
    aArreter.delete(arreter)
    if (processus.exitCode !== null) return
    processus.kill('SIGTERM')
    await once(processus, 'exit')
  }
  aArreter.add(arreter)
  const url = `http://127.0.0.1:${http}`
  for (let essai = 0; essai < 600; essai++) {
    if (
      await fetch(`${url}/_cerbos/health`).then(
        (r) => r.ok,
        () => false,
      )
    )
      return { url, arreter }
    await attendre(100)
  }
  await arreter()
  return null
}
