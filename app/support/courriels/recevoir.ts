import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import { entreeDesCourriels } from '#app/support/courriels/adresses.ts'
import { readMailbox } from '#platform/mail/incoming/imap.ts'

export interface Arrivee {
  source: Buffer
  taille?: number
  tropGrand?: boolean
  enveloppe?: { de: string; a: string[]; ip: string; helo: string }
}

export const FILE_COURRIELS_RECUS = 'courriel.recu'

/** An attachment of the largest size, as mails write it, and a few words. */
export const octetsMaximum = ({ settings }: Pick<Programme, 'settings'>) => Math.ceil(settings.TAILLE_FICHIER_MAX * 1.4) + 1_000_000

/** Keeps a mail whole before anybody is told that it has arrived; the same one twice is kept once, whoever brings it. It is looked at afterwards. */
export async function garderCourriel(programme: Pick<Programme, 'db' | 'jobs' | 'settings'>, a: Arrivee): Promise<string | null> {
  const taille = a.taille ?? a.source.length
  const tropGrand = a.tropGrand ?? taille > octetsMaximum(programme)
  const source = tropGrand ? a.source.subarray(0, 64_000) : a.source
  return programme.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      id: string
    }>`insert into courriel_recu (cle, taille, source, enveloppe_de, enveloppe_a, ip, helo, etat, raison, traite_le)
      values (${cleDe(a.source)}, ${taille}, ${source}, ${a.enveloppe?.de ?? null}, ${a.enveloppe?.a ?? []}::text[],
            ${a.enveloppe?.ip ?? null}, ${a.enveloppe?.helo?.slice(0, 255) ?? null}, ${tropGrand ? 'ecarte' : 'recu'},
            ${tropGrand ? 'trop-grand' : null}, ${tropGrand ? sql`maintenant()` : null})
      on conflict (cle) do nothing
      returning id`.execute(tx)
    const id = rows[0]?.id ?? null
    if (id && !tropGrand) await programme.jobs.send(tx, FILE_COURRIELS_RECUS, { id })
    return id
  })
}

/** Its Message-ID; without one, all of it. */
function cleDe(source: Buffer): Buffer {
  const fin = source.indexOf('\r\n\r\n')
  const tete = source
    .subarray(0, Math.min(fin < 0 ? source.length : fin, 64_000))
    .toString('latin1')
    .replaceAll(/\r?\n[ \t]+/g, ' ')
  const id = /^message-id:\s*(<[^<>\s]{1,900}>)/im.exec(tete)?.[1]
  return createHash('sha256')
    .update(id ?? source)
    .digest()
}

/** Reads the mailbox, when there is one; told apart by their keys, two processes that read it together keep each mail once. */
export async function releverLaBoite(programme: Programme): Promise<number> {
  const entree = entreeDesCourriels(programme)
  if (entree?.kind !== 'imap') return 0
  return readMailbox(
    entree,
    octetsMaximum(programme),
    async (r) => void (await garderCourriel(programme, { source: r.source, taille: r.size, tropGrand: r.tooLarge })),
  )
}
