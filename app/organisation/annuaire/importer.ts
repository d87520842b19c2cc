import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { colonneDe, reconnaitreAnnuaire } from '#app/organisation/annuaire/importer.entetes.ts'
import { fusionServices, fusionStructures, type GenreAnnuaire } from '#app/organisation/annuaire/importer.fusion.ts'
import { lotsCsv, type Lot } from '#app/organisation/sirene/lots-csv.ts'
import { StartError } from '#platform/settings.ts'
import { fr } from '#ui/textes/index.ts'

export interface BilanAnnuaire {
  genre: GenreAnnuaire
  lignes: number
  creees: number
  modifiees: number
  gerees: number
  ecartees: number
  reprisA: number
  dejaImporte: boolean
}
export interface OptionsAnnuaire {
  surProgres?: (p: { lignes: number; pourcentage: number }) => void
  recommencer?: boolean
  signal?: AbortSignal
  octets?: number
}

interface Suivi {
  id: string
  position: number
  lignes: number
  creees: number
  modifiees: number
  gerees: number
  ecartees: number
  ligneFichier: number
  termine: boolean
}

/** Small enough for its triggers to be done in a second or two, so that an interruption loses little. */
const OCTETS = 2 ** 20

/**
 * Imports a file of the directory, lot by lot, each with its progress in one transaction: interrupted, it goes on after what it had committed.
 * What somebody manages in the portal is never changed (docs/decisions/0020).
 * @throws StartError in one French sentence
 */
export async function importerAnnuaire(pool: Pool, fichier: string, options: OptionsAnnuaire = {}): Promise<BilanAnnuaire> {
  const { entetes, separateur, debut, taille, empreinte } = await lireFichier(fichier)
  const genre = reconnaitreAnnuaire(entetes)
  const client = await pool.connect()
  try {
    const suivi = await reprendre(client, fichier, empreinte, genre, debut, options.recommencer ?? false)
    const reprisA = suivi.lignes
    const bilan = (dejaImporte: boolean): BilanAnnuaire => ({
      genre,
      lignes: suivi.lignes,
      creees: suivi.creees,
      modifiees: suivi.modifiees,
      gerees: suivi.gerees,
      ecartees: suivi.ecartees,
      reprisA,
      dejaImporte,
    })
    if (suivi.termine) return bilan(true)
    const c = colonneDe(entetes)
    const fusion = genre === 'services' ? fusionServices(c) : fusionStructures(genre, c, fr.structures.creer.servicePublic)
    for await (const lot of lotsCsv(fichier, suivi.position, suivi.ligneFichier, options.octets ?? OCTETS)) {
      options.signal?.throwIfAborted()
      await enregistrer(client, { entetes, separateur, fusion }, suivi, lot)
      options.surProgres?.({ lignes: suivi.lignes, pourcentage: taille ? (100 * suivi.position) / taille : 100 })
    }
    await client.query('update annuaire_import set termine_le = maintenant() where id = $1', [suivi.id])
    await client.query('select recompter_mots()')
    await client.query('analyze structure, service, recherche_structure')
    return bilan(false)
  } finally {
    client.release()
  }
}

async function lireFichier(fichier: string) {
  const infos = await stat(fichier).catch((cause: NodeJS.ErrnoException) => {
    throw new StartError(
      cause.code === 'ENOENT' ? `Le fichier ${fichier} n’existe pas.` : `Le fichier ${fichier} ne peut être lu (${cause.code}).`,
      { cause },
    )
  })
  if (!infos.isFile()) throw new StartError(`${fichier} n’est pas un fichier.`)
  const poignee = await open(fichier)
  const { buffer, bytesRead } = await poignee.read(Buffer.alloc(65_536), 0, 65_536, 0)
  await poignee.close()
  const fin = buffer.subarray(0, bytesRead).indexOf(0x0a)
  if (fin < 0) throw new StartError(bytesRead ? 'Ligne 1 : pas de ligne de titres suivie de données.' : 'Le fichier est vide.')
  const titres = buffer
    .toString('utf8', 0, fin)
    .replace(/^\uFEFF/, '')
    .trimEnd()
  const separateur = titres.includes(';') ? ';' : ','
  const hash = createHash('sha256').update(`${infos.size}`)
  for await (const bloc of createReadStream(fichier)) hash.update(bloc as Buffer)
  return {
    entetes: titres.split(separateur).map((titre) => titre.trim().replace(/^"(.*)"$/, '$1')),
    separateur,
    debut: fin + 1,
    taille: infos.size,
    empreinte: hash.digest('hex'),
  }
}

async function reprendre(
  client: PoolClient,
  fichier: string,
  empreinte: string,
  genre: GenreAnnuaire,
  debut: number,
  recommencer: boolean,
): Promise<Suivi> {
  const remise = recommencer
    ? 'position = excluded.position, lignes = 0, creees = 0, modifiees = 0, gerees = 0, ecartees = 0, ligne_fichier = 2, commence_le = maintenant(), termine_le = null'
    : 'fichier = excluded.fichier'
  const { rows } = await client.query<Suivi>(
    `insert into annuaire_import (empreinte, fichier, genre, position) values ($1, $2, $3, $4) on conflict (empreinte) do update set ${remise}
    returning id, position, lignes, creees, modifiees, gerees, ecartees, ligne_fichier as "ligneFichier", termine_le is not null as termine`,
    [empreinte, basename(fichier), genre, debut],
  )
  return rows[0]!
}

async function enregistrer(
  client: PoolClient,
  { entetes, separateur, fusion }: { entetes: string[]; separateur: string; fusion: string },
  suivi: Suivi,
  lot: Lot,
): Promise<void> {
  await client.query('begin')
  try {
    const { rows } = await client.query<{ position: number }>('select position from annuaire_import where id = $1 for update', [suivi.id])
    if (Number(rows[0]?.position) !== suivi.position) throw new StartError('Un autre import de ce fichier est en cours : laissez-le finir.')
    const colonnes = entetes.map((_, i) => `c${i}`)
    await client.query(
      `create temporary table annuaire_lot (ligne integer generated always as identity, ${colonnes.map((c) => `${c} text`).join(', ')}) on commit drop`,
    )
    await pipeline(
      [lot.csv],
      client.query(
        copyFrom(`copy annuaire_lot (${colonnes.join(', ')}) from stdin with (format csv, delimiter '${separateur}', encoding 'UTF8')`),
      ),
    ).catch((cause: { where?: string }) => {
      throw new StartError(
        `Ligne ${suivi.ligneFichier + Number(/line (\d+)/.exec(cause.where ?? '')?.[1] ?? 1) - 1} : ce n’est pas une ligne de ${entetes.length} colonnes en UTF-8, séparées par « ${separateur} ».`,
        { cause },
      )
    })
    const {
      rows: [fait],
    } = await client.query<Pick<Suivi, 'creees' | 'modifiees' | 'gerees' | 'ecartees'>>(fusion)
    const somme = (nom: keyof NonNullable<typeof fait>) => suivi[nom] + fait![nom]
    const suite = {
      position: lot.position,
      lignes: suivi.lignes + lot.enregistrements,
      ligneFichier: suivi.ligneFichier + lot.lignes,
      creees: somme('creees'),
      modifiees: somme('modifiees'),
      gerees: somme('gerees'),
      ecartees: somme('ecartees'),
    }
    await client.query(
      'update annuaire_import set position = $2, lignes = $3, ligne_fichier = $4, creees = $5, modifiees = $6, gerees = $7, ecartees = $8, avance_le = maintenant() where id = $1',
      [suivi.id, suite.position, suite.lignes, suite.ligneFichier, suite.creees, suite.modifiees, suite.gerees, suite.ecartees],
    )
    await client.query('commit')
    Object.assign(suivi, suite)
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}
