// Races on rights, by two programs composed over one database; and what a clock that moves does to them.
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { decider } from '#acces/index.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { composer } from '#app/programme.ts'
import { creerUtilisateur, habiliter, rattacher } from '#tests/acteurs.ts'
import { envoyer, LONGS } from '#tests/fautes/serveur.ts'
import { portLibre } from '#tests/ports.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { patienter } from '#tests/portail.ts'

const p = await portailDuMonde()
const port = await portLibre()
const jumeau = patienter(await composer({ ...p.settings, PORT: port }, p.urlBase))
await jumeau.serveur.listen({ host: '127.0.0.1', port })
afterAll(() => jumeau.arreter())
const urls = [p.url, `http://localhost:${port}`]
const { menuiserie, heloise } = p.monde
const daniel = await p.session('daniel')

const poster = (n: number, type: string, json: object, cookie = daniel) =>
  envoyer(`${urls[n % 2]}/api/v1/demandes/${type}`, json, { origin: p.url, cookie })
const numeroDe = async (r: Response) => ((await r.json()) as { numero: string }).numero

/** A structure whose gestionnaire principal holds nothing, governed by these two. */
async function gouvernerADeux() {
  const [gp, a, b] = [await creerUtilisateur(p.pool), await creerUtilisateur(p.pool), await creerUtilisateur(p.pool)]
  const { rows } = await p.pool.query<{ id: string }>(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) values ('HORS_UE', gen_random_uuid()::text, 'À deux', 'PRIVEE', $1) returning id),
    r as (insert into rattachement (utilisateur, structure, periode) select u, s.id, tstzrange(maintenant(), null) from s, unnest($2::uuid[]) u)
    insert into habilitation (utilisateur, structure, application, niveau, periode) select u, s.id, 1, 2, tstzrange(maintenant(), null) from s, unnest($3::uuid[]) u returning structure as id`,
    [gp.id, [gp.id, a.id, b.id], [a.id, b.id]],
  )
  const cookie = (id: string) => p.session(id)
  return { structure: rows[0]!.id, a: { id: a.id, cookie: await cookie(a.id) }, b: { id: b.id, cookie: await cookie(b.id) } }
}

const TOURS_U06 = LONGS ? 10_000 : 30
test(`U06 retirer X tout de suite, puis X demande à un autre programme : ${TOURS_U06} tours, aucun accès après l’accusé`, async () => {
  const x = await creerUtilisateur(p.pool)
  await rattacher(p.pool, x.id, menuiserie)
  const cookie = await p.session(x.id)
  let [acces, avant] = [0, 0]
  for (let tour = 0; tour < TOURS_U06; tour++) {
    await habiliter(p.pool, x.id, menuiserie)
    const demander = () => poster(tour + 1, 'structure.modifier?simulation=oui', { structure: menuiserie, libelle: `tour ${tour}` }, cookie)
    if (tour === 0 && (await demander()).status === 200) avant++
    expect(
      (
        await poster(tour, 'habilitation.supprimer', {
          utilisateur: x.id,
          structure: menuiserie,
          application: 'organisation',
          immediat: true,
        })
      ).status,
    ).toBe(201)
    if ((await demander()).status !== 403) acces++
  }
  expect([avant, acces]).toEqual([1, 0])
})

const TOURS_U07 = LONGS ? 1000 : 10
test(`U07 chacun retire à l’autre « Organisation modification », au même instant : ${TOURS_U07} tours, il en reste toujours une`, async () => {
  for (let tour = 0; tour < TOURS_U07; tour++) {
    const { structure, a, b } = await gouvernerADeux()
    const immediat = tour % 2 === 0
    const retirer = (n: number, qui: { cookie: string }, cible: { id: string }) =>
      poster(
        n,
        'habilitation.supprimer',
        { utilisateur: cible.id, structure, application: 'organisation', ...(immediat ? { immediat } : {}) },
        qui.cookie,
      )
    const reponses = await Promise.all([retirer(0, a, b), retirer(1, b, a)])
    // At once, the second has lost the right to do it; later, it would leave nobody.
    expect(reponses.map((r) => r.status).toSorted()).toEqual([201, immediat ? 403 : 409])
    const { rows } = await p.pool.query<{ n: number }>(
      `select count(*)::int as n from habilitation where structure = $1 and retiree_le is null and upper_inf(periode)`,
      [structure],
    )
    expect(rows[0]!.n).toBe(1)
  }
})

describe('U12 l’horloge bouge pendant qu’un changement attend', () => {
  afterEach(() => regler('0'))
  const regler = (decalage: string) =>
    p.pool.query(
      `create or replace function maintenant() returns timestamptz language sql stable parallel safe as $$ select clock_timestamp() + interval '${decalage}' $$`,
    )
  const tient = async (niveau: 'consultation' | 'modification') =>
    (await decider(p.db, { utilisateur: heloise, structure: menuiserie, application: 'marches', niveau })).oui
  const appliquer = async () => {
    await appliquerEcheances(p.programme)
    await appliquerEcheances(jumeau.programme)
  }
  const etat = async (numero: string) =>
    (
      await p.pool.query<{ etat: string; fois: number }>(
        `select d.etat, (select count(*)::int from journal j where j.demande = d.id and j.evenement like '%:effective') as fois from demande d where d.numero = $1`,
        [numero],
      )
    ).rows[0]!

  test('U12 jamais trop tôt, jamais deux fois, rien ne revit', async () => {
    const numero = await numeroDe(
      await poster(0, 'habilitation.modifier', { utilisateur: heloise, structure: menuiserie, profil: 'marches.consultation' }),
    )
    for (const decalage of ['-1 hour', '-1 second', '29 minutes']) {
      await regler(decalage)
      await appliquer()
      expect([decalage, (await etat(numero)).etat]).toEqual([decalage, 'programmee'])
    }
    expect(await tient('modification')).toBe(true)
    await regler('1 hour')
    expect([await tient('consultation'), await tient('modification')]).toEqual([true, false])
    await appliquer()
    for (const decalage of ['0', '-1 hour', '1 hour', '-1 second', '2 hours']) {
      await regler(decalage)
      await appliquer()
      // Back before the hour, the former level does not hold again.
      expect([decalage, await tient('modification'), await etat(numero)]).toEqual([decalage, false, { etat: 'effective', fois: 1 }])
    }
  })

  test('U12 retirée immédiatement, l’horloge recule : elle ne revit pas ; retirée à l’heure non plus', async () => {
    await poster(0, 'habilitation.supprimer', { utilisateur: heloise, structure: menuiserie, application: 'engagements', immediat: true })
    const numero = await numeroDe(
      await poster(1, 'habilitation.supprimer', { utilisateur: heloise, structure: menuiserie, application: 'raccordements' }),
    )
    const reste = async (application: string) =>
      (await decider(p.db, { utilisateur: heloise, structure: menuiserie, application, niveau: 'consultation' })).oui
    expect([await reste('engagements'), await reste('raccordements')]).toEqual([false, true])
    await regler('31 minutes')
    await appliquer()
    for (const decalage of ['-1 second', '-2 minutes']) {
      await regler(decalage)
      expect([decalage, await reste('engagements'), await reste('raccordements'), (await etat(numero)).fois]).toEqual([
        decalage,
        false,
        false,
        1,
      ])
    }
  })

  test('U12 nuits du changement d’heure, processus d’un autre fuseau : la fin est celle du jour à Paris', async () => {
    const l = { utilisateur: heloise, structure: menuiserie }
    const fins = [
      ['2077-03-28', '2077-03-28T22:00:00Z'],
      ['2077-10-31', '2077-10-31T23:00:00Z'],
    ] as const
    for (const [fin, instant] of fins) {
      const r = await poster(0, 'habilitation.modifier?simulation=oui', { ...l, profil: 'certificats-de-cessibilite.consultation', fin })
      expect(((await r.json()) as { saisie: { lignes: { fin: string }[] } }).saisie.lignes[0]!.fin).toBe(new Date(instant).toISOString())
    }
  })
})
