import { beforeAll, describe, expect, test } from 'vitest'
import { creerUtilisateur, rattacher } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { jourIso } from '#ui/textes/format.ts'

const p = await portailDuMonde()
const { monde } = p
let daniel: string
let heloise: string
let claire: string
let idClaire: string
beforeAll(async () => {
  ;[daniel, heloise] = await Promise.all([p.session('daniel'), p.session('heloise')])
  const { id } = await creerUtilisateur(p.pool, { prenom: 'Claire', nom: 'Morel', adresse: 'claire.morel@exemple.fr' })
  idClaire = id
  await rattacher(p.pool, id, monde.menuiserie)
  claire = await p.session(id)
})

async function demander(application: string): Promise<string> {
  const r = await p.demander('/api/v1/demandes/habilitation.demander', {
    cookie: heloise,
    json: { structure: monde.menuiserie, profil: `${application}.modification`, renoncer: true },
  })
  return ((await r.json()) as { numero: string }).numero
}
const decider = (numero: string, json: object, cookie = daniel) => p.demander(`/api/v1/approbations/${numero}/decision`, { cookie, json })
const etats = async (numeros: string[]) =>
  (
    await p.pool.query<{ etat: string; motif: string | null }>(
      'select a.etat, a.motif from approbation a join demande d on d.id = a.demande where numero = any($1) order by d.id',
      [numeros],
    )
  ).rows.map((r) => r.etat)
const lire = async (chemin: string) => (await (await p.demander(chemin, { cookie: daniel })).text()).replaceAll('\u00a0', ' ')
async function choisir(champs: Record<string, string | string[]>): Promise<string> {
  const r = await p.demander('/approbations/verifier', { cookie: daniel, champs })
  expect(r.status).toBe(303)
  return r.headers.get('location')!
}

describe('APP-03 plusieurs à la fois', () => {
  test('APP-03 U10 chaque ligne est relue et jugée seule ; celle qui ne peut plus l’être reste, grisée, avec la raison', async () => {
    const numeros = [
      await demander('marches'),
      await demander('engagements'),
      await demander('raccordements'),
      await demander('cessions-de-creance'),
    ]
    const lot = await choisir({ choix: numeros, decision: 'refuser' })
    await decider(numeros[1]!, { decision: 'approuver' })
    const page = await lire(lot)
    for (const mot of [
      'Refuser 3 demandes',
      `${numeros[1]} ne peut plus être décidée.`,
      'class="is-off"',
      'Daniel Poitier a approuvé la demande',
      'Retrait : Marchés modification',
    ])
      expect([mot, page.includes(mot)]).toEqual([mot, true])
    // The reason of a refusal is not said optional.
    expect(/Motif, le même pour toutes[^<]*<span class="optional"/.test(page)).toBe(false)
    expect((await p.demander(lot, { cookie: daniel, champs: { decision: 'refuser', motif: '' } })).status).toBe(422)
    expect((await p.demander(lot, { cookie: heloise })).status).toBe(404)
    // Withdrawn while the page was read.
    await p.demander(`/api/v1/demandes/${numeros[2]}/annulation`, { cookie: heloise, json: {} })
    const envois = await Promise.all(
      [1, 2].map(() => p.demander(lot, { cookie: daniel, champs: { decision: 'refuser', motif: 'Revu ensemble.' } })),
    )
    expect(envois.map((r) => r.status)).toEqual([303, 303])
    expect(await etats(numeros)).toEqual(['refusee', 'approuvee', 'annulee', 'refusee'])
    const resultat = await lire(lot)
    for (const mot of ['2 demandes sur 4 refusées', 'Laissée de côté', 'la demande a été annulée', 'Résultat'])
      expect([mot, resultat.includes(mot)]).toEqual([mot, true])
    // Those left aside are the first of the list, whatever their place in the choice.
    expect([...resultat.matchAll(/href="\/approbations\/(RITM\d+)"/g)].map((m) => m[1]).slice(0, 2)).toEqual(numeros.slice(1, 3))
    expect((await p.pool.query(`select count(*)::int as n from depart where donnees->>'moment' = 'refusee'`)).rows).toEqual([{ n: 2 }])
  })

  test('APP-03 U10 une ligne d’une autre structure, à chaque place : elle seule est refusée', async () => {
    const { rows } = await p.pool.query<{ numero: string }>(
      `with d as (insert into demande (type, auteur, structure, saisie, etat) values ('habilitation.demander', $1, $2, '{"lignes":[]}', 'demandee') returning id, numero)
      , a as (insert into approbation (demande, structure, expire_le) select id, $2, maintenant() + interval '30 days' from d) select numero from d`,
      [monde.heloise, monde.mairie],
    )
    const etrangere = rows[0]!.numero
    for (const [place, application] of [
      'memoires-de-frais-de-justice',
      'remboursements-de-taxes',
      'certificats-de-cessibilite',
    ].entries()) {
      const miennes = [
        await demander(application),
        await demander(['factures-de-travaux', 'factures-a-valider', 'comptes-techniques'][place]!),
      ]
      const choix = miennes.toSpliced(place, 0, etrangere)
      const lot = await choisir({ choix, decision: 'approuver' })
      await p.demander(lot, { cookie: daniel, champs: { decision: 'approuver' } })
      expect([place, await etats(miennes), await etats([etrangere])]).toEqual([place, ['approuvee', 'approuvee'], ['demandee']])
    }
  })

  test('POR-15 APP-03 « tout sélectionner » prend ce qui est à décider sous les filtres, quelle que soit la page', async () => {
    const numeros = [
      await demander('sollicitations-emises'),
      await demander('sollicitations-recues'),
      await demander('mandats-de-facturation'),
    ]
    const lot = await choisir({ tous: 'oui', filtre: 'recherche=ferdinand&etat=demandee', decision: 'approuver' })
    const page = await lire(lot)
    for (const numero of numeros) expect(page.includes(numero)).toBe(true)
    expect(page.includes('Approuver 3 demandes')).toBe(true)
    await p.demander(lot, { cookie: daniel, champs: { decision: 'approuver', motif: 'Vu.' } })
    expect(await etats(numeros)).toEqual(['approuvee', 'approuvee', 'approuvee'])
    expect(
      (await p.demander('/approbations/verifier', { cookie: daniel, champs: { tous: 'oui', filtre: 'recherche=personne' } })).headers.get(
        'location',
      ),
    ).toBe('/approbations?recherche=personne')
  })
})

describe('APP-05 suppléants', () => {
  const corps = () => ({
    adresseElectronique: 'claire.morel@exemple.fr',
    structure: monde.menuiserie,
    debut: '2020-01-01',
    fin: '2099-01-01',
  })
  const nommer = (json: object, cookie = daniel) => p.demander('/api/v1/suppleances', { cookie, json })
  const aujourdhui = jourIso(new Date())

  test('APP-05 le suppléant décide pendant l’absence, l’historique le dit ; arrêté, il ne décide plus', async () => {
    expect((await nommer(corps(), heloise)).status).toBe(403)
    const r = await nommer({ ...corps(), debut: aujourdhui, fin: aujourdhui })
    const s = (await r.json()) as { id: string; etat: string }
    expect([r.status, s.etat]).toEqual([201, 'enCours'])
    expect((await nommer({ ...corps(), debut: aujourdhui, fin: aujourdhui })).status).toBe(409)
    const numero = await demander('factures-emises')
    const page = await (await p.demander(`/approbations/${numero}`, { cookie: claire })).text()
    for (const mot of ['Approuver, effectif', 'Vous décidez comme suppléant', 'Claire Morel, en qualité de suppléant'])
      expect([mot, page.includes(mot)]).toEqual([mot, true])
    expect((await decider(numero, { decision: 'refuser', motif: 'Pas maintenant.' }, claire)).status).toBe(200)
    expect(
      (await p.pool.query(`select qualite, decidee_par from approbation a join demande d on d.id = a.demande where numero = $1`, [numero]))
        .rows,
    ).toEqual([{ qualite: 'suppleant', decidee_par: idClaire }])
    const { rows } = await p.pool.query(
      `select evenement, contenu->>'qualite' as qualite from journal where chaine = $1 and (evenement like 'suppleance%' or evenement = 'habilitation.demander:refusee') order by rang desc limit 2`,
      [monde.menuiserie],
    )
    expect(rows).toEqual([
      { evenement: 'habilitation.demander:refusee', qualite: 'suppleant' },
      { evenement: 'suppleance.nommer:effective', qualite: null },
    ])
    expect(
      (await (await p.demander(`/demandes/${numero}`, { cookie: heloise })).text()).includes(
        'Refusée par Claire Morel, en qualité de suppléant',
      ),
    ).toBe(true)
    const encore = await demander('factures-recues')
    expect((await p.demander(`/api/v1/suppleances/${s.id}/fin`, { cookie: claire, method: 'POST' })).status).toBe(404)
    expect((await p.demander(`/api/v1/suppleances/${s.id}/fin`, { cookie: daniel, method: 'POST' })).status).toBe(200)
    expect((await decider(encore, { decision: 'approuver' }, claire)).status).toBe(404)
  })

  test('APP-05 rattaché à la structure entière, période à venir et d’un an au plus, jamais soi-même', async () => {
    const refus = async (plus: object) =>
      (
        (await (await nommer({ ...corps(), debut: aujourdhui, fin: aujourdhui, ...plus })).json()) as {
          champs?: { champ: string; code: string }[]
        }
      ).champs?.map((c) => `${c.champ}:${c.code}`)
    expect(await refus({ adresseElectronique: 'daniel.poitier@exemple.fr' })).toEqual(['adresseElectronique:suppleant-soi-meme'])
    expect(await refus({ adresseElectronique: 'nadia.bonjean@exemple.fr' })).toEqual(['adresseElectronique:suppleant-inconnu'])
    // What was left empty is named as the form names it, not said to be a wrong date.
    expect(await refus({ debut: '', fin: null })).toEqual(['debut:champ-manquant', 'fin:champ-manquant'])
    const vide = (
      await (
        await p.demander('/approbations/suppleants', {
          cookie: daniel,
          champs: { adresseElectronique: 'claire.morel@exemple.fr', structure: '', debut: '', fin: '' },
        })
      ).text()
    ).replaceAll('\u00a0', ' ')
    for (const mot of ['Renseignez le champ « Du »', 'Renseignez le champ « Au »']) expect(vide).toContain(mot)
    // What the page is for is said once.
    expect(vide.split('Pendant une absence, un suppléant décide à votre place').length).toBe(2)
    expect(await refus({ debut: '2020-01-01', fin: '2020-01-02' })).toEqual(['fin:date-passee'])
    // All at once, in the order of the fields: who, from when, until when.
    expect(await refus({ adresseElectronique: 'nadia.bonjean@exemple.fr', debut: '2020-01-01', fin: '2020-01-02' })).toEqual([
      'adresseElectronique:suppleant-inconnu',
      'fin:date-passee',
    ])
    expect(await refus({ fin: '2020-01-02', debut: 'hier', adresseElectronique: 'nadia.bonjean@exemple.fr', autre: 1 })).toEqual([
      'adresseElectronique:suppleant-inconnu',
      'debut:date-invalide',
      'fin:date-passee',
      'autre:champ-inconnu',
    ])
    expect(await refus({ adresseElectronique: '', debut: '2020-01-01', fin: '2020-01-02' })).toEqual([
      'adresseElectronique:champ-manquant',
      'fin:date-passee',
    ])
    expect(await refus({ fin: '2020-01-02' })).toEqual(['fin:fin-trop-tot'])
    expect(await refus({ fin: '2099-01-01' })).toEqual(['fin:periode-trop-longue'])
    expect((await nommer({ ...corps(), structure: monde.mairie, debut: aujourdhui, fin: aujourdhui })).status).toBe(404)
    const { id } = await creerUtilisateur(p.pool, { adresse: 'service.seul@exemple.fr' })
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, service, periode) select $1, $2, id, tstzrange(maintenant(), null) from service where structure = $2 limit 1`,
      [id, monde.menuiserie],
    )
    expect(await refus({ adresseElectronique: 'service.seul@exemple.fr' })).toEqual(['adresseElectronique:utilisateur-non-rattache'])
    const ecran = await p.demander('/approbations/suppleants', {
      cookie: daniel,
      champs: { adresseElectronique: 'claire.morel@exemple.fr', structure: '', debut: aujourdhui, fin: aujourdhui },
    })
    expect(ecran.headers.get('location')).toBe('/approbations/suppleants?fait=nommee')
    // Whose structures they are, for the one who stands in for them.
    const sien = await (await p.demander('/approbations/suppleants', { cookie: claire })).text()
    expect(['Absences que vous suppléez', 'Les structures de Daniel Poitier dont vous faites partie'].map((x) => sien.includes(x))).toEqual(
      [true, true],
    )
  })
})
