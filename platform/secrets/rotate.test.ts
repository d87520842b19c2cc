import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as attendre } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase, type Db } from '#platform/database/open.ts'
import { fileKey, nameOf } from '#platform/secrets/chunks.ts'
import { sealWithRing, unopenedKeys, unsealWithRing } from '#platform/secrets/ring.ts'
import { rotateKeys, SEALS } from '#platform/secrets/rotate.ts'
import { ROOT } from '#platform/root.ts'
import { baseDEssai } from '#tests/base.ts'
import { commandes } from '#tests/commandes.ts'

const { programme, NODE_COMPILE_CACHE } = await commandes()
const SECRET_KEY = 'cle-des-essais-0123456789-0123456789'
const secret = { SECRET_KEY }
const NEUVE = { SECRET_KEY: 'une-cle-toute-neuve-0123456789-0123', SECRET_KEY_ANCIENNE: SECRET_KEY }

async function avecComptes(n: number) {
  const { pool, url } = await baseDEssai()
  const db = openDatabase(pool)
  const {
    rows: [s],
  } = await pool.query(
    `insert into structure (type_identifiant, identifiant, type_structure, raison_sociale, pays, statut) values ('SIRET', '12345678200077', 'PRIVEE', 'Essai', 'FR', 'INACTIVE') returning id`,
  )
  const sceller = async (texte: string) => {
    const {
      rows: [l],
    } = await pool.query('select nouvel_id() as id')
    await db.transaction().execute(async (tx) => {
      const { cle, scelle } = await sealWithRing(tx, secret, texte, `coordonnee_bancaire:${l.id}`)
      await sql`insert into coordonnee_bancaire (id, structure, type, nom, pays, cle, scelle, a_iban) values (${l.id}, ${s.id}, 'IBAN', ${texte}, 'FR', ${cle}, ${scelle}, true)`.execute(
        tx,
      )
    })
    return l.id as string
  }
  for (let i = 0; i < n; i++) await sceller(`compte ${i}`)
  return { pool, db, url, sceller, structure: s.id as string }
}
const cles = async (db: Db) => (await sql<{ id: number }>`select id from cle_donnees order by id`.execute(db)).rows.map((r) => r.id)
/** The seal of each row opens on the name that the row bears. */
async function tousOuverts(db: Db, s: Parameters<typeof unsealWithRing>[1]) {
  const { rows } = await sql<{
    id: string
    nom: string
    cle: number
    scelle: Buffer
  }>`select id, nom, cle, scelle from coordonnee_bancaire`.execute(db)
  for (const r of rows) expect(await unsealWithRing(db, s, r, `coordonnee_bancaire:${r.id}`)).toBe(r.nom)
  return rows.length
}

const LONGS = process.env.ESSAIS === 'longs'

test('BAN-04 rotation : chaque table qui porte un sceau en fait partie', async () => {
  const { pool } = await baseDEssai()
  const { rows } = await pool.query(
    `select conrelid::regclass::text as t from pg_constraint where confrelid = 'cle_donnees'::regclass and contype = 'f'`,
  )
  expect(rows.map((r) => r.t).toSorted()).toEqual(SEALS.map((s) => s.table).toSorted())
})

test('BAN-04 rotation : tout est scellé de nouveau sous SECRET_KEY neuve, l’ancienne clé n’est plus ; une ligne abîmée la garde et est nommée', async () => {
  const { db, pool } = await avecComptes(7)
  const [avant] = await cles(db)
  expect([await unopenedKeys(db, NEUVE), await unopenedKeys(db, { SECRET_KEY: NEUVE.SECRET_KEY })]).toEqual([[], [avant]])
  expect(await tousOuverts(db, NEUVE)).toBe(7)
  const {
    rows: [b],
  } = await pool.query(`select id from coordonnee_bancaire limit 1`)
  await pool.query(`update coordonnee_bancaire set scelle = '\\x00010203' where id = $1`, [b.id])
  expect(await rotateKeys(db, NEUVE, { batch: 3, grace: 0 })).toEqual({
    resumed: false,
    sealed: 6,
    unreadable: [`coordonnee_bancaire:${b.id}`],
  })
  expect(await cles(db)).toContain(avant)
  await pool.query('delete from coordonnee_bancaire where id = $1', [b.id])
  expect(await rotateKeys(db, NEUVE, { grace: 0 })).toEqual({ resumed: true, sealed: 0, unreadable: [] })
  expect(await cles(db)).not.toContain(avant)
  expect([await tousOuverts(db, { SECRET_KEY: NEUVE.SECRET_KEY }), await unopenedKeys(db, { SECRET_KEY: NEUVE.SECRET_KEY })]).toEqual([
    6,
    [],
  ])
})

const PROGRAMME = `
import { sql } from 'kysely'
import { openDatabase, openPool } from '#platform/database/open.ts'
import { sealWithRing } from '#platform/secrets/ring.ts'
const db = openDatabase(openPool(process.env.BASE, { max: 4 }))
const secret = { SECRET_KEY: process.env.SECRET_KEY }
const unParUn = async (k) => {
  for (let n = 0; ; n++) await db.transaction().execute(async (tx) => {
    const nom = 'ecrit ' + k + ' ' + n
    const id = n % 2 ? (await sql\`select id from coordonnee_bancaire order by id offset \${(n * 7 + k) % 20} limit 1 for no key update skip locked\`.execute(tx)).rows[0]?.id : (await sql\`select nouvel_id() as id\`.execute(tx)).rows[0].id
    if (!id) return
    const { cle, scelle } = await sealWithRing(tx, secret, nom, 'coordonnee_bancaire:' + id)
    await sql\`select pg_sleep(\${(n % 5) / 200})\`.execute(tx)
    await sql\`insert into coordonnee_bancaire (id, structure, type, nom, pays, cle, scelle, a_iban) values (\${id}, \${process.env.STRUCTURE}, 'IBAN', \${nom}, 'FR', \${cle}, \${scelle}, true) on conflict (id) do update set nom = excluded.nom, cle = excluded.cle, scelle = excluded.scelle\`.execute(tx)
    console.log(nom)
  })
}
await Promise.all([0, 1, 2].map(unParUn))
`

test('BAN-04 rotation pendant qu’un autre processus crée et change des comptes : rien n’est perdu, l’ancienne clé s’en va', async () => {
  const { db, url, structure } = await avecComptes(30)
  const [avant] = await cles(db)
  const autre = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PROGRAMME], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, BASE: url, SECRET_KEY, STRUCTURE: structure },
  })
  let ecrits = 0
  createInterface(autre.stdout).on('line', () => ecrits++)
  while (ecrits < 5) await attendre(20)
  const tours = LONGS ? 20 : 2
  // Long enough for the other to have written meanwhile, however slow the machine.
  for (let i = 0; i < tours || ecrits <= 10; i++) expect((await rotateKeys(db, secret, { batch: 4, grace: 50 })).unreadable).toEqual([])
  autre.kill()
  await once(autre, 'exit')
  expect(await cles(db)).toHaveLength(1)
  expect(await cles(db)).not.toContain(avant)
  expect(await tousOuverts(db, secret)).toBeGreaterThan(30)
})

test('BAN-04 cles:tourner tuée en cours de route : relancée, elle reprend la même rotation', async () => {
  const { db, url } = await avecComptes(40)
  const [avant] = await cles(db)
  await expect(
    rotateKeys(db, secret, {
      batch: 5,
      grace: 0,
      progress: (n) => {
        if (n >= 10) throw new Error('killed')
      },
    }),
  ).rejects.toThrow('killed')
  expect(await cles(db)).toHaveLength(2)
  expect(await tousOuverts(db, secret)).toBe(40)
  const commande = spawn(process.execPath, [programme, 'cles:tourner'], {
    cwd: ROOT,
    env: { ...process.env, NODE_COMPILE_CACHE, DATABASE_URL: url, SECRET_KEY },
  })
  let sortie = ''
  for (const flux of [commande.stdout, commande.stderr]) flux.on('data', (d: Buffer) => (sortie += d.toString()))
  expect((await once(commande, 'exit'))[0], sortie).toBe(0)
  expect(sortie).toMatch(/reprise[^]*Clé changée : 30 scellés de nouveau/)
  expect((await cles(db)).includes(avant!)).toBe(false)
  expect(await tousOuverts(db, secret)).toBe(40)
})

test('BAN-04 cles:tourner tuée par SIGKILL en pleine course, plusieurs fois : rien d’illisible à aucun moment, et la dernière finit ; les fichiers restent les mêmes octets', async () => {
  const morts = LONGS ? 100 : 3
  const { db, pool, url } = await avecComptes(LONGS ? 2000 : 300)
  // Contents too: their keys are sealed again, and nothing else of them.
  const contenus = Array.from({ length: 20 }, (_, i) => ({
    empreinte: createHash('sha256').update(String(i)).digest(),
    cle: fileKey().toString('hex'),
  }))
  for (const { empreinte, cle } of contenus)
    await db.transaction().execute(async (tx) => {
      const s = await sealWithRing(tx, secret, cle, `fichier:\\x${empreinte.toString('hex')}`)
      await sql`insert into fichier (empreinte, taille, type, lieu, cle, scelle) values (${empreinte}, 1, 'text/plain', ${nameOf(Buffer.from(cle, 'hex'), empreinte)}, ${s.cle}, ${s.scelle})`.execute(
        tx,
      )
    })
  const ouverts = async () => {
    for (const { empreinte, cle } of contenus) {
      const {
        rows: [f],
      } = await sql<{
        lieu: Buffer
        cle: number
        scelle: Buffer
      }>`select lieu, cle, scelle from fichier where empreinte = ${empreinte}`.execute(db)
      expect(await unsealWithRing(db, secret, f!, `fichier:\\x${empreinte.toString('hex')}`)).toBe(cle)
      expect(f!.lieu.equals(nameOf(Buffer.from(cle, 'hex'), empreinte))).toBe(true)
    }
    return tousOuverts(db, secret)
  }
  const combien = await ouverts()
  const tourner = (...args: string[]) =>
    spawn(process.execPath, [programme, 'cles:tourner', ...args], {
      cwd: ROOT,
      stdio: 'ignore',
      env: { ...process.env, NODE_COMPILE_CACHE, DATABASE_URL: url, SECRET_KEY },
    })
  let milieux = 0
  // At least one in the middle, or nothing is proved.
  for (let mort = 0; mort < morts || !milieux; mort++) {
    const [derniere] = (await cles(db)).slice(-1)
    const commande = tourner(...(mort % 3 ? [] : ['--nouvelle']))
    const fini = once(commande, 'exit')
    // A new key is there, and this many rows have it: some have not.
    const voulus = mort % 3 === 0 ? 1 + Math.floor(Math.random() * combien * 0.6) : 1
    const debut = Date.now()
    while (Date.now() - debut < 20_000 && commande.exitCode === null) {
      const {
        rows: [n],
      } = await pool.query<{ n: number }>(
        'select count(*)::int as n from coordonnee_bancaire where cle = (select max(id) from cle_donnees) and cle > $1',
        [mort % 3 ? 0 : derniere],
      )
      if (n!.n >= voulus) break
      await attendre(1)
    }
    commande.kill('SIGKILL')
    await fini
    const {
      rows: [reste],
    } = await pool.query<{ n: number }>('select count(*)::int as n from coordonnee_bancaire where cle <> (select max(id) from cle_donnees)')
    if (reste!.n) milieux++
    expect(await ouverts()).toBe(combien)
  }
  const derniere = tourner()
  expect((await once(derniere, 'exit'))[0]).toBe(0)
  expect(await cles(db)).toHaveLength(1)
  expect(await ouverts()).toBe(combien)
})
