import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RawBuilder } from 'kysely'
import pg, { type Pool } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Colonne } from '#app/organisation/annuaire/colonnes.ts'
import { openDatabase } from '#platform/database/open.ts'

export type FormatAnnuaire = 'csv' | 'xlsx' | 'json'

/** Rows of a file: from structures `s`, or their services `v` as well; all of the directory, or those of a selection. */
export interface Jeu { nom: string; colonnes: readonly Colonne[]; depuis: string; ordre: string; selection?: RawBuilder<unknown> }

const PUBLIEES = `s.type_structure = 'PUBLIQUE' and s.statut = 'ACTIVE' and s.type_identifiant <> 'PARTICULIER'`
export const DEPUIS_STRUCTURES = `public.structure s where ${PUBLIEES}`
export const DEPUIS_SERVICES = `public.structure s join public.service v on v.structure = s.id where ${PUBLIEES} and v.statut = 'ACTIF' and v.code <> 'FACTURES_PUBLIQUES' and public.service_en_cours(v)`
export const DEPUIS_SELECTION = 'annuaire_selection c join public.structure s on s.id = c.id'

/** Writes rows to a file as PostgreSQL gives them out: memory stays the same whatever their number. */
export async function ecrireFichier(pool: Pool, jeu: Jeu, format: FormatAnnuaire, chemin: string): Promise<void> {
  await place()
  // A connection of its own: a copy holds it from beginning to end, and the portal's answer within a time.
  const client = new pg.Client({ connectionString: pool.options.connectionString, application_name: 'choral-annuaire' })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read')
    if (jeu.selection) await selectionner(client, jeu.selection)
    const copie = (requete: string) => client.query(copyTo(requete))
    await pipeline(FORMATS[format](jeu, copie), createWriteStream(chemin))
    await client.query('rollback')
  } finally {
    await client.end().catch(() => {})
    suivante()
  }
}

/** COPY takes no parameter: what was asked becomes a list of structures first. */
async function selectionner(client: pg.Client, selection: RawBuilder<unknown>): Promise<void> {
  await client.query('create temporary table annuaire_selection (rang bigint generated always as identity, id uuid not null) on commit drop')
  // Only to be compiled: it is run on the copy's own connection.
  const { sql, parameters } = selection.compile(openDatabase(null as never))
  await client.query(`insert into annuaire_selection (id) ${sql}`, parameters as unknown[])
}

type Copie = (requete: string) => Readable
const FORMATS: Record<FormatAnnuaire, (jeu: Jeu, copie: Copie) => AsyncIterable<Uint8Array>> = {
  async *csv(jeu, copie) {
    yield Buffer.from('\uFEFF')
    yield* copie(`copy (select ${jeu.colonnes.map(([titre, valeur]) => `${inoffensif(titre, valeur)} as "${titre}"`).join(', ')} from ${jeu.depuis} order by ${jeu.ordre}) to stdout (format csv, header true, delimiter ';', encoding 'UTF8')`)
  },
  async *json(jeu, copie) {
    // The line end that closes a row waits for the next row, to know whether a comma comes.
    let suite = '['
    let reste = ''
    for await (const bloc of enLignes(copie, `json_build_object(${jeu.colonnes.map(([titre, valeur]) => `'${titre}', ${valeur}`).join(', ')})`, jeu)) {
      const texte = reste + (bloc as Buffer).toString('latin1')
      const fin = texte.lastIndexOf('\n')
      reste = texte.slice(fin + 1)
      if (fin < 0) continue
      yield Buffer.from(`${suite}\n${texte.slice(0, fin).replaceAll('\n', ',\n')}`, 'latin1')
      suite = ','
    }
    yield Buffer.from(suite === '[' ? '[]\n' : '\n]\n')
  },
  async *xlsx(jeu, copie) {
    const { writeXlsxStream } = await import('hucre')
    yield* writeXlsxStream(lireRangees(jeu, copie), { name: jeu.nom }) as unknown as AsyncIterable<Uint8Array>
  },
}

/** Rows of text cells under their headings: an identifier keeps its zeros. */
export async function* lireRangees(jeu: Jeu, copie: Copie): AsyncGenerator<string[]> {
  yield jeu.colonnes.map(([titre]) => titre)
  let reste: Buffer<ArrayBufferLike> = Buffer.alloc(0)
  for await (const bloc of enLignes(copie, `json_build_array(${jeu.colonnes.map(([, valeur]) => `coalesce((${valeur})::text, '')`).join(', ')})`, jeu)) {
    const tampon = reste.length ? Buffer.concat([reste, bloc as Buffer]) : (bloc as Buffer)
    const fin = tampon.lastIndexOf(0x0a)
    reste = tampon.subarray(fin + 1)
    for (const ligne of tampon.toString('utf8', 0, Math.max(0, fin)).split('\n')) if (ligne) yield JSON.parse(ligne) as string[]
  }
}

/** One JSON value a line: no quote and no delimiter of a CSV can occur in it, since JSON writes control characters as escapes. */
const enLignes = (copie: Copie, valeur: string, jeu: Jeu) => copie(`copy (select ${valeur}::text from ${jeu.depuis} order by ${jeu.ordre}) to stdout (format csv, delimiter E'\\x02', quote E'\\x01', encoding 'UTF8')`)

const TEXTES = /RaisonSociale|Adresse|Ville|CodeService|NomService|DescriptionService|Services/
/** A spreadsheet reads a cell that begins so as a formula: an apostrophe keeps it a text. */
const inoffensif = (titre: string, valeur: string) => (TEXTES.test(titre) ? `regexp_replace(${valeur}, '^[=@\\t\\r+-]', '''\\&')` : valeur)

// Two at a time in a process: they are read by anybody, and each holds a connection.
const SIMULTANES = 2
let encours = 0
const attente: (() => void)[] = []
const place = async () => {
  if (encours >= SIMULTANES) await new Promise<void>((suite) => void attente.push(suite))
  else encours++
}
const suivante = () => {
  const prochaine = attente.shift()
  if (prochaine) prochaine()
  else encours--
}
