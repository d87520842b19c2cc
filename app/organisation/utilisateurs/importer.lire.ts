import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import type { Application } from '#app/organisation/utilisateurs/importer.colonnes.ts'
import { juger } from '#app/organisation/utilisateurs/importer.juger.ts'
import { refusDeFichier, refusImport } from '#app/organisation/utilisateurs/importer.refus.ts'
import type { ALire, Message } from '#app/organisation/utilisateurs/importer.travailleur.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Db } from '#platform/database/open.ts'
import { ROOT } from '#platform/root.ts'

export const LIGNES_MAXIMUM = 100_000
/** Of all that the archive unpacks. */
const OCTETS_MAXIMUM = 200_000_000
/** Of the reading itself; what the database takes to keep the lines is not the file's fault. */
const DELAI_MS = 60_000
const PAR_HEURE = 60
/** Imports not carried out that one keeps: sending another file forgets the oldest. */
const GARDES = 5
const LOT = 5000
const TRAVAILLEUR = join(ROOT, 'app', 'organisation', 'utilisateurs', 'importer.travailleur.ts')

let enLecture = 0
/** Files read at once by this process: each has a thread. */
const ENSEMBLE = 2

/**
 * Reads a spreadsheet and judges it line by line: nothing is done yet (UTI-06). The file itself is not kept.
 * @returns the import's id @throws Refus of the file (422), of who asks too often (429), of a busy portal (503)
 */
export async function lireFichier(milieu: Milieu, auteur: { id: string }, fichier: { nom: string; contenu: Buffer }): Promise<string> {
  const { db, t } = milieu
  if (enLecture >= ENSEMBLE) throw refusImport(t, 'lecture-en-cours', { reessayerDans: 20 })
  enLecture++
  try {
    const id = await ouvrir(milieu, auteur.id, fichier.nom)
    try {
      const { lignes, ignorees } = await garderLignes(milieu, id, fichier.contenu)
      await marquerDoublons(db, id)
      await jugerTout(db, id, auteur.id)
      await compter(db, id, { lignes, ignorees })
      return id
    } catch (erreur) {
      await sql`delete from import where id = ${id}::uuid`.execute(db).catch(() => {})
      throw erreur
    }
  } finally {
    enLecture--
  }
}

async function ouvrir({ db, t }: Milieu, auteur: string, nom: string): Promise<string> {
  const { rows } = await sql<{ recents: number }>`select count(*)::int as recents from import where auteur = ${auteur}::uuid and cree_le > maintenant() - interval '1 hour'`.execute(db)
  if (rows[0]!.recents >= PAR_HEURE) throw refusImport(t, 'trop-de-requetes', { reessayerDans: 3600 })
  await sql`delete from import where id in (select id from import where auteur = ${auteur}::uuid and demande is null order by cree_le desc offset ${GARDES - 1})`.execute(db)
  const propre = nom.split(/[/\\]/).at(-1)!.replace(/\p{C}/gu, '').trim().slice(0, 120)
  return (await sql<{ id: string }>`insert into import (auteur, nom) values (${auteur}::uuid, ${propre || 'utilisateurs'}) returning id`.execute(db)).rows[0]!.id
}

/** The lines as the thread reads them, kept a few thousand at a time; the thread waits meanwhile. */
async function garderLignes({ db, t }: Milieu, id: string, contenu: Buffer): Promise<{ lignes: number; ignorees: string[] }> {
  const { rows: applications } = await sql<Application>`select id, code, niveaux from application`.execute(db)
  const travail: ALire = { contenu: new Uint8Array(contenu), applications, lignes: LIGNES_MAXIMUM, octets: OCTETS_MAXIMUM }
  // Its own types are stripped by the runtime: it needs neither the bundle nor what loads this process.
  const fil = new Worker(TRAVAILLEUR, { workerData: travail, transferList: [travail.contenu.buffer as ArrayBuffer], execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 } })
  return new Promise((resolve, reject) => {
    const abandonner = (erreur: Error) => {
      reject(erreur)
      void fil.terminate()
    }
    let restant = DELAI_MS
    let depuis = performance.now()
    let minuterie = setTimeout(tropLong, restant)
    function tropLong() {
      abandonner(refusDeFichier(t, 'lecture-trop-longue'))
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
      } else abandonner(refusDeFichier(t, m.faute.code, m.faute.colonnes))
    })
    fil.on('error', (erreur: NodeJS.ErrnoException) => reject(erreur.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refusDeFichier(t, 'fichier-trop-lourd') : erreur))
    fil.on('exit', () => {
      arreter()
      reject(new Error('the reading thread ended without an answer'))
    })
  })
}

const garder = (db: Db, id: string, lot: string) => sql`/* @import-garder */ insert into import_ligne (import, rang, cellules, courriel, type_identifiant, identifiant, code_service, droits, ensembles, fin, lues)
  select ${id}::uuid, l.r, l.x, l.c, l.t, l.i, l.s, l.d, l.e, l.f, l.k from jsonb_to_recordset(${lot}::jsonb) as l (r int, x text[], c citext, t text, i text, s text, d smallint[], e text[], f date, k text[])`.execute(db)

/** One line a person and place: two would hide each other. */
const marquerDoublons = (db: Db, id: string) => sql`update import_ligne i set lues = i.lues || ('ligne-en-double|adresseElectronique|' || d.premier)
  from (select rang, first_value(rang) over w as premier, row_number() over w as n from import_ligne where import = ${id}::uuid and courriel is not null and identifiant is not null
    window w as (partition by courriel, identifiant, code_service order by rang)) d
  where i.import = ${id}::uuid and i.rang = d.rang and d.n > 1`.execute(db)

async function jugerTout(db: Db, id: string, auteur: string) {
  // Freshly written, and read at once by statements that must know how many there are.
  let de = 0
  for (;;) {
    const { rows } = await sql<{ a: number | null }>`select max(rang) as a from (select rang from import_ligne where import = ${id}::uuid and rang > ${de} order by rang limit ${LOT}) x`.execute(db)
    const a = rows[0]!.a
    if (a === null) return
    await juger(db, id, auteur, sql`i.rang > ${de} and i.rang <= ${a}`)
    de = a
  }
}

const compter = (db: Db, id: string, { lignes, ignorees }: { lignes: number; ignorees: string[] }) => sql`update import set lu_le = maintenant(), ignorees = ${ignorees.slice(0, 20)}::text[], lignes = ${lignes},
    a_rattacher = x.a_rattacher, a_inviter = x.a_inviter, a_completer = x.a_completer, inchangees = x.inchangees, erreurs = x.erreurs
  from (select count(*) filter (where resultat = 'a-rattacher') as a_rattacher, count(*) filter (where resultat = 'a-inviter') as a_inviter, count(*) filter (where resultat = 'a-completer') as a_completer,
    count(*) filter (where resultat = 'inchangee') as inchangees, count(*) filter (where resultat = 'erreur') as erreurs from import_ligne where import = ${id}::uuid) x
  where id = ${id}::uuid`.execute(db)
