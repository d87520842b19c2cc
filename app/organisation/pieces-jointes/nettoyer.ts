import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import { verrouillerContenu } from '#app/organisation/pieces-jointes/deposer.ts'
import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { FileStore } from '#platform/files/store.ts'

type MilieuDeMenage = Pick<Programme, 'db' | 'settings' | 'log'>
const LOT = 1000

/** Nothing is kept that nobody can reach: what was sent a day ago and neither attached nor kept with a draft, contents that nothing points to, bytes left by a process that died (docs/decisions/0021). */
export async function nettoyerFichiers({ db, settings, log }: MilieuDeMenage): Promise<void> {
  const depot = depotDe(settings)
  await sql`delete from envoi where cree_le < maintenant() - interval '1 day' and brouillon is null`.execute(db)
  await sql`delete from envoi_en_cours where cree_le < maintenant() - interval '1 day'`.execute(db)
  await jeterReceptions(db, depot.temporary)
  await jeterSansReference(db, depot)
  const perdus = await comparer(db, depot)
  if (perdus.length) log.error({ fichiers: perdus.map((h) => h.toString('hex')) }, 'contents missing from the store: restore them from a backup')
}

/** What was being received and has not moved for a day. */
async function jeterReceptions(db: Db, dossier: string) {
  const { rows } = await sql<{ limite: Date }>`select maintenant() - interval '1 day' as limite`.execute(db)
  for (const nom of await readdir(dossier, { recursive: true })) {
    const s = await stat(join(dossier, nom)).catch(() => null)
    if (s?.isFile() && s.mtime < rows[0]!.limite) await rm(join(dossier, nom), { force: true })
  }
}

const SANS_REFERENCE = sql`not exists (select from envoi e where e.fichier = f.empreinte) and not exists (select from piece_jointe p where p.fichier = f.empreinte) and not exists (select from ticket_fichier t where t.fichier = f.empreinte)`

async function jeterSansReference(db: Db, depot: FileStore) {
  for (let apres: Buffer = Buffer.alloc(0); ; ) {
    const { rows } = await sql<{ empreinte: Buffer }>`select f.empreinte from fichier f where f.empreinte > ${apres} and ${SANS_REFERENCE} order by f.empreinte limit ${LOT}`.execute(db)
    for (const { empreinte } of rows) await jeter(db, depot, empreinte)
    if (rows.length < LOT) return
    apres = rows.at(-1)!.empreinte
  }
}

/** The row and the bytes of a content that nothing points to any more. Whoever sends the same meanwhile waits, and keeps it anew. */
export const jeter = (db: Db, depot: FileStore, empreinte: Buffer) =>
  db.transaction().execute(async (tx) => {
    await verrouillerContenu(tx, empreinte)
    const { numAffectedRows } = await sql`delete from fichier f where f.empreinte = ${empreinte} and ${SANS_REFERENCE}`.execute(tx)
    // Before the end of the transaction: should it fail, a row without bytes that nothing points to is thrown away the next time.
    if (numAffectedRows) await depot.remove(empreinte)
  })

/** Walks the store and the table side by side, both in the order of the hashes: bytes without a row go, rows without bytes are named. */
async function comparer(db: Db, depot: FileStore): Promise<Buffer[]> {
  const perdus: Buffer[] = []
  let depuis: Buffer = Buffer.alloc(0)
  for await (const lot of parLots(depot.list())) {
    const connus = await empreintesEntre(db, depuis, lot.at(-1)!)
    const [ici, enTable] = [new Set(lot.map((h) => h.toString('hex'))), new Set(connus.map((h) => h.toString('hex')))]
    for (const h of lot) if (!enTable.has(h.toString('hex'))) await jeterOctets(db, depot, h)
    perdus.push(...connus.filter((h) => !ici.has(h.toString('hex'))))
    depuis = lot.at(-1)!
  }
  perdus.push(...(await empreintesEntre(db, depuis)))
  return filtrer(perdus, async (h) => !(await depot.has(h)) && (await estConnu(db, h)))
}

async function* parLots(suite: AsyncIterable<Buffer>) {
  let lot: Buffer[] = []
  for await (const h of suite) if (lot.push(h) === LOT) yield lot.splice(0)
  if (lot.length) yield lot
}

async function empreintesEntre(db: Db, apres: Buffer, jusque?: Buffer): Promise<Buffer[]> {
  const { rows } = await sql<{ empreinte: Buffer }>`select empreinte from fichier where empreinte > ${apres} ${jusque ? sql`and empreinte <= ${jusque}` : sql``} order by empreinte`.execute(db)
  return rows.map((r) => r.empreinte)
}

const estConnu = async (db: Db | Tx, empreinte: Buffer) => (await sql`select from fichier where empreinte = ${empreinte}`.execute(db)).rows.length > 0

const jeterOctets = (db: Db, depot: FileStore, empreinte: Buffer) =>
  db.transaction().execute(async (tx) => {
    await verrouillerContenu(tx, empreinte)
    if (!(await estConnu(tx, empreinte))) await depot.remove(empreinte)
  })

async function filtrer<T>(liste: T[], garder: (x: T) => Promise<boolean>): Promise<T[]> {
  const gardes: T[] = []
  for (const x of liste) if (await garder(x)) gardes.push(x)
  return gardes
}
