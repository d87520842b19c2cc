import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { IncomingMail } from '#platform/mail/incoming/parse.ts'
import { ROOT } from '#platform/root.ts'

/** What a mail says; `written` is its text without what it answers. */
export type ReadMail = IncomingMail & { written: string }

/** Of processor, from the moment the thread begins to read: that the machine is busy elsewhere makes no mail unreadable. */
const LIMIT_MS = 1000
/** For a thread that is hardly let run at all. */
const PATIENCE_MS = 60_000

/**
 * Reads a mail in a thread that is given a second of processor: whatever was made to be long to read costs the pages nothing. null: it
 * cannot be read, or not in that time.
 */
export function readMail(source: Buffer, marks: string[]): Promise<ReadMail | null> {
  // Its own types are stripped by the runtime: it needs neither the bundle nor what loads this process.
  const thread = new Worker(join(ROOT, 'platform/mail/incoming/parse.worker.ts'), {
    workerData: { source: new Uint8Array(source), marks },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  return new Promise((resolve) => {
    const end = (mail: ReadMail | null) => {
      clearTimeout(patience)
      resolve(mail)
      void thread.terminate()
    }
    const patience = setTimeout(end, PATIENCE_MS, null)
    thread.on('message', (m: 'ready' | ReadMail) => {
      if (m === 'ready') void spends(thread, LIMIT_MS).then((spent) => spent && end(null))
      else end({ ...m, attachments: m.attachments.map((a) => ({ name: a.name, content: Buffer.from(a.content) })) })
    })
    thread.on('error', () => end(null)).on('exit', () => end(null))
  })
}

/** true once the thread has used so many more milliseconds of processor; false: it is gone, and what it said is on its way. */
async function spends(thread: Worker, ms: number): Promise<boolean> {
  const used = async () => {
    const { user, system } = await thread.cpuUsage()
    return (user + system) / 1000
  }
  try {
    for (const start = await used(); (await used()) - start < ms;) await wait(50)
    return true
  } catch {
    return false
  }
}
