import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'

/** `refuse`: it answered, without a verdict on this file (larger than its own limit, unreadable for it). */
export type Verdict = 'sain' | 'infecte' | 'refuse' | 'injoignable'

const TIMEOUT_MS = 20_000
const PING_TIMEOUT_MS = 2000

/**
 * Asks clamd about a file by its INSTREAM command: chunks preceded by their length, ended by a length of zero. Whatever goes wrong is never
 * « sain ».
 */
export async function scan(address: string, content: string | Buffer | Readable): Promise<Verdict> {
  const socket = open(address)
  const answer = new Promise<string>((resolve, reject) => {
    let text = ''
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('clamd does not answer')))
    socket
      .on('data', (d) => (text += d.toString('latin1')))
      .on('end', () => resolve(text))
      .on('close', () => resolve(text))
      .on('error', reject)
  })
  answer.catch(() => {})
  try {
    await once(socket, 'connect')
    socket.write('zINSTREAM\0')
    for await (const chunk of Buffer.isBuffer(content) ? [content] : typeof content === 'string' ? createReadStream(content) : content) {
      const size = Buffer.alloc(4)
      size.writeUInt32BE((chunk as Buffer).length)
      socket.write(size)
      // It may have answered and closed before the end: its own limit.
      if (!socket.write(chunk as Buffer) && !socket.destroyed) await Promise.race([once(socket, 'drain'), answer])
    }
    if (!socket.destroyed) socket.write(Buffer.alloc(4))
    const said = (await answer).replace(/\0/g, '').trim()
    if (!said) throw new Error('clamd hung up')
    return verdictOf(said)
  } catch {
    // It hangs up on what is too long for it, often before it can be heard saying so.
    return (await isThere(address)) ? 'refuse' : 'injoignable'
  } finally {
    socket.destroy()
    if (content instanceof Readable) content.destroy()
  }
}

const verdictOf = (text: string): Verdict => (text.endsWith(' FOUND') ? 'infecte' : text === 'stream: OK' ? 'sain' : 'refuse')

async function isThere(address: string): Promise<boolean> {
  const socket = open(address)
  try {
    socket.setTimeout(PING_TIMEOUT_MS, () => socket.destroy(new Error('clamd does not answer')))
    await once(socket, 'connect')
    socket.write('zPING\0')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    return answer.includes('PONG')
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** `tcp://host:3310`, or `unix:/path/of/the/socket`. */
function open(address: string): Socket {
  if (address.startsWith('unix:')) return connect(address.slice(5).replace(/^\/\//, ''))
  const { hostname, port } = new URL(address)
  return connect(Number(port) || 3310, hostname)
}
