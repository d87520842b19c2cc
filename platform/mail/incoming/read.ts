import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { IncomingMail } from '#platform/mail/incoming/parse.ts'
import { ROOT } from '#platform/root.ts'

/** What a mail says; `written` is its text without what it answers. */
export type ReadMail = IncomingMail & { written: string }

/** From the moment the thread begins to read. */
const LIMIT_MS = 1000
const START_MS = 20_000

/** Reads a mail in a thread that is given a second: whatever was made to be long to read costs the pages nothing. null: it cannot be read, or not in that time. */
export function readMail(source: Buffer, marks: string[]): Promise<ReadMail | null> {
  // Its own types are stripped by the runtime: it needs neither the bundle nor what loads this process.
  const thread = new Worker(join(ROOT, 'platform/mail/incoming/parse.worker.ts'), {
    workerData: { source: new Uint8Array(source), marks },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  return new Promise((resolve) => {
    const end = (mail: ReadMail | null) => {
      clearTimeout(timer)
      resolve(mail)
      void thread.terminate()
    }
    let timer = setTimeout(end, START_MS, null)
    thread.on('message', (m: 'ready' | ReadMail) => {
      if (m !== 'ready') return end({ ...m, attachments: m.attachments.map((a) => ({ name: a.name, content: Buffer.from(a.content) })) })
      clearTimeout(timer)
      timer = setTimeout(end, LIMIT_MS, null)
    })
    thread.on('error', () => end(null)).on('exit', () => end(null))
  })
}
