import { connect } from 'node:net'

const PORTS: Record<string, number> = { 'smtp:': 25, 'smtps:': 465, 'imap:': 143, 'imaps:': 993, 'http:': 80, 'https:': 443, 'tcp:': 3310 }

/** Whether something accepts a connection at the host of this address, or on this socket; nothing is said to it. */
export function reachable(address: string, milliseconds = 1500): Promise<boolean> {
  const url = new URL(address)
  return new Promise((tell) => {
    const socket = url.protocol === 'unix:' ? connect({ path: url.pathname }) : connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || PORTS[url.protocol] || 80 })
    const end = (answer: boolean) => { socket.destroy(); tell(answer) }
    socket.setTimeout(milliseconds, () => end(false))
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
