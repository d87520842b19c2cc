import { expect, test } from 'vitest'
import { habiliter, rattacher } from '#tests/acteurs.ts'
import { droitsDuMonde } from '#tests/habilitations.ts'

const { p, services, demander, annuler, personne, peut, laisserPasser, structureDe, lignes } = await droitsDuMonde()
const { menuiserie, agencement, mairie, daniel, heloise } = p.monde

test('HAB-05 un ajout vaut trente minutes après, pas avant ; le reçu dit quand', async () => {
  const u = await personne()
  const { statut, corps } = await demander('ajouter', { utilisateur: u.id, structure: menuiserie, profil: 'marches.modification' })
  expect([statut, corps.etat]).toEqual([201, 'programmee'])
  expect((Date.parse(corps.effetLe) - Date.now()) / 60_000).toBeCloseTo(30, 0)
  expect(await peut(u.id, 'marches')).toBe(false)
  await laisserPasser(corps.numero)
  expect(await peut(u.id, 'marches', 'modification')).toBe(true)
  expect((await p.pool.query(`select etat from demande where numero = $1`, [corps.numero])).rows).toEqual([{ etat: 'effective' }])
})

test('HAB-03 déjà détenue : 409, dans les mots du portail', async () => {
  const u = await personne({ marches: 2 })
  const { statut, corps } = await demander('ajouter', {
    lignes: [
      { utilisateur: u.id, structure: menuiserie, profil: 'engagements.consultation' },
      { utilisateur: u.id, structure: menuiserie, profil: 'marches.modification' },
    ],
  })
  expect([statut, corps.code, corps.detail]).toEqual([409, 'habilitation-deja-detenue', 'L’utilisateur a déjà l’abonnement sélectionné.'])
  expect(corps.champs).toMatchObject([{ champ: 'lignes.1.profil', code: 'habilitation-deja-detenue' }])
  expect(await lignes(u.id, 'engagements')).toEqual([])
})

test('HAB-01 l’autre niveau change la ligne : l’ancien jusqu’à l’heure, le nouveau ensuite, jamais deux', async () => {
  const u = await personne({ marches: 1 })
  const { corps } = await demander('ajouter', { utilisateur: u.id, structure: menuiserie, profil: 'marches.modification' })
  expect(corps.saisie.lignes).toMatchObject([{ avant: 'consultation', apres: 'modification' }])
  const [ancienne, nouvelle] = await lignes(u.id, 'marches')
  expect(ancienne!.fin).toEqual(nouvelle!.debut)
  expect(nouvelle).toMatchObject({ niveau: 2, fin: null })
  expect([await peut(u.id, 'marches'), await peut(u.id, 'marches', 'modification')]).toEqual([true, false])
  await laisserPasser(corps.numero)
  expect(await peut(u.id, 'marches', 'modification')).toBe(true)
})

test('HAB-03 règles des champs, ligne par ligne : profil, maille, service, personne', async () => {
  const u = await personne({}, { service: services.COMPTA! })
  const l = { utilisateur: u.id, structure: menuiserie, service: services.COMPTA, profil: 'marches.consultation' }
  const { statut, corps } = await demander('ajouter', {
    lignes: [
      l,
      { ...l, profil: 'suivi-des-flux.modification' },
      { ...l, profil: 'cuisine.consultation' },
      { ...l, service: null },
      { ...l, service: services.VOIRIE },
      { ...l, utilisateur: p.monde.nadia },
      l,
    ],
  })
  expect(statut).toBe(422)
  expect(corps.champs?.map((c) => `${c.champ} ${c.code}`)).toEqual([
    'lignes.1.profil profil-inconnu',
    'lignes.2.profil profil-inconnu',
    'lignes.3.utilisateur utilisateur-non-rattache',
    'lignes.4.service service-inconnu',
    'lignes.5.utilisateur utilisateur-non-rattache',
    'lignes.6.profil ligne-en-double',
  ])
  // At its own service it is granted, and holds there only.
  const { corps: recu } = await demander('ajouter', l)
  await laisserPasser(recu.numero)
  expect([await peut(u.id, 'marches', 'consultation', { service: services.COMPTA! }), await peut(u.id, 'marches')]).toEqual([true, false])
  await p.pool.query(`update service set statut = 'SUPPRIME' where code = 'ACHATS'`)
  expect((await demander('ajouter', { ...l, service: services.ACHATS })).corps.champs).toMatchObject([
    { champ: 'service', code: 'service-inconnu' },
  ])
  await p.pool.query(`update service set statut = 'ACTIF' where code = 'ACHATS'`)
})

test('HAB-03 corps incomplets ou hostiles : 422 ou 404, jamais 5xx', async () => {
  const l = { utilisateur: heloise, structure: menuiserie, profil: 'marches.consultation' }
  for (const corps of [
    {},
    { lignes: [] },
    { lignes: 'x' },
    { lignes: [1, null] },
    { ...l, lignes: [l] },
    { ...l, profil: undefined },
    { ...l, structure: { id: menuiserie } },
    { ...l, service: 'x' },
    { ...l, fin: 'infinity' },
    { ...l, fin: '0000-01-01' },
    { ...l, debut: '2077-01-01T00:00:00+23:59', fin: '2076-12-30' },
    { ...l, ensemble: heloise },
    { ...l, structures: [menuiserie] },
    { structures: [menuiserie, 'x'], ...l, structure: undefined },
    { lignes: Array.from({ length: 1001 }, () => l) },
  ])
    for (const type of ['ajouter', 'modifier', 'supprimer', 'demander']) {
      const { statut } = await demander(type, corps)
      expect([400, 404, 422], `${type} ${JSON.stringify(corps).slice(0, 100)} ${statut}`).toContain(statut)
    }
})

test('HAB-09 un ensemble accordé passe ce qui est tenu, retiré ne prend que ce qui l’est', async () => {
  const u = await personne({ marches: 2, 'suivi-des-flux': 1 })
  const ensemble = (await p.pool.query<{ id: string }>(`select id from ensemble_profils where structure is null and nom = 'Lecture seule'`))
    .rows[0]!.id
  const { corps } = await demander('ajouter', { utilisateur: u.id, structures: [menuiserie], ensemble })
  expect(corps.saisie.lignes).toHaveLength(15)
  expect((await demander('ajouter', { utilisateur: u.id, structures: [menuiserie], ensemble })).corps.code).toBe('aucun-changement')
  await laisserPasser(corps.numero)
  expect([await peut(u.id, 'engagements'), await peut(u.id, 'marches', 'modification')]).toEqual([true, true])
  const retrait = await demander('supprimer', { utilisateur: u.id, structure: menuiserie, ensemble, immediat: true })
  expect(retrait.corps.saisie.lignes).toHaveLength(17)
  expect([await peut(u.id, 'engagements'), await peut(u.id, 'marches')]).toEqual([false, false])
})

test('HAB-09 un profil sur deux structures, en une demande', async () => {
  const u = await personne()
  await rattacher(p.pool, u.id, agencement)
  const { corps } = await demander('ajouter', { utilisateur: u.id, structures: [menuiserie, agencement], profil: 'marches.consultation' })
  await laisserPasser(corps.numero)
  expect([await peut(u.id, 'marches'), await peut(u.id, 'marches', 'consultation', { structure: agencement })]).toEqual([true, true])
  expect(
    (await demander('ajouter', { utilisateur: u.id, structures: [menuiserie, mairie], profil: 'engagements.consultation' })).statut,
  ).toBe(404)
})

test('HAB-04 HAB-09 le gestionnaire de la seconde structure lit ce qui est de la sienne, et n’annule pas ce qui est aussi de la première', async () => {
  const [u, autre] = [await personne(), await personne()]
  const seconde = await structureDe(autre.id)
  for (const id of [u.id, daniel]) await rattacher(p.pool, id, seconde)
  for (const id of [autre.id, daniel]) await habiliter(p.pool, id, seconde)
  const { corps } = await demander('ajouter', { utilisateur: u.id, structures: [menuiserie, seconde], profil: 'marches.consultation' })
  const vue = await p.demander(`/api/v1/demandes/${corps.numero}`, { cookie: autre.cookie })
  expect(await vue.json()).toMatchObject({ structure: { id: seconde } })
  const refus = await annuler(corps.numero, autre.cookie)
  expect([refus.status, ((await refus.json()) as { code: string }).code]).toEqual([403, 'acces-refuse'])
  expect((await p.pool.query('select etat from demande where numero = $1', [corps.numero])).rows).toEqual([{ etat: 'programmee' }])
  expect((await annuler(corps.numero)).status).toBe(200)
})

test('HAB-04 PLUS-06 annulée, l’histoire de chaque structure le dit, pour ce qui est de la sienne ; toutes sont tenues le temps de l’annuler', async () => {
  const u = await personne()
  await rattacher(p.pool, u.id, agencement)
  const ids = [menuiserie, agencement]
  const { corps } = await demander('ajouter', { utilisateur: u.id, structures: ids, profil: 'marches.consultation' })
  // Somebody is at the other structure: one waits for them.
  const autre = await p.pool.connect()
  await autre.query('begin')
  await autre.query('select from structure where id = $1 for no key update', [agencement])
  const annulation = annuler(corps.numero)
  await expect
    .poll(
      async () =>
        (
          await p.pool.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%@verrou%'`,
          )
        ).rowCount,
    )
    .toBe(1)
  await autre.query('commit')
  autre.release()
  expect((await annulation).status).toBe(200)
  const { rows } = await p.pool.query<{ chaine: string; evenement: string; lignes: { structure: { id: string } }[] }>(
    `select j.chaine, j.evenement, j.contenu->'avant'->'lignes' as lignes from journal j join demande d on d.id = j.demande where d.numero = $1 and j.evenement like '%:annulee'`,
    [corps.numero],
  )
  expect(rows.map((r) => [r.chaine, r.evenement, r.lignes.map((l) => l.structure.id)]).toSorted()).toEqual(
    ids.map((id) => [id, 'habilitation.ajouter:annulee', [id]]).toSorted(),
  )
})
