import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { deposer, rattacherEnvois } from '#app/organisation/pieces-jointes/index.ts'
import { nettoyer } from '#app/organisation/pieces-jointes/nom.ts'
import { reconnaitre } from '#app/organisation/pieces-jointes/reconnaitre.ts'
import { estRefus } from '#platform/http/problem.ts'
import { scan } from '#platform/files/clamd.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { antivirus, EICAR } from '#tests/serveurs/clamd.ts'
import { fr } from '#ui/textes/index.ts'

const PDF = Buffer.from('%PDF-1.7\nessai')
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const octets = (...o: number[]) => Buffer.from([...o, ...Buffer.alloc(64)])

/** A ZIP of one file a name, deflated. */
function zip(fichiers: Record<string, Buffer>, { chiffre = false } = {}): Buffer {
  const [corps, table]: [Buffer[], Buffer[]] = [[], []]
  let a = 0
  for (const [nom, contenu] of Object.entries(fichiers)) {
    const plie = deflateRawSync(contenu)
    const commun = Buffer.alloc(26)
    commun.writeUInt16LE(20, 0)
    commun.writeUInt16LE(chiffre ? 1 : 0, 2)
    commun.writeUInt16LE(8, 4)
    commun.writeUInt32LE(plie.length, 14)
    commun.writeUInt32LE(contenu.length, 18)
    commun.writeUInt16LE(nom.length, 22)
    corps.push(Buffer.from('PK\x03\x04', 'latin1'), commun, Buffer.from(nom), plie)
    const central = Buffer.alloc(14)
    central.writeUInt32LE(a, 10)
    table.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), commun, central, Buffer.from(nom))
    a += 30 + nom.length + plie.length
  }
  const repertoire = Buffer.concat(table)
  const fin = Buffer.alloc(22)
  fin.write('PK\x05\x06', 'latin1')
  fin.writeUInt16LE(table.length / 4, 8)
  fin.writeUInt16LE(table.length / 4, 10)
  fin.writeUInt32LE(repertoire.length, 12)
  fin.writeUInt32LE(a, 16)
  return Buffer.concat([...corps, repertoire, fin])
}
const bureau = (partie: string, plus: Record<string, Buffer> = {}) =>
  zip({ '[Content_Types].xml': Buffer.from('<Types/>'), [partie]: Buffer.from('<a/>'), ...plus })

test.each<[string, string, Buffer, string]>([
  ['un exécutable nommé .pdf', 'pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(64), Buffer.from('PE\0\0')]), 'contenu-inconnu'],
  ['un ELF nommé .png', 'png', octets(0x7f, 0x45, 0x4c, 0x46), 'contenu-inconnu'],
  ['un script nommé .jpg', 'jpg', Buffer.from('#!/bin/sh\nrm'), 'contenu-inconnu'],
  ['un script nommé .txt', 'txt', Buffer.from('#!/bin/sh\nrm'), 'contenu-inconnu'],
  ['du HTML nommé .pdf', 'pdf', Buffer.from('<!doctype html><script>alert(1)</script>'), 'format-actif'],
  ['du SVG nommé .png', 'png', Buffer.from('<svg onload=alert(1)>'), 'format-actif'],
  ['du SVG nommé .svg', 'svg', Buffer.from('<svg onload=alert(1)>'), 'format-actif'],
  ['du SVG nommé .xml', 'xml', Buffer.from('<?xml version="1.0"?><svg xmlns="x"/>'), 'format-actif'],
  ['un PDF dont l’en-tête est à l’octet 1000', 'pdf', Buffer.concat([Buffer.alloc(1000), PDF]), 'contenu-inconnu'],
  ['rib.pdf.exe', 'exe', PDF, 'extension-refusee'],
  ['un PNG nommé .pdf', 'pdf', octets(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'contenu-different'],
  ['un fichier vide', 'pdf', Buffer.alloc(0), 'fichier-vide'],
  ['un octet', 'pdf', Buffer.from([1]), 'contenu-inconnu'],
  ['une bombe ZIP', 'zip', zip({ zeros: Buffer.alloc(10_000_000) }), 'archive-demesuree'],
  ['une bombe dans un DOCX', 'docx', bureau('word/document.xml', { zeros: Buffer.alloc(10_000_000) }), 'archive-demesuree'],
  ['une bombe GZIP', 'gz', gzipSync(Buffer.alloc(20_000_000)), 'archive-demesuree'],
  ['un ZIP chiffré', 'zip', zip({ a: Buffer.from('secret') }, { chiffre: true }), 'archive-chiffree'],
  ['un DOCM renommé .docx', 'docx', bureau('word/document.xml', { 'word/vbaProject.bin': Buffer.from('x') }), 'fichier-a-macros'],
  ['le polyglotte PDF/ZIP nommé .zip', 'zip', Buffer.concat([PDF, bureau('word/document.xml')]), 'contenu-different'],
  ['un OLE2 nommé .docx', 'docx', OLE, 'contenu-different'],
  ['un DOC à macros', 'doc', Buffer.concat([OLE, Buffer.from('_VBA_PROJECT', 'utf16le')]), 'fichier-a-macros'],
  ['un XML à entités', 'xml', Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), 'xml-a-entites'],
])('PJ-02 refusé : %s', (_nom, extension, contenu, attendu) => expect(reconnaitre(extension, contenu)).toBe(attendu))

test.each<[string, string, Buffer, string]>([
  ['un PDF', 'pdf', PDF, 'application/pdf'],
  ['rib.exe.pdf, selon son contenu', 'pdf', PDF, 'application/pdf'],
  ['un PDF actif, jamais ouvert en ligne', 'pdf', Buffer.from('%PDF-1.7 /OpenAction /JavaScript'), 'application/pdf'],
  ['un PDF chiffré', 'pdf', Buffer.from('%PDF-1.7\ntrailer << /Encrypt 5 0 R >>'), 'application/pdf'],
  ['un polyglotte PDF/ZIP', 'pdf', Buffer.concat([PDF, bureau('word/document.xml')]), 'application/pdf'],
  ['un polyglotte GIF/JS', 'gif', Buffer.from('GIF89a/*x*/=1;'), 'image/gif'],
  ['un CSV en Windows-1252', 'csv', Buffer.from('pr\xe9nom;nom', 'latin1'), 'text/plain'],
  ['un DOCX', 'docx', bureau('word/document.xml'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['un ZIP', 'zip', zip({ a: Buffer.from('a') }), 'application/zip'],
])('PJ-02 accepté : %s', (_nom, extension, contenu, type) => expect(reconnaitre(extension, contenu)).toEqual({ type, extension }))

test.each<[string, string]>([
  ['../../etc/passwd', 'passwd.pdf'],
  ['..\\..\\x', 'x.pdf'],
  ['C:\\x', 'x.pdf'],
  ['/x', 'x.pdf'],
  ['a\0b.pdf', 'ab.pdf'],
  ['rib\u202efdp.pdf', 'ribfdp.pdf'],
  ['CON', '_CON.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['a\r\nSet-Cookie x.pdf', 'aSet-Cookie x.pdf'],
  [`${'é'.repeat(300)}.pdf`, `${'é'.repeat(46)}.pdf`],
  ['', 'fichier.pdf'],
])('PJ-02 S10 nom nettoyé : %j', (recu, attendu) => expect(nettoyer(recu, 'pdf')).toBe(attendu))

const dossier = mkdtempSync(join(tmpdir(), 'choral-fichiers-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))
const p = await portailDuMonde({ TAILLE_FICHIER_MAX: '1000', DATA_DIR: dossier })
const milieu = (plus: object = {}) => ({ db: p.db, jobs: p.programme.jobs, t: fr, settings: { ...p.settings, ...plus } })
const codeDe = async (travail: Promise<unknown>) =>
  travail.then(
    () => 'accepté',
    (e: unknown) => (estRefus(e) ? e.probleme.champs![0]!.code : String(e)),
  )
const pdfDe = (n: number) => Buffer.concat([PDF, Buffer.alloc(n - PDF.length, 32)])
const contenus = () => readdirSync(join(p.settings.DATA_DIR, 'fichiers'), { recursive: true }).map(String)

test('PJ-02 taille exacte à l’octet ; un refus ne laisse rien ; le même contenu deux fois est gardé une fois et n’en dit rien', async () => {
  const moi = { id: p.monde.daniel }
  expect(await codeDe(deposer(milieu(), moi, { nom: 'a.pdf', contenu: pdfDe(1001) }))).toBe('fichier-trop-grand')
  expect(await codeDe(deposer(milieu(), moi, { nom: 'a.pdf', contenu: Buffer.alloc(0) }))).toBe('fichier-vide')
  const [a, b] = await Promise.all([
    deposer(milieu(), moi, { nom: 'a.pdf', contenu: pdfDe(1000) }),
    deposer(milieu(), { id: p.monde.nadia }, { nom: 'b.pdf', contenu: pdfDe(1000) }),
  ])
  expect({ ...a, id: '', nom: '' }).toEqual({ ...b, id: '', nom: '' })
  expect((await sql`select from fichier`.execute(p.db)).rows).toHaveLength(1)
  expect(contenus().filter((f) => /[0-9a-f]{64}$/.test(f))).toHaveLength(1)
  expect(readdirSync(join(p.settings.DATA_DIR, 'fichiers', 'temporaire')).filter((f) => f !== 'tus')).toEqual([])
})

test('PJ-01 un envoi ne se joint qu’une fois, et par qui l’a déposé', async () => {
  const e = await deposer(milieu(), { id: p.monde.daniel }, { nom: 'kbis.pdf', contenu: pdfDe(100) })
  const joindre = (auteur: string) =>
    p.db
      .transaction()
      .execute((tx) => rattacherEnvois(tx, { t: fr, auteur, envois: [e.id], structure: p.monde.menuiserie, genre: 'STRUCTURE' }))
  expect(await codeDe(joindre(p.monde.nadia))).toBe('fichier-perdu')
  expect(await joindre(p.monde.daniel)).toMatchObject([{ nom: 'kbis.pdf' }])
  expect(await codeDe(joindre(p.monde.daniel))).toBe('fichier-perdu')
})

test('PJ-02 S11 antivirus : infecté refusé, sain accepté, injoignable en attente', async () => {
  const { url: CLAMD_URL } = await antivirus()
  expect(await scan(CLAMD_URL, Buffer.from(EICAR))).toBe('infecte')
  const moi = { id: p.monde.daniel }
  expect(await codeDe(deposer(milieu({ CLAMD_URL }), moi, { nom: 'e.txt', contenu: Buffer.from(EICAR) }))).toBe('fichier-infecte')
  expect((await deposer(milieu({ CLAMD_URL }), moi, { nom: 'e.pdf', contenu: pdfDe(200) })).etat).toBe('sain')
  expect((await deposer(milieu({ CLAMD_URL: 'tcp://127.0.0.1:1' }), moi, { nom: 'f.pdf', contenu: pdfDe(201) })).etat).toBe('en-attente')
})
