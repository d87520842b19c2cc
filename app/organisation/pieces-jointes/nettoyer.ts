import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import { lireContenu } from '#app/organisation/pieces-jointes/contenu.ts'
import { placerContenu, prendreContenu, verrouillerContenu } from '#app/organisation/pieces-jointes/deposer.ts'
import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import { recevoir } from '#app/organisation/pieces-jointes/recevoir.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { FileStore } from '#platform/files/store.ts'
import type { Settings } from '#platform/settings.ts'

type MilieuDeMenage = Pick<Programme, 'db' | 'settings' | 'log'>
const LOT = 1000

/**
 * Nothing is kept that nobody can reach: what was sent a day ago and neither attached nor kept with a draft, contents that nothing points
 * to, bytes left by a process that died (docs/decisions/0021).
 */
export async function nettoyerFichiers({ db, settings, log }: MilieuDeMenage): Promise<void> {
  const depot = depotDe(settings)
  await sql`delete from envoi where cree_le < maintenant() - interval '1 day' and brouillon is null`.execute(db)
  await sql`delete from envoi_en_cours where cree_le < maintenant() - interval '1 day'`.execute(db)
  await jeterReceptions(db, depot)
  await scellerAnciens(db, settings)
  await jeterSansReference(db, depot)
  const perdus = await comparer(db, depot)
  if (perdus.length)
    log.error({ fichiers: perdus.map((h) => h.toString('hex')) }, 'contents missing from the store: restore them from a backup')
}

/** What nobody is sending any more, and what was being received and has not moved for a day. */
async function jeterReceptions(db: Db, { temporary: dossier, arriving }: FileStore) {
  for await (const id of arriving.list()) {
    const { rows } = await sql`select from envoi_en_cours where id::text = ${id}`.execute(db)
    if (!rows.length) await arriving.remove(id)
  }
  const { rows } = await sql<{ limite: Date }>`select maintenant() - interval '1 day' as limite`.execute(db)
  for (const nom of await readdir(dossier, { recursive: true })) {
    const s = await stat(join(dossier, nom)).catch(() => null)
    if (s?.isFile() && s.mtime < rows[0]!.limite) await rm(join(dossier, nom), { force: true })
  }
}

const SANS_REFERENCE = sql`not exists (select from envoi e where e.fichier = f.empreinte)
    and not exists (select from piece_jointe p where p.fichier = f.empreinte)
    and not exists (select from ticket_fichier t where t.fichier = f.empreinte)
    and not exists (select from conversation_fichier c where c.fichier = f.empreinte)`

async function jeterSansReference(db: Db, depot: FileStore) {
  for (let apres: Buffer = Buffer.alloc(0); ;) {
    const { rows } = await sql<{
      empreinte: Buffer
    }>`select f.empreinte from fichier f where f.empreinte > ${apres} and ${SANS_REFERENCE} order by f.empreinte limit ${LOT}`.execute(db)
    for (const { empreinte } of rows) await jeter(db, depot, empreinte)
    if (rows.length < LOT) return
    apres = rows.at(-1)!.empreinte
  }
}

/** The row and the bytes of a content that nothing points to any more. Whoever sends the same meanwhile waits, and keeps it anew. */
export const jeter = (db: Db, depot: FileStore, empreinte: Buffer) =>
  db.transaction().execute(async (tx) => {
    await verrouillerContenu(tx, empreinte)
    const { rows } = await sql<{
      lieu: Buffer
    }>`delete from fichier f where f.empreinte = ${empreinte} and ${SANS_REFERENCE} returning f.lieu`.execute(tx)
    // Before the end of the transaction: should it fail, a row without bytes that nothing points to is thrown away the next time.
    if (rows[0]) await depot.remove(rows[0].lieu)
  })

/** Walks the store and the table side by side, both in the order of the names: bytes without a row go, rows without bytes are named. */
async function comparer(db: Db, depot: FileStore): Promise<Buffer[]> {
  const perdus: Buffer[] = []
  let depuis: Buffer = Buffer.alloc(0)
  for await (const lot of parLots(depot.list())) {
    const connus = await lieuxEntre(db, depuis, lot.at(-1)!)
    const [ici, enTable] = [new Set(lot.map((h) => h.toString('hex'))), new Set(connus.map((h) => h.toString('hex')))]
    for (const h of lot) if (!enTable.has(h.toString('hex'))) await jeterOctets(db, depot, h)
    perdus.push(...connus.filter((h) => !ici.has(h.toString('hex'))))
    depuis = lot.at(-1)!
  }
  perdus.push(...(await lieuxEntre(db, depuis)))
  return filtrer(perdus, async (h) => !(await depot.has(h)) && (await estConnu(db, h)))
}

async function* parLots(suite: AsyncIterable<Buffer>) {
  let lot: Buffer[] = []
  for await (const h of suite) if (lot.push(h) === LOT) yield lot.splice(0)
  if (lot.length) yield lot
}

async function lieuxEntre(db: Db, apres: Buffer, jusque?: Buffer): Promise<Buffer[]> {
  const { rows } = await sql<{
    lieu: Buffer
  }>`select lieu from fichier where lieu > ${apres} ${jusque ? sql`and lieu <= ${jusque}` : sql``} order by lieu`.execute(db)
  return rows.map((r) => r.lieu)
}

const estConnu = async (db: Db | Tx, lieu: Buffer) => (await sql`select from fichier where lieu = ${lieu}`.execute(db)).rows.length > 0

const jeterOctets = (db: Db, depot: FileStore, lieu: Buffer) =>
  db.transaction().execute(async (tx) => {
    await verrouillerContenu(tx, lieu)
    if (!(await estConnu(tx, lieu))) await depot.remove(lieu)
  })

/** What was kept in clear before files were sealed; its clear bytes, which no row names any more, go with the comparison that follows. */
async function scellerAnciens(db: Db, settings: Settings) {
  const depot = depotDe(settings)
  const { rows } = await sql<{
    empreinte: Buffer
    lieu: Buffer
    taille: number
    type: string
    etat: 'sain' | 'en-attente'
  }>`select empreinte, lieu, taille::float8 as taille, type, controle as etat from fichier where scelle is null`.execute(db)
  for (const f of rows) {
    if (!(await depot.has(f.lieu))) continue
    const recu = await recevoir(await lireContenu({ db, settings }, f.empreinte), depot.temporary, f.taille)
    await db
      .transaction()
      .execute(async (tx) => {
        await (await placerContenu(settings, recu, await prendreContenu(tx, settings, recu), f))?.execute(tx)
      })
      .finally(() => rm(recu.chemin, { force: true }))
  }
}

async function filtrer<T>(liste: T[], garder: (x: T) => Promise<boolean>): Promise<T[]> {
  const gardes: T[] = []
  for (const x of liste) if (await garder(x)) gardes.push(x)
  return gardes
}
