import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { lireContenu } from '#app/organisation/pieces-jointes/contenu.ts'
import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import { deposer, rattacherEnvois } from '#app/organisation/pieces-jointes/index.ts'
import { nettoyerFichiers } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { reanalyserFichiers } from '#app/organisation/pieces-jointes/reanalyser.ts'
import { readSettings } from '#platform/settings.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { antivirus, EICAR } from '#tests/serveurs/clamd.ts'
import { serveurS3 } from '#tests/serveurs/s3.ts'
import { fr } from '#ui/textes/index.ts'

const dossier = mkdtempSync(join(tmpdir(), 'choral-fond-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))
const clamd = await antivirus({ limite: 1_000_000 })
const p = await portailDuMonde({ DATA_DIR: dossier, CLAMD_URL: clamd.url })
const milieu = { ...p.programme, t: fr }
const depot = join(dossier, 'fichiers')
const pdf = (texte: string) => Buffer.from(`%PDF-1.7\n${texte}`)
const gardes = () =>
  readdirSync(depot, { recursive: true })
    .map(String)
    .filter((f) => existsSync(join(depot, f)) && !f.startsWith('temporaire') && /[0-9a-f]{64}$/.test(f))
const nombre = async (table: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(p.db)).rows[0]!.n
const tous = async (suite: AsyncIterable<Buffer>) => {
  const liste: Buffer[] = []
  for await (const x of suite) liste.push(x)
  return liste
}
const envoyer = (contenu: Buffer, nom = 'a.pdf') => deposer(milieu, { id: p.monde.daniel }, { nom, contenu })
const joindre = (envoi: string) =>
  p.db
    .transaction()
    .execute((tx) =>
      rattacherEnvois(tx, { t: fr, auteur: p.monde.daniel, envois: [envoi], structure: p.monde.menuiserie, genre: 'STRUCTURE' }),
    )

test('PJ-02 CPT-08 S11 déposés pendant que l’antivirus ne répondait pas : analysés à son retour, l’infecté retiré de partout et dit à qui l’a déposé, celui qu’il refuse attend seul', async () => {
  await clamd.arreter()
  const [sain, long] = [await envoyer(pdf('vu plus tard')), await envoyer(pdf(' '.repeat(1_100_000)), 'long.pdf')]
  const infecte = await envoyer(Buffer.from(`note ${EICAR}`), 'note.txt')
  const joint = await joindre((await envoyer(Buffer.from(`note ${EICAR}`), 'jointe.txt')).id)
  expect([sain.etat, long.etat, infecte.etat]).toEqual(['en-attente', 'en-attente', 'en-attente'])
  await reanalyserFichiers(milieu)
  expect((await sql`select from fichier where controle = 'en-attente'`.execute(p.db)).rows).toHaveLength(3)
  await clamd.demarrer()
  await reanalyserFichiers(milieu)
  expect(
    (await sql`select f.controle, e.nom from fichier f left join envoi e on e.fichier = f.empreinte order by e.nom`.execute(p.db)).rows,
  ).toEqual([
    { controle: 'sain', nom: 'a.pdf' },
    { controle: 'en-attente', nom: 'long.pdf' },
  ])
  expect(gardes()).toHaveLength(2)
  expect(
    (
      await sql`select supprimee_le is not null as retiree, fichier, version from piece_jointe where id = ${joint[0]!.id}::uuid`.execute(
        p.db,
      )
    ).rows,
  ).toEqual([{ retiree: true, fichier: null, version: 2 }])
  expect(
    (
      await sql`select contenu->'avant' as avant from journal where evenement = 'piece-jointe.infectee:effective' and chaine = ${p.monde.menuiserie}::uuid`.execute(
        p.db,
      )
    ).rows,
  ).toEqual([{ avant: { fichiers: 'jointe.txt' } }])
  expect(
    (await sql`select from depart where donnees->>'sujet' = ${fr.fichiers.courrielInfecte('', '', '').sujet}`.execute(p.db)).rows,
  ).toHaveLength(2)
  // CPT-08: in the centre of notices too, where it leads to what misses the file.
  expect(
    (
      await p.pool.query('select genre, adresse from avis where utilisateur = $1 and titre = $2 order by adresse', [
        p.monde.daniel,
        fr.fichiers.courrielInfecte('', '', '').sujet,
      ])
    ).rows,
  ).toEqual([
    { genre: 'securite', adresse: '/demandes' },
    { genre: 'securite', adresse: `/organisation/structures/${p.monde.menuiserie}/pieces-jointes` },
  ])
})

test('PJ-02 S10 le ménage : ce que rien n’atteint s’en va, ce qui sert reste', async () => {
  const [attache, ancien] = [await envoyer(pdf('attaché')), await envoyer(pdf('jamais joint'))]
  await joindre(attache.id)
  const supprimee = await joindre((await envoyer(pdf('supprimé'))).id)
  await sql`update piece_jointe set supprimee_le = maintenant(), fichier = null where id = ${supprimee[0]!.id}::uuid`.execute(p.db)
  // Dead between the bytes and the row: the transaction undone, the bytes there.
  await p.pool.query('alter table envoi add constraint panne check (nom <> $$panne.pdf$$)')
  await expect(envoyer(pdf('sans ligne'), 'panne.pdf')).rejects.toThrow('panne')
  await p.pool.query('alter table envoi drop constraint panne')
  const reception = join(depot, 'temporaire', 'coupe')
  writeFileSync(reception, 'x')
  const avant = gardes().length
  await nettoyerFichiers(milieu)
  expect(gardes().length).toBe(avant - 2)
  expect(existsSync(reception)).toBe(true)
  await decalerHorloge(p.pool, '25 hours')
  utimesSync(reception, new Date(), new Date())
  await nettoyerFichiers(milieu)
  await decalerHorloge(p.pool, '0')
  expect(existsSync(reception)).toBe(false)
  expect(await nombre('envoi')).toBe(0)
  expect(await nombre('fichier')).toBe(1)
  expect(gardes()).toHaveLength(1)
  expect((await sql`select from envoi where id = ${ancien.id}::uuid`.execute(p.db)).rows).toEqual([])
})

test('PJ-02 S10 un contenu qui manque au dépôt est nommé ; le même contenu renvoyé le répare', async () => {
  const dits: object[] = []
  const log = { ...p.programme.log, error: (o: object) => void dits.push(o) }
  await joindre((await envoyer(pdf('perdu'))).id)
  const { rows } = await sql<{
    empreinte: string
  }>`select encode(lieu, 'hex') as empreinte from fichier order by cree_le desc limit 1`.execute(p.db)
  const h = rows[0]!.empreinte
  rmSync(join(depot, h.slice(0, 2), h.slice(2, 4), h))
  await nettoyerFichiers({ ...milieu, log } as never)
  expect(dits).toEqual([{ fichiers: [h] }])
  await envoyer(pdf('perdu'))
  await nettoyerFichiers({ ...milieu, log } as never)
  expect(dits).toHaveLength(1)
})

test('PJ-02 S10 déposé et jeté au même instant, vingt fois : jamais une ligne sans ses octets', async () => {
  for (let i = 0; i < 20; i++) {
    const e = await envoyer(pdf('course'))
    await sql`delete from envoi where id = ${e.id}::uuid`.execute(p.db)
    await Promise.all([nettoyerFichiers(milieu), envoyer(pdf('course'))])
    await sql`delete from envoi where nom = 'a.pdf' and cree_le > maintenant() - interval '1 minute'`.execute(p.db)
  }
  const dits: object[] = []
  await nettoyerFichiers({ ...milieu, log: { ...p.programme.log, error: (o: object) => void dits.push(o) } } as never)
  expect(dits).toEqual([])
})

test('PJ-02 dans un dépôt S3 : déposé, servi, dédoublé, jeté ; injoignable, c’est à redemander', async () => {
  const s3 = await serveurS3(join(dossier, 's3'))
  const autre = { ...milieu, settings: { ...p.settings, CLAMD_URL: undefined, FILES_URL: s3.url } } as never as typeof milieu
  const depotS3 = depotDe(autre.settings)
  const contenus = ['un', 'deux', 'trois'].map((t) => pdf(`s3 ${t}`))
  for (const [i, contenu] of contenus.entries()) await deposer(autre, { id: p.monde.nadia }, { nom: `s3-${i}.pdf`, contenu })
  await deposer(autre, { id: p.monde.daniel }, { nom: 'encore.pdf', contenu: contenus[0]! })
  const { rows } = await sql<{
    empreinte: Buffer
    lieu: Buffer
  }>`select f.empreinte, f.lieu from fichier f join envoi e on e.fichier = f.empreinte where e.nom in ('s3-0.pdf', 's3-1.pdf', 's3-2.pdf') order by f.lieu`.execute(
    p.db,
  )
  expect(await tous(depotS3.list())).toEqual(rows.map((r) => r.lieu))
  for (const r of rows) expect((await buffer(await depotS3.read(r.lieu))).includes('%PDF')).toBe(false)
  expect(await Promise.all(rows.map(async (r) => buffer(await lireContenu(autre, r.empreinte))))).toEqual(expect.arrayContaining(contenus))
  await sql`delete from envoi where nom <> 's3-1.pdf'`.execute(p.db)
  await sql`delete from piece_jointe`.execute(p.db)
  await nettoyerFichiers(autre)
  expect((await tous(depotS3.list())).length).toBe(1)
  expect(readdirSync(depotS3.temporary)).toEqual([])
  await s3.arreter()
  await expect(deposer(autre, { id: p.monde.nadia }, { nom: 'a.pdf', contenu: contenus[2]! })).rejects.toMatchObject({ statusCode: 503 })
  expect(readdirSync(depotS3.temporary)).toEqual([])
})

test('PJ-02 ce qui était gardé en clair, d’avant : toujours lisible, scellé par le ménage, ses octets clairs partis', async () => {
  const contenu = pdf('gardé en clair')
  const empreinte = createHash('sha256').update(contenu).digest()
  const h = empreinte.toString('hex')
  const chemin = join(depot, h.slice(0, 2), h.slice(2, 4), h)
  mkdirSync(dirname(chemin), { recursive: true })
  writeFileSync(chemin, contenu)
  await sql`insert into fichier (empreinte, taille, type, controle, lieu) values (${empreinte}, ${contenu.length}, 'application/pdf', 'sain', ${empreinte})`.execute(
    p.db,
  )
  await sql`insert into piece_jointe (structure, genre, fichier, nom, auteur) values (${p.monde.menuiserie}::uuid, 'STRUCTURE', ${empreinte}, 'ancien.pdf', ${p.monde.daniel}::uuid)`.execute(
    p.db,
  )
  expect((await buffer(await lireContenu(milieu, empreinte))).equals(contenu)).toBe(true)
  await nettoyerFichiers(milieu)
  expect(existsSync(chemin)).toBe(false)
  expect(
    (await sql`select controle, type, scelle is not null as scelle from fichier where empreinte = ${empreinte}`.execute(p.db)).rows,
  ).toEqual([{ controle: 'sain', type: 'application/pdf', scelle: true }])
  expect((await buffer(await lireContenu(milieu, empreinte))).equals(contenu)).toBe(true)
  // Altered on the disk: an error, never other bytes.
  const { rows } = await sql<{ lieu: string }>`select encode(lieu, 'hex') as lieu from fichier where empreinte = ${empreinte}`.execute(p.db)
  const scelle = join(depot, rows[0]!.lieu.slice(0, 2), rows[0]!.lieu.slice(2, 4), rows[0]!.lieu)
  const octets = readFileSync(scelle)
  expect(octets.includes('gardé')).toBe(false)
  octets[octets.length - 1]! ^= 1
  writeFileSync(scelle, octets)
  await expect(lireContenu(milieu, empreinte).then(buffer)).rejects.toThrow()
})

test.each([
  { FILES_URL: 's3://hote/seau' },
  { FILES_URL: 's3://cle:secret@hote' },
  { FILES_URL: 'file:' },
  { CLAMD_URL: 'http://clamd' },
  { CLAMD_URL: '/run/clamd.ctl' },
])('INT-06 un réglage faux arrête le départ : %j', (env) =>
  expect(() => readSettings({ DATA_DIR: dossier, ...env })).toThrow(/n’est pas accepté/),
)
