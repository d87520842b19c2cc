import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

/** PostgreSQL compares five plans made for their values with one made for any, and keeps the latter when it looks no dearer. */
const ESSAIS = 20

/** A busy machine may be told to come back in a second. */
const repondu = (demander: () => Promise<Response>, statut: number) => expect.poll(async () => (await demander()).status).toBe(statut)

test('INT-11 ce que chaque page et chaque demande posent à la base n’est planifié qu’une fois par connexion', async () => {
  const p = await portailDuMonde()
  const cookie = await p.session('daniel')
  for (let i = 0; i < ESSAIS; i++) {
    for (const chemin of ['/', `/organisation/structures/${p.monde.menuiserie}`, `/api/v1/structures/${p.monde.menuiserie}`])
      await repondu(() => p.demander(chemin, { cookie }), 200)
    await repondu(
      () =>
        p.demander('/api/v1/demandes/structure.modifier', {
          cookie,
          headers: { 'idempotency-key': `plans-${i}` },
          json: { structure: p.monde.menuiserie, telephone: `02400000${10 + i}` },
        }),
      201,
    )
  }
  const { pool } = p.programme
  const connexions = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  const lus = await Promise.all(
    connexions.map((c) =>
      c.query<{ nom: string; general: number; fois: number }>(
        `select left(name, -9) as nom, generic_plans::int as general, (generic_plans + custom_plans)::int as fois from pg_prepared_statements`,
      ),
    ),
  )
  for (const c of connexions) c.release()
  const souvent = lus.flatMap((l) => l.rows).filter((l) => l.fois > 6)
  expect(souvent.map((l) => l.nom)).toEqual(
    expect.arrayContaining(['session', 'sessions', 'acces-structures', 'acces-plusieurs', 'verrou-cle', 'structure', 'fin-demande']),
  )
  expect(souvent.filter((l) => l.general < l.fois - 5).map((l) => `${l.nom} : ${l.general} sur ${l.fois}`)).toEqual([])
})
