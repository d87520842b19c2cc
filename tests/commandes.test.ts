import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { startEmbedded } from '#platform/database/embedded.ts'
import { holderOf } from '#platform/database/first-start.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openDatabase, openPool } from '#platform/database/open.ts'
import { sealWithRing, unopenedKeys, unsealWithRing, type Sealed } from '#platform/secrets/ring.ts'
import { isTrusted } from '#platform/proxies.ts'
import { readSettings, StartError, VARIABLES } from '#platform/settings.ts'
import { ROOT } from '#platform/root.ts'
import { baseDEssai } from '#tests/base.ts'
import { commandes } from '#tests/commandes.ts'

const { url, pool } = await baseDEssai()
const dossier = mkdtempSync(join(tmpdir(), 'choral-commandes-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))

const { programme, NODE_COMPILE_CACHE } = await commandes()

const lancer = (argv: string[], env: Record<string, string>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE, ...env },
  })
  return { status, stderr, sortie: stdout + stderr }
}
const COURRIER = { SMTP_URL: 'smtp://moi:secret-du-courrier@localhost', ASSISTANT_URL: 'https://moi:secret-du-courrier@localhost/v1' }
const choralAvec = (env: Record<string, string>, ...args: string[]) => {
  const { status, sortie } = lancer([programme, ...args], { DATABASE_URL: url, DATA_DIR: dossier, ...COURRIER, ...env })
  return { status, sortie }
}
const choral = (...args: string[]) => choralAvec({}, ...args)

test('INT-03 une mesure inconnue est nommée, avec celles qui existent', () => {
  const { status, sortie } = lancer(['--import', 'tsx', 'bench/run.ts', 'inconnue'], {})
  expect([status, sortie]).toEqual([2, expect.stringMatching(/inconnue.*recherche-structures/s)])
})

test('INT-04 la ligne de commande dit ce qu’elle sait faire ; chaque commande a son aide', () => {
  const { sortie } = choral('--help')
  for (const nom of [
    'operateur:creer',
    'sirene:importer',
    'sauvegarder',
    'restaurer',
    'journal:verifier',
    'demo:charger',
    'application:creer-cle',
    'application:lister-cles',
    'application:revoquer-cle',
    'catalogue:importer',
    'catalogue:exporter',
    'annuaire:importer',
    'cles:tourner',
  ])
    expect(sortie).toContain(nom)
  expect(choral('sauvegarder', '--help').sortie).toContain('DATA_DIR')
  // From the sources, as npm run choral does.
  expect(lancer(['--import', 'tsx', 'scripts/choral.ts', 'inconnue'], {})).toMatchObject({
    status: 1,
    sortie: expect.stringContaining('Commande inconnue : inconnue'),
  })
})

test('INT-04 ce qui n’est pas compris est nommé avant que rien ne soit fait : aucune clé n’est changée sur une faute de frappe', async () => {
  const cles = async () => (await pool.query('select count(*)::int as n, max(id::text) as id from cle_donnees')).rows[0]
  const avant = await cles()
  for (const [args, dit] of [
    [['cles:tourner', '--tout-de-suite'], 'Option inconnue : --tout-de-suite. Voyez cles:tourner --help.'],
    [['cles:tourner', 'tout'], 'Argument de trop : tout.'],
    [['sauvegarder', '--force'], 'Option inconnue : --force.'],
    [['application:creer-cle', 'Factures'], 'Argument de trop : Factures.'],
    [['application:creer-cle', '--nom'], 'Donnez une valeur après --nom.'],
    [['catalogue:importer', join(ROOT, 'README.md')], 'ce n’est pas du JSON'],
    [['catalogue:importer', join(ROOT, 'package.json')], 'une liste est attendue.'],
    [['catalogue:exporter', '/nulle/part.json'], 'rien à cette adresse'],
  ] as const)
    expect([args, choral(...args)]).toEqual([args, { status: 1, sortie: expect.stringContaining(dit) }])
  expect(await cles()).toEqual(avant)
  expect(choral('cles:tourner', '-h').sortie).toContain('--nouvelle')
})

test('INT-01 npm start -- --help dit comment s’en servir et ne démarre rien ; un argument inconnu est nommé', () => {
  for (const demander of ['--help', '-h'])
    expect(lancer(['scripts/start.mjs', demander], {})).toMatchObject({
      status: 0,
      sortie: expect.stringMatching(/^npm start\n.*PORT=8080 npm start.*choral -- config/s),
    })
  expect(lancer(['scripts/launch.mjs', 'start', '--help'], {}).sortie).toContain('PORT=8080 npm start')
  expect(lancer(['scripts/start.mjs', '--port', '8080'], {})).toMatchObject({
    status: 1,
    sortie: expect.stringMatching(/^Argument inconnu : --port\.\n/),
  })
})

test('INT-06 config liste chaque réglage et ne montre aucun secret', () => {
  const { status, sortie } = choral('config')
  expect(status).toBe(0)
  for (const nom of Object.keys(VARIABLES)) expect(sortie).toContain(nom)
  expect(sortie).not.toContain('secret-du-courrier')
})

test('INT-05 INT-06 la démonstration ne s’ouvre que sur la machine et sans base donnée, ou si on le demande ; un réglage vide est absent', () => {
  const demonstration = (env: Record<string, string>) =>
    readSettings({ DATA_DIR: dossier, SECRET_KEY: 'x'.repeat(40), ...env }).demonstration
  for (const HOST of ['', '127.0.0.1', '::1', 'localhost']) expect([HOST, demonstration({ HOST })]).toEqual([HOST, true])
  for (const HOST of ['0.0.0.0', '::', '192.0.2.7', '127.0.0.1.exemple.fr'])
    expect([HOST, demonstration({ HOST }), demonstration({ HOST, DEMONSTRATION: 'oui' })]).toEqual([HOST, false, true])
  expect([
    demonstration({ DATABASE_URL: url }),
    demonstration({ DATABASE_URL: url, DEMONSTRATION: 'oui' }),
    demonstration({ DEMONSTRATION: 'non' }),
    demonstration({ DATABASE_URL: ' ', DEMONSTRATION: '' }),
  ]).toEqual([false, true, false, true])
  const { PORT, DELAI_EFFET_MINUTES } = readSettings({ DATA_DIR: dossier, SECRET_KEY: 'x'.repeat(40), PORT: '', DELAI_EFFET_MINUTES: '  ' })
  expect([PORT, DELAI_EFFET_MINUTES.structure]).toEqual([3000, 30])
})

test('INT-06 chaque valeur absurde arrête au démarrage, par son nom et ce qui est accepté ; un secret n’est jamais redit', () => {
  const lire = (env: Record<string, string>) => readSettings({ DATA_DIR: dossier, SECRET_KEY: 'x'.repeat(40), ...env })
  const absurdes: Partial<Record<keyof typeof VARIABLES, string[]>> = {
    PUBLIC_URL: [
      'https://exemple.fr/choral',
      'https://exemple.fr/?a=1',
      'https://exemple.fr#a',
      'https://moi:secret@exemple.fr',
      'portail',
    ],
    DATABASE_URL: ['postgres://moi:secret%zz@hote/base'],
    DATA_DIR: ['~/choral'],
    DELAI_EFFET_MINUTES: ['30,40', 'structure=0,30', 'structure=0,structure=1', '=5', 'structure='],
    FILES_URL: ['/srv/fichiers', 's3://cle:secret%@hote/seau', 's3://hote/seau', 'file:///'],
    SMTP_URL: ['smtp://', 'smtp:hote', 'smtp://moi:secret%zz@hote', 'hote:25'],
    TRUST_PROXY: ['*', 'true', 'mandataire', '10.0.0.0/33', '10.0.0.1;10.0.0.2', '::1/129', '10.0.0.0/8/8'],
    CLAMD_URL: ['/run/clamd.ctl', 'tcp://', 'unix:', 'unix:prise', 'unix://hote/prise'],
    MAIL_IN_URL: ['imaps://moi:secret%zz@hote/INBOX', 'imap://hote'],
  }
  for (const [nom, valeurs] of Object.entries(absurdes))
    for (const valeur of valeurs) {
      let dit = ''
      expect(() => {
        try {
          lire({ [nom]: valeur })
        } catch (e) {
          dit = e instanceof StartError ? e.message : `pas une phrase : ${String(e)}`
          throw e
        }
      }, `${nom}=${valeur}`).toThrow()
      expect([nom, valeur, dit]).toEqual([nom, valeur, expect.stringMatching(new RegExp(`^Réglage ${nom} : .* Attendu : .+\\.$`))])
      if (nom !== 'PUBLIC_URL') expect(dit).not.toContain('secret%')
    }
  const bons: Record<string, string>[] = [
    { PUBLIC_URL: 'https://exemple.fr//' },
    { TRUST_PROXY: '192.0.2.1, 10.0.0.0/8,::1,loopback' },
    { CLAMD_URL: 'unix:/run/clamd.ctl' },
    { SMTP_URL: 'smtps://moi:p%40sse@hote:465' },
  ]
  for (const bon of bons) expect(lire(bon)).toBeTruthy()
})

test('INT-06 un réglage qui n’est rien sans un autre le dit au démarrage', () => {
  const lire = (env: Record<string, string>) => () => readSettings({ DATA_DIR: dossier, SECRET_KEY: 'x'.repeat(40), ...env })
  expect(lire({ DATABASE_DIRECT_URL: url })).toThrow(/DATABASE_DIRECT_URL : .*DATABASE_URL, qui manque/)
  expect(lire({ OIDC_ISSUER: 'https://exemple.fr' })).toThrow(/OIDC_ISSUER : .*OIDC_CLIENT_ID, qui manque/)
  expect(lire({ OIDC_CLIENT_ID: 'choral' })).toThrow(/OIDC_CLIENT_ID : .*OIDC_ISSUER, qui manque/)
  expect(lire({ PORT: '4000', METRICS_PORT: '4000' })).toThrow(/METRICS_PORT : « 4000 » est déjà celui de PORT/)
})

test('INT-06 une machine à soi se reconnaît à son adresse, à son réseau ou à son nom', () => {
  const liste = ['192.0.2.1', '10.0.0.0/8', 'loopback']
  expect(['192.0.2.1', '10.200.3.4', '127.0.0.2', '::1', '::ffff:10.0.0.9'].filter((ip) => !isTrusted(liste, ip))).toEqual([])
  expect(['192.0.2.2', '11.0.0.1', '2001:db8::1', 'hote', ''].filter((ip) => isTrusted(liste, ip))).toEqual([])
})

test('INT-04 operateur:creer donne un opérateur qui existe une fois ; journal:verifier ne trouve aucune rupture', async () => {
  for (const adresse of ['pas-une-adresse', '<ops>@exemple.fr', 'ops@exemple'])
    expect(choral('operateur:creer', adresse, 'Olga', 'Perrin')).toEqual({
      status: 1,
      sortie: expect.stringContaining('adresse électronique'),
    })
  const { sortie } = choral('operateur:creer', 'Ops@Exemple.fr', 'Olga', 'Perrin')
  expect(sortie).toContain('montré une seule fois')
  expect(choral('operateur:creer', 'ops@exemple.fr').sortie).toContain('maintenant opérateur')
  expect((await pool.query(`select est_operateur, adresse_verifiee from utilisateur`)).rows).toEqual([
    { est_operateur: true, adresse_verifiee: true },
  ])
  expect(choral('journal:verifier')).toEqual({ status: 0, sortie: expect.stringContaining('aucune rupture') })
})

test('INT-16 application:creer-cle montre une clé une fois et n’en garde que l’empreinte ; on la retrouve, on la révoque', async () => {
  expect(choral('application:creer-cle', '--nom', 'Factures')).toEqual({
    status: 1,
    sortie: expect.stringContaining('au moins une application'),
  })
  expect(choral('application:creer-cle', '--nom', 'Factures', '--applications', 'factures-emises,nulle-part').sortie).toContain(
    'Application inconnue : nulle-part',
  )
  expect(
    choral('application:creer-cle', '--nom', 'Factures', '--applications', 'factures-emises', '--expire', '2077-02-30').sortie,
  ).toContain('n’est pas un jour')
  expect(choral('application:creer-cle', '--nom', 'Factures', '--applications', 'factures-emises', '--expire', '2020-01-01')).toEqual({
    status: 1,
    sortie: expect.stringContaining('« 2020-01-01 » est passé'),
  })
  const { status, sortie } = choral(
    'application:creer-cle',
    '--nom',
    'Factures',
    '--applications',
    'factures-emises, marches',
    '--expire',
    '2077-12-31',
  )
  const cle = /choral_[\w-]{43}/.exec(sortie)![0]
  expect([status, sortie]).toEqual([0, expect.stringContaining('montrée une seule fois')])
  const { rows } = await pool.query(
    `select id, nom, debut, encode(empreinte, 'hex') as empreinte, applications, expire_le at time zone 'Europe/Paris' = '2078-01-01' as jusqu_au_bout from cle_application`,
  )
  expect(rows).toEqual([
    {
      id: rows[0].id,
      nom: 'Factures',
      debut: cle.slice(0, 13),
      empreinte: createHash('sha256').update(cle).digest('hex'),
      applications: ['factures-emises', 'marches'],
      jusqu_au_bout: true,
    },
  ])
  const liste = choral('application:lister-cles').sortie
  for (const morceau of [rows[0].id, `${cle.slice(0, 13)}…`, 'factures-emises, marches', 'jamais utilisée', 'jusqu’au 31 décembre 2077'])
    expect(liste).toContain(morceau)
  expect(liste).not.toContain(cle)
  expect(choral('application:revoquer-cle', rows[0].id)).toEqual({ status: 0, sortie: 'Clé révoquée.\n' })
  expect(choral('application:revoquer-cle', rows[0].id).status).toBe(1)
  expect(choral('application:lister-cles').sortie).toContain('révoquée le')
})

test('INT-04 sauvegarder puis restaurer rend les mêmes lignes ; rien n’est écrasé, et jamais portail ouvert', async () => {
  const [donnees, copie, neuf] = ['donnees', 'copie', 'neuf'].map((n) => join(dossier, n)) as [string, string, string]
  const embarque = (dataDir: string, ...args: string[]) =>
    choralAvec({ DATABASE_URL: '', DATA_DIR: dataDir, FILES_URL: `file://${dataDir}-fichiers` }, ...args)
  const avec = async <T>(dataDir: string, faire: (p: ReturnType<typeof openPool>) => Promise<T>) => {
    const base = await startEmbedded(dataDir, { ballast: false })
    const bassin = openPool(base.url(), { max: 1 })
    try {
      return await faire(bassin)
    } finally {
      await bassin.end()
      await base.stop()
    }
  }
  let scelle: Sealed
  await avec(donnees, async (b) => {
    mkdirSync(`${donnees}-fichiers/ab/cd`, { recursive: true })
    writeFileSync(`${donnees}-fichiers/ab/cd/abcd`, 'contenu')
    await b.query('create table temoin as select generate_series(1, 100) as n')
    await migrate(b)
    scelle = await sealWithRing(openDatabase(b), readSettings({ DATA_DIR: donnees }), 'un compte', 'essai:1')
    expect(embarque(donnees, 'sauvegarder', copie)).toEqual({ status: 1, sortie: expect.stringContaining('arrêtez-le') })
  })
  expect(embarque(donnees, 'sauvegarder', copie).sortie).toContain('Sauvegarde faite')
  expect(embarque(donnees, 'sauvegarder', copie)).toEqual({ status: 1, sortie: expect.stringContaining('n’est pas vide') })
  expect(embarque(donnees, 'restaurer', copie)).toEqual({ status: 1, sortie: expect.stringContaining('n’est pas vide') })
  expect(embarque(neuf, 'restaurer', copie).sortie).toContain('restaurée')
  expect(await avec(neuf, async (b) => (await b.query('select count(*)::int as n, sum(n)::int as s from temoin')).rows)).toEqual([
    { n: 100, s: 5050 },
  ])
  // Sealed numbers come back with their secret, and only with it.
  await avec(neuf, async (b) => {
    const db = openDatabase(b)
    expect(await unsealWithRing(db, readSettings({ DATA_DIR: neuf }), scelle, 'essai:1')).toBe('un compte')
    expect(await unopenedKeys(db, readSettings({ DATA_DIR: neuf, SECRET_KEY: 'x'.repeat(40) }))).toEqual([scelle.cle])
  })
  const autre = { SECRET_KEY: 'x'.repeat(40), PORT: '0', DEMONSTRATION: 'non', DATABASE_URL: '', DATA_DIR: neuf }
  const { status, stderr, sortie } = lancer([join(inject('paquets'), 'main.js')], autre)
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^La base contient 1 clé de chiffrement que SECRET_KEY n’ouvre pas[^\n]*\n$/)])
  expect(sortie).not.toContain('est ouvert')
  // The files kept apart come back where they are kept now.
  expect(readFileSync(`${neuf}-fichiers/ab/cd/abcd`, 'utf8')).toBe('contenu')
  expect(existsSync(join(neuf, 'depot'))).toBe(false)
})

test('INT-04 sauvegarder après un portail tué net : la base restée seule est arrêtée, puis copiée', async () => {
  const [donnees, copie] = [join(dossier, 'tue'), join(dossier, 'tue-copie')]
  const tuer = `import { startEmbedded } from '#platform/database/embedded.ts'
    await startEmbedded(process.env.DATA_DIR, { ballast: false })
    process.kill(process.pid, 'SIGKILL')`
  const env = { DATABASE_URL: '', DATA_DIR: donnees }
  lancer(['--import', 'tsx', '--input-type=module', '--eval', tuer], env)
  expect(holderOf(join(donnees, 'postgres'))).not.toBeNull()
  expect(choralAvec(env, 'sauvegarder', copie)).toEqual({ status: 0, sortie: expect.stringContaining('Sauvegarde faite') })
  expect(holderOf(join(donnees, 'postgres'))).toBeNull()
  expect(existsSync(join(copie, 'postgres', 'postmaster.pid'))).toBe(false)
})

test('INT-04 une sauvegarde ou une restauration interrompue n’est jamais prise pour une entière', () => {
  const [demi, neuf, source] = [join(dossier, 'demi'), join(dossier, 'demi-neuf'), join(dossier, 'demi-source')]
  const embarque = (dataDir: string, ...args: string[]) =>
    choralAvec({ DATABASE_URL: '', DATA_DIR: dataDir, SECRET_KEY: 'x'.repeat(40) }, ...args)
  mkdirSync(join(source, 'postgres'), { recursive: true })
  writeFileSync(join(source, 'postgres', 'PG_VERSION'), '18')
  // What no copy can take: the step after it fails, as a full disk does.
  spawnSync('mkfifo', [join(source, 'tuyau')])
  expect(embarque(source, 'sauvegarder', demi)).toEqual({
    status: 1,
    sortie: expect.stringMatching(/^La sauvegarde dans .* n’a pas pu se faire : .*\.\n$/),
  })
  expect(existsSync(demi)).toBe(false)
  expect(embarque(neuf, 'restaurer', source)).toEqual({
    status: 1,
    sortie: expect.stringMatching(/^La restauration dans .* n’a pas pu se faire/),
  })
  expect(existsSync(neuf)).toBe(false)
  // Killed in the middle, nothing is left to clean up: the mark tells.
  rmSync(join(source, 'tuyau'))
  writeFileSync(join(source, 'copie-interrompue'), '')
  expect(embarque(neuf, 'restaurer', source).sortie).toContain('sauvegarde interrompue')
  for (const commande of [['journal:verifier'], ['sauvegarder', demi]])
    expect(embarque(source, ...commande).sortie).toMatch(/restauration.* interrompue/)
})

test('INT-04 un mauvais dossier, une base absente : une phrase, jamais une pile', () => {
  const fichier = join(dossier, 'un-fichier')
  writeFileSync(fichier, '')
  for (const [args, dit] of [
    [['sauvegarder', fichier], 'n’est pas un dossier'],
    [['sauvegarder', join(dossier, 'dedans')], 'est dans celui des données'],
    [['restaurer', join(dossier, 'nulle-part')], 'Il n’y a pas de dossier'],
    [['restaurer', fichier], 'Il n’y a pas de dossier'],
  ] as const)
    expect([args, choral(...args)]).toEqual([
      args,
      { status: 1, sortie: expect.stringMatching(new RegExp(`^[^\\n]*${dit}[^\\n]*\\.\\n$`)) },
    ])
  for (const commande of [
    ['journal:verifier'],
    ['cles:tourner'],
    ['operateur:creer', 'a@exemple.fr', 'A', 'B'],
    ['sauvegarder', join(tmpdir(), 'choral-jamais')],
  ]) {
    const sansBase = { DATABASE_URL: 'postgres://moi:secret@127.0.0.1:1/x', DATA_DIR: join(dossier, 'sans-base') }
    const { status, sortie } = choralAvec(sansBase, ...commande)
    expect([commande, status, sortie]).toEqual([commande, 1, expect.stringMatching(/^[^\n]+\.\n$/)])
    expect(sortie).not.toContain('secret')
  }
  expect(existsSync(join(tmpdir(), 'choral-jamais'))).toBe(false)
})
