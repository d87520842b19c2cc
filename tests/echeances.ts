import { expect } from 'vitest'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { decalerHorloge } from '#tests/base.ts'
import type { PortailDEssai } from '#tests/portail.ts'

/** Whatever is due has been applied, by this call or by the portal's own round, which may have been at it. */
export const echoir = (p: Pick<PortailDEssai, 'programme' | 'pool'>) =>
  expect
    .poll(
      async () => {
        await appliquerEcheances(p.programme)
        return (await p.pool.query(`select from demande where etat = 'programmee' and effet_le <= maintenant()`)).rowCount
      },
      { timeout: 20_000 },
    )
    .toBe(0)

/** The same once this long has passed; the clock then comes back. */
export async function echoirApres(p: Parameters<typeof echoir>[0], duree: string) {
  await decalerHorloge(p.pool, duree)
  await echoir(p)
  await decalerHorloge(p.pool, '0')
}
