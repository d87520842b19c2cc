import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Milliseconds of processor used so far by a process, and by the children it has buried unless told otherwise; NaN elsewhere than on Linux. */
export function tempsProcesseur(pid: number, enfants = true): number {
  try {
    const champs = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    // utime, stime, cutime, cstime, in hundredths of a second.
    return champs.slice(11, enfants ? 15 : 13).reduce((somme, t) => somme + Number(t) * 10, 0)
  } catch {
    return NaN
  }
}

/** A process and all that it started and still runs. */
export function descendance(pid: number): number[] {
  let liste: string[] = []
  try {
    liste = readdirSync('/proc').filter((p) => /^\d+$/.test(p))
  } catch {}
  const parents = liste.map((p) => {
    try {
      return [Number(p), Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${p}/status`, 'utf8'))?.[1])] as const
    } catch {
      return [Number(p), 0] as const
    }
  })
  const dessous = (p: number): number[] => [p, ...parents.filter(([, parent]) => parent === p).flatMap(([enfant]) => dessous(enfant))]
  return dessous(pid)
}

export const estNode = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('node') || readlinkSync(`/proc/${pid}/exe`) === process.execPath
  } catch {
    return false
  }
}

/** Resident memory in megabytes (10^6 bytes); pages that two processes map alike count twice. */
export function memoireResidente(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1.024e-3
  } catch {
    return NaN
  }
}
