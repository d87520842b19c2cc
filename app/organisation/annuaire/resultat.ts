import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import type { Programme } from '#app/contexte.ts'
import { RESULTAT } from '#app/organisation/annuaire/colonnes.ts'
import { DEPUIS_SELECTION, ecrireFichier, type FormatAnnuaire, type Jeu } from '#app/organisation/annuaire/exporter.ts'
import { TYPES } from '#app/organisation/annuaire/fichiers.ts'
import type { FiltreAnnuaire } from '#app/organisation/annuaire/filtre.ts'
import { dansLOrdre } from '#app/organisation/annuaire/lister.ts'
import { EXPORT_LIMIT } from '#platform/database/lists.ts'
import { toFile, type Format } from '#platform/spreadsheets.ts'

/** The whole result of a search as a file, with active services: written aside, then sent, so that a slow reader holds nothing of the database. */
export async function envoyerResultat(
  programme: Pick<Programme, 'settings' | 'pool' | 'db'>,
  reponse: FastifyReply,
  f: FiltreAnnuaire,
  format: Format,
): Promise<FastifyReply> {
  const ods = format === 'ods'
  const jeu: Jeu = {
    nom: 'annuaire',
    colonnes: RESULTAT,
    depuis: DEPUIS_SELECTION,
    ordre: 'c.rang',
    selection: await dansLOrdre(programme.db, f, ods ? EXPORT_LIMIT : null),
  }
  const dossier = join(programme.settings.DATA_DIR, 'annuaire')
  await mkdir(dossier, { recursive: true })
  const chemin = join(dossier, `resultat-${randomUUID()}`)
  try {
    const ecrit: FormatAnnuaire = ods ? 'json' : format
    await ecrireFichier(programme.pool, jeu, ecrit, chemin)
    const poignee = await open(chemin)
    reponse.serializer((v: unknown) => v as string)
    if (!ods)
      return reponse
        .headers({ 'content-type': TYPES[ecrit], 'content-disposition': `attachment; filename="annuaire.${ecrit}"` })
        .send(createReadStream('', { fd: poignee }))
    const lignes = (JSON.parse(await poignee.readFile('utf8')) as Record<string, unknown>[]).map((l) =>
      Object.values(l).map((v) => String(v ?? '')),
    )
    await poignee.close()
    const { brut, type, nom } = await toFile('ods', { nom: 'annuaire', entetes: RESULTAT.map(([titre]) => titre), lignes })
    return reponse.headers({ 'content-type': type, 'content-disposition': `attachment; filename="${nom}"` }).send(brut)
  } finally {
    // What is open goes on being read; nothing stays behind.
    await rm(chemin, { force: true })
  }
}
