import { expect, test } from 'vitest'
import { suivreUsages } from '#acces/index.ts'
import { guichetDuScenario, question } from '#tests/authzen.ts'

const { p, structure, demander, droit, rattacher } = await guichetDuScenario()

test('PLUS-02 un oui est noté comme un usage du droit, un non jamais ; la clé porte sa dernière minute', async () => {
  await p.pool.query(`insert into utilisateur (adresse_electronique, prenom, nom) values ('carole@exemple.fr', 'Carole', 'Vidal')`)
  await rattacher('carole', structure['record-1'])
  await droit('carole', structure['record-1'], 1)
  await p.programme.usages.ecrire()
  await p.pool.query('delete from usage_habilitation')
  const lire = async () =>
    (
      await p.pool.query(
        `select u.adresse_electronique, h.structure, a.code, h.dernier_le > maintenant() as apres, h.dernier_le from usage_habilitation h join utilisateur u on u.id = h.utilisateur join application a on a.id = h.application`,
      )
    ).rows
  await demander('evaluation', question('carole', 'modification', 'record-1'))
  for (let i = 0; i < 3; i++) await demander('evaluation', question('carole', 'consultation', 'record-1'))
  await demander('evaluations', { ...question('carole', 'consultation', 'record-1'), evaluations: [{}, {}] })
  expect(await lire()).toEqual([])
  const { requetes } = await p.compterRequetes(() => p.programme.usages.ecrire(), { deFond: true })
  expect(requetes).toHaveLength(2)
  expect(await lire()).toMatchObject([
    { adresse_electronique: 'carole@exemple.fr', structure: structure['record-1'], code: 'factures-emises' },
  ])
  const { rows } = await p.pool.query<{ le: Date | null }>('select max(derniere_utilisation_le) as le from cle_application')
  expect([rows[0]!.le!.getSeconds(), Math.abs(Date.now() - rows[0]!.le!.getTime()) < 120_000]).toEqual([0, true])
  // Within the hour nothing more is written of it; nothing noted since, nothing at all.
  await demander('evaluation', question('carole', 'consultation', 'record-1'))
  expect((await p.compterRequetes(() => p.programme.usages.ecrire(), { deFond: true })).requetes).toHaveLength(1)
  expect((await p.compterRequetes(() => p.programme.usages.ecrire(), { deFond: true })).requetes).toEqual([])
  // Another process: to the hour, and nothing goes back.
  const {
    rows: [carole],
  } = await p.pool.query<{ id: string }>(`select id from utilisateur where adresse_electronique = 'carole@exemple.fr'`)
  for (const [avance, attendu] of [
    ['1 minute', 'inchangé'],
    ['-1 day', 'inchangé'],
    ['2 hours', 'récent'],
  ] as const) {
    await p.pool.query('update usage_habilitation set dernier_le = maintenant() - $1::interval', [avance])
    const [avant] = await lire()
    const ailleurs = suivreUsages(p.pool, p.programme.log)
    ailleurs.noter(carole!.id, structure['record-1'], 'factures-emises')
    await ailleurs.arreter()
    const [apres] = await lire()
    expect([avance, apres.dernier_le.getTime() === avant.dernier_le.getTime() ? 'inchangé' : 'récent']).toEqual([avance, attendu])
  }
})

test('PLUS-02 la base refuse : ce qui a été noté attend la fois suivante', async () => {
  await p.pool.query('alter table usage_habilitation rename to ailleurs')
  const usages = suivreUsages(p.pool, p.programme.log)
  usages.noter(p.monde.daniel, p.monde.menuiserie, 'marches')
  await usages.ecrire()
  await p.pool.query('alter table ailleurs rename to usage_habilitation')
  await usages.arreter()
  expect(
    (
      await p.pool.query(
        `select from usage_habilitation where utilisateur = $1 and application = (select id from application where code = 'marches')`,
        [p.monde.daniel],
      )
    ).rowCount,
  ).toBe(1)
})

test('PLUS-02 les écrans du portail notent de même l’usage d’« Organisation modification »', async () => {
  await p.programme.usages.ecrire()
  await p.pool.query('delete from usage_habilitation')
  await p.demander('/api/v1/demandes/structure.modifier?simulation=oui', {
    cookie: await p.session('nadia'),
    json: { structure: p.monde.mairie, telephone: '0478000001' },
  })
  const r = await p.demander('/api/v1/demandes/structure.modifier', {
    cookie: await p.session('daniel'),
    json: { structure: p.monde.menuiserie, telephone: '0240000099' },
  })
  expect(r.status).toBeLessThan(300)
  await p.programme.usages.ecrire()
  expect(
    (await p.pool.query('select h.utilisateur, h.structure, a.code from usage_habilitation h join application a on a.id = h.application'))
      .rows,
  ).toEqual([{ utilisateur: p.monde.daniel, structure: p.monde.menuiserie, code: 'organisation' }])
})
