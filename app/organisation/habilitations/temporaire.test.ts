import { expect, test } from 'vitest'
import { decider, transmettreGestion } from '#acces/index.ts'
import { envoyerAvis } from '#app/demandes/avis.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

// PLUS-02: a profile held for a time, and what comes back after it. The clock of this file is moved by hand.
const p = await portailDuMonde()
const { menuiserie, heloise } = p.monde
const daniel = await p.session('daniel')
await p.pool.query(`create table horloge (decalage interval not null); insert into horloge values ('0');
  create or replace function maintenant() returns timestamptz language sql stable parallel safe as $$ select clock_timestamp() + decalage from horloge $$`)
const avancer = (de: string) => p.pool.query(`update horloge set decalage = $1::interval`, [de])
const dans = (jours: number) => new Date(Date.now() + jours * 86_400_000).toISOString()

/** A new person who holds « Marchés consultation » for good. */
async function personne(fin: string | null = null, application = 'marches', niveau = 1) {
  const { id, adresse } = await creerUtilisateur(p.pool, { prenom: 'Odile', nom: 'Temporaire' })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, periode) values ($1, $2, tstzrange(maintenant() - interval '1 day', null))`,
    [id, menuiserie],
  )
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, a.id, $5, tstzrange(maintenant() - interval '1 hour', $3::timestamptz) from application a where a.code = $4`,
    [id, menuiserie, fin, application, niveau],
  )
  return { id, adresse }
}
type Corps = {
  numero: string
  code: string
  saisie: { lignes: { avant: string; apres: string; retour: { profil: string; fin: string | null } | null }[] }
}
async function demander(type: string, utilisateur: string, json: object) {
  const r = await p.demander(`/api/v1/demandes/habilitation.${type}`, {
    cookie: daniel,
    json: { structure: menuiserie, utilisateur, ...json },
  })
  return { statut: r.status, corps: (await r.json()) as Corps }
}
const prendreEffet = async () => appliquerEcheances(p.programme)
const niveau = async (utilisateur: string, application = 'marches') => {
  const q = { utilisateur, structure: menuiserie, application }
  const tient = async (n: 'consultation' | 'modification') => (await decider(p.db, { ...q, niveau: n })).oui
  return (await tient('modification')) ? 2 : (await tient('consultation')) ? 1 : 0
}
const lues = async (utilisateur: string) =>
  (
    (await (await p.demander(`/api/v1/habilitations?structure=${menuiserie}&utilisateur=${utilisateur}`, { cookie: daniel })).json()) as {
      elements: { id: string; profil: string; etat: string; fin: string | null; retour: { profil: string; fin: string | null } | null }[]
    }
  ).elements
const enTexte = async (adresse: string) => (await (await p.demander(adresse, { cookie: daniel })).text()).replaceAll(/\s+/g, ' ')

test('PLUS-02 HAB-04 le profil durable qu’un profil temporaire remplace revient à sa fin, si on l’a choisi', async () => {
  await avancer('0')
  const [avec, sans] = [await personne(), await personne()]
  const fait = await demander('modifier', avec.id, { profil: 'marches.modification', fin: dans(10), revenir: true })
  expect([fait.statut, fait.corps.saisie.lignes[0]!.retour]).toEqual([201, { profil: 'consultation', fin: null }])
  await demander('modifier', sans.id, { profil: 'marches.modification', fin: dans(10) })
  expect([await niveau(avec.id), await niveau(sans.id)]).toEqual([1, 1])
  // One line, which says what follows.
  expect((await lues(avec.id)).map((l) => [l.profil, l.etat, l.retour])).toEqual([
    ['marches.modification', 'programmee', { profil: 'marches.consultation', fin: null }],
  ])
  await avancer('1 day')
  await prendreEffet()
  expect([await niveau(avec.id), await niveau(sans.id)]).toEqual([2, 2])
  expect((await lues(avec.id)).map((l) => [l.profil, l.etat])).toEqual([['marches.modification', 'en-vigueur']])
  expect(await enTexte(`/organisation/habilitations?structure=${menuiserie}&utilisateur=${avec.id}`)).toContain('puis Marchés consultation')
  expect(await enTexte(`/demandes/${fait.corps.numero}`)).toContain('puis consultation')
  // PLUS-06: the history of one structure says it too, without that structure's name on each line.
  const historique = await enTexte(`/api/v1/structures/${menuiserie}/historique?format=csv`)
  expect(historique).toMatch(/Marchés : de consultation à modification, jusqu’au [^,;]*, puis consultation, pour Odile Temporaire/)
  await avancer('11 days')
  expect([await niveau(avec.id), await niveau(sans.id)]).toEqual([1, 0])
  expect((await lues(avec.id)).map((l) => [l.profil, l.etat, l.fin])).toEqual([['marches.consultation', 'en-vigueur', null]])
})

test('PLUS-02 ce qui revient garde sa propre fin ; ce qui serait fini d’ici là, ou du même niveau, ne revient pas', async () => {
  await avancer('0')
  const [plusTard, plusTot] = [await personne(dans(20)), await personne(dans(5))]
  const retour = async (id: string, json: object) =>
    (await demander('ajouter', id, { revenir: true, ...json })).corps.saisie.lignes[0]!.retour
  expect((await retour(plusTard.id, { profil: 'marches.modification', fin: dans(10) }))?.profil).toBe('consultation')
  expect(await retour(plusTot.id, { profil: 'marches.modification', fin: dans(10) })).toBeNull()
  const meme = await personne()
  expect(
    (await demander('modifier', meme.id, { profil: 'marches.consultation', fin: dans(10), revenir: true })).corps.saisie.lignes[0]!.retour,
  ).toBeNull()
  await avancer('1 day')
  await prendreEffet()
  await avancer('15 days')
  expect(await niveau(plusTard.id)).toBe(1)
  await avancer('21 days')
  expect(await niveau(plusTard.id)).toBe(0)
})

test('PLUS-02 « Qui prennent fin » montre un profil temporaire avec ce qui revient à sa fin, et jamais ce qui revient', async () => {
  await avancer('0')
  const { id } = await personne(dans(40))
  await demander('modifier', id, { profil: 'marches.modification', fin: `${dans(10).slice(0, 10)}T12:00:00Z`, revenir: true })
  const fins = async () =>
    /<tbody>.*<\/tbody>/.exec(await enTexte(`/organisation/habilitations/inutilisees?structure=${menuiserie}&vue=fins`))?.[0]
  await avancer('1 day')
  await prendreEffet()
  expect(await fins()).toMatch(/Marchés modification.*Odile Temporaire.*jusqu’au .*Marchés consultation, jusqu’au /)
  await p.pool.query(`update habilitation set retiree_le = maintenant() where utilisateur = $1`, [id])
})

test('HAB-04 un changement programmé sur un profil temporaire, puis annulé, rend ce qui devait revenir ; prolongé, il revient plus tard', async () => {
  await avancer('0')
  const { id } = await personne()
  await demander('modifier', id, { profil: 'marches.modification', fin: dans(10), revenir: true })
  await avancer('1 day')
  await prendreEffet()
  const retrait = await demander('supprimer', id, { application: 'marches' })
  expect(retrait.statut).toBe(201)
  expect((await p.demander(`/api/v1/demandes/${retrait.corps.numero}/annulation`, { cookie: daniel, json: {} })).status).toBe(200)
  expect((await lues(id)).map((l) => [l.profil, l.retour?.profil])).toEqual([['marches.modification', 'marches.consultation']])
  // What is not said of it stays.
  expect((await demander('modifier', id, { profil: 'marches.modification', fin: dans(12) })).corps.saisie.lignes[0]!.retour?.profil).toBe(
    'consultation',
  )
  await avancer('2 days')
  await prendreEffet()
  await avancer('11 days')
  expect(await niveau(id)).toBe(2)
  await avancer('13 days')
  expect(await niveau(id)).toBe(1)
})

test('HAB-06 APP-03 approuvée des jours plus tard, une demande dit ce qui est fait, et plus ce qui n’a plus lieu', async () => {
  await avancer('0')
  const { id } = await personne()
  const { cookie } = await ouvrirSession(p.pool, p.settings, id)
  const r = await p.demander('/api/v1/demandes/habilitation.demander', {
    cookie,
    json: { structure: menuiserie, profil: 'marches.modification', fin: dans(10), revenir: true },
  })
  const { numero, saisie } = (await r.json()) as Corps
  expect(saisie.lignes[0]!.retour?.profil).toBe('consultation')
  await demander('supprimer', id, { application: 'marches', immediat: true })
  expect((await p.demander(`/api/v1/approbations/${numero}/decision`, { cookie: daniel, json: { decision: 'approuver' } })).status).toBe(
    200,
  )
  const recu = await enTexte(`/demandes/${numero}`)
  expect([/Marchés.*modification, jusqu’au/.test(recu), recu.includes('puis consultation')]).toEqual([true, false])
  const {
    rows: [avis],
  } = await p.pool.query<{ donnees: { demande: number; moment: 'approuvee' } }>(
    `select donnees from depart where file = 'demande.avis' and donnees->>'moment' = 'approuvee' order by id desc limit 1`,
  )
  await envoyerAvis(p.programme, avis!.donnees)
  const { rows: courriels } = await p.pool.query<{ texte: string }>(
    `select donnees->>'texte' as texte from depart where file = 'courriel' and donnees->>'texte' like $1 and donnees->>'texte' like '%approuvé%'`,
    [`%${numero}%`],
  )
  expect([courriels.length, courriels.some((m) => m.texte.includes('puis consultation'))]).toEqual([1, false])
})

test('HAB-04 UTI-04 retiré tout de suite, ou avec le rattachement, plus rien ne revient', async () => {
  await avancer('0')
  const [retire, detache] = [await personne(), await personne()]
  for (const { id } of [retire, detache]) await demander('modifier', id, { profil: 'marches.modification', fin: dans(10), revenir: true })
  await avancer('1 day')
  await prendreEffet()
  await demander('supprimer', retire.id, { application: 'marches', immediat: true })
  await p.demander('/api/v1/demandes/rattachement.terminer', {
    cookie: daniel,
    json: { structure: menuiserie, utilisateur: detache.id, commentaire: 'fin de mission' },
  })
  await avancer('11 days')
  expect([await niveau(retire.id), await niveau(detache.id), await lues(retire.id)]).toEqual([0, 0, []])
})

test('HAB-04 « Modifier la ligne » et « Ajouter une ligne » proposent ce qui revient, et gardent le choix', async () => {
  await avancer('0')
  const { id } = await personne()
  const ligne = (await lues(id))[0]!.id
  expect(await enTexte(`/organisation/habilitations/modifier?ligne=${ligne}`)).toMatch(
    /name="ensuite".*Marchés consultation revient.*Plus aucun profil/,
  )
  const poster = async (ensuite: string) => {
    const page = await enTexte(`/organisation/habilitations/modifier?ligne=${ligne}`)
    const cle = /name="_cle" value="([^"]+)"/.exec(page)![1]!
    const r = await p.demander(`/organisation/habilitations/modifier?ligne=${ligne}`, {
      cookie: daniel,
      champs: { _cle: cle, niveau: 'modification', fin: dans(10).slice(0, 10), ensuite },
    })
    return enTexte(r.headers.get('location')!)
  }
  expect(await poster('revenir')).toContain('puis Marchés consultation')
  expect(await poster('rien')).toContain('puis plus aucun profil')
  expect(await enTexte(`/organisation/habilitations/ajouter?structure=${menuiserie}&utilisateur=${id}&ensuite.0=rien`)).toMatch(
    /value="rien" selected/,
  )
})

test('PLUS-02 HAB-09 un ensemble accordé pour plus longtemps prolonge ce qui finit avant, et passe ce qui dure autant', async () => {
  await avancer('0')
  const { rows } = await p.pool.query<{ id: string }>(
    `with e as (insert into ensemble_profils (structure, nom) values ($1, 'Pour un temps') returning id)
    insert into ensemble_profil (ensemble, application, niveau) select e.id, a.id, 1 from e, application a where a.code in ('marches', 'engagements') returning ensemble as id`,
    [menuiserie],
  )
  const ensemble = rows[0]!.id
  const accorder = async (utilisateur: string, fin?: string | null) => {
    const r = await demander('ajouter', utilisateur, { ensemble, ...(fin === undefined ? {} : { fin }) })
    return { ...r, marches: r.corps.saisie?.lignes.find((l) => (l as unknown as { application: string }).application === 'marches') }
  }
  const [tot, tard, durable, plus, dit] = [
    await personne(dans(5)),
    await personne(dans(20)),
    await personne(dans(5)),
    await personne(dans(5), 'marches', 2),
    await personne(dans(5)),
  ]
  // Shorter than what is held, and an end not said: passed over.
  expect([(await accorder(tard.id, dans(10))).marches, (await accorder(dit.id)).marches]).toEqual([undefined, undefined])
  expect((await accorder(tot.id, dans(10))).marches).toMatchObject({ avant: 'consultation', apres: 'consultation' })
  expect((await accorder(durable.id, null)).marches).toMatchObject({ avant: 'consultation', apres: 'consultation', fin: null })
  // The higher level keeps its own end, then what the set gives follows.
  expect((await accorder(plus.id, dans(10))).marches).toMatchObject({
    avant: 'modification',
    apres: 'modification',
    retour: { profil: 'consultation' },
  })
  // What is programmed to be less is no reason to pass it over.
  const part = await personne()
  const { numero } = (await demander('supprimer', part.id, { application: 'marches' })).corps
  const refus = (await accorder(part.id)).corps as Corps & { demande: string }
  expect([refus.code, refus.demande]).toEqual(['changement-deja-programme', numero])
  await avancer('1 day')
  await prendreEffet()
  expect(await niveau(plus.id)).toBe(2)
  await avancer('7 days')
  expect([await niveau(tot.id), await niveau(durable.id), await niveau(plus.id), await niveau(dit.id)]).toEqual([1, 1, 1, 0])
  await avancer('12 days')
  expect([await niveau(tot.id), await niveau(durable.id), await niveau(plus.id), await niveau(tard.id)]).toEqual([0, 1, 0, 1])
})

test('PLUS-02 HAB-09 accordés à l’écran sans fin, un profil et un ensemble sont sans fin, même à qui en tenait un pour un temps', async () => {
  await avancer('0')
  const [seul, avec] = [await personne(dans(5)), await personne(dans(5))]
  const { rows } = await p.pool.query<{ id: string }>(
    `select ensemble as id from ensemble_profil p join ensemble_profils e on e.id = p.ensemble where e.nom = 'Pour un temps'`,
  )
  const page = `/organisation/habilitations/ajouter?structure=${menuiserie}`
  const ensembles = `/organisation/habilitations/ensembles/accorder?structure=${menuiserie}`
  const verifier = async (adresse: string, champs: Record<string, string>) => {
    const cle = /name="_cle" value="([^"]+)"/.exec(await enTexte(adresse))![1]!
    const r = await p.demander(adresse, { cookie: daniel, champs: { _cle: cle, structure: menuiserie, ...champs } })
    return enTexte(r.headers.get('location')!)
  }
  expect(await verifier(page, { 'utilisateur.0': seul.id, 'profil.0': 'marches.modification', 'fin.0': '' })).not.toContain('jusqu’au')
  expect(await verifier(ensembles, { personne: avec.id, ensemble: rows[0]!.id, fin: '' })).toContain('Marchés consultation, sans fin')
})

test('GP-02 transmise, la gestion ne laisse rien revenir de « Organisation modification », même après l’annulation d’un retrait', async () => {
  await avancer('0')
  const { rows } = await p.pool.query<{ id: string }>(`select id from service where structure = $1 limit 1`, [menuiserie])
  const service = rows[0]!.id
  // The former manager's own right on a service: less for a time, then the whole again.
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 1, 2, tstzrange(maintenant() - interval '1 hour', null))`,
    [p.monde.daniel, menuiserie, service],
  )
  expect(
    (await demander('modifier', p.monde.daniel, { service, profil: 'organisation.consultation', fin: dans(10), revenir: true })).statut,
  ).toBe(201)
  await avancer('1 day')
  await prendreEffet()
  const retrait = await demander('supprimer', p.monde.daniel, { service, application: 'organisation' })
  expect(retrait.statut).toBe(201)
  await p.db.transaction().execute((tx) => transmettreGestion(tx, { structures: [menuiserie], a: heloise }))
  await p.demander(`/api/v1/demandes/${retrait.corps.numero}/annulation`, { cookie: daniel, json: {} })
  await avancer('11 days')
  expect(
    (
      await decider(p.db, {
        utilisateur: p.monde.daniel,
        structure: menuiserie,
        service,
        application: 'organisation',
        niveau: 'modification',
      })
    ).oui,
  ).toBe(false)
})
