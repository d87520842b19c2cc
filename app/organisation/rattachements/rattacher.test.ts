import { beforeEach, expect, test } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { monde } = p
const [daniel, heloise, nadia, camille] = await Promise.all((['daniel', 'heloise', 'nadia', 'camille'] as const).map((q) => p.session(q)))
type Corps = Record<string, unknown> & {
  numero: string
  code: string
  champs?: { champ: string; code: string }[]
  saisie: Record<string, unknown>
  resultat: Record<string, unknown>
  detail: string
}
const demander = (type: string, json: object, cookie = daniel, simulation = '') =>
  p.demander(`/api/v1/demandes/rattachement.${type}${simulation}`, { cookie, json })
const lire = async (r: Response) => (await r.json()) as Corps
const issue = async (r: Response) => [r.status, (await lire(r)).code]
const service = async (structure: string, code: string) =>
  (await p.pool.query<{ id: string }>('select id from service where structure = $1 and code = $2', [structure, code])).rows[0]!.id
const rattachements = async (u: string, s: string) =>
  (
    await p.pool.query(
      `select service from rattachement where utilisateur = $1 and structure = $2 and retire_le is null and periode @> maintenant() order by service nulls first`,
      [u, s],
    )
  ).rows.map((r) => r.service as string | null)
const droits = async (u: string, s: string) =>
  (
    await p.pool.query(
      `select a.code, h.niveau, h.service from habilitation h join application a on a.id = h.application where h.utilisateur = $1 and h.structure = $2 and h.retiree_le is null and h.periode @> maintenant() order by a.id`,
      [u, s],
    )
  ).rows as { code: string; niveau: number; service: string | null }[]
/** A manager of one service of the menuiserie, and somebody without any structure. */
async function personne(service: string | null = null, niveau: 1 | 2 = 2) {
  const u = await creerUtilisateur(p.pool)
  if (service) {
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, service, periode) values ($1, $2, $3, tstzrange(maintenant(), null))`,
      [u.id, monde.menuiserie, service],
    )
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 1, $4, tstzrange(maintenant(), null))`,
      [u.id, monde.menuiserie, service, niveau],
    )
  }
  return { ...u, cookie: await p.session(u.id) }
}
const compta = await service(monde.menuiserie, 'COMPTA')
const achats = await service(monde.menuiserie, 'ACHATS')
const voirie = await service(monde.mairie, 'VOIRIE')

beforeEach(async () => {
  await p.pool.query(`delete from invitation`)
})

test('UTI-02 UTI-03 rattacher : aussitôt, avec les profils par défaut, plusieurs structures et services d’un coup', async () => {
  const u = await personne()
  const essai = await lire(
    await demander('creer', { structure: monde.menuiserie, adresseElectronique: u.adresse }, daniel, '?simulation=oui'),
  )
  // A check tells nothing of who has an account, and writes nothing.
  expect([essai.saisie.utilisateur, await rattachements(u.id, monde.menuiserie)]).toEqual([null, []])
  const r = await demander('creer', {
    lignes: [{ structure: monde.menuiserie }, { structure: monde.agencement }, { structure: monde.menuiserie, service: compta }],
    adresseElectronique: ` ${u.adresse.toUpperCase()}`,
    commentaire: 'Nouvelle comptable',
  })
  const recu = await lire(r)
  expect([r.status, recu.etat, recu.resultat], JSON.stringify(recu)).toEqual([201, 'effective', { rattachements: 3 }])
  expect(recu.saisie).toMatchObject({
    utilisateur: { id: u.id, adresseElectronique: u.adresse },
    adresseElectronique: u.adresse,
    commentaire: 'Nouvelle comptable',
    lignes: [
      { structure: { id: monde.menuiserie, raisonSociale: 'Menuiserie Poitier' }, service: null },
      { structure: { id: monde.agencement } },
      { service: { code: 'COMPTA' } },
    ],
  })
  expect([await rattachements(u.id, monde.menuiserie), await rattachements(u.id, monde.agencement)]).toEqual([[null, compta], [null]])
  const d = (await droits(u.id, monde.agencement)).map((x) => [x.code, x.niveau])
  expect(d).toHaveLength(17)
  expect(d).toContainEqual(['organisation', 1])
  expect(d).toContainEqual(['factures-emises', 2])
  const vue = await p.demander(`/api/v1/structures/${monde.agencement}`, { cookie: u.cookie })
  expect(vue.status).toBe(200)
  const { rows } = await p.pool.query(
    `select donnees->>'a' as a, donnees->>'sujet' as sujet from depart where file = 'courriel' and donnees->>'a' = $1`,
    [u.adresse],
  )
  expect(rows).toEqual([{ a: u.adresse, sujet: expect.stringContaining('rattachement à 3') }])
})

test('UTI-02 déjà rattaché, service inconnu, adresse fausse : rien n’est écrit, tout ou rien', async () => {
  const u = await personne()
  expect(await issue(await demander('creer', { structure: monde.menuiserie, utilisateur: monde.heloise }))).toEqual([409, 'deja-rattache'])
  expect(
    await issue(
      await demander('creer', { lignes: [{ structure: monde.agencement }, { structure: monde.menuiserie }], utilisateur: monde.heloise }),
    ),
  ).toEqual([409, 'deja-rattache'])
  // Named as its own people name it: several structures may bear the same raison sociale.
  await p.pool.query(`update structure set libelle = 'Atelier du quai' where id = $1`, [monde.menuiserie])
  const { detail } = await lire(await demander('creer', { structure: monde.menuiserie, utilisateur: monde.heloise }))
  await p.pool.query('update structure set libelle = null where id = $1', [monde.menuiserie])
  expect(detail).toContain('Atelier du quai')
  expect(await rattachements(monde.heloise, monde.agencement)).toEqual([])
  expect(await issue(await demander('creer', { structure: monde.menuiserie, adresseElectronique: 'pas une adresse' }))).toEqual([
    422,
    'adresse-electronique-invalide',
  ])
  expect((await lire(await demander('creer', { structure: monde.menuiserie }))).champs).toMatchObject([
    { champ: 'adresseElectronique', code: 'champ-manquant' },
  ])
  // By id, colleagues only: an id tells nobody's name.
  expect(await issue(await demander('creer', { structure: monde.menuiserie, utilisateur: u.id }))).toEqual([422, 'utilisateur-inconnu'])
  expect(
    (
      await lire(
        await demander('creer', {
          lignes: [{ structure: monde.agencement }, { structure: monde.menuiserie, service: voirie }],
          adresseElectronique: u.adresse,
        }),
      )
    ).champs,
  ).toMatchObject([{ champ: 'lignes.1.service', code: 'service-inconnu' }])
  expect([await rattachements(u.id, monde.agencement), (await p.pool.query('select from invitation')).rowCount]).toEqual([[], 0])
})

test('U08 S01 on ne rattache que là où l’on gère : ni une autre structure, ni un autre service, ni la structure entière', async () => {
  const u = await personne()
  const chef = await personne(compta)
  const corps = (structure: string, sv?: string) => ({ structure, ...(sv ? { service: sv } : {}), adresseElectronique: u.adresse })
  expect(await issue(await demander('creer', corps(monde.menuiserie), nadia))).toEqual([404, 'introuvable'])
  expect(await issue(await demander('creer', corps(monde.menuiserie), heloise))).toEqual([403, 'acces-refuse'])
  expect(await issue(await demander('creer', corps(monde.menuiserie), camille))).toEqual([404, 'introuvable'])
  expect(await issue(await demander('creer', corps(monde.menuiserie), chef.cookie))).toEqual([403, 'acces-refuse'])
  expect(await issue(await demander('creer', corps(monde.menuiserie, achats), chef.cookie))).toEqual([403, 'acces-refuse'])
  expect(
    await issue(
      await demander(
        'creer',
        { lignes: [{ structure: monde.menuiserie, service: compta }, { structure: monde.menuiserie }], adresseElectronique: u.adresse },
        chef.cookie,
      ),
    ),
  ).toEqual([403, 'acces-refuse'])
  expect(
    await issue(
      await demander('creer', { lignes: [{ structure: monde.menuiserie }, { structure: monde.mairie }], adresseElectronique: u.adresse }),
    ),
  ).toEqual([404, 'introuvable'])
  expect(await issue(await demander('creer', corps(monde.sci)))).toEqual([403, 'acces-refuse'])
  expect(await rattachements(u.id, monde.menuiserie)).toEqual([])
  expect((await demander('creer', corps(monde.menuiserie, compta), chef.cookie)).status).toBe(201)
  expect([await rattachements(u.id, monde.menuiserie), new Set((await droits(u.id, monde.menuiserie)).map((d) => d.service))]).toEqual([
    [compta],
    new Set([compta]),
  ])
})

test('UTI-02 deux gestionnaires rattachent la même personne au même instant : un rattachement, un refus', async () => {
  const u = await personne()
  const autre = await personne()
  await demander('creer', { structure: monde.menuiserie, adresseElectronique: autre.adresse })
  await p.pool.query(`update habilitation set niveau = 2 where utilisateur = $1 and application = 1`, [autre.id])
  const issues = await Promise.all(
    [daniel, autre.cookie, daniel, autre.cookie].map(async (c) =>
      issue(await demander('creer', { structure: monde.menuiserie, adresseElectronique: u.adresse }, c)),
    ),
  )
  expect(issues.map(([s]) => s).toSorted()).toEqual([201, 409, 409, 409])
  expect([await rattachements(u.id, monde.menuiserie), (await droits(u.id, monde.menuiserie)).length]).toEqual([[null], 17])
})
