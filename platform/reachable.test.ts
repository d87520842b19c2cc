import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { reachable } from '#platform/reachable.ts'

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}
/** Something that says this as soon as somebody connects, and nothing more. */
const saying = (text: string, then: (s: Socket) => void = () => {}) =>
  listen(
    createServer((s) => {
      s.on('error', () => {})
      s.write(text)
      then(s)
    }),
  )

/** As long as a busy machine needs for what answers; not long for what never does. */
const patience = (answers: boolean) => (answers ? 60_000 : 400)

test('INT-07 un serveur de courriels répond s’il se présente ; qui accepte la connexion et se tait, refuse ou parle autrement ne répond pas', async () => {
  const asked = [
    ['smtp', '220 mx.exemple.fr prêt\r\n', true],
    ['smtp', '220-mx.exemple.fr\r\n220 bonjour\r\n', true],
    ['smtp', '421 trop de monde\r\n', false],
    ['smtp', '554 non\r\n', false],
    ['smtp', 'SSH-2.0-OpenSSH\r\n', false],
    ['smtp', '', false],
    ['smtp', 'x'.repeat(5000), false],
    ['imap', '* OK prêt\r\n', true],
    ['imap', '* PREAUTH prêt\r\n', true],
    ['imap', '* BYE fermé\r\n', false],
    ['imap', '220 mx\r\n', false],
    ['imap', '', false],
    // Not a word of TLS in it.
    ['smtps', '220 mx.exemple.fr prêt\r\n', false],
    ['imaps', '* OK prêt\r\n', false],
  ] as const
  expect(
    await Promise.all(
      asked.map(async ([protocol, text, answers]) => reachable(`${protocol}://127.0.0.1:${await saying(text)}`, patience(answers))),
    ),
  ).toEqual(asked.map((a) => a[2]))
  // It hangs up without a word; it speaks a byte at a time, for ever.
  expect(await reachable(`smtp://127.0.0.1:${await saying('', (s) => s.end())}`, 400)).toBe(false)
  const start = performance.now()
  expect(
    await reachable(
      `smtp://127.0.0.1:${await saying(
        '2',
        (s) =>
          void (async () => {
            while (!s.destroyed) {
              await wait(50)
              s.write('2')
            }
          })(),
      )}`,
      400,
    ),
  ).toBe(false)
  expect(performance.now() - start).toBeLessThan(30_000)
})

test('INT-07 clamd répond à PING, un service web à toute question sauf s’il est en panne ; sans personne, non', async () => {
  const clamd = (answer: string) =>
    listen(
      createServer((s) => {
        s.on('error', () => {})
        s.on('data', (d) => {
          if (d.toString() === 'zPING\0') s.write(answer)
        })
      }),
    )
  expect(
    await Promise.all(
      ['PONG\0', 'UNKNOWN COMMAND\0', ''].map(async (a) => reachable(`tcp://127.0.0.1:${await clamd(a)}`, patience(a === 'PONG\0'))),
    ),
  ).toEqual([true, false, false])
  const web = (status: number) => listen(createHttp((_q, r) => void r.writeHead(status).end()))
  const statuses = [200, 302, 401, 404, 405, 501, 500, 502, 503]
  expect(await Promise.all(statuses.map(async (s) => reachable(`http://127.0.0.1:${await web(s)}/ici`, 60_000)))).toEqual(
    statuses.map((s) => s < 500 || s === 501),
  )
  expect(await reachable(`http://127.0.0.1:${await saying('')}`, 400)).toBe(false)
  const gone = createServer()
  const port = await listen(gone)
  gone.close()
  await once(gone, 'close')
  expect(await Promise.all(['smtp', 'imap', 'tcp', 'http'].map((p) => reachable(`${p}://127.0.0.1:${port}`, 400)))).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(await reachable('unix:///nulle/part.sock', 400)).toBe(false)
})
