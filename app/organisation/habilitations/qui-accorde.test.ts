import { expect, test } from 'vitest'
import { poserDroits } from '#acces/index.ts'
import { deciderApprobation } from '#demandes/index.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { droitsDuMonde } from '#tests/habilitations.ts'
import { fr } from '#ui/textes/index.ts'

const { p, cookies, services, demander, annuler, personne, peut, laisserPasser, structureDe, lignes } = await droitsDuMonde()
const { menuiserie, agencement, mairie, daniel, heloise } = p.monde

test('U08 « Organisation modification » : le gestionnaire principal ou son suppléant, par aucun autre chemin', async () => {
  const chef = await personne({ organisation: 2 })
  const u = await personne({ organisation: 1 })
  const { id: ensemble } = (
    await p.pool.query<{ id: string }>(
      `with e as (insert into ensemble_profils (structure, nom) values ($1, 'Tout') returning id) insert into ensemble_profil select e.id, 1, 2 from e returning ensemble as id`,
      [menuiserie],
    )
  ).rows[0]!
  const l = { structure: menuiserie, profil: 'organisation.modification' }
  const chemins: [string, object][] = [
    ['ajouter', { ...l, utilisateur: u.id }],
    ['ajouter', { ...l, utilisateur: chef.id, service: services.COMPTA }],
    ['modifier', { ...l, utilisateur: u.id }],
    [
      'ajouter',
      {
        lignes: [
          { ...l, profil: 'marches.consultation', utilisateur: u.id },
          { ...l, utilisateur: u.id },
        ],
      },
    ],
    ['ajouter', { utilisateur: u.id, structure: menuiserie, ensemble }],
  ]
  for (const [type, corps] of chemins)
    for (const suite of ['', '?simulation=oui']) {
      const r = await demander(type, corps, chef.cookie, suite)
      expect([r.statut, r.corps.code, r.corps.raison], JSON.stringify(corps)).toEqual([403, 'acces-refuse', fr.habilitations.refus.octroi])
    }
  expect(
    (
      await demander(
        'ajouter',
        {
          lignes: [
            { ...l, profil: 'marches.consultation', utilisateur: u.id },
            { ...l, utilisateur: u.id },
          ],
        },
        chef.cookie,
      )
    ).corps.champs,
  ).toMatchObject([{ champ: 'lignes.1.profil' }])
  await p.pool.query(
    `insert into suppleance (gestionnaire, suppleant, structure, periode) values ($1, $2, $3, tstzrange(maintenant() - interval '1 hour', maintenant() + interval '1 hour'))`,
    [daniel, chef.id, menuiserie],
  )
  expect((await demander('modifier', { ...l, utilisateur: u.id }, chef.cookie)).statut).toBe(201)
})

test('U08 hors de ce que l’on gère : rien ne se dit, rien ne se fait', async () => {
  const chef = await personne({ organisation: 2 }, { service: services.COMPTA! })
  const voisin = await personne({}, { service: services.CHANTIER! })
  const sien = await personne({}, { service: services.COMPTA! })
  const l = { profil: 'marches.consultation', structure: menuiserie }
  expect((await demander('ajouter', { ...l, utilisateur: sien.id, service: services.COMPTA }, chef.cookie)).statut).toBe(201)
  for (const [corps, statut] of [
    [{ ...l, utilisateur: chef.id, structure: mairie }, 404],
    [{ ...l, utilisateur: voisin.id, service: services.CHANTIER }, 403],
    [{ ...l, utilisateur: chef.id }, 403],
    [
      {
        lignes: [
          { ...l, utilisateur: sien.id, service: services.COMPTA, profil: 'engagements.consultation' },
          { ...l, utilisateur: chef.id },
        ],
      },
      403,
    ],
  ] as const)
    for (const type of ['ajouter', 'modifier', 'supprimer'])
      expect([type, (await demander(type, corps, chef.cookie)).statut]).toEqual([type, statut])
  const simple = await personne({ organisation: 1 })
  expect((await demander('ajouter', { ...l, utilisateur: simple.id }, simple.cookie)).statut).toBe(403)
  expect((await demander('ajouter', { ...l, utilisateur: heloise }, cookies.nadia)).statut).toBe(404)
})

test('HAB-07 le gestionnaire principal garde « Organisation modification », entière et sans fin', async () => {
  const chef = await personne({ organisation: 2 })
  const l = { utilisateur: daniel, structure: menuiserie }
  for (const [type, corps] of [
    ['supprimer', { ...l, application: 'organisation' }],
    ['supprimer', { ...l, application: 'organisation', immediat: true }],
    ['modifier', { ...l, profil: 'organisation.consultation' }],
    ['ajouter', { ...l, profil: 'organisation.consultation' }],
  ] as const)
    for (const cookie of [cookies.daniel, chef.cookie])
      expect((await demander(type, corps, cookie)).corps.code).toBe('habilitation-du-gestionnaire')
  expect((await demander('modifier', { ...l, profil: 'organisation.modification', fin: '2077-01-01' })).corps.code).toBe(
    'habilitation-du-gestionnaire',
  )
  expect((await demander('demander', { structure: menuiserie, profil: 'organisation.modification', renoncer: true })).corps.code).toBe(
    'habilitation-du-gestionnaire',
  )
})

test('HAB-07 la dernière « Organisation modification » d’une structure active reste ; celle qui va finir ne compte pas', async () => {
  const structure = await structureDe((await creerUtilisateur(p.pool)).id)
  const [a, b] = [await personne({ organisation: 2 }, { structure }), await personne({ organisation: 2 }, { structure })]
  const {
    corps: { numero },
  } = await demander('supprimer', { utilisateur: b.id, structure, application: 'organisation' }, a.cookie)
  for (const corps of [{ application: 'organisation' }, { application: 'organisation', immediat: true }])
    expect((await demander('supprimer', { utilisateur: a.id, structure, ...corps }, a.cookie)).corps.code).toBe(
      'dernier-organisation-modification',
    )
  expect((await demander('modifier', { utilisateur: a.id, structure, profil: 'organisation.consultation' }, a.cookie)).corps.code).toBe(
    'dernier-organisation-modification',
  )
  await annuler(numero, a.cookie)
  expect((await demander('supprimer', { utilisateur: a.id, structure, application: 'organisation' }, a.cookie)).statut).toBe(201)
  expect(
    (
      await demander(
        'supprimer',
        { lignes: [a, b].map(({ id }) => ({ utilisateur: id, structure, application: 'organisation' })) },
        b.cookie,
      )
    ).statut,
  ).toBe(409)
})

test('U10 une ligne interdite, à chaque place : aucune ne passe, et c’est elle que l’on nomme', async () => {
  const u = await personne()
  const bonnes = ['marches', 'engagements', 'raccordements'].map((a) => ({
    utilisateur: u.id,
    structure: menuiserie,
    profil: `${a}.consultation`,
  }))
  const cas: [object, number, string | null][] = [
    [{ utilisateur: u.id, structure: mairie, profil: 'marches.consultation' }, 404, null],
    [{ utilisateur: p.monde.nadia, structure: menuiserie, profil: 'factures-emises.consultation' }, 422, 'utilisateur'],
    [{ utilisateur: daniel, structure: menuiserie, profil: 'marches.modification' }, 409, 'profil'],
  ]
  for (const [mauvaise, statut, champ] of cas)
    for (let i = 0; i <= bonnes.length; i++) {
      const r = await demander('ajouter', { lignes: bonnes.toSpliced(i, 0, mauvaise as never) })
      expect([r.statut, r.corps.champs?.map((c) => c.champ)]).toEqual([statut, champ ? [`lignes.${i}.${champ}`] : undefined])
    }
  expect((await p.pool.query('select count(*)::int as n from habilitation where utilisateur = $1', [u.id])).rows).toEqual([{ n: 0 }])
})

test('S04 perdu avant l’heure : ce qui était programmé n’a pas lieu, l’ancien niveau reste', async () => {
  const chef = await personne({ organisation: 2 })
  const u = await personne({ marches: 2 })
  const {
    corps: { numero },
  } = await demander('modifier', { utilisateur: u.id, structure: menuiserie, profil: 'marches.consultation' }, chef.cookie)
  await demander('supprimer', { utilisateur: chef.id, structure: menuiserie, application: 'organisation', immediat: true })
  await laisserPasser(numero)
  expect((await p.pool.query('select etat from demande where numero = $1', [numero])).rows).toEqual([{ etat: 'annulee' }])
  expect((await lignes(u.id, 'marches')).filter((x) => !x.retiree)).toMatchObject([{ niveau: 2, fin: null }])
})

const decision = (numero: string, d: 'approuver' | 'refuser' = 'approuver') =>
  deciderApprobation({ ...p.programme, t: fr }, numero, { id: daniel, roles: [] }, { decision: d, motif: 'Pour l’essai' })

test('HAB-06 un profil demandé, un autre rendu : approuvés ensemble, trente minutes après la décision', async () => {
  const u = await personne({ marches: 1, engagements: 2 })
  const { statut, corps } = await demander(
    'demander',
    {
      lignes: [
        { structure: menuiserie, profil: 'marches.modification' },
        { structure: menuiserie, profil: 'engagements.modification', renoncer: true },
      ],
      commentaire: 'Je change de poste',
    },
    u.cookie,
  )
  expect([statut, corps.etat]).toEqual([201, 'demandee'])
  expect(await lignes(u.id, 'marches')).toHaveLength(1)
  expect((await demander('demander', { structure: menuiserie, profil: 'marches.modification' }, u.cookie)).corps).toMatchObject({
    code: 'demande-deja-en-attente',
    demande: corps.numero,
  })
  const recu = await decision(corps.numero)
  expect([recu.etat, (recu.effetLe!.getTime() - Date.now()) / 60_000]).toEqual(['programmee', expect.closeTo(30, 0)])
  expect(await peut(u.id, 'engagements', 'modification')).toBe(true)
  await laisserPasser(corps.numero)
  expect([await peut(u.id, 'marches', 'modification'), await peut(u.id, 'engagements')]).toEqual([true, false])
})

test('HAB-06 refusée ou annulée : rien n’est écrit ; « Organisation modification » peut se demander', async () => {
  const u = await personne({ organisation: 1 })
  const a = await demander('demander', { structure: menuiserie, profil: 'organisation.modification' }, u.cookie)
  await decision(a.corps.numero, 'refuser')
  const b = await demander('demander', { structure: menuiserie, profil: 'organisation.modification' }, u.cookie)
  expect(b.statut).toBe(201)
  await annuler(b.corps.numero, u.cookie)
  expect(await lignes(u.id, 'organisation')).toHaveLength(1)
  const c = await demander('demander', { structure: menuiserie, profil: 'organisation.modification' }, u.cookie)
  await decision(c.corps.numero)
  await annuler(c.corps.numero, u.cookie)
  expect((await lignes(u.id, 'organisation')).filter((x) => !x.retiree)).toMatchObject([{ niveau: 1, fin: null }])
})

test('HAB-06 jugée à nouveau quand elle est décidée : détenue ou détaché entre-temps', async () => {
  const u = await personne()
  const {
    corps: { numero },
  } = await demander('demander', { structure: menuiserie, profil: 'marches.modification' }, u.cookie)
  await p.pool.query(`update rattachement set retire_le = maintenant() where utilisateur = $1`, [u.id])
  await expect(decision(numero)).rejects.toMatchObject({ probleme: { code: 'utilisateur-non-rattache' } })
  await p.pool.query(`update rattachement set retire_le = null where utilisateur = $1`, [u.id])
  await p.db.transaction().execute((tx) =>
    poserDroits(tx, [{ utilisateur: u.id, structure: menuiserie, application: 'marches', niveau: 2 }], {
      demande: null,
      quand: new Date(Date.now() - 1000),
    }),
  )
  await expect(decision(numero)).rejects.toMatchObject({ probleme: { code: 'habilitation-deja-detenue' } })
})

test('HAB-06 pour soi, dans une structure à laquelle on est rattaché, une à la fois', async () => {
  const u = await personne()
  const l = { structure: menuiserie, profil: 'marches.modification' }
  expect((await demander('demander', { ...l, utilisateur: heloise }, u.cookie)).corps.code).toBe('pour-soi-seulement')
  expect((await demander('demander', { ...l, structure: mairie }, u.cookie)).statut).toBe(404)
  expect((await demander('demander', { lignes: [l, { ...l, structure: agencement }] })).corps.code).toBe('une-seule-structure')
  expect((await demander('demander', { ...l, renoncer: true }, u.cookie)).corps.code).toBe('habilitation-absente')
})
