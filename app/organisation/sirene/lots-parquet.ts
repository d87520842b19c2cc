import type { DuckDBConnection } from '@duckdb/node-api'
import { StartError } from '#platform/settings.ts'
import { COLONNES, type Genre } from './colonnes.ts'
import { LOT, type Lot } from './lots-csv.ts'

const citer = (texte: string) => `'${texte.replaceAll("'", "''")}'`

export interface Parquet {
  entetes: string[]
  total: number
  /** Lots of the columns of `COLONNES`, in that order, from a row on. */
  lots: (genre: Genre, debut: number, taille?: number) => AsyncGenerator<Lot>
  fermer: () => void
}

/** Opens a Parquet file through DuckDB, an optional dependency that is loaded only here. */
export async function ouvrirParquet(fichier: string): Promise<Parquet> {
  const duckdb = await import('@duckdb/node-api').catch(() => {
    throw new StartError(
      'Lire un fichier Parquet demande le paquet @duckdb/node-api, qui n’est pas installé ici : installez-le, ou importez le fichier CSV.',
    )
  })
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    threads: '2',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connexion = await instance.connect()
  const fermer = () => (connexion.closeSync(), instance.closeSync())
  try {
    const colonnes = await connexion.runAndReadAll(`select column_name from (describe select * from read_parquet(${citer(fichier)}))`)
    const [total] = (
      await connexion.runAndReadAll(`select sum(num_rows)::bigint from parquet_file_metadata(${citer(fichier)})`)
    ).getRows()[0]!
    return {
      entetes: colonnes.getRows().map(([c]) => String(c)),
      total: Number(total),
      lots: (genre, debut, taille) => lots(connexion, fichier, genre, debut, taille),
      fermer,
    }
  } catch (cause) {
    fermer()
    throw new StartError('Ce fichier Parquet est illisible : il est sans doute tronqué ou n’est pas un fichier Parquet.', { cause })
  }
}

async function* lots(connexion: DuckDBConnection, fichier: string, genre: Genre, debut: number, taille = LOT.lignes): AsyncGenerator<Lot> {
  // Each row leaves DuckDB as one line of CSV: one string a row crosses into JavaScript instead of one a column.
  const champs = COLONNES[genre].map((c) => `coalesce('"' || replace("${c}"::varchar, '"', '""') || '"', '')`)
  const resultat = await connexion.stream(
    `select concat_ws(',', ${champs.join(', ')}) from read_parquet(${citer(fichier)}, file_row_number = true) where file_row_number >= ${debut}`,
  )
  let lignes: string[] = []
  let position = debut
  const lot = (): Lot => {
    const csv = Buffer.from(lignes.join('\n') + '\n')
    const enregistrements = lignes.length
    lignes = []
    return { csv, enregistrements, lignes: enregistrements, position: (position += enregistrements) }
  }
  for (;;) {
    const bloc = await resultat.fetchChunk().catch((cause: unknown) => {
      throw new StartError(`Le fichier Parquet est illisible après la ligne ${position + lignes.length}.`, { cause })
    })
    if (!bloc || bloc.rowCount === 0) break
    for (const ligne of bloc.getColumnValues(0)) lignes.push(String(ligne))
    if (lignes.length >= taille) yield lot()
  }
  if (lignes.length) yield lot()
}
