import { afterAll, beforeEach, expect, test } from 'vitest'
import { composer } from '#app/programme.ts'
import { readSettings } from '#platform/settings.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'

const insee = await demarrerInsee()
afterAll(() => insee.arreter())
const env = { SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle }
const p = await portailDuMonde(env)
const camille = await p.session('camille')
const daniel = await p.session('daniel')
const operateur = await p.session('operateur')
const OUVERT = '41816609600069'
const RESTREINT = '99999999800019'
const FERME = '99999990700028'

interface Probleme {
  code: string
  detail: string
  champs?: { champ: string; code: string; message: string }[]
  remede?: { libelle: string; href: string } | string
}
const creer = (corps: object, cookie = camille, headers: Record<string, string> = {}, simulation = '') =>
  p.demander(`/api/v1/demandes/structure.creer${simulation}`, { cookie, json: corps, headers })
const probleme = async (r: Response) => (await r.json()) as Probleme
const adresse = { adresse: '1 rue Haute', codePostal: '98800', ville: 'Nouméa', pays: 'NC' }
const nombre = async (identifiant: string) =>
  Number((await p.pool.query('select count(*) as n from structure where identifiant = $1', [identifiant])).rows[0].n)

beforeEach(async () => {
  insee.mode = 'normal'
  await p.pool.query('truncate sirene_cache')
})

test('STR-03 un SIRET suffit : le registre donne le nom et l’adresse, l’auteur devient gestionnaire principal avec tous les profils', async () => {
  const reponse = await creer({ typeIdentifiant: 'SIRET', identifiant: '418 166 096 00069', telephone: '02 40 00 00 10' })
  expect(reponse.status, await reponse.clone().text()).toBe(201)
  const recu = (await reponse.json()) as {
    etat: string
    numero: string
    structure: { id: string; identifiant: string }
    saisie: Record<string, unknown>
  }
  expect(recu).toMatchObject({
    etat: 'effective',
    structure: { identifiant: OUVERT },
    saisie: { typeStructure: 'PRIVEE', raisonSociale: expect.any(String), ville: expect.any(String) },
  })
  const vue = (await (await p.demander(`/api/v1/structures/${recu.structure.id}`, { cookie: camille })).json()) as Record<string, unknown>
  expect(vue).toMatchObject({
    statut: 'ACTIVE',
    typeStructure: 'PRIVEE',
    pays: 'FR',
    telephone: '02 40 00 00 10',
    gestionnairePrincipal: { id: p.monde.camille },
    actions: { modifier: true, transferer: true },
  })
  expect(vue.raisonSociale).toBe(recu.saisie.raisonSociale)
  const droits = await p.pool.query(
    'select count(*)::int as n from habilitation h join application a on a.id = h.application and a.niveaux = h.niveau where h.structure = $1 and h.utilisateur = $2',
    [recu.structure.id, p.monde.camille],
  )
  expect(droits.rows[0].n).toBe((await p.pool.query('select count(*)::int as n from application')).rows[0].n)
  const { elements } = (await (await p.demander(`/api/v1/structures/${recu.structure.id}/historique`, { cookie: camille })).json()) as {
    elements: { evenement: string; demande: string }[]
  }
  expect(elements).toMatchObject([{ evenement: 'structure.creer:effective', demande: recu.numero }])
})

test('STR-03 un identifiant déjà présent le dit et propose le rattachement, sans interroger le registre', async () => {
  const avant = insee.demandes.length
  const reponse = await creer({ typeIdentifiant: 'SIRET', identifiant: '12345678200010' })
  expect(reponse.status).toBe(409)
  expect(await probleme(reponse)).toMatchObject({
    code: 'identifiant-deja-present',
    champs: [{ champ: 'identifiant' }],
    remede: { libelle: 'Demander un rattachement', href: '/organisation/utilisateurs/rattachement' },
  })
  expect(insee.demandes.length).toBe(avant)
})

test('STR-03 PLUS-04 d’une entité publique déjà là, on dit qui peut rattacher, sans proposer de contester sa création ; d’une entreprise, on le propose', async () => {
  const cookie = await p.session('camille')
  const page = async (identifiant: string) =>
    (await p.demander(`/organisation/structures/creer?typeIdentifiant=SIRET&identifiant=${identifiant}`, { cookie })).text()
  const publique = await page('21690266800013')
  expect([
    publique.includes('l’opérateur du portail, si elle n’en a pas encore'),
    publique.includes('/organisation/recuperation/contester'),
  ]).toEqual([true, false])
  expect(await page('12345678200010')).toContain('/organisation/recuperation/contester?typeIdentifiant=SIRET')
})

test('STR-03 établissement fermé, inconnu du registre, entité publique : 422, chacun avec son remède', async () => {
  const ferme = await creer({ typeIdentifiant: 'SIRET', identifiant: FERME })
  expect([ferme.status, await probleme(ferme)]).toMatchObject([
    422,
    { code: 'etablissement-ferme', remede: { href: `/organisation/structures/creer?typeIdentifiant=SIRET&identifiant=${OUVERT}` } },
  ])
  const inconnu = await creer({ typeIdentifiant: 'SIRET', identifiant: '73282932000074' })
  expect([inconnu.status, (await probleme(inconnu)).code]).toEqual([422, 'identifiant-inconnu-du-registre'])
  const publique = await creer({
    typeIdentifiant: 'RIDET',
    identifiant: '0000141001',
    typeStructure: 'PUBLIQUE',
    raisonSociale: 'Mairie',
    ...adresse,
  })
  expect([publique.status, await probleme(publique)]).toMatchObject([
    422,
    {
      code: 'entite-publique',
      remede: {
        href: expect.stringMatching(
          /^\/support\/tickets\/creer\?categorie=annuaire-et-structures&sousCategorie=structure-a-creer&titre=.*0000141001/,
        ),
      },
    },
  ])
  // The ticket is as good as written: which kind, its title, the entity by its identifier and name.
  const ticket = await (
    await p.demander(
      (
        (await probleme(
          await creer({
            typeIdentifiant: 'RIDET',
            identifiant: '0000141001',
            typeStructure: 'PUBLIQUE',
            raisonSociale: 'Mairie',
            ...adresse,
          }),
        )) as unknown as { remede: { href: string } }
      ).remede.href,
      { cookie: camille },
    )
  ).text()
  for (const mot of [
    /<option[^>]*value="structure-a-creer"[^>]*selected/,
    /id="titre"[^>]*value="Entité publique à créer : RIDET 0000141001"/,
    /<textarea[^>]*>Entité publique à créer : RIDET 0000141001\nMairie/,
  ])
    expect(ticket.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ')).toMatch(mot)
  expect([await nombre(FERME), await nombre('73282932000074'), await nombre('0000141001')]).toEqual([0, 0, 0])
})

test('STR-03 l’opérateur crée une entité publique, avec son service réservé', async () => {
  const reponse = await creer(
    {
      typeIdentifiant: 'RIDET',
      identifiant: '0000141001',
      typeStructure: 'PUBLIQUE',
      raisonSociale: 'Mairie',
      ...adresse,
      codeServiceObligatoire: true,
    },
    operateur,
  )
  expect(reponse.status, await reponse.clone().text()).toBe(201)
  const { structure } = (await reponse.json()) as { structure: { id: string } }
  const { rows } = await p.pool.query(
    'select s.type_structure, s.code_service_obligatoire, array_agg(v.code) as services from structure s join service v on v.structure = s.id where s.id = $1 group by s.id',
    [structure.id],
  )
  expect(rows).toEqual([{ type_structure: 'PUBLIQUE', code_service_obligatoire: true, services: ['FACTURES_PUBLIQUES'] }])
})

test('S06 le registre répond n’importe quoi, trop tard ou une autre fiche : 503, rien d’inventé, la saisie reste en brouillon', async () => {
  for (const mode of ['html', 'enorme', 'autre-siret', 'panne', 'vide', 'coupe', 'cle'] as const) {
    insee.mode = mode
    const reponse = await creer({
      typeIdentifiant: 'SIRET',
      identifiant: RESTREINT,
      raisonSociale: 'Inventée',
      ...adresse,
      codePostal: '44000',
      pays: 'FR',
    })
    expect([mode, reponse.status, (await probleme(reponse)).code, Boolean(reponse.headers.get('retry-after'))]).toEqual([
      mode,
      503,
      'registre-injoignable',
      true,
    ])
  }
  expect(await nombre(RESTREINT)).toBe(0)
  const cle = '0199aaaa-0000-7000-8000-000000000001'
  const page = await p.demander('/organisation/structures/creer', {
    cookie: camille,
    champs: {
      _cle: cle,
      _etape: 'verifier',
      typeIdentifiant: 'SIRET',
      identifiant: RESTREINT,
      nom: 'Bonjean',
      prenom: 'Nadia',
      adresse: '1 rue Haute',
      codePostal: '44000',
      ville: 'Nantes',
      pays: 'FR',
    },
  })
  expect(page.status).toBe(503)
  const html = await page.text()
  // Said once, and of what is submitted only: nothing was kept before.
  expect(html.split('ne répond pas').length - 1).toBe(1)
  expect(html).toContain('value="Bonjean"')
  // Later the register answers: the draft is as it was, and can be submitted.
  insee.mode = 'normal'
  const reprise = await (await p.demander(`/organisation/structures/creer?brouillon=${cle}`, { cookie: camille })).text()
  expect(reprise).toContain('value="Bonjean"')
})

test('STR-03 non diffusible : ce que le registre tait est demandé, jamais inventé, et la structure le dit', async () => {
  const vide = await creer({ typeIdentifiant: 'SIRET', identifiant: RESTREINT })
  expect([vide.status, (await probleme(vide)).champs?.every((c) => c.code === 'champ-manquant')]).toEqual([422, true])
  const reponse = await creer({
    typeIdentifiant: 'SIRET',
    identifiant: RESTREINT,
    nom: 'Bonjean',
    prenom: 'Nadia',
    adresse: '1 rue Haute',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  })
  expect(reponse.status, await reponse.clone().text()).toBe(201)
  const { rows } = await p.pool.query('select nom, prenom, raison_sociale, non_diffusible_insee from structure where identifiant = $1', [
    RESTREINT,
  ])
  expect(rows).toEqual([{ nom: 'Bonjean', prenom: 'Nadia', raison_sociale: null, non_diffusible_insee: true }])
})

test('STR-02 INT-12 un identifiant faux dit ce qui ne va pas, avec les autres erreurs, toutes ensemble', async () => {
  const reponse = await creer({
    typeIdentifiant: 'RIDET',
    identifiant: '12',
    adresseElectronique: 'pas une adresse',
    pays: 'XX',
    inconnu: 1,
  })
  expect(reponse.status).toBe(422)
  const { champs } = await probleme(reponse)
  expect(champs!.map((c) => `${c.champ}:${c.code}`).toSorted()).toEqual([
    'adresse:champ-manquant',
    'adresseElectronique:adresse-electronique-invalide',
    'codePostal:champ-manquant',
    'identifiant:identifiant-invalide',
    'inconnu:champ-inconnu',
    'pays:pays-inconnu',
    'raisonSociale:champ-manquant',
    'ville:champ-manquant',
  ])
  expect(champs!.find((c) => c.champ === 'identifiant')!.message).toContain('Le RIDET a 2')
  for (const [typeIdentifiant, identifiant] of [
    ['SIRET', '41816609600068'],
    ['SIRET', ''],
    ['UE_HORS_FRANCE', 'FR00'],
    ['AUTRE', 'EC1'],
    ['PARTICULIER', '1990193160BONJEAN'],
    ['TAHITI', 7],
  ] as const) {
    const r = await creer({ typeIdentifiant, identifiant })
    expect([typeIdentifiant, r.status, (await probleme(r)).champs?.some((c) => c.champ === 'identifiant')]).toEqual([
      typeIdentifiant,
      422,
      true,
    ])
  }
  for (const corps of [{}, { typeIdentifiant: 'DUNS' }, [], 'x', null]) expect((await creer(corps as object)).status).toBeLessThan(500)
  expect((await creer({ typeIdentifiant: 'SIRET', identifiant: OUVERT }, '')).status).toBe(401)
})

test('STR-02 en cours d’immatriculation : le portail délivre l’identifiant', async () => {
  const reponse = await creer({
    typeIdentifiant: 'AUTRE',
    raisonSociale: 'Atelier Moreau',
    adresse: '1 rue Haute',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  })
  const { numero, structure } = (await reponse.json()) as { numero: string; structure: { identifiant: string } }
  expect([reponse.status, structure.identifiant]).toEqual([201, expect.stringMatching(/^EC\d{11}$/)])
  // Nobody typed it: the receipt is where it is first read.
  const recu = await (await p.demander(`/demandes/${numero}`, { cookie: camille })).text()
  expect(recu.replaceAll(/[\u00a0 ]/g, '')).toContain(structure.identifiant)
})

test('STR-02 particulier : identifiant construit, ses éléments ne restent nulle part, un homonyme reçoit -2 sans qu’on le sache', async () => {
  const corps = {
    typeIdentifiant: 'PARTICULIER',
    sexe: 1,
    anneeNaissance: 1987,
    moisNaissance: 11,
    nom: 'Grandjean',
    prenom: 'Léo',
    adresse: '5 rue Basse',
    codePostal: '93160',
    ville: 'Noisy-le-Grand',
    pays: 'FR',
  }
  const un = await creer(corps)
  const deux = await creer({ ...corps, prenom: 'Luc' }, daniel)
  const identifiants = await Promise.all(
    [un, deux].map(async (r) => ((await r.json()) as { structure: { identifiant: string } }).structure.identifiant),
  )
  expect([un.status, deux.status, ...identifiants]).toEqual([201, 201, '1871193160GRANDJEAN', '1871193160GRANDJEAN-2'])
  const { rows } = await p.pool.query(
    `select saisie::text as v from demande where saisie->>'nom' = 'Grandjean' union all select contenu::text from journal where contenu::text like '%Grandjean%' union all select saisie::text from brouillon where saisie->>'nom' = 'Grandjean'`,
  )
  expect(rows.length).toBeGreaterThanOrEqual(4)
  for (const { v } of rows) expect(v).not.toMatch(/sexe|Naissance|1987|187119/)
  const manquent = await creer({ ...corps, sexe: undefined, moisNaissance: 13 })
  expect((await probleme(manquent)).champs!.map((c) => `${c.champ}:${c.code}`).toSorted()).toEqual([
    'moisNaissance:champ-invalide',
    'sexe:champ-manquant',
  ])
})

/** A machine that is too busy sheds requests before they do anything; one asks again. */
async function insister(envoyer: () => Promise<Response>): Promise<Response> {
  for (let essai = 0; ; essai++) {
    const reponse = await envoyer()
    if (reponse.status !== 503 || essai === 5) return reponse
    await new Promise((r) => setTimeout(r, 500))
  }
}

test('S05 deux serveurs, le même SIRET au même instant : une structure, l’autre apprend qu’elle existe', async () => {
  const port = Number(new URL(p.url).port) + 1
  const reglages = readSettings({
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: p.urlBase,
    SECRET_KEY: p.settings.SECRET_KEY,
    DEMONSTRATION: 'oui',
    LOG_LEVEL: 'silent',
    LIMITE_PAR_MINUTE: '100000',
    ...env,
  })
  const second = await composer(reglages, p.urlBase)
  await second.serveur.listen({ host: '127.0.0.1', port: 0 })
  const autre = `http://localhost:${(second.serveur.server.address() as { port: number }).port}`
  try {
    for (let tour = 0; tour < 10; tour++) {
      const identifiant = `00001${String(tour).padStart(2, '0')}001`
      const corps = { typeIdentifiant: 'RIDET', identifiant, raisonSociale: `Course ${tour}`, ...adresse }
      const chezLAutre = () =>
        fetch(`${autre}/api/v1/demandes/structure.creer`, {
          method: 'POST',
          body: JSON.stringify(corps),
          headers: { 'content-type': 'application/json', origin: reglages.PUBLIC_URL, cookie: operateur },
        })
      const reponses = await Promise.all([() => creer(corps, operateur), chezLAutre, () => creer(corps, camille)].map(insister))
      const codes = await Promise.all(reponses.map(async (r) => `${r.status} ${((await r.json()) as { code?: string }).code ?? ''}`))
      expect(codes.toSorted(), JSON.stringify(codes)).toEqual(['201 ', '409 identifiant-deja-present', '409 identifiant-deja-present'])
      expect(await nombre(identifiant)).toBe(1)
      await p.pool.query('delete from idempotence')
    }
  } finally {
    await second.arreter()
  }
})

test('S05 le même SIRET deux fois pendant que le registre tarde : 503 pour les deux, puis une seule structure', async () => {
  insee.mode = 'lent'
  await p.pool.query(`delete from habilitation where structure in (select id from structure where identifiant = $1)`, [OUVERT])
  await p.pool.query(`update structure set identifiant = '00000000000000', statut = 'INACTIVE' where identifiant = $1`, [OUVERT])
  const corps = { typeIdentifiant: 'SIRET', identifiant: OUVERT }
  const debut = performance.now()
  const tardives = await Promise.all([creer(corps, daniel), creer(corps, operateur)])
  expect([tardives.map((r) => r.status), performance.now() - debut < 4500]).toEqual([[503, 503], true])
  insee.mode = 'normal'
  const reponses = await Promise.all([creer(corps, daniel), creer(corps, operateur)])
  expect(reponses.map((r) => r.status).toSorted()).toEqual([201, 409])
})

test('INT-09 même clé, même structure, sans redemander au registre ; une simulation n’écrit rien', async () => {
  const corps = {
    typeIdentifiant: 'TAHITI',
    identifiant: 'A12345001',
    raisonSociale: 'Perles du lagon',
    adresse: '2 quai',
    codePostal: '98714',
    ville: 'Papeete',
    pays: 'PF',
  }
  const simulee = await creer(corps, daniel, {}, '?simulation=oui')
  expect([simulee.status, await simulee.json()]).toMatchObject([200, { numero: null, etat: 'effective', structure: null }])
  expect(await nombre('A12345001')).toBe(0)
  const reponses = await Promise.all(Array.from({ length: 8 }, () => creer(corps, daniel, { 'idempotency-key': 'creation' })))
  const recus = await Promise.all(reponses.map(async (r) => ((await r.json()) as { numero: string }).numero))
  expect([[...new Set(reponses.map((r) => r.status))], new Set(recus).size, await nombre('A12345001')]).toEqual([[201], 1, 1])
})

test('STR-03 la vingt et unième création en 24 heures attend, même lancées ensemble ; le lendemain, elle passe', async () => {
  const heloise = await p.session('heloise')
  const corps = (n: number) => ({
    typeIdentifiant: 'AUTRE',
    raisonSociale: `Atelier ${n}`,
    adresse: '1 rue Haute',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  })
  // One person's creations wait for each other, more of them than there are connections: a slow machine answers 503 to some, which ask again under their key.
  const reponses = await Promise.all(
    Array.from({ length: 23 }, (_, n) => insister(() => creer(corps(n), heloise, { 'idempotency-key': `atelier-${n}` }))),
  )
  const statuts = reponses.map((r) => r.status)
  expect(statuts.toSorted()).toEqual([...Array.from({ length: 20 }, () => 201), 429, 429, 429])
  const attente = Number(reponses.find((r) => r.status === 429)!.headers.get('retry-after'))
  expect(attente).toBeGreaterThan(86_000)
  expect((await creer(corps(30), camille)).status).toBe(201)
  await decalerHorloge(p.pool, '25 hours')
  expect((await creer(corps(31), heloise)).status).toBe(201)
  await decalerHorloge(p.pool, '0')
})

test('INT-08 la description de l’API a chaque demande des structures, avec ses champs', async () => {
  const { paths } = (await (await p.demander('/api/v1/openapi.json')).json()) as { paths: Record<string, { post: unknown }> }
  for (const [type, champ] of [
    ['creer', 'typeIdentifiant'],
    ['desactiver', 'motif'],
    ['activer', 'version'],
    ['mettre-a-jour-insee', 'champs'],
  ])
    expect(JSON.stringify(paths[`/api/v1/demandes/structure.${type}`]?.post)).toContain(`"${champ}"`)
})
