import { afterAll, beforeEach, expect, test } from 'vitest'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { ouvrirSession } from '#tests/acteurs.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'

const insee = await demarrerInsee()
afterAll(() => insee.arreter())
const p = await portailDuMonde({ SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle })
const [daniel, heloise] = [await p.session('daniel'), await p.session('heloise')]
const { menuiserie, agencement, mairie } = p.monde
const OUVERT = '41816609600069'
const FERME = '99999990700028'
type Recu = Record<string, unknown> & {
  saisie: Record<string, unknown>
  code: string
  numero: string
  resultat: Record<string, number | string>
  champs: { champ: string; code: string }[]
  remede: { href: string }
}
const dupliquer = async (corps: object, { simulation = '', cookie = daniel } = {}) => {
  const r = await p.demander(`/api/v1/demandes/structure.dupliquer${simulation}`, {
    cookie,
    json: { structure: menuiserie, typeIdentifiant: 'SIRET', identifiant: OUVERT, ...corps },
  })
  return { statut: r.status, ...((await r.json()) as Recu) }
}
const ligne = async <T>(texte: string, valeurs: unknown[] = []) => (await p.pool.query(texte, valeurs)).rows[0] as T
const services = async (structure: string) =>
  (await p.pool.query<{ id: string; code: string }>('select id, code from service where structure = $1 order by code', [structure])).rows
const ridet = (n: number) => ({
  typeIdentifiant: 'RIDET',
  identifiant: `014100${n}001`.slice(0, 10),
  adresse: '1 rue',
  codePostal: '98800',
  ville: 'Nouméa',
  pays: 'NC',
})
const photo = async (id: string) =>
  ligne(
    'select to_jsonb(s) as s, (select jsonb_agg(to_jsonb(v) order by v.id) from service v where v.structure = s.id) as v, (select jsonb_agg(to_jsonb(r) order by r.id) from rattachement r where r.structure = s.id) as r, (select jsonb_agg(to_jsonb(h) order by h.id) from habilitation h where h.structure = s.id) as h from structure s where id = $1',
    [id],
  )

beforeEach(async () => {
  insee.mode = 'normal'
  await p.pool.query('truncate sirene_cache')
})

test('DUP-02 fermé, déjà présent, mal formé, registre muet : refusé sur le champ, avec la suite', async () => {
  expect(await dupliquer({ identifiant: FERME })).toMatchObject({
    statut: 422,
    code: 'etablissement-ferme',
    champs: [{ champ: 'identifiant' }],
  })
  expect(await dupliquer({ identifiant: '21690266800013' })).toMatchObject({
    statut: 409,
    code: 'identifiant-deja-present',
    remede: { href: '/organisation/utilisateurs/rattachement' },
  })
  // One's own: led there, not to ask for what one has.
  expect(await dupliquer({ identifiant: '98765432400019' })).toMatchObject({
    statut: 409,
    code: 'identifiant-deja-present',
    detail: expect.stringContaining('déjà partie'),
    champs: [{ champ: 'identifiant', code: 'deja-rattache' }],
    remede: { href: `/organisation/structures/${agencement}` },
  })
  expect(await dupliquer({ identifiant: '41816609600068' })).toMatchObject({ statut: 422, code: 'identifiant-invalide' })
  expect(await dupliquer({ typeIdentifiant: 'AUTRE' })).toMatchObject({ statut: 422, code: 'choix-invalide' })
  insee.mode = 'panne'
  expect(await dupliquer({})).toMatchObject({ statut: 503, code: 'registre-injoignable' })
})

test('DUP-03 S15 on ne recopie que ce qui est là : service d’un autre, personne détachée, service laissé, date passée', async () => {
  const [autre] = await services(mairie)
  expect(await dupliquer({ services: [autre!.id], utilisateurs: [p.monde.nadia], desactiverLe: '2020-01-01' })).toMatchObject({
    statut: 422,
    champs: [{ champ: 'services' }, { champ: 'utilisateurs' }, { champ: 'desactiverLe', code: 'date-passee' }],
  })
  expect((await dupliquer({}, { cookie: heloise })).statut).toBe(403)
  expect((await dupliquer({ structure: mairie })).statut).toBe(404)
})

test('DUP-01 DUP-03 S15 la nouvelle existe avec ce qui est choisi, en vigueur aujourd’hui ; l’ancienne ne change pas ; le lien se lit des deux côtés', async () => {
  const [achats, chantier] = (await services(menuiserie)) as unknown as [{ id: string }, { id: string }]
  const { id: lou } = await ligne<{ id: string }>(
    `insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) values ('lou@exemple.fr', true, 'Lou', 'Petit', 'Lou Petit') returning id`,
  )
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, service, periode) values ($1, $2, $3, tstzrange(maintenant(), null)), ($1, $2, $4, tstzrange(maintenant(), null))`,
    [lou, menuiserie, achats.id, chantier.id],
  )
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values
    ($1, $2, $3, 1, 1, tstzrange(maintenant(), maintenant() + interval '10 days')), ($1, $2, $4, 1, 1, tstzrange(maintenant(), null)),
    ($1, $2, $3, 2, 1, tstzrange(maintenant() - interval '9 days', maintenant() - interval '1 day')), ($1, $2, $3, 3, 1, tstzrange(maintenant() + interval '1 day', null))`,
    [lou, menuiserie, achats.id, chantier.id],
  )
  const avant = await photo(menuiserie)
  const corps = { services: [achats.id], utilisateurs: [lou, p.monde.heloise], libelle: 'Menuiserie, Paris' }
  const simulee = await dupliquer(corps, { simulation: '?simulation=oui' })
  expect(simulee).toMatchObject({
    statut: 200,
    numero: null,
    saisie: { ville: 'PARIS', typeStructure: 'PRIVEE' },
    resultat: { services: 1, utilisateurs: 2 },
  })
  expect(await ligne('select count(*)::int as n from structure where identifiant = $1', [OUVERT])).toEqual({ n: 0 })
  const faite = await dupliquer(corps)
  expect(faite).toMatchObject({
    statut: 201,
    etat: 'effective',
    resultat: { services: 1, utilisateurs: 2, habilitations: simulee.resultat.habilitations },
  })
  const nouvelle = String(faite.resultat.structure)
  expect(
    await ligne(
      'select type_structure, libelle, ville, telephone, gestionnaire_principal, structure_origine from structure where id = $1',
      [nouvelle],
    ),
  ).toEqual({
    type_structure: 'PRIVEE',
    libelle: 'Menuiserie, Paris',
    ville: 'PARIS',
    telephone: '02 40 00 00 10',
    gestionnaire_principal: p.monde.daniel,
    structure_origine: menuiserie,
  })
  const [copie] = await services(nouvelle)
  expect(
    (
      await p.pool.query(
        'select service, application, niveau, upper(periode) is not null as finit from habilitation where structure = $1 and utilisateur = $2',
        [nouvelle, lou],
      )
    ).rows,
  ).toEqual([{ service: copie!.id, application: 1, niveau: 1, finit: true }])
  expect((await p.pool.query('select service from rattachement where structure = $1 and utilisateur = $2', [nouvelle, lou])).rows).toEqual([
    { service: copie!.id },
  ])
  expect(
    await ligne('select count(*)::int as n from habilitation where structure = $1 and utilisateur = $2', [nouvelle, p.monde.daniel]),
  ).toEqual(await ligne('select count(*)::int as n from application'))
  expect(await photo(menuiserie)).toEqual(avant)
  const lire = async (id: string) =>
    (await p.demander(`/api/v1/structures/${id}`, { cookie: daniel })).json() as Promise<{
      structureOrigine: { id: string } | null
      structuresDupliquees: { id: string }[]
    }>
  expect([(await lire(nouvelle)).structureOrigine?.id, (await lire(menuiserie)).structuresDupliquees.map((s) => s.id)]).toEqual([
    menuiserie,
    [nouvelle],
  ])
  const recu = await (await p.demander(`/demandes/${faite.numero}`, { cookie: daniel })).text()
  // What did not come along is not counted.
  expect(recu).not.toMatch(/\b0 (service|coordonnée|pièce)/)
  expect(recu).toContain(`/organisation/structures/${nouvelle}`)
})

test('DUP-01 le libellé distingue ses structures entre elles : celui de l’ancienne ne passe pas à la nouvelle', async () => {
  await p.pool.query(`update structure set libelle = 'Le siège' where id = $1`, [menuiserie])
  const { typeIdentifiant, identifiant } = ridet(7)
  const page = await p.demander(
    `/organisation/structures/dupliquer?structure=${menuiserie}&typeIdentifiant=${typeIdentifiant}&identifiant=${identifiant}`,
    { cookie: daniel },
  )
  expect(await page.text()).toMatch(/<input(?=[^>]*name="libelle")(?![^>]*value="Le siège")/)
  const { statut, saisie } = await dupliquer({ structure: menuiserie, ...ridet(7) }, { simulation: '?simulation=oui' })
  expect([statut, saisie.libelle]).toEqual([200, undefined])
})

test('DUP-03 deux fois au même instant : une seule structure ; la même clé : la même demande', async () => {
  const corps = { structure: agencement, ...ridet(1) }
  const issues = await Promise.all([dupliquer(corps), dupliquer(corps), dupliquer(corps)])
  expect(issues.map((i) => i.statut).toSorted()).toEqual([201, 409, 409])
})

test('DUP-03 la désactivation demandée est une demande à part : programmée au jour dit, annulable seule, sinon effective', async () => {
  const corps = (n: number) => ({ structure: agencement, ...ridet(n), desactiverLe: '2099-01-01' })
  const une = await dupliquer(corps(2))
  const numero = String(une.resultat.desactivation)
  expect(await ligne('select type, etat from demande where numero = $1', [numero])).toEqual({
    type: 'structure.desactiver',
    etat: 'programmee',
  })
  expect((await p.demander(`/api/v1/demandes/${numero}/annulation`, { cookie: daniel, json: {} })).status).toBe(200)
  expect(await ligne('select etat from demande where numero = $1', [une.numero])).toEqual({ etat: 'effective' })
  const jour = await ligne<{ d: string }>(`select to_char(maintenant() + interval '2 days', 'YYYY-MM-DD') as d`)
  const deux = await dupliquer({ ...corps(3), desactiverLe: jour.d })
  await decalerHorloge(p.pool, '4 days')
  await appliquerEcheances(p.programme)
  await decalerHorloge(p.pool, '0')
  expect(await ligne('select statut from structure where id = $1', [agencement])).toEqual({ statut: 'INACTIVE' })
  expect(await ligne('select statut from structure where id = $1', [deux.resultat.structure])).toEqual({ statut: 'ACTIVE' })
})

test('STR-03 DUP-01 une entité publique ne se duplique que dans son SIREN', async () => {
  const nadia = await p.session('nadia')
  expect(await dupliquer({ structure: mairie, ...ridet(9) }, { cookie: nadia })).toMatchObject({
    statut: 422,
    code: 'entite-publique',
    detail: expect.stringContaining('vers un SIRET de son SIREN'),
  })
})

test('CPT-07 DUP-03 emporter des coordonnées bancaires demande une preuve récente, avant même de dire lesquelles existent', async () => {
  const vieille = await ouvrirSession(p.pool, p.settings, p.monde.daniel)
  await p.pool.query(`update session set preuve_le = clock_timestamp() - interval '11 minutes' where id = $1`, [vieille.id])
  const corps = { structure: agencement, ...ridet(4), coordonneesBancaires: [mairie] }
  expect(await dupliquer(corps, { cookie: vieille.cookie })).toMatchObject({
    statut: 403,
    code: 'preuve-exigee',
    remede: { href: '/preuve' },
  })
  expect(await dupliquer(corps)).toMatchObject({ statut: 422, code: 'choix-invalide' })
  expect(await dupliquer({ ...corps, coordonneesBancaires: [] }, { cookie: vieille.cookie })).toMatchObject({ statut: 201 })
})

test('DUP-01 DUP-02 les pages : plusieurs structures possibles par leur nom et leur identifiant groupé, la sienne déjà là, le fermé dont le successeur se duplique', async () => {
  const page = async (requete: string, cookie = daniel) =>
    (await (await p.demander(`/organisation/structures/dupliquer?${requete}`, { cookie })).text()).replaceAll(/[\u00a0\u202f]/g, ' ')
  const plusieurs = await page(`texte=Poitier&typeIdentifiant=SIRET&identifiant=${OUVERT}`)
  expect(plusieurs).toContain('>Poitier Agencement, 987 654 324 00019, Nantes<')
  expect(plusieurs.indexOf('Poitier Agencement, 987')).toBeLessThan(plusieurs.indexOf('name="typeIdentifiant"'))
  const sienne = await page(`structure=${menuiserie}&typeIdentifiant=SIRET&identifiant=98765432400019`)
  expect([
    sienne.includes(`href="/organisation/structures/${agencement}"`),
    sienne.includes('Une structure porte déjà'),
    sienne.includes('/contester'),
  ]).toEqual([true, false, false])
  const ferme = await page(`structure=${menuiserie}&typeIdentifiant=SIRET&identifiant=${FERME}`)
  expect(ferme).not.toContain('/organisation/structures/creer?')
})

test('DUP-03 le récépissé dit ce qui a été fait, ses dates en toutes lettres, et qui gère la nouvelle à qui n’est pas l’auteur', async () => {
  const r = await dupliquer({ ...ridet(8), desactiverLe: '2099-01-31' })
  expect(r).toMatchObject({ statut: 201 })
  const lire = async (cookie: string) =>
    (await (await p.demander(`/demandes/${r.numero}`, { cookie })).text()).replaceAll(/[\u00a0\u202f]/g, ' ')
  const sien = await lire(daniel)
  expect([
    sien.includes('Vous en êtes le gestionnaire principal'),
    sien.includes('31 janvier 2099'),
    sien.includes('>2099-01-31<'),
  ]).toEqual([true, true, false])
  const autre = await lire(await p.session('operateur'))
  expect([
    autre.includes('Daniel Poitier, avec tous les profils.'),
    autre.includes('La demande a pris effet'),
    autre.includes('Votre demande'),
  ]).toEqual([true, true, false])
  // Each page of the two leads to the other, by its grouped identifier.
  expect(
    (await (await p.demander(`/organisation/structures/${String(r.resultat.structure)}`, { cookie: daniel })).text()).replaceAll(
      /[\u00a0\u202f]/g,
      ' ',
    ),
  ).toMatch(/\(\d{3} \d{3} \d{3} \d{5}\)/)
})

test('DUP-03 la vérification nomme les dix premiers de chaque liste et replie les autres : le bouton n’est pas à dix écrans', async () => {
  await p.pool.query(
    `insert into service (structure, code, nom) select $1, 'PLI' || lpad(n::text, 2, '0'), 'Service plié ' || n from generate_series(1, 30) n`,
    [agencement],
  )
  const siens = (await services(agencement)).map((v) => v.id)
  const cle = crypto.randomUUID()
  const { typeIdentifiant, identifiant, ...lieu } = ridet(5)
  const pose = await p.demander('/organisation/structures/dupliquer', {
    cookie: daniel,
    champs: {
      _cle: cle,
      _etape: 'verifier',
      structure: agencement,
      typeIdentifiant,
      identifiant,
      raisonSociale: 'Copie',
      ...lieu,
      services: siens,
    },
  })
  expect(pose.status, await pose.clone().text()).toBe(303)
  const page = await (await p.demander(pose.headers.get('location')!, { cookie: daniel })).text()
  const [avant, plie] = page.split(`<summary>Et ${siens.length - 10} de plus</summary>`)
  expect([avant!.match(/Service plié/g)?.length, plie!.match(/Service plié/g)?.length]).toEqual([10, siens.length - 10])
})
