import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { openPool } from '#platform/database/open.ts'
import { ROOT } from '#platform/root.ts'
import { baseDEssai } from '#tests/base.ts'
import { creerMonde } from '#app/demonstration/monde.ts'
import { ouvrirSession } from '#tests/acteurs.ts'
import { portLibre } from '#tests/ports.ts'
import { mandataire } from './mandataire.ts'
import { banc, CLE_SECRETE, jusqua, lancer, pidPostgres, type Processus } from './serveur.ts'

const base = await baseDEssai()
const dossier = mkdtempSync(join(tmpdir(), 'choral-demarrage-'))
const montes: string[] = []
afterAll(() => {
  for (const m of montes) spawnSync('umount', ['-l', m])
  rmSync(dossier, { recursive: true, force: true })
})

/** Ends by itself, in time, with one French sentence on its error output and nothing else. */
async function phraseDArret(env: Record<string, string>, delaiMs = 120_000): Promise<string> {
  const p = await lancer({ PORT: String(await portLibre()), DATA_DIR: join(dossier, 'data'), DATABASE_URL: base.url, ...env })
  const fin = await Promise.race([p.fin, attendre(delaiMs, null, { ref: false })])
  if (!fin) {
    p.enfant.kill('SIGKILL')
    throw new Error(`toujours en marche après ${delaiMs} ms : ${p.sortie()}${p.erreurs()}`)
  }
  expect(fin.code, p.sortie() + p.erreurs()).toBeGreaterThan(0)
  const lignes = p.erreurs().trim().split('\n')
  expect(lignes, 'une seule phrase').toHaveLength(1)
  expect(lignes[0]).not.toMatch(/\n\s+at |Error:|node:|\.js:|undefined/)
  expect(lignes[0]).toMatch(/^[A-ZÀÉ].*\.$/)
  return lignes[0]!
}

test('INT-01 port déjà pris, celui des pages ou des mesures : une phrase', async () => {
  const pris = createServer().listen(0, '127.0.0.1')
  await jusqua('écoute', () => pris.listening)
  const { port } = pris.address() as AddressInfo
  expect(await phraseDArret({ PORT: String(port) })).toContain(`Le port ${port} est déjà pris`)
  expect(await phraseDArret({ METRICS_PORT: String(port) })).toMatch(new RegExp(`Le port ${port} est déjà pris.*METRICS_PORT`))
  pris.close()
})

test('INT-06 réglage faux : son nom, sa valeur, ce qui est accepté ; un secret n’est pas répété', async () => {
  expect(await phraseDArret({ PORT: 'abc' })).toMatch(/PORT.*« abc ».*port/)
  expect(await phraseDArret({ DELAI_EFFET_MINUTES: 'habilitations=3' })).toMatch(/DELAI_EFFET_MINUTES.*« habilitations=3 »/)
  expect(await phraseDArret({ HOST: '203.0.113.7' })).toMatch(/203\.0\.113\.7.*adresse/)
  const secret = await phraseDArret({ DATABASE_URL: 'mysql://u:motdepasse@h/b' })
  expect(secret).toMatch(/DATABASE_URL/)
  expect(secret).not.toContain('motdepasse')
})

test('INT-01 base injoignable : laquelle et pourquoi, sans le mot de passe', async () => {
  const refusee = await phraseDArret({ DATABASE_URL: 'postgres://u:motdepasse@127.0.0.1:1/x' })
  expect(refusee).toMatch(/127\.0\.0\.1:1.*connexion refusée/)
  expect(refusee).not.toContain('motdepasse')
  expect(await phraseDArret({ DATABASE_URL: 'postgres://u@hote.invalid/x' })).toMatch(/hote\.invalid.*nom/)
  expect(await phraseDArret({ DATABASE_URL: base.url.replace(/essai_\w+/, 'absente') })).toMatch(/cette base n’existe pas/)
  expect(await phraseDArret({ DATABASE_URL: base.url, DATABASE_DIRECT_URL: 'postgres://u@127.0.0.1:1/x' })).toMatch(/127\.0\.0\.1:1/)
  // Accepts and never answers.
  const muette = createServer(() => {}).listen(0, '127.0.0.1')
  await jusqua('écoute', () => muette.listening)
  expect(await phraseDArret({ DATABASE_URL: `postgres://u@127.0.0.1:${(muette.address() as AddressInfo).port}/x` })).toMatch(
    /aucune réponse/,
  )
  muette.close()
})

test('INT-01 base migrée par une version plus récente : rien n’est touché', async () => {
  await base.pool.query(`insert into migration (nom) values ('9999_futur.sql')`)
  expect(await phraseDArret({})).toContain('9999_futur.sql')
  await base.pool.query(`delete from migration where nom = '9999_futur.sql'`)
})

test('INT-01 dossier de données inutilisable : fichier sur le chemin, clé vide, autre version de PostgreSQL', async () => {
  const fichier = join(dossier, 'fichier')
  writeFileSync(fichier, '')
  const cas: Record<string, string>[] = [
    { DATA_DIR: fichier },
    { DATA_DIR: join(fichier, 'dessous') },
    { DATA_DIR: join(fichier, 'dessous'), SECRET_KEY: '' },
    { DATA_DIR: fichier, SECRET_KEY: '' },
  ]
  for (const env of cas)
    expect(await phraseDArret({ ...env, DATABASE_URL: '' })).toMatch(/dossier de données .*fichier.* n’est pas utilisable/)
  // The files' own folder too, before anybody sends one.
  const depot = await phraseDArret({ FILES_URL: `file://${join(fichier, 'depot')}` })
  expect(depot).toMatch(/fichier\/depot n’est pas utilisable : un fichier se trouve sur ce chemin/)
  // Half a restoration looks like a database, and is none.
  const moitie = join(dossier, 'moitie')
  mkdirSync(moitie)
  writeFileSync(join(moitie, 'copie-interrompue'), '')
  for (const DATABASE_URL of ['', base.url])
    expect(await phraseDArret({ DATA_DIR: moitie, DATABASE_URL })).toMatch(/restauration .* interrompue.*restaurer/)
  const sansCle = join(dossier, 'sans-cle')
  mkdirSync(sansCle)
  writeFileSync(join(sansCle, 'secret.key'), '')
  expect(await phraseDArret({ DATA_DIR: sansCle, SECRET_KEY: '' })).toMatch(/clé .*vide/)
  const ancien = join(dossier, 'ancien')
  mkdirSync(join(ancien, 'postgres'), { recursive: true })
  writeFileSync(join(ancien, 'postgres', 'PG_VERSION'), '14\n')
  expect(await phraseDArret({ DATA_DIR: ancien, DATABASE_URL: '' })).toMatch(/PostgreSQL 14.*sauvegardez/)
})

const tmpfs = (chemin: string, mo: number): boolean => {
  mkdirSync(chemin, { recursive: true })
  const monte =
    process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mo}m,mode=700`, 'choral-essais', chemin]).status === 0
  if (monte) montes.push(chemin)
  return monte
}
const petit = join(dossier, 'petit')
const disque = join(dossier, 'disque')
const PEUT_MONTER = tmpfs(petit, 150) && tmpfs(disque, 600)
if (!PEUT_MONTER) console.log('tmpfs impossible sans droits : les essais de disque plein sont sautés')

test.skipIf(!PEUT_MONTER)('INT-01 disque presque plein : combien il reste, combien il faut', async () => {
  expect(await phraseDArret({ DATA_DIR: petit, DATABASE_URL: '' })).toMatch(/Il reste 1\d\d Mo .*200/)
  expect(existsSync(join(petit, 'postgres'))).toBe(false)
})
test('INT-01 la base coupe une connexion pendant le démarrage : on la redemande ; en pleine démonstration, une phrase', async () => {
  const prise = new URL(base.url)
  const porte = await mandataire(join(prise.searchParams.get('host')!, '.s.PGSQL.5432'))
  const DATABASE_URL = `postgres://choral@127.0.0.1:${porte.port}${prise.pathname}`
  porte.piege = { texte: 'select nom from migration', quand: 'avant' }
  const port = await portLibre()
  const p = await lancer({ PORT: String(port), DATA_DIR: join(dossier, 'patient'), DATABASE_URL })
  await jusqua('le serveur répond', () => p.sortie().includes(`:${port}`))
  expect(porte.pieges).toBe(1)
  p.enfant.kill('SIGKILL')
  await p.fin
  porte.piege = { texte: 'set code_service_ou_numero_engagement = true', quand: 'avant' }
  expect(await phraseDArret({ DATABASE_URL, DEMONSTRATION: 'oui' })).toBe(
    'La base de données ne répond plus : connexion coupée. Relancez Choral quand elle répond, ou quand la machine est moins chargée.',
  )
  await porte.fermer()
})

const b = await banc({ DELAI_EFFET_MINUTES: '30' })
const c = await banc({ DELAI_EFFET_MINUTES: '30' })

/** What the demonstration writes last, on each of its sides. */
const ENTIERE = { actualites: 5, messages: 3, comptes: 3, conversations: true }

test('INT-01 INT-05 un premier démarrage tué en chemin recommence de zéro ; une base qui a servi n’est jamais refaite', async () => {
  const p = await lancer({ PORT: String(b.port), PUBLIC_URL: b.url, DATA_DIR: b.dossier, DEMONSTRATION: 'oui' })
  const pool = openPool(b.urlBase, { max: 1 })
  // In the middle of the demonstration: people and structures are written, not what they said.
  await jusqua(
    'les premières personnes',
    async () => ((await pool.query('select from utilisateur').catch(() => null))?.rowCount ?? 0) > 0,
    120_000,
    5,
  )
  p.enfant.kill('SIGKILL')
  await p.fin
  const orphelin = pidPostgres(b.dossier)
  expect(orphelin).not.toBeNull()
  const marque = join(b.dossier, 'postgres', 'premier-demarrage')
  expect(existsSync(marque)).toBe(true)
  await pool.query('create table temoin ()')
  const reste = `(select count(*)::int from actualite) as actualites, (select count(*)::int from message) as messages, (select count(*)::int from coordonnee_bancaire) as comptes, (select count(*)::int from conversation) > 0 as conversations`
  expect((await pool.query(`select ${reste}`)).rows).not.toEqual([ENTIERE])
  await b.demarrer({ DEMONSTRATION: 'oui' })
  expect((await pool.query(`select ${reste}`)).rows).toEqual([ENTIERE])
  expect(pidPostgres(b.dossier)).not.toBe(orphelin)
  expect(existsSync(marque)).toBe(false)
  expect((await pool.query(`select to_regclass('temoin') as temoin, (select count(*)::int from migration) as migrations`)).rows).toEqual([
    { temoin: null, migrations: readdirSync(join(ROOT, 'database', 'migrations')).length },
  ])

  await pool.query('create table temoin ()')
  await pool.end()
  await b.tuerServeur()
  b.tuerPostgres()
  await jusqua('PostgreSQL mort', () => pidPostgres(b.dossier) === null)
  await b.demarrer()
  const apres = openPool(b.urlBase, { max: 1 })
  expect((await apres.query(`select to_regclass('temoin')::text as temoin`)).rows).toEqual([{ temoin: 'temoin' }])
  await apres.end()
})

test('INT-01 SIGTERM et SIGINT arrêtent proprement, PostgreSQL compris, aussi pendant le démarrage', async () => {
  await b.demarrer()
  expect(b.processus()!.sortie().trim().split('\n').at(-1)).toContain(b.url)
  const finir = async (p: Processus, signal: NodeJS.Signals) => {
    p.enfant.kill(signal)
    return p.fin
  }
  expect(await finir(b.processus()!, 'SIGTERM')).toEqual({ code: 0, signal: null })
  expect(pidPostgres(b.dossier)).toBeNull()
  await b.demarrer()
  expect(await finir(b.processus()!, 'SIGINT')).toEqual({ code: 0, signal: null })
  expect(pidPostgres(b.dossier)).toBeNull()
  expect(b.processus()!.erreurs()).toBe('')

  const p = await lancer({ PORT: String(b.port), DATA_DIR: b.dossier })
  await jusqua('PostgreSQL démarre', () => pidPostgres(b.dossier) !== null)
  expect(await finir(p, 'SIGTERM')).toEqual({ code: 0, signal: null })
  expect(pidPostgres(b.dossier)).toBeNull()
})

test('INT-01 un démarrage qui échoue après la base n’en laisse pas derrière lui', async () => {
  await b.demarrer()
  const pool = openPool(b.urlBase, { max: 1 })
  await pool.query(`insert into migration (nom) values ('9999_futur.sql')`)
  await b.arreter()
  expect(await phraseDArret({ DATA_DIR: b.dossier, DATABASE_URL: '' })).toContain('9999_futur.sql')
  expect(pidPostgres(b.dossier)).toBeNull()
  await pool.end()
})

test('INT-01 PLUS-01 après kill -9, la base restée seule est reprise ; ce qui échoit entre-temps s’applique avant de servir', async () => {
  await c.demarrer()
  const pool = openPool(c.urlBase, { max: 1 })
  const monde = await creerMonde(pool)
  const avant = pidPostgres(c.dossier)
  await pool.query(
    `insert into demande (type, auteur, structure, saisie, avant, etat, cree_le, effet_le) values ('structure.modifier', $1, $2, '{"libelle":"Échue"}', '{}', 'programmee', maintenant() - interval '40 minutes', maintenant() + interval '400 milliseconds')`,
    [monde.daniel, monde.menuiserie],
  )
  await c.tuerServeur()
  expect(pidPostgres(c.dossier)).toBe(avant)
  await attendre(500)
  await c.demarrer()
  // Read as soon as it answers: no background round had to pass.
  expect((await pool.query(`select d.etat, s.libelle from demande d join structure s on s.id = d.structure`)).rows).toEqual([
    { etat: 'effective', libelle: 'Échue' },
  ])
  expect(pidPostgres(c.dossier)).toBe(avant)
  await pool.end()

  // The server and its database both killed at once: the next start recovers.
  await c.tuerServeur()
  c.tuerPostgres()
  await jusqua('PostgreSQL mort', () => pidPostgres(c.dossier) === null)
  await c.demarrer()
  expect(await c.arreter()).toEqual({ code: 0, signal: null })
  expect(pidPostgres(c.dossier)).toBeNull()
})

test('R13 SIGTERM pendant que des demandes sont en cours : chacune a sa réponse, ce qui est acquitté est écrit', async () => {
  await c.demarrer()
  const pool = openPool(c.urlBase, { max: 1 })
  const {
    rows: [daniel],
  } = await pool.query<{ id: string }>(`select id from utilisateur where adresse_electronique = 'daniel.poitier@exemple.fr'`)
  const {
    rows: [structure],
  } = await pool.query<{ id: string }>('select id from structure where gestionnaire_principal = $1 limit 1', [daniel!.id])
  const { cookie } = await ouvrirSession(pool, { SECRET_KEY: CLE_SECRETE, PUBLIC_URL: c.url }, daniel!.id)
  await pool.end()
  const envois = Array.from({ length: 20 }, (_, i) =>
    fetch(`${c.url}/api/v1/demandes/structure.modifier`, {
      method: 'POST',
      headers: { origin: c.url, cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ structure: structure!.id, rcs: `Arrêt ${i}` }),
    }).then((r) => r.status),
  )
  // All have begun when the signal comes: the first answer says so.
  await Promise.race(envois)
  c.processus()!.enfant.kill('SIGTERM')
  const statuts = await Promise.all(envois)
  expect(statuts.filter((s) => s !== 201)).toEqual([])
  expect(await c.processus()!.fin).toEqual({ code: 0, signal: null })
  await c.demarrer()
  const apres = openPool(c.urlBase, { max: 1 })
  expect((await apres.query(`select count(*)::int as n from demande where saisie->>'rcs' like 'Arrêt %'`)).rows).toEqual([{ n: 20 }])
  await apres.end()
})

test.skipIf(!PEUT_MONTER)(
  'R5 le disque se remplit en marche : écritures refusées en 503, lectures servies, retour sans redémarrage',
  async () => {
    const port = await portLibre()
    const url = `http://localhost:${port}`
    const p = await lancer({ PORT: String(port), PUBLIC_URL: url, DATA_DIR: disque, DEMONSTRATION: 'non' })
    await jusqua(
      'le serveur répond',
      async () =>
        (await fetch(`${url}/pret`).then(
          (r) => r.status,
          () => 0,
        )) === 200,
    )
    // Somebody else each time: nobody is made to wait for having tried often.
    let essai = 0
    const ecrire = async () => {
      const r = await fetch(`${url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ email: `personne${++essai}@exemple.fr`, password: 'x' }),
      })
      return { statut: r.status, code: ((await r.json()) as { code: string }).code, attente: r.headers.get('retry-after') }
    }
    expect((await ecrire()).statut).toBe(401)
    const { bavail, bsize } = statfsSync(disque)
    writeFileSync(join(disque, 'remplissage'), Buffer.alloc(Math.floor(bavail * bsize - 60e6)))
    await jusqua('les écritures sont refusées', async () => (await ecrire()).statut === 503, 120_000, 200)
    expect(await ecrire()).toEqual({ statut: 503, code: 'espace-insuffisant', attente: '60' })
    expect((await fetch(`${url}/connexion`)).status).toBe(200)
    // Whoever must make room can sign in; anybody reads that nothing is recorded.
    expect(
      (
        await fetch(`${url}/connexion`, {
          method: 'POST',
          headers: { origin: url },
          body: new URLSearchParams({ adresse: 'personne@exemple.fr', motDePasse: 'x' }),
        })
      ).status,
    ).toBe(401)
    expect(await (await fetch(`${url}/etat-du-service`)).text()).toContain('rien ne s’enregistre')
    expect((await fetch(`${url}/pret`)).status).toBe(200)
    // A question about access writes nothing: it is heard, and wants a key.
    expect((await fetch(`${url}/access/v1/evaluation`, { method: 'POST' })).status).toBe(401)
    rmSync(join(disque, 'remplissage'))
    await jusqua('les écritures reprennent', async () => (await ecrire()).statut === 401, 120_000, 200)
    p.enfant.kill('SIGTERM')
    expect((await p.fin).code).toBe(0)
    expect(readdirSync(disque)).toContain('postgres')
  },
)
