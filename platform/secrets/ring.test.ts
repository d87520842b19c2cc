import { expect, test } from 'vitest'
import { openDatabase } from '#platform/database/open.ts'
import { sealWithRing, unsealWithRing } from '#platform/secrets/ring.ts'
import { baseDEssai } from '#tests/base.ts'

const secret = { SECRET_KEY: 'cle-des-essais-0123456789-0123456789' }

test('BAN-04 trousseau : une seule clé courante, même demandée dix fois à la fois ; un autre SECRET_KEY ne l’ouvre pas', async () => {
  const { pool } = await baseDEssai()
  const db = openDatabase(pool)
  const scelles = await Promise.all(
    Array.from({ length: 10 }, (_, i) => db.transaction().execute((tx) => sealWithRing(tx, secret, `compte ${i}`, `lieu:${i}`))),
  )
  expect(new Set(scelles.map((s) => s.cle)).size).toBe(1)
  expect((await pool.query('select count(*)::int as n from cle_donnees')).rows[0].n).toBe(1)
  for (const [i, s] of scelles.entries()) expect(await unsealWithRing(db, secret, s, `lieu:${i}`)).toBe(`compte ${i}`)
  await expect(unsealWithRing(db, { SECRET_KEY: 'une-autre-cle-0123456789-0123456789-' }, scelles[0]!, 'lieu:0')).rejects.toThrow()
})
