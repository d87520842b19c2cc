import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface Recu { chemin: string; taille: number; empreinte: Buffer; tropGrand: boolean }

/** Writes what comes to a temporary file, counting and hashing on the way; one byte over the limit stops it. */
export async function recevoir(contenu: Buffer | Readable, dossier: string, max: number): Promise<Recu> {
  const chemin = join(dossier, randomUUID())
  const hache = createHash('sha256')
  let taille = 0
  const compter = new Transform({
    transform(morceau: Buffer, _c, fait) {
      taille += morceau.length
      if (taille <= max) {
        hache.update(morceau)
        this.push(morceau)
      }
      // What is over is read to its end and thrown away, so that the answer can be heard.
      fait()
    },
  })
  try {
    await pipeline(Buffer.isBuffer(contenu) ? Readable.from([contenu]) : contenu, compter, createWriteStream(chemin, { mode: 0o600, flags: 'wx' }))
  } catch (erreur) {
    await rm(chemin, { force: true })
    throw erreur
  }
  return { chemin, taille, empreinte: hache.digest(), tropGrand: taille > max }
}

/** Of a file that is on the disk already: what receiving it would have counted. */
export async function mesurer(chemin: string): Promise<Recu> {
  const hache = createHash('sha256')
  let taille = 0
  for await (const morceau of createReadStream(chemin, { highWaterMark: 1 << 18 })) {
    taille += (morceau as Buffer).length
    hache.update(morceau as Buffer)
  }
  return { chemin, taille, empreinte: hache.digest(), tropGrand: false }
}
