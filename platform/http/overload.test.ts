import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { refuseWhenOverloaded } from '#platform/http/overload.ts'
import type { Refus } from '#platform/http/problem.ts'

const server = fastify()
await refuseWhenOverloaded(server, { every: 100, late: 1500 })
server.setErrorHandler((e: Refus, _r, reply) => reply.code(e.probleme.status).header('retry-after', e.probleme.reessayerDans).send())
server.get('/', async () => 'ok')
afterAll(() => server.close())

const ask = () => server.inject('/')
/** Asleep, not at work: nothing of the machine is taken. */
const block = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

test('P07 R13 un programme figé répond dès qu’il reprend', async () => {
  await wait(300)
  block(3000)
  const seen: number[] = []
  for (let i = 0; i < 50; i++) {
    seen.push((await ask()).statusCode)
    await wait(10)
  }
  expect(new Set(seen)).toEqual(new Set([200]))
})

test('P07 tant que chaque tour dure trop, on refuse en disant quand revenir ; on répond à nouveau ensuite', async () => {
  for (let i = 0; i < 5; i++) {
    block(2000)
    // Timers that are due are heard, then what was asked.
    await setImmediate()
    await wait(1)
  }
  const { statusCode, headers } = await ask()
  expect([statusCode, headers['retry-after']]).toEqual([503, '10'])
  await expect.poll(async () => (await ask()).statusCode).toBe(200)
})
