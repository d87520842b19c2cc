// The antivirus: Debian's clamd with a signature of our own where it is installed, otherwise a responder that speaks its protocol.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { afterAll } from 'vitest'

/** Put together here: a file that holds it whole is taken away by antiviruses. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

const CLAMD = '/usr/sbin/clamd'
/** Whether files are looked into as Debian's does: archives unpacked, streams of a PDF read. */
export const CLAMD_VRAI = existsSync(CLAMD)

export interface Antivirus {
  url: string
  arreter: () => Promise<void>
  demarrer: () => Promise<void>
}

/** Stopped and swept away after the file's last test. `limite`: what it agrees to look at, in bytes. */
export async function antivirus({ limite = 25_000_000 }: { limite?: number } = {}): Promise<Antivirus> {
  const dossier = mkdtempSync(join(tmpdir(), 'choral-clamd-'))
  const chemin = join(dossier, 'clamd.ctl')
  if (!CLAMD_VRAI) console.log('clamd absent : un répondeur du même protocole le remplace')
  const { arreter, demarrer } = CLAMD_VRAI ? vrai(dossier, chemin, limite) : repondeur(chemin, limite)
  afterAll(async () => {
    await arreter()
    rmSync(dossier, { recursive: true, force: true })
  })
  await demarrer()
  return { url: `unix:${chemin}`, arreter, demarrer }
}

function vrai(dossier: string, chemin: string, limite: number) {
  writeFileSync(join(dossier, 'essai.ndb'), `Eicar-Essai:0:*:${Buffer.from(EICAR).toString('hex')}\n`)
  const reglages = join(dossier, 'clamd.conf')
  writeFileSync(
    reglages,
    `Foreground yes\nDatabaseDirectory ${dossier}\nLocalSocket ${chemin}\nLogFile ${join(dossier, 'clamd.log')}\nStreamMaxLength ${limite}\n`,
  )
  let enfant: ChildProcess | null = null
  return {
    async demarrer() {
      enfant = spawn(CLAMD, ['-F', '-c', reglages], { stdio: 'ignore' })
      while (!(await repond(chemin))) await attendre(50)
    },
    async arreter() {
      if (!enfant || enfant.exitCode !== null || enfant.signalCode) return
      const fin = new Promise((r) => enfant!.once('exit', r))
      enfant.kill('SIGKILL')
      await fin
      rmSync(chemin, { force: true })
    },
  }
}

const repond = (chemin: string) =>
  new Promise<boolean>((r) => {
    const s = connect(chemin)
      .on('connect', () => (s.destroy(), r(true)))
      .on('error', () => r(false))
  })

function repondeur(chemin: string, limite: number) {
  const serveur = createServer((s) => {
    let recu = ''
    s.on('error', () => {})
    s.on('data', (d) => {
      recu += d.toString('latin1')
      if (recu === 'zPING\0') return void s.end('PONG\0')
      if (recu.endsWith('\0\0\0\0'))
        s.end(
          recu.length > limite
            ? 'INSTREAM size limit exceeded. ERROR\0'
            : recu.includes(EICAR)
              ? 'stream: Eicar-Essai FOUND\0'
              : 'stream: OK\0',
        )
    })
  })
  return {
    demarrer: () => new Promise<void>((r) => void serveur.listen(chemin, r)),
    arreter: () => new Promise<void>((r) => (serveur.listening ? void serveur.close(() => r()) : r())),
  }
}
