import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

test('INT-11 une recherche faite de seule ponctuation ne trouve rien, au lieu de tout montrer ; sans elle, tout est là', async () => {
  const p = await portailDuMonde()
  const { daniel, operateur, menuiserie } = p.monde
  await p.pool.query(
    `insert into message (cle, auteur, portee, titre, texte, expire_le) values (gen_random_uuid(), $1, 'tous', 'Un', 'Un', maintenant() + interval '1 day')`,
    [operateur],
  )
  await p.pool.query(
    `insert into incident (cle, auteur, genre, titre, texte, debut) values (gen_random_uuid(), $1, 'incident', 'Un', 'Un', maintenant())`,
    [operateur],
  )
  await p.pool.query(
    `insert into avis (utilisateur, genre, cle, titre, adresse, cadence) values ($1, 'droits', 'un', 'Un', '/compte', 'aussitot')`,
    [daniel],
  )
  const total = async (qui: 'daniel' | 'operateur', chemin: string) =>
    ((await (await p.demander(chemin, { cookie: await p.session(qui) })).json()) as { total: number }).total
  for (const [qui, chemin] of [
    ['daniel', '/api/v1/messages'],
    ['daniel', '/api/v1/avis'],
    ['daniel', `/api/v1/habilitations?structure=${menuiserie}`],
    ['operateur', '/api/v1/incidents'],
    ['operateur', '/api/v1/exploitation/agents'],
    ['operateur', '/api/v1/exploitation/categories'],
  ] as const) {
    const avec = new URL(chemin, p.url)
    avec.searchParams.set('recherche', '-- ?')
    expect([chemin, await total(qui, chemin)]).toEqual([chemin, expect.not.toBeOneOf([0, undefined])])
    expect([chemin, await total(qui, `${avec.pathname}${avec.search}`)]).toEqual([chemin, 0])
  }
})
