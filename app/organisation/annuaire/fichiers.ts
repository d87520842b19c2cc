import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Programme } from '#app/contexte.ts'
import { SERVICES, STRUCTURES } from '#app/organisation/annuaire/colonnes.ts'
import { DEPUIS_SERVICES, DEPUIS_STRUCTURES, ecrireFichier, type FormatAnnuaire, type Jeu } from '#app/organisation/annuaire/exporter.ts'
import { isUnchanged } from '#platform/http/unchanged.ts'

const JEUX: Record<'structures' | 'services', Jeu> = {
  structures: { nom: 'structures', colonnes: STRUCTURES, depuis: DEPUIS_STRUCTURES, ordre: 's.identifiant collate "C", s.id' },
  services: { nom: 'services', colonnes: SERVICES, depuis: DEPUIS_SERVICES, ordre: 's.identifiant collate "C", v.code collate "C"' },
}
export type NomJeu = keyof typeof JEUX
export const JEUX_ANNUAIRE = ['structures', 'services'] as const
export const FORMATS_ANNUAIRE = ['csv', 'xlsx', 'json'] as const
export const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
} as const

type Milieu = Pick<Programme, 'settings' | 'pool' | 'log'>
export interface Fichier {
  chemin: string
  taille: number
  faitLe: Date
}

const chemin = (m: Pick<Programme, 'settings'>, jeu: NomJeu, format: FormatAnnuaire) =>
  join(m.settings.DATA_DIR, 'annuaire', `${jeu}.${format}`)

/** A file of the directory as it stands, whatever its age; null until it is made. */
export async function fichierPresent(m: Pick<Programme, 'settings'>, jeu: NomJeu, format: FormatAnnuaire): Promise<Fichier | null> {
  const ou = chemin(m, jeu, format)
  const s = await stat(ou).catch(() => null)
  return s && { chemin: ou, taille: s.size, faitLe: s.mtime }
}

const enCours = new Map<string, Promise<Fichier>>()

/** Makes a file beside, then puts it in place: whoever reads meanwhile has the whole of the former one. Asked twice at once, it is made once. */
export function fabriquer(m: Milieu, jeu: NomJeu, format: FormatAnnuaire): Promise<Fichier> {
  const ou = chemin(m, jeu, format)
  const deja = enCours.get(ou)
  if (deja) return deja
  const fait = (async () => {
    await mkdir(join(m.settings.DATA_DIR, 'annuaire'), { recursive: true })
    const brouillon = `${ou}.${randomUUID()}`
    try {
      await ecrireFichier(m.pool, JEUX[jeu], format, brouillon)
      await rename(brouillon, ou)
    } finally {
      await rm(brouillon, { force: true })
    }
    return (await fichierPresent(m, jeu, format))!
  })().finally(() => enCours.delete(ou))
  enCours.set(ou, fait)
  return fait
}

/** Monday of the week, in Paris: a file made before is last week's. */
export const lundi = (jour: Date): Date => {
  const [annee, mois, date] = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(jour).split('-').map(Number) as [
    number,
    number,
    number,
  ]
  const midi = new Date(Date.UTC(annee, mois - 1, date))
  return new Date(midi.getTime() - ((midi.getUTCDay() + 6) % 7) * 86_400_000)
}

/** Nightly: makes the week's files where they are last week's or absent, on each machine that serves them. */
export async function fabriquerSiLaSemaineEstPassee(m: Milieu, heure: Date): Promise<void> {
  const depuis = lundi(heure)
  for (const jeu of JEUX_ANNUAIRE)
    for (const format of FORMATS_ANNUAIRE) {
      const present = await fichierPresent(m, jeu, format)
      if (!present || present.faitLe < depuis) await fabriquer(m, jeu, format)
    }
}

/** /annuaire/fichiers/structures.csv and the like: the same address every week, without a key (POR-10). */
export function servirFichiers(app: FastifyInstance, programme: Programme) {
  for (const jeu of JEUX_ANNUAIRE)
    for (const format of FORMATS_ANNUAIRE)
      app.get(`/annuaire/fichiers/${jeu}.${format}`, { schema: { hide: true } as object }, async (requete, reponse) => {
        const { chemin: ou } = (await fichierPresent(programme, jeu, format)) ?? (await fabriquer(programme, jeu, format))
        // Opened before it is measured: one put in its place meanwhile is another file.
        const poignee = await open(ou)
        const { size, mtime } = await poignee.stat()
        const etag = `"${size.toString(36)}-${Math.trunc(mtime.getTime()).toString(36)}"`
        reponse.headers({ etag, 'last-modified': mtime.toUTCString(), 'cache-control': 'public, max-age=3600' })
        if (isUnchanged(requete.headers, etag, mtime)) {
          await poignee.close()
          return reponse.code(304).send()
        }
        reponse.headers({ 'content-type': TYPES[format], 'content-disposition': `attachment; filename="${jeu}.${format}"` })
        return reponse.send(createReadStream('', { fd: poignee }))
      })
}
