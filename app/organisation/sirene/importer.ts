import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { StartError } from '#platform/settings.ts'
import { COLONNES, reconnaitre, type Genre } from './colonnes.ts'
import { preparerLot, type LotPret } from './ecrire-lot.ts'
import { lireEntetes, lotsCsv, type Lot } from './lots-csv.ts'
import { ouvrirParquet, type Parquet } from './lots-parquet.ts'

/** `pourcentage` 0 to 100; `lignesParSeconde` since this run began. */
export interface Progres {
  lignes: number
  lignesParSeconde: number
  pourcentage: number
}

export interface Bilan {
  genre: Genre
  /** Rows read over all runs of this file. */
  lignes: number
  /** Rows left out, the register giving them no state. */
  ignorees: number
  secondes: number
  /** Rows that an earlier run had imported. */
  reprisA: number
  dejaImporte: boolean
}

const EN_COURS = 'Un autre import du registre est en cours : laissez-le finir.'

interface Suivi {
  id: string
  genre: Genre
  position: number
  lignes: number
  ignorees: number
  ligneFichier: number
  termine: boolean
}

interface Source {
  genre: Genre
  entetes: readonly string[]
  debut: number
  total: number
  lots: (position: number, ligne: number) => AsyncGenerator<Lot>
  fermer: () => void
}

export interface OptionsImport {
  surProgres?: (p: Progres) => void
  /** Reads again from the beginning a file already imported. */
  recommencer?: boolean
  signal?: AbortSignal
  /** Size of a lot, one transaction each. */
  lot?: { octets: number; lignes: number }
}

/**
 * Imports a stock file of INSEE (StockEtablissement or StockUniteLegale, CSV or Parquet), lot by lot. Interrupted (abort, crash, fault in the file),
 * it keeps the lots it had committed and, called again on the same file, goes on after them.
 * @throws StartError in one French sentence, with the line, when the file is not as it must be
 */
export async function importerSirene(pool: Pool, fichier: string, options: OptionsImport = {}): Promise<Bilan> {
  const debut = performance.now()
  const empreinte = await identifier(fichier)
  const source = await ouvrir(fichier, options.lot)
  // Two connections: one reads a lot while the other merges the lot before it.
  const clients = [await pool.connect(), await pool.connect()] as const
  let fusion: Promise<void> = Promise.resolve()
  try {
    await seul(clients[0], source.genre)
    const suivi = await reprendre(clients[0], fichier, empreinte, source, options.recommencer ?? false)
    const reprisA = suivi.lignes
    const secondes = () => (performance.now() - debut) / 1000
    const bilan = (dejaImporte: boolean): Bilan => ({
      genre: source.genre,
      lignes: suivi.lignes,
      ignorees: suivi.ignorees,
      secondes: secondes(),
      reprisA,
      dejaImporte,
    })
    if (suivi.termine) return bilan(true)
    let rang = 0
    let ligne = suivi.ligneFichier
    // A first load is copied as it comes; once a lot mostly says what is known, the others are merged.
    let direct = true
    for await (const lot of source.lots(suivi.position, suivi.ligneFichier)) {
      options.signal?.throwIfAborted()
      const client = clients[rang++ % 2]!
      await client.query('begin')
      const pret = await preparerLot(client, source.genre, source.entetes, lot, ligne, direct)
      ligne += lot.lignes
      await fusion
      options.signal?.throwIfAborted()
      fusion = enregistrer(client, suivi, lot, pret).then((ecrites) => {
        direct = ecrites > lot.enregistrements / 2
        options.surProgres?.({
          lignes: suivi.lignes,
          lignesParSeconde: Math.round((suivi.lignes - reprisA) / secondes()),
          pourcentage: source.total ? (100 * suivi.position) / source.total : 100,
        })
      })
      fusion.catch(() => {}) // said at the next lot
    }
    await fusion
    if (!suivi.lignes) throw new StartError('Le fichier n’a que sa ligne de titres : aucune donnée à importer.')
    await clients[0].query('update sirene_import set termine_le = maintenant() where id = $1', [suivi.id])
    await clients[0].query(`analyze ${source.genre === 'etablissement' ? 'sirene_etablissement' : 'sirene_unite_legale'}`)
    return bilan(false)
  } finally {
    await fusion.catch(() => {})
    for (const client of clients) {
      await client.query('rollback').catch(() => {}) // of a lot read and not merged
      await client.query('select pg_advisory_unlock_all()').catch(() => {})
      client.release()
    }
    source.fermer()
  }
}

/** Size, time of modification, and hash of the first and last mebibyte: enough to know the same file again without reading 9 GB. */
async function identifier(fichier: string): Promise<string> {
  const poignee = await open(fichier).catch((cause: NodeJS.ErrnoException) => {
    throw new StartError(
      cause.code === 'ENOENT' ? `Le fichier ${fichier} n’existe pas.` : `Le fichier ${fichier} ne peut être lu (${cause.code}).`,
      { cause },
    )
  })
  try {
    const { size, mtimeMs } = await poignee.stat()
    const hash = createHash('sha256').update(`${size} ${mtimeMs}`)
    const bloc = Buffer.alloc(2 ** 20)
    for (const position of [0, Math.max(0, size - bloc.length)])
      hash.update(bloc.subarray(0, (await poignee.read(bloc, 0, bloc.length, position)).bytesRead))
    return hash.digest('hex')
  } catch (cause) {
    throw new StartError(`Le fichier ${fichier} ne peut être lu (${(cause as NodeJS.ErrnoException).code}).`, { cause })
  } finally {
    await poignee.close()
  }
}

async function ouvrir(fichier: string, lot?: OptionsImport['lot']): Promise<Source> {
  const poignee = await open(fichier)
  const { buffer } = await poignee.read(Buffer.alloc(4), 0, 4, 0)
  const { size } = await poignee.stat()
  await poignee.close()
  if (buffer.toString('latin1') === 'PAR1') {
    const parquet = await ouvrirParquet(fichier)
    const genre = reconnaitreOuFermer(parquet)
    return {
      genre,
      entetes: COLONNES[genre],
      debut: 0,
      total: parquet.total,
      lots: (position) => parquet.lots(genre, position, lot?.lignes),
      fermer: parquet.fermer,
    }
  }
  const { entetes, debut } = await lireEntetes(fichier)
  return {
    genre: reconnaitre(entetes),
    entetes,
    debut,
    total: size,
    lots: (position, ligne) => lotsCsv(fichier, position, ligne, lot?.octets),
    fermer: () => {},
  }
}

function reconnaitreOuFermer(parquet: Parquet): Genre {
  try {
    return reconnaitre(parquet.entetes)
  } catch (error) {
    parquet.fermer()
    throw error
  }
}

/**
 * One import at a time, from its beginning to its end: the two connections of one would wait for those of the other, and the database does
 * not see such a circle.
 */
async function seul(client: PoolClient, genre: Genre) {
  const { rows } = await client.query<{ libre: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as libre', [
    `sirene_import:${genre}`,
  ])
  if (!rows[0]!.libre) throw new StartError(EN_COURS)
}

/** The progress of an earlier run of this file, or a new one. */
async function reprendre(client: PoolClient, fichier: string, empreinte: string, source: Source, recommencer: boolean): Promise<Suivi> {
  const remise = recommencer
    ? 'position = excluded.position, lignes = 0, ignorees = 0, ligne_fichier = 2, commence_le = maintenant(), termine_le = null'
    : 'fichier = excluded.fichier'
  const { rows } = await client.query<Suivi>(
    `insert into sirene_import (empreinte, fichier, genre, position) values ($1, $2, $3, $4) on conflict (empreinte) do update set ${remise}
     returning id, genre, position, lignes, ignorees, ligne_fichier as "ligneFichier", termine_le is not null as termine`,
    [empreinte, basename(fichier), source.genre, source.debut],
  )
  return rows[0]!
}

/** One lot and its progress in one transaction: what is committed is known to be, and never done twice. */
async function enregistrer(client: PoolClient, suivi: Suivi, lot: Lot, pret: LotPret): Promise<number> {
  const { rows } = await client.query<{ position: number }>('select position from sirene_import where id = $1 for update', [suivi.id])
  if (Number(rows[0]?.position) !== suivi.position) throw new StartError(EN_COURS)
  const ecrites = await pret.fusionner()
  const suite = {
    position: lot.position,
    lignes: suivi.lignes + lot.enregistrements,
    ignorees: suivi.ignorees + pret.ignorees,
    ligneFichier: suivi.ligneFichier + lot.lignes,
  }
  await client.query(
    'update sirene_import set position = $2, lignes = $3, ignorees = $4, ligne_fichier = $5, avance_le = maintenant() where id = $1',
    [suivi.id, suite.position, suite.lignes, suite.ignorees, suite.ligneFichier],
  )
  await client.query('commit')
  Object.assign(suivi, suite)
  return ecrites
}
