import { createHash, randomUUID, type Hash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { lireRecu } from '#app/organisation/pieces-jointes/contenu.ts'
import { DEBUT } from '#app/organisation/pieces-jointes/reconnaitre.ts'
import { fileKey, sealRecords } from '#platform/secrets/chunks.ts'

/** A file that has come whole: on the disk it is sealed under its key; what is known of its clear bytes was learnt as they passed. */
export interface Recu {
  chemin: string
  cle: Buffer
  taille: number
  empreinte: Buffer
  debut: Buffer
  tropGrand: boolean
}

/** Counts and hashes clear bytes as they pass, and keeps the first ones. */
export class Mesure {
  taille = 0
  private debuts: Buffer = Buffer.alloc(0)
  private hache: Hash = createHash('sha256')
  voir(morceau: Buffer) {
    if (this.debuts.length < DEBUT) this.debuts = Buffer.concat([this.debuts, morceau.subarray(0, DEBUT - this.debuts.length)])
    this.taille += morceau.length
    this.hache.update(morceau)
  }
  /** As often as asked. */
  rendre = () => ({ taille: this.taille, empreinte: this.hache.copy().digest(), debut: this.debuts })
}

/** Seals what comes into a temporary file, counting and hashing on the way; one byte over the limit stops it. */
export async function recevoir(contenu: Buffer | Readable, dossier: string, max: number): Promise<Recu> {
  const [chemin, cle, mesure] = [join(dossier, randomUUID()), fileKey(), new Mesure()]
  let passes = 0
  // What is over is read to its end and thrown away, so that the answer can be heard.
  const retenus = async function* () {
    for await (const morceau of Buffer.isBuffer(contenu) ? [contenu] : (contenu as AsyncIterable<Buffer>))
      if ((passes += morceau.length) <= max) yield morceau
  }
  // It may be cut before it is read: said when it is.
  if (!Buffer.isBuffer(contenu)) contenu.on('error', () => {})
  const fichier = await open(chemin, 'wx', 0o600)
  try {
    for await (const record of sealRecords(retenus(), cle)) {
      // The disk writes while the clear bytes are hashed.
      const ecrit = fichier.writev(record.bytes)
      ecrit.catch(() => {})
      for (const clair of record.clear) mesure.voir(clair)
      await ecrit
    }
    await fichier.close()
  } catch (erreur) {
    await fichier.close().catch(() => {})
    await rm(chemin, { force: true })
    throw erreur
  }
  return { chemin, cle, ...mesure.rendre(), taille: passes, tropGrand: passes > max }
}

/** Of a sealed file that is on the disk already: what receiving it would have learnt. @throws when it is not whole */
export async function mesurer(chemin: string, cle: Buffer): Promise<Recu> {
  const mesure = new Mesure()
  for await (const morceau of lireRecu({ chemin, cle })) mesure.voir(morceau as Buffer)
  return { chemin, cle, ...mesure.rendre(), tropGrand: false }
}
