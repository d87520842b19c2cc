import { expect, test } from 'vitest'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { droitsDuMonde } from '#tests/habilitations.ts'

const { p, demander, annuler, personne, peut, laisserPasser, lignes } = await droitsDuMonde()
const { menuiserie } = p.monde

test('HAB-04 annulée avant l’heure, une modification rend à la ligne ce qu’elle était', async () => {
  const u = await personne({ marches: 2 })
  const { statut, corps } = await demander('modifier', {
    utilisateur: u.id,
    structure: menuiserie,
    profil: 'marches.consultation',
    fin: '2077-06-30',
  })
  expect(statut).toBe(201)
  const [, nouvelle] = await lignes(u.id, 'marches')
  expect(nouvelle!.fin).toEqual(new Date('2077-06-30T22:00:00Z'))
  expect((await annuler(corps.numero)).status).toBe(200)
  expect((await lignes(u.id, 'marches')).filter((x) => !x.retiree)).toMatchObject([{ niveau: 2, fin: null }])
  expect(await peut(u.id, 'marches', 'modification')).toBe(true)
})

test('HAB-04 une fin se pose, se garde quand on change de niveau, se lève', async () => {
  const u = await personne({ marches: 1 })
  const l = { utilisateur: u.id, structure: menuiserie }
  await laisserPasser((await demander('modifier', { ...l, profil: 'marches.consultation', fin: '2077-06-30' })).corps.numero)
  expect((await demander('modifier', { ...l, profil: 'marches.consultation', fin: '2077-06-30' })).corps.code).toBe(
    'habilitation-deja-detenue',
  )
  const garde = await demander('modifier', { ...l, profil: 'marches.modification' })
  expect(garde.corps.saisie.lignes).toMatchObject([{ fin: '2077-06-30T22:00:00.000Z' }])
  await laisserPasser(garde.corps.numero)
  expect((await demander('modifier', { ...l, profil: 'marches.modification', fin: null })).corps.saisie.lignes).toMatchObject([
    { fin: null },
  ])
  expect((await demander('modifier', { ...l, profil: 'engagements.consultation' })).corps.champs).toMatchObject([
    { code: 'habilitation-absente' },
  ])
})

test('HAB-04 un retrait laisse la ligne jusqu’à l’heure ; annulé, elle reste', async () => {
  const u = await personne({ marches: 2, engagements: 1 })
  const corps = {
    lignes: [
      { utilisateur: u.id, structure: menuiserie, profil: 'marches.modification' },
      { utilisateur: u.id, structure: menuiserie, application: 'engagements' },
    ],
  }
  const premiere = await demander('supprimer', corps)
  expect([premiere.statut, await peut(u.id, 'marches', 'modification')]).toEqual([201, true])
  await annuler(premiere.corps.numero)
  expect(await lignes(u.id, 'marches')).toMatchObject([{ fin: null, retiree: false }])
  await laisserPasser((await demander('supprimer', corps)).corps.numero)
  expect([await peut(u.id, 'marches'), await peut(u.id, 'engagements')]).toEqual([false, false])
  expect((await demander('supprimer', corps)).corps.champs?.map((c) => c.code)).toEqual(['habilitation-absente', 'habilitation-absente'])
})

test('HAB-04 un changement programmé en refuse un autre, et nomme la demande à annuler', async () => {
  const u = await personne({ marches: 1 })
  const l = { utilisateur: u.id, structure: menuiserie, profil: 'marches.modification' }
  const {
    corps: { numero },
  } = await demander('modifier', l)
  for (const [type, corps] of [
    ['ajouter', l],
    ['modifier', l],
    ['supprimer', { ...l, profil: 'marches.consultation' }],
  ] as const) {
    const r = await demander(type, corps)
    expect([type, r.statut, r.corps.code, r.corps.demande]).toEqual([type, 409, 'changement-deja-programme', numero])
    expect(r.corps.detail).toContain(numero)
  }
})

test('HAB-04 « Retirer immédiatement » : tout de suite, et ce qui était programmé est annulé', async () => {
  const u = await personne({ marches: 1, engagements: 2 })
  const seule = (await demander('modifier', { utilisateur: u.id, structure: menuiserie, profil: 'marches.modification' })).corps.numero
  const { statut, corps } = await demander('supprimer', {
    utilisateur: u.id,
    structure: menuiserie,
    profil: 'marches.consultation',
    immediat: true,
  })
  expect([statut, corps.etat, corps.resultat]).toEqual([201, 'effective', { demandesAnnulees: [seule] }])
  expect((await p.pool.query('select etat from demande where numero = $1', [seule])).rows).toEqual([{ etat: 'annulee' }])
  expect((await lignes(u.id, 'marches')).map((x) => x.retiree)).toEqual([true, true])
  // One demande about two lines: the other line keeps its change.
  const deux = (
    await demander('ajouter', {
      lignes: ['marches.modification', 'raccordements.consultation'].map((profil) => ({
        utilisateur: u.id,
        structure: menuiserie,
        profil,
      })),
    })
  ).corps.numero
  expect(
    (await demander('supprimer', { utilisateur: u.id, structure: menuiserie, application: 'marches', immediat: true })).corps.resultat,
  ).toEqual({ demandesAnnulees: [] })
  await laisserPasser(deux)
  expect([await peut(u.id, 'marches'), await peut(u.id, 'raccordements')]).toEqual([false, true])
})

test('U09 intervalles vides, renversés, passés, infinis : refusés', async () => {
  const u = await personne()
  const l = { utilisateur: u.id, structure: menuiserie, profil: 'marches.consultation' }
  const bientot = new Date(Date.now() + 10 * 60_000).toISOString()
  for (const [dates, champ] of [
    [{ debut: '2077-02-01', fin: '2077-01-31' }, 'fin'],
    [{ debut: '2077-02-01T00:00:00Z', fin: '2077-02-01T00:00:00Z' }, 'fin'],
    [{ debut: '2020-01-01' }, 'debut'],
    [{ fin: '2020-01-01' }, 'fin'],
    [{ fin: bientot }, 'fin'],
    [{ fin: '2100-01-01' }, 'fin'],
    [{ debut: 'infinity' }, 'debut'],
    [{ fin: '-infinity' }, 'fin'],
  ] as const)
    expect(
      (await demander('ajouter', { ...l, ...dates })).corps.champs?.map((c) => c.champ),
      JSON.stringify(dates),
    ).toEqual([champ])
  expect(await lignes(u.id, 'marches')).toEqual([])
})

test('U09 à la borne, exactement un profil', async () => {
  const u = await personne({ marches: 2 })
  await demander('modifier', {
    utilisateur: u.id,
    structure: menuiserie,
    profil: 'marches.consultation',
    debut: '2077-03-01',
    fin: '2077-03-31',
  })
  const a = async (instant: string) =>
    (
      await p.pool.query<{ niveau: number }>(
        `select h.niveau from habilitation h join application x on x.id = h.application where h.utilisateur = $1 and x.code = 'marches' and h.retiree_le is null and h.periode @> $2::timestamptz`,
        [u.id, instant],
      )
    ).rows.map((r) => r.niveau)
  expect([
    await a('2077-02-28 23:59:59.999999+01'),
    await a('2077-03-01 00:00+01'),
    await a('2077-03-31 23:59:59.999999+02'),
    await a('2077-04-01 00:00+02'),
  ]).toEqual([[2], [1], [1], []])
})

test('U09 la base refuse deux profils sur la même ligne au même instant', async () => {
  const u = await personne({ marches: 2 })
  await expect(
    p.pool.query(
      `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, 1, tstzrange(maintenant(), null) from application where code = 'marches'`,
      [u.id, menuiserie],
    ),
  ).rejects.toMatchObject({ constraint: 'habilitation_sans_recouvrement' })
})

test('PLUS-02 un droit qui commence plus tard se retire immédiatement, et ne commence jamais', async () => {
  const u = await personne()
  const l = { utilisateur: u.id, structure: menuiserie, profil: 'marches.consultation' }
  const {
    corps: { numero },
  } = await demander('ajouter', { ...l, debut: '2077-03-01' })
  await p.pool.query(`update demande set effet_le = maintenant() where numero = $1`, [numero])
  await appliquerEcheances(p.programme)
  expect(await peut(u.id, 'marches')).toBe(false)
  expect((await demander('modifier', { ...l, profil: 'marches.modification' })).corps).toMatchObject({
    code: 'changement-deja-programme',
    demande: null,
  })
  expect((await demander('supprimer', { ...l, immediat: true })).statut).toBe(201)
  expect(await lignes(u.id, 'marches')).toMatchObject([{ retiree: true }])
})
