import { expect, test } from 'vitest'
import { decalerHorloge } from '#tests/base.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { envoyerAvis } from '#app/demandes/avis.ts'
import { DEFINITIONS } from '#app/domaines.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { appliquerDemande } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const daniel = await p.session('daniel')
const heloise = await p.session('heloise')
const nadia = await p.session('nadia')
const modifier = (corps: object, cookie = daniel, headers: Record<string, string> = {}, simulation = '') =>
  p.demander(`/api/v1/demandes/structure.modifier${simulation}`, { cookie, json: corps, headers })
const structure = async (cookie = daniel, id = p.monde.menuiserie) =>
  (await p.demander(`/api/v1/structures/${id}`, { cookie })).json() as Promise<Record<string, unknown> & { version: number }>

test('STR-06 INT-09 la modification attend son heure, l’ancienne valeur reste en vigueur, puis la nouvelle s’applique une fois', async () => {
  const { version } = await structure()
  const reponse = await modifier({ structure: p.monde.menuiserie, version, telephone: '02 40 00 00 25' })
  expect(reponse.status, await reponse.clone().text()).toBe(201)
  const recu = (await reponse.json()) as { numero: string; etat: string; effetLe: string; creeLe: string; avant: object; saisie: object }
  expect(recu).toMatchObject({
    numero: expect.stringMatching(/^RITM\d{7}$/),
    etat: 'programmee',
    saisie: { telephone: '02 40 00 00 25' },
    avant: { telephone: '02 40 00 00 10' },
  })
  expect(Date.parse(recu.effetLe) - Date.parse(recu.creeLe)).toBe(30 * 60_000)
  expect(await appliquerEcheances(p.programme)).toBe(0)
  expect((await structure()).telephone).toBe('02 40 00 00 10')
  await decalerHorloge(p.pool, '31 minutes')
  expect(await appliquerEcheances(p.programme)).toBe(1)
  expect(await appliquerEcheances(p.programme)).toBe(0)
  expect((await structure()).telephone).toBe('02 40 00 00 25')
  const vue = await (await p.demander(`/api/v1/demandes/${recu.numero}`, { cookie: daniel })).json()
  expect(vue).toMatchObject({ etat: 'effective' })
  await decalerHorloge(p.pool, '0')
  // To whoever began before, it is one change, as it stands; one that was given up is none.
  const abandon = (await (await modifier({ structure: p.monde.menuiserie, ville: 'Rezé' })).json()) as { numero: string }
  await p.demander(`/api/v1/demandes/${abandon.numero}/annulation`, { cookie: daniel, json: {} })
  const perimee = (await (await modifier({ structure: p.monde.menuiserie, version, rcs: 'Nantes' })).json()) as { changements: object[] }
  expect(perimee.changements).toMatchObject([{ champ: 'telephone', apres: '02 40 00 00 25', effetLe: null }])
})

test('INT-09 une simulation dit ce qui arriverait et n’écrit rien', async () => {
  const avant = await p.pool.query(
    'select (select count(*) from demande) as d, (select count(*) from journal) as j, (select version from structure where id = $1) as v',
    [p.monde.menuiserie],
  )
  const reponse = await modifier({ structure: p.monde.menuiserie, ville: 'Rezé', codePostal: '44400' }, daniel, {}, '?simulation=oui')
  expect(reponse.status).toBe(200)
  expect(await reponse.json()).toMatchObject({ numero: null, etat: 'programmee', avant: { ville: 'Nantes', codePostal: '44000' } })
  const apres = await p.pool.query(
    'select (select count(*) from demande) as d, (select count(*) from journal) as j, (select version from structure where id = $1) as v',
    [p.monde.menuiserie],
  )
  expect(apres.rows).toEqual(avant.rows)
})

test('INT-09 PLUS-07 l’accès se décide avant les champs : étranger 404, simple 403 avec raison et remède, sans session 401', async () => {
  const faux = { structure: p.monde.menuiserie, adresseElectronique: 'pas une adresse' }
  expect((await modifier(faux, nadia)).status).toBe(404)
  expect((await modifier({ ...faux, structure: '00000000-0000-7000-8000-000000000000' }, nadia)).status).toBe(404)
  const simple = await modifier(faux, heloise)
  expect(simple.status).toBe(403)
  expect(await simple.json()).toMatchObject({
    code: 'acces-refuse',
    raison: expect.stringContaining('Organisation modification'),
    remede: expect.stringContaining('Daniel Poitier'),
  })
  expect((await modifier(faux, '')).status).toBe(401)
})

test('INT-12 les erreurs de champs viennent toutes ensemble, avec leur code et une phrase', async () => {
  const reponse = await modifier({
    structure: p.monde.menuiserie,
    adresseElectronique: 'contact@exemple',
    telephone: 'abc',
    raisonSociale: ' ',
    pays: 'XX',
    inconnu: 1,
  })
  expect(reponse.status).toBe(422)
  expect(reponse.headers.get('content-type')).toContain('application/problem+json')
  const probleme = (await reponse.json()) as { code: string; champs: { champ: string; code: string; message: string }[] }
  expect(probleme.champs.map((c) => `${c.champ}:${c.code}`).toSorted()).toEqual([
    'adresseElectronique:adresse-electronique-invalide',
    'inconnu:champ-inconnu',
    'pays:pays-inconnu',
    'raisonSociale:champ-manquant',
    'telephone:telephone-invalide',
  ])
  expect(probleme.champs.find((c) => c.champ === 'adresseElectronique')?.message).toContain('nom@exemple.fr')
  const postal = (await (await modifier({ structure: p.monde.menuiserie, codePostal: '4400' })).json()) as { code: string }
  expect(postal.code).toBe('code-postal-invalide')
})

test('S02 STR-06 deux modifications en même temps : une passe, l’autre reçoit 412 avec ce qui a changé', async () => {
  const { version } = await structure()
  const reponses = await Promise.all(
    ['44100', '44300'].map((codePostal) => modifier({ structure: p.monde.menuiserie, version, codePostal })),
  )
  expect(reponses.map((r) => r.status).toSorted()).toEqual([201, 412])
  const perdante = (await reponses.find((r) => r.status === 412)!.json()) as {
    code: string
    version: number
    changements: { champ: string; avant: string; apres: string; par: string }[]
  }
  expect(perdante).toMatchObject({
    code: 'version-perimee',
    version: version + 1,
    changements: [{ champ: 'codePostal', avant: '44000', par: 'Daniel Poitier' }],
  })
  // Against a pending edit, from the version before it: refused the same way.
  expect((await modifier({ structure: p.monde.menuiserie, version, ville: 'Rezé' })).status).toBe(412)
  expect((await modifier({ structure: p.monde.menuiserie, version: perdante.version, ville: 'Rezé' })).status).toBe(201)
})

test('INT-09 même clé, même réponse ; même clé et autre corps, 422 ; dix fois en même temps, une seule demande', async () => {
  const corps = { structure: p.monde.agencement, libelle: 'Agencement' }
  const cle = { 'idempotency-key': 'cle-un' }
  const reponses = await Promise.all(Array.from({ length: 10 }, () => modifier(corps, daniel, cle)))
  const numeros = new Set(await Promise.all(reponses.map(async (r) => ((await r.json()) as { numero: string }).numero)))
  expect([...new Set(reponses.map((r) => r.status)), numeros.size]).toEqual([201, 1])
  const autre = await modifier({ ...corps, libelle: 'Autre' }, daniel, cle)
  expect([autre.status, ((await autre.json()) as { code: string }).code]).toEqual([422, 'cle-idempotence-reutilisee'])
  expect((await p.pool.query(`select count(*)::int as n from demande where structure = $1`, [p.monde.agencement])).rows[0]).toEqual({
    n: 1,
  })
})

test('STR-06 l’auteur ou le gestionnaire principal annule ; un autre ne peut pas ; deux fois, 409', async () => {
  const { numero } = (await (await modifier({ structure: p.monde.agencement, rcs: 'Nantes 987 654 324' })).json()) as { numero: string }
  const annuler = (cookie: string) => p.demander(`/api/v1/demandes/${numero}/annulation`, { cookie, json: {} })
  expect((await annuler(nadia)).status).toBe(404)
  expect((await annuler(daniel)).status).toBe(200)
  const deux = await annuler(daniel)
  expect([deux.status, ((await deux.json()) as { code: string }).code]).toEqual([409, 'demande-deja-terminee'])
})

test('STR-06 U12 plusieurs programmes à la fois, un travail redonné : l’effet n’a lieu qu’une fois ; annulée, il n’a pas lieu', async () => {
  const milieu = { ...p.programme, t: fr }
  const { agencement, menuiserie } = p.monde
  const creer = async (id: string) => {
    const { numero } = (await (await modifier({ structure: id, telephone: '02 40 00 00 31' })).json()) as { numero: string }
    return { numero, id: Number((await p.pool.query<{ id: string }>('select id from demande where numero = $1', [numero])).rows[0]!.id) }
  }
  const [faite, annulee] = [await creer(menuiserie), await creer(agencement)]
  await p.demander(`/api/v1/demandes/${annulee.numero}/annulation`, { cookie: daniel, json: {} })
  const [avant, ailleurs] = [await structure(), await structure(daniel, agencement)]
  await decalerHorloge(p.pool, '31 minutes')
  expect((await Promise.all([1, 2, 3].map(() => appliquerDemande(milieu, DEFINITIONS, faite.id)))).toSorted()).toEqual([
    'deja',
    'deja',
    'effective',
  ])
  expect(await appliquerDemande(milieu, DEFINITIONS, faite.id)).toBe('deja')
  expect(await structure()).toMatchObject({ version: avant.version + 1, telephone: '02 40 00 00 31' })
  expect(await appliquerDemande(milieu, DEFINITIONS, annulee.id)).toBe('deja')
  expect(await structure(daniel, agencement)).toEqual(ailleurs)
  await decalerHorloge(p.pool, '0')
})

test('R1 la demande et son effet sont d’une même transaction : que l’un échoue, où que ce soit, il ne reste rien ni de l’un ni de l’autre', async () => {
  const { adresse } = await creerUtilisateur(p.pool)
  const etat = async () =>
    (
      await p.pool.query(
        `select (select count(*) from demande) d, (select count(*) from journal) j, (select count(*) from rattachement) r, (select count(*) from habilitation) h, (select count(*) from idempotence) i, (select count(*) from depart) x,
    (select json_agg(json_build_array(etat, effet_le) order by id) from demande where type = 'structure.modifier') e, (select json_build_array(version, telephone) from structure where id = $1) s`,
        [p.monde.menuiserie],
      )
    ).rows[0]
  await p.pool.query(`create function panne() returns trigger language plpgsql as $$ begin raise exception 'panne'; end $$`)
  /** Whatever is written in this table fails meanwhile. */
  const enPanne = async (table: string, travail: () => Promise<void>, quand = 'insert or update') => {
    await p.pool.query(`create trigger panne before ${quand} on ${table} for each row execute function panne()`)
    try {
      await travail()
    } finally {
      await p.pool.query(`drop trigger panne on ${table}`)
    }
  }
  // In force at once.
  const rattacher = () =>
    p.demander('/api/v1/demandes/rattachement.creer', {
      cookie: daniel,
      json: { structure: p.monde.menuiserie, adresseElectronique: adresse },
      headers: { 'idempotency-key': 'atomique' },
    })
  let avant = await etat()
  for (const table of ['demande', 'rattachement', 'habilitation', 'journal', 'idempotence'])
    await enPanne(table, async () => expect([table, (await rattacher()).status, await etat()]).toEqual([table, 500, avant]))
  expect((await rattacher()).status).toBe(201)
  // At its hour, with nothing else that waits.
  await decalerHorloge(p.pool, '31 minutes')
  await appliquerEcheances(p.programme)
  await decalerHorloge(p.pool, '0')
  expect((await modifier({ structure: p.monde.menuiserie, telephone: '02 40 00 00 77' })).status).toBe(201)
  await decalerHorloge(p.pool, '31 minutes')
  avant = await etat()
  // The structure's version moves with its history: what is made to fail there is the change itself.
  for (const [table, quand] of [['demande'], ['structure', 'update of telephone'], ['journal'], ['depart']] as const)
    await enPanne(table, async () => expect([table, await appliquerEcheances(p.programme), await etat()]).toEqual([table, 0, avant]), quand)
  expect([await appliquerEcheances(p.programme), (await structure()).telephone]).toEqual([1, '02 40 00 00 77'])
  await decalerHorloge(p.pool, '0')
})

test('S04 l’auteur perd le droit pendant l’attente : la demande est annulée, l’historique dit pourquoi', async () => {
  await p.pool.query(`update habilitation set niveau = 2 where utilisateur = $1 and application = 1`, [p.monde.heloise])
  const { numero } = (await (await modifier({ structure: p.monde.menuiserie, complementAdresse1: 'Bâtiment B' }, heloise)).json()) as {
    numero: string
  }
  await p.pool.query(`update habilitation set niveau = 1 where utilisateur = $1 and application = 1`, [p.monde.heloise])
  await decalerHorloge(p.pool, '2 hours')
  await appliquerEcheances(p.programme)
  await decalerHorloge(p.pool, '0')
  expect(await (await p.demander(`/api/v1/demandes/${numero}`, { cookie: heloise })).json()).toMatchObject({
    etat: 'annulee',
    motif: expect.stringContaining('plus le droit'),
  })
  // Both are told: who had asked, and who governs; the history says why.
  const { rows: avis } = await p.pool.query<{ demande: number; moment: 'annulee' }>(
    `select (x.donnees->>'demande')::int as demande, x.donnees->>'moment' as moment from depart x join demande d on d.id::text = x.donnees->>'demande' where d.numero = $1 and x.donnees->>'moment' = 'annulee'`,
    [numero],
  )
  expect(avis).toHaveLength(1)
  await envoyerAvis(p.programme, avis[0]!)
  const { rows: courriels } = await p.pool.query<{ a: string }>(
    `select donnees->>'a' as a from depart where file = 'courriel' and donnees->>'id' like $1 order by 1`,
    [`%${numero}:annulee%`],
  )
  expect(courriels.map((m) => m.a)).toEqual(['daniel.poitier@exemple.fr', 'heloise.ferdinand@exemple.fr'])
  expect(
    (
      await p.pool.query(
        `select j.contenu->>'motif' as motif from journal j join demande d on d.id = j.demande where d.numero = $1 and j.evenement like '%:annulee'`,
        [numero],
      )
    ).rows,
  ).toEqual([{ motif: expect.stringContaining('plus le droit') }])
  expect((await structure()).complementAdresse1).toBeNull()
})

test('PLUS-13 un changement à partir d’une date choisie attend ce jour, heure de Paris', async () => {
  const recu = (await (
    await modifier({ structure: p.monde.agencement, ville: 'Rezé', codePostal: '44400', aPartirDu: '2077-01-01' })
  ).json()) as { effetLe: string }
  expect(recu.effetLe).toBe('2076-12-31T23:00:00.000Z')
})

test('PLUS-06 la chaîne de l’historique se vérifie, une ligne changée se voit', async () => {
  const { verifierJournal } = await import('#demandes/index.ts')
  expect((await verifierJournal(p.db)).ruptures).toEqual([])
  await p.pool.query('alter table journal disable trigger all')
  await p.pool.query(`update journal set contenu = '{"faux":true}' where chaine = $1 and rang = 2`, [p.monde.menuiserie])
  expect((await verifierJournal(p.db)).ruptures).toEqual([{ chaine: p.monde.menuiserie, rang: 2 }])
})
