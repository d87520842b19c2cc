import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { StartError } from '#platform/settings.ts'
import type { Genre } from './colonnes.ts'
import { conversion, TABLES } from './convertir.ts'
import { Lecteur } from './enregistrements.ts'
import type { Lot } from './lots-csv.ts'
import { Redacteur } from './redacteur.ts'

/** A lot that has been read and found good: what is left out, having no state, and what remains to be written. */
export interface LotPret {
  ignorees: number
  /** Rows it has written: those that say something new. */
  fusionner: () => Promise<number>
}

const DEJA_LA = '23505'

/**
 * Reads one lot in the caller's transaction. `direct`: its establishments are thought to be new, and are copied straight into the table;
 * when one of them is there already, the lot is merged like any other.
 * @throws StartError with the line of the file, when a record is not as it must be
 */
export async function preparerLot(
  client: PoolClient,
  genre: Genre,
  entetes: readonly string[],
  lot: Lot,
  premiereLigne: number,
  direct: boolean,
): Promise<LotPret> {
  const { nom, colonnes } = TABLES[genre]
  const copier = async (table: string, cles: Set<number> | null) => {
    const dit: Compte = { ecrites: 0, ignorees: 0, cles }
    await pipeline(
      Readable.from(rangees(genre, entetes, lot, premiereLigne, dit)),
      client.query(copyFrom(`copy ${table} (${colonnes.join(', ')}) from stdin`)),
    )
    return dit
  }
  if (direct) {
    await client.query('savepoint direct')
    try {
      const { ecrites, ignorees } = await copier(nom, null)
      return { ignorees, fusionner: async () => ecrites }
    } catch (error) {
      if ((error as { code?: string }).code !== DEJA_LA) throw error
      await client.query('rollback to savepoint direct')
    }
  }
  await client.query(`create temp table lot_${nom} on commit drop as select ${colonnes.join(', ')} from ${nom} with no data`)
  await client.query(`alter table lot_${nom} add rang integer generated always as identity`)
  const cles = new Set<number>()
  const { ecrites, ignorees } = await copier(`lot_${nom}`, cles)
  return { ignorees, fusionner: async () => (await client.query(fusion(genre, cles.size < ecrites))).rowCount ?? 0 }
}

/** `cles`: each key once, where one named twice is to be known; the table's own index tells it of a lot that is copied into it. */
interface Compte {
  ecrites: number
  ignorees: number
  cles: Set<number> | null
}

/** The rows of the records that have a state, some at a time: PostgreSQL writes them while the next ones are read. */
function* rangees(genre: Genre, entetes: readonly string[], lot: Lot, premiereLigne: number, compte: Compte): Generator<Buffer> {
  const { cle, etat, etats, ecrire } = conversion(genre, entetes)
  const { cle: nomCle, chiffres: nombre } = TABLES[genre]
  const lecteur = new Lecteur(lot, premiereLigne, entetes.length)
  const redacteur = new Redacteur(lecteur)
  while (lecteur.suivant()) {
    const valeur = lecteur.nombre(cle, nombre)
    if (Number.isNaN(valeur))
      throw new StartError(
        `Ligne ${lecteur.ligne} : « ${Buffer.from(lecteur.champ(cle), 'latin1').toString().slice(0, 30)} » n’est pas un ${nomCle.toUpperCase()} de ${nombre} chiffres.`,
      )
    if (!etats.includes(lecteur.code(etat))) {
      compte.ignorees++
      continue
    }
    compte.ecrites++
    compte.cles?.add(valeur)
    const plein = redacteur.commencer()
    if (plein) yield plein
    ecrire(lecteur, redacteur)
    redacteur.finir()
  }
  const reste = redacteur.rendre()
  if (reste.length) yield reste
}

/**
 * A row that says nothing new is not rewritten, so that a monthly import leaves no dead rows. `doubles`: of two rows about one key the last
 * holds.
 */
function fusion(genre: Genre, doubles: boolean): string {
  const { nom, colonnes } = TABLES[genre]
  const [cle, ...autres] = colonnes
  return `insert into ${nom} (${colonnes.join(', ')})
    select ${doubles ? `distinct on (${cle})` : ''} ${colonnes.join(', ')}
    from lot_${nom} ${doubles ? `order by ${cle}, rang desc` : ''}
    on conflict (${cle}) do update
    set ${autres.map((c) => `${c} = excluded.${c}`).join(', ')}
    where (${autres.map((c) => `${nom}.${c}`).join(', ')}) is distinct from (${autres.map((c) => `excluded.${c}`).join(', ')})`
}
