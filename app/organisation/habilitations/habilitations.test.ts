import { beforeAll, describe, expect, test } from 'vitest'
import { decider, poserDroits } from '#acces/index.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { deciderApprobation } from '#demandes/index.ts'
import { creerUtilisateur, habiliter, rattacher } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const { menuiserie, agencement, mairie, daniel, heloise } = p.monde
const cookies: Record<string, string> = {}
let services: Record<string, string>

beforeAll(async () => {
  for (const qui of ['daniel', 'heloise', 'nadia', 'camille'] as const) cookies[qui] = await p.session(qui)
  services = Object.fromEntries(
    (await p.pool.query<{ code: string; id: string }>('select code, id from service')).rows.map((r) => [r.code, r.id]),
  )
})

interface Reponse {
  statut: number
  corps: {
    numero: string
    etat: string
    effetLe: string
    code: string
    detail: string
    raison?: string
    champs?: { champ: string; code: string; message: string }[]
    saisie: { lignes: { avant: string | null; apres: string | null; fin: string | null }[] }
    resultat?: { demandesAnnulees?: string[] }
    demande?: string
  }
}
async function demander(type: string, json: object, cookie = cookies.daniel!, suite = ''): Promise<Reponse> {
  const r = await p.demander(`/api/v1/demandes/habilitation.${type}${suite}`, { cookie, json })
  return { statut: r.status, corps: (await r.json()) as Reponse['corps'] }
}
const annuler = (numero: string, cookie = cookies.daniel!) => p.demander(`/api/v1/demandes/${numero}/annulation`, { cookie, json: {} })

/** A new person attached to the menuiserie, or to one of its services, with these rights. */
async function personne(
  droits: Record<string, 1 | 2> = {},
  { structure = menuiserie, service = null }: { structure?: string; service?: string | null } = {},
) {
  const { id } = await creerUtilisateur(p.pool)
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, service, periode) values ($1, $2, $3, tstzrange(maintenant() - interval '1 day', null))`,
    [id, structure, service],
  )
  for (const [application, niveau] of Object.entries(droits))
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, service, application, niveau, periode) select $1, $2, $3, a.id, $5, tstzrange(maintenant() - interval '1 hour', null) from application a where a.code = $4`,
      [id, structure, service, application, niveau],
    )
  return { id, cookie: await p.session(id) }
}
const peut = async (
  utilisateur: string,
  application: string,
  niveau: 'consultation' | 'modification' = 'consultation',
  plus: { service?: string; structure?: string } = {},
) => (await decider(p.db, { utilisateur, structure: menuiserie, application, niveau, ...plus })).oui
/** What waits takes effect as if its delay were over. */
async function laisserPasser(numero: string) {
  await p.pool.query(
    `with d as (update demande set effet_le = maintenant() where numero = $1 returning id, effet_le) update habilitation h set periode = case when h.demande = d.id then tstzrange(d.effet_le, upper(h.periode)) else tstzrange(lower(h.periode), d.effet_le) end from d where d.id in (h.demande, h.terminee_par)`,
    [numero],
  )
  await appliquerEcheances(p.programme)
}
/** A structure whose gestionnaire principal has lost every right: others govern it. */
async function structureDe(gestionnaire: string) {
  const { rows } = await p.pool.query<{ id: string }>(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) values ('HORS_UE', gen_random_uuid()::text, 'Sans droits', 'PRIVEE', $1) returning id)
    insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(maintenant(), null) from s returning structure as id`,
    [gestionnaire],
  )
  return rows[0]!.id
}
const lignes = async (utilisateur: string, application: string) =>
  (
    await p.pool.query<{ niveau: number; debut: Date; fin: Date | null; retiree: boolean }>(
      `select h.niveau, lower(h.periode) as debut, upper(h.periode) as fin, h.retiree_le is not null as retiree from habilitation h join application a on a.id = h.application where h.utilisateur = $1 and a.code = $2 order by lower(h.periode), h.id`,
      [utilisateur, application],
    )
  ).rows

describe('HAB-03 HAB-05 ajouter', () => {
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
      { ...l, debut: '2027-01-01T00:00:00+23:59', fin: '2026-12-30' },
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
})

describe('HAB-04 modifier, supprimer, annuler', () => {
  test('HAB-04 annulée avant l’heure, une modification rend à la ligne ce qu’elle était', async () => {
    const u = await personne({ marches: 2 })
    const { statut, corps } = await demander('modifier', {
      utilisateur: u.id,
      structure: menuiserie,
      profil: 'marches.consultation',
      fin: '2027-06-30',
    })
    expect(statut).toBe(201)
    const [, nouvelle] = await lignes(u.id, 'marches')
    expect(nouvelle!.fin).toEqual(new Date('2027-06-30T22:00:00Z'))
    expect((await annuler(corps.numero)).status).toBe(200)
    expect((await lignes(u.id, 'marches')).filter((x) => !x.retiree)).toMatchObject([{ niveau: 2, fin: null }])
    expect(await peut(u.id, 'marches', 'modification')).toBe(true)
  })

  test('HAB-04 une fin se pose, se garde quand on change de niveau, se lève', async () => {
    const u = await personne({ marches: 1 })
    const l = { utilisateur: u.id, structure: menuiserie }
    await laisserPasser((await demander('modifier', { ...l, profil: 'marches.consultation', fin: '2027-06-30' })).corps.numero)
    expect((await demander('modifier', { ...l, profil: 'marches.consultation', fin: '2027-06-30' })).corps.code).toBe(
      'habilitation-deja-detenue',
    )
    const garde = await demander('modifier', { ...l, profil: 'marches.modification' })
    expect(garde.corps.saisie.lignes).toMatchObject([{ fin: '2027-06-30T22:00:00.000Z' }])
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
})

describe('HAB-07 U08 qui peut accorder quoi', () => {
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
        expect([r.statut, r.corps.code, r.corps.raison], JSON.stringify(corps)).toEqual([
          403,
          'acces-refuse',
          fr.habilitations.refus.octroi,
        ])
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
    expect((await demander('ajouter', { ...l, utilisateur: heloise }, cookies.nadia!)).statut).toBe(404)
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
      for (const cookie of [cookies.daniel!, chef.cookie])
        expect((await demander(type, corps, cookie)).corps.code).toBe('habilitation-du-gestionnaire')
    expect((await demander('modifier', { ...l, profil: 'organisation.modification', fin: '2027-01-01' })).corps.code).toBe(
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
})

describe('S04 le droit de qui accorde', () => {
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
})

describe('PLUS-02 U09 dates', () => {
  test('U09 intervalles vides, renversés, passés, infinis : refusés', async () => {
    const u = await personne()
    const l = { utilisateur: u.id, structure: menuiserie, profil: 'marches.consultation' }
    const bientot = new Date(Date.now() + 10 * 60_000).toISOString()
    for (const [dates, champ] of [
      [{ debut: '2027-02-01', fin: '2027-01-31' }, 'fin'],
      [{ debut: '2027-02-01T00:00:00Z', fin: '2027-02-01T00:00:00Z' }, 'fin'],
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
      debut: '2027-03-01',
      fin: '2027-03-31',
    })
    const a = async (instant: string) =>
      (
        await p.pool.query<{ niveau: number }>(
          `select h.niveau from habilitation h join application x on x.id = h.application where h.utilisateur = $1 and x.code = 'marches' and h.retiree_le is null and h.periode @> $2::timestamptz`,
          [u.id, instant],
        )
      ).rows.map((r) => r.niveau)
    expect([
      await a('2027-02-28 23:59:59.999999+01'),
      await a('2027-03-01 00:00+01'),
      await a('2027-03-31 23:59:59.999999+02'),
      await a('2027-04-01 00:00+02'),
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
    } = await demander('ajouter', { ...l, debut: '2027-03-01' })
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
})

describe('HAB-06 demander', () => {
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
})

describe('HAB-09 par ensemble et sur plusieurs structures', () => {
  test('HAB-09 un ensemble accordé passe ce qui est tenu, retiré ne prend que ce qui l’est', async () => {
    const u = await personne({ marches: 2, 'suivi-des-flux': 1 })
    const ensemble = (
      await p.pool.query<{ id: string }>(`select id from ensemble_profils where structure is null and nom = 'Lecture seule'`)
    ).rows[0]!.id
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
        { timeout: 20_000 },
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
})
