import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createWaker } from '#platform/wake.ts'
import { baseDEssai } from '#tests/base.ts'
import { mandataire } from '#tests/fautes/mandataire.ts'

const base = await baseDEssai()

test('TCH-01 R3 une ligne qui se tait sans se fermer est remplacée : on se réveille à nouveau d’un programme à l’autre', async () => {
  const url = new URL(base.url)
  const door = await mandataire(`${url.searchParams.get('host')}/.s.PGSQL.5432`)
  const through = `postgres://choral@127.0.0.1:${door.port}${url.pathname}`
  const log = { warn: () => {} }
  const [here, there] = [createWaker(through, log), createWaker(base.url, log)]
  const heard: string[] = []
  here.listen((subjects) => heard.push(...subjects))
  there.listen(() => {})
  const comes = (subject: string) =>
    expect
      .poll(
        () => {
          there.wake(subject)
          return heard
        },
        { interval: 200 },
      )
      .toContain(subject)
  await comes('before')
  door.gelee = true
  here.wake('lost')
  await wait(5500)
  door.gelee = false
  await comes('after')
  await Promise.all([here.close(), there.close()])
  await door.fermer()
})
