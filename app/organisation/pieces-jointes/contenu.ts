import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createReadStream } from 'node:fs'
import { sql } from 'kysely'
import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { unsealRecords, verified } from '#platform/secrets/chunks.ts'
import { sealWithRing, unsealWith } from '#platform/secrets/ring.ts'
import type { Settings } from '#platform/settings.ts'

interface Milieu {
  db: Db
  settings: Settings
}

/** The key of a content, sealed by the ring for that content alone (docs/decisions/0015). */
export const scellerCle = (tx: Tx, settings: Settings, cle: Buffer, lieu: string) => sealWithRing(tx, settings, cle.toString('hex'), lieu)
/** As the text of a bytea is written: what the rotation reads. */
export const lieuDuSceau = (empreinte: Buffer) => `fichier:\\x${empreinte.toString('hex')}`

interface Ligne {
  lieu: Buffer
  scelle: Buffer | null
  id: number
  enveloppe: Buffer
}

/**
 * The clear bytes of a content that is kept; what was altered ends in an error, never in other bytes. Who may read it is asked before.
 * @throws an error with statusCode 503 when it is not there
 */
export async function lireContenu({ db, settings }: Milieu, empreinte: Buffer): Promise<Readable> {
  // The keys themselves, also where « Voir comme » hides them: it hides account numbers, not the attachments that it lists.
  const { rows } = await sql<Ligne>`select f.lieu, f.scelle, d.id, d.enveloppe
      from public.fichier f
      left join public.cle_donnees d on d.id = f.cle
      where f.empreinte = ${empreinte}`.execute(db)
  const f = rows[0]
  if (!f) throw Object.assign(new Error('content unknown'), { statusCode: 503 })
  const octets = await depotDe(settings).read(f.lieu)
  const clair = f.scelle ? unsealRecords(octets, Buffer.from(unsealWith(settings, f, f.scelle, lieuDuSceau(empreinte)), 'hex')) : octets
  return Readable.from(verified(clair, empreinte), { objectMode: false }).on('close', () => octets.destroy())
}

/** The clear bytes of a file that was just received. */
export const lireRecu = ({ chemin, cle }: { chemin: string; cle: Buffer }) =>
  Readable.from(unsealRecords(createReadStream(chemin, { highWaterMark: 1 << 18 }), cle), { objectMode: false })
export const lireRecuEntier = (recu: { chemin: string; cle: Buffer }): Promise<Buffer> => buffer(lireRecu(recu))
