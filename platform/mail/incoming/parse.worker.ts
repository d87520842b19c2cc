// Runs in a thread of its own.
import { parentPort, workerData } from 'node:worker_threads'
import { parseMail } from '#platform/mail/incoming/parse.ts'
import { writtenText } from '#platform/mail/incoming/reply.ts'

const { source, marks } = workerData as { source: Uint8Array; marks: string[] }
const port = parentPort!
port.postMessage('ready')
const mail = await parseMail(Buffer.from(source.buffer, source.byteOffset, source.byteLength))
port.postMessage({ ...mail, written: writtenText(mail.text, marks) })
