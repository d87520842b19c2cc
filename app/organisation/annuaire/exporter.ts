import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { RawBuilder } from 'kysely'
import pg, { type Pool } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Colonne } from '#app/organisation/annuaire/colonnes.ts'
import { openDatabase } from '#platform/database/open.ts'
import { limiter } from '#platform/limiter.ts'
import { writeXlsx } from '#platform/tables/write-xlsx.ts'

export type FormatAnnuaire = 'csv' | 'xlsx' | 'json'

/** Rows of a file: from structures `s`, or their services `v` as well; all of the directory, or those of a selection. */
export interface Jeu {
  nom: string
  colonnes: readonly Colonne[]
  depuis: string
  ordre: string
  selection?: RawBuilder<unknown>
}

const PUBLIEES = `s.type_structure = 'PUBLIQUE' and s.statut = 'ACTIVE' and s.type_identifiant <> 'PARTICULIER'`
export const DEPUIS_STRUCTURES = `public.structure s where ${PUBLIEES}`
export const DEPUIS_SERVICES = `public.structure s join public.service v on v.structure = s.id where ${PUBLIEES} and v.statut = 'ACTIF' and v.code <> 'FACTURES_PUBLIQUES' and public.service_en_cours(v)`
export const DEPUIS_SELECTION = 'annuaire_selection c join public.structure s on s.id = c.id'

/** Two at a time in a process: they are read by anybody, and each holds a connection; a few more wait. */
const aDeux = limiter(2, 20)

/** Writes rows to a file as PostgreSQL gives them out: memory stays the same whatever their number. */
export const ecrireFichier = (pool: Pool, jeu: Jeu, format: FormatAnnuaire, chemin: string): Promise<void> =>
  aDeux(() => copier(pool, jeu, format, chemin))

async function copier(pool: Pool, jeu: Jeu, format: FormatAnnuaire, chemin: string): Promise<void> {
  // A connection of its own: a copy holds it from beginning to end, and the portal's answer within a time.
  const client = new pg.Client({ connectionString: pool.options.connectionString, application_name: 'choral-annuaire' })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read')
    if (jeu.selection) await selectionner(client, jeu.selection)
    await pipeline(FORMATS[format](jeu, client), createWriteStream(chemin))
    await client.query('rollback')
  } finally {
    await client.end().catch(() => {})
  }
}

/** COPY takes no parameter: what was asked becomes a list of structures first. */
async function selectionner(client: pg.Client, selection: RawBuilder<unknown>): Promise<void> {
  await client.query(
    'create temporary table annuaire_selection (rang bigint generated always as identity, id uuid not null) on commit drop',
  )
  // Only to be compiled: it is run on the copy's own connection.
  const { sql, parameters } = selection.compile(openDatabase(null as never))
  await client.query(`insert into annuaire_selection (id) ${sql}`, parameters as unknown[])
}

const FORMATS: Record<FormatAnnuaire, (jeu: Jeu, client: pg.Client) => AsyncIterable<Uint8Array>> = {
  async *csv(jeu, client) {
    yield Buffer.from('\uFEFF')
    yield* client.query(
      copyTo(
        `copy (select ${jeu.colonnes.map(([titre, valeur]) => `${inoffensif(titre, valeur)} as "${titre}"`).join(', ')}
              from ${jeu.depuis}
              order by ${jeu.ordre}) to stdout (format csv, header true, delimiter ';', encoding 'UTF8')`,
      ),
    )
  },
  async *json(jeu, client) {
    const { fields } = await client.query(`select ${valeurs(jeu)} from ${jeu.depuis} limit 0`)
    const noms = jeu.colonnes.map(([titre], i) => `${i ? ',' : '{'}${JSON.stringify(titre)}:`)
    const booleen = fields.map((f) => f.dataTypeID === pg.types.builtins.BOOL)
    let suite = '['
    for await (const rangees of lireRangees(jeu, client)) {
      let texte = ''
      for (const champs of rangees) {
        texte += `${suite}\n`
        for (let i = 0; i < champs.length; i++)
          texte += noms[i]! + (booleen[i] && champs[i] ? champs[i] === 't' : JSON.stringify(champs[i]))
        texte += '}'
        suite = ','
      }
      yield Buffer.from(texte, 'latin1')
    }
    yield Buffer.from(suite === '[' ? '[]\n' : '\n]\n')
  },
  xlsx: (jeu, client) =>
    writeXlsx(
      jeu.nom,
      jeu.colonnes.map(([titre]) => titre),
      lireRangees(jeu, client, '::text'),
    ),
}

const valeurs = (jeu: Jeu, type = '') => jeu.colonnes.map(([, valeur]) => `(${valeur})${type}`).join(', ')

/** Rows as they come, many at a time; each character is a byte of UTF-8: nothing is decoded to be encoded again. */
async function* lireRangees(jeu: Jeu, client: pg.Client, type = ''): AsyncGenerator<(string | null)[][]> {
  let reste = ''
  for await (const bloc of client.query(
    copyTo(`copy (select ${valeurs(jeu, type)} from ${jeu.depuis} order by ${jeu.ordre}) to stdout (encoding 'UTF8')`),
  ) as AsyncIterable<Buffer>) {
    const lignes = (reste + bloc.toString('latin1')).split('\n')
    reste = lignes.pop()!
    if (lignes.length) yield lignes.map(champs)
  }
}

const ECHAPPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }
/** The fields of a row of COPY's text form. */
function champs(ligne: string): (string | null)[] {
  const lus: (string | null)[] = ligne.split('\t')
  for (let i = 0; i < lus.length; i++) if (lus[i] === '\\N') lus[i] = null
  return /\\(?!N)/.test(ligne) ? lus.map((v) => v && v.replace(/\\(.)/g, (_, c: string) => ECHAPPES[c] ?? c)) : lus
}

const TEXTES = /RaisonSociale|Adresse|Ville|CodeService|NomService|DescriptionService|Services/
/** A spreadsheet reads a cell that begins so as a formula: an apostrophe keeps it a text. */
const inoffensif = (titre: string, valeur: string) => (TEXTES.test(titre) ? `regexp_replace(${valeur}, '^[=@\\t\\r+-]', '''\\&')` : valeur)
