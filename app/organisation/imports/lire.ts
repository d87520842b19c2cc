import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { sql, type RawBuilder } from 'kysely'
import { refusDeFichier, refusImport, type GenreImport } from '#app/organisation/imports/refus.ts'
import type { ALire, Message } from '#app/organisation/imports/travailleur.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Db } from '#platform/database/open.ts'
import { ROOT } from '#platform/root.ts'

const LIGNES_MAXIMUM = 100_000
/** Of all that the archive unpacks. */
const OCTETS_MAXIMUM = 200_000_000
/** Of the reading itself; what the database takes to keep the lines is not the file's fault. */
const DELAI_MS = 60_000
const PAR_HEURE = 60
/** Imports not carried out that one keeps: sending another file forgets the oldest. */
const GARDES = 5
const LOT = 5000
/** Lines that any plan is good for. */
const PEU = 300

let enLecture = 0
/** Files read at once by this process: each has a thread. */
const ENSEMBLE = 2

/** What tells one kind of import from another, for its reading. */
export interface Lecture {
  genre: GenreImport
  /** The structure of the lines that name none. */
  structure?: string | null
  /** Its table of lines. */
  lignes: 'import_ligne' | 'import_ligne_service'
  /** Its thread, and what the thread must know besides the file. */
  travailleur: string
  donnees(db: Db): Promise<object>
  garder(db: Db, id: string, lot: string): Promise<unknown>
  marquerDoublons(db: Db, id: string): Promise<unknown>
  juger(db: Db, id: string, auteur: string, parmi: RawBuilder<unknown>): Promise<unknown>
  compter(db: Db, id: string): Promise<unknown>
}

/**
 * Reads a spreadsheet and judges it line by line: nothing is done yet. The file itself is not kept.
 * @returns the import's id @throws Refus of the file (422), of who asks too often (429), of a busy portal (503)
 */
export async function lireTableur(
  milieu: Milieu,
  lecture: Lecture,
  auteur: { id: string },
  fichier: { nom: string; contenu: Buffer },
): Promise<string> {
  const { db, t } = milieu
  if (enLecture >= ENSEMBLE) throw refusImport(t, 'lecture-en-cours', { reessayerDans: 20 })
  enLecture++
  try {
    const id = await ouvrir(milieu, lecture, auteur.id, fichier.nom)
    try {
      const { lignes, ignorees } = await garderLignes(milieu, lecture, id, fichier.contenu)
      // Freshly written, and read at once by statements that must know how many there are: thought to be few, lines are compared each with each.
      if (lignes > PEU) await sql`analyze ${sql.table(lecture.lignes)}`.execute(db)
      await lecture.marquerDoublons(db, id)
      await jugerTout(db, lecture, id, auteur.id)
      await lecture.compter(db, id)
      await sql`update import set lu_le = maintenant(), lignes = ${lignes}, ignorees = ${ignorees.slice(0, 20)}::text[] where id = ${id}::uuid`.execute(
        db,
      )
      return id
    } catch (erreur) {
      await sql`delete from import where id = ${id}::uuid`.execute(db).catch(() => {})
      throw erreur
    }
  } finally {
    enLecture--
  }
}

async function ouvrir({ db, t }: Milieu, { genre, structure = null }: Lecture, auteur: string, nom: string): Promise<string> {
  const { rows } = await sql<{
    recents: number
  }>`select count(*)::int as recents from import where auteur = ${auteur}::uuid and cree_le > maintenant() - interval '1 hour'`.execute(db)
  if (rows[0]!.recents >= PAR_HEURE) throw refusImport(t, 'trop-de-requetes', { reessayerDans: 3600 })
  await sql`delete from import
    where id in (select id
        from import
        where auteur = ${auteur}::uuid and genre = ${genre} and demande is null
        order by cree_le desc offset ${GARDES - 1})`.execute(db)
  const propre = nom.split(/[/\\]/).at(-1)!.replace(/\p{C}/gu, '').trim().slice(0, 120)
  return (
    await sql<{
      id: string
    }>`insert into import (auteur, genre, structure, nom) values (${auteur}::uuid, ${genre}, ${structure}::uuid, ${propre || genre}) returning id`.execute(
      db,
    )
  ).rows[0]!.id
}

/** The lines as the thread reads them, kept a few thousand at a time; the thread waits meanwhile. */
async function garderLignes(
  { db, t }: Milieu,
  { genre, travailleur, donnees, garder }: Lecture,
  id: string,
  contenu: Buffer,
): Promise<{ lignes: number; ignorees: string[] }> {
  const travail: ALire = { ...(await donnees(db)), contenu: new Uint8Array(contenu), lignes: LIGNES_MAXIMUM, octets: OCTETS_MAXIMUM }
  // Its own types are stripped by the runtime: it needs neither the bundle nor what loads this process.
  const fil = new Worker(join(ROOT, travailleur), {
    workerData: travail,
    transferList: [travail.contenu.buffer as ArrayBuffer],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
  })
  return new Promise((resolve, reject) => {
    const abandonner = (erreur: Error) => {
      reject(erreur)
      void fil.terminate()
    }
    let restant = DELAI_MS
    let depuis = performance.now()
    let minuterie = setTimeout(tropLong, restant)
    function tropLong() {
      abandonner(refusDeFichier(t, genre, 'lecture-trop-longue'))
    }
    const arreter = () => {
      clearTimeout(minuterie)
      restant -= performance.now() - depuis
    }
    const reprendre = () => {
      depuis = performance.now()
      minuterie = setTimeout(tropLong, Math.max(restant, 0))
      fil.postMessage('suite')
    }
    fil.on('message', (m: Message) => {
      if ('lot' in m) {
        arreter()
        garder(db, id, m.lot).then(reprendre, abandonner)
      } else if ('fin' in m) {
        arreter()
        resolve(m.fin)
      } else abandonner(refusDeFichier(t, genre, m.faute.code, m.faute.colonnes))
    })
    fil.on('error', (erreur: NodeJS.ErrnoException) =>
      reject(erreur.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refusDeFichier(t, genre, 'fichier-trop-lourd') : erreur),
    )
    fil.on('exit', () => {
      arreter()
      reject(new Error('the reading thread ended without an answer'))
    })
  })
}

async function jugerTout(db: Db, { lignes, juger }: Lecture, id: string, auteur: string) {
  let de = 0
  for (;;) {
    const { rows } = await sql<{
      a: number | null
    }>`select max(rang) as a from (select rang from ${sql.table(lignes)} where import = ${id}::uuid and rang > ${de} order by rang limit ${LOT}) x`.execute(
      db,
    )
    const a = rows[0]!.a
    if (a === null) return
    await juger(db, id, auteur, sql`i.rang > ${de} and i.rang <= ${a}`)
    de = a
  }
}
