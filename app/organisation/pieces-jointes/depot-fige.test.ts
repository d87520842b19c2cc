import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as attendre } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { deposer } from '#app/organisation/pieces-jointes/index.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

test('PJ-02 R6 un dépôt de fichiers qui accepte et ne répond pas n’arrête pas le reste du portail, si nombreux que soient les envois', async () => {
  const fige = createServer(() => {})
  await new Promise<void>((pret) => fige.listen(0, '127.0.0.1', pret))
  const p = await portailDuMonde({ FILES_URL: `s3://cle:secret@127.0.0.1:${(fige.address() as AddressInfo).port}/seau?tls=non` })
  const daniel = await p.session('daniel')
  const milieu = { db: p.programme.db, settings: p.settings, t: fr }
  const envois = Array.from({ length: 20 }, () =>
    deposer(milieu, { id: p.monde.daniel }, { nom: 'a.pdf', contenu: Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(1000)]) }).then(
      () => 'gardé',
      (e: { statusCode?: number }) => e.statusCode,
    ),
  )
  await attendre(1000)
  expect((await p.demander('/compte', { cookie: daniel })).status).toBe(200)
  expect(await Promise.race([...envois, 'encore en cours'])).toBe('encore en cours')
  fige.closeAllConnections()
  fige.close()
  expect(new Set(await Promise.all(envois))).toEqual(new Set([503]))
})
