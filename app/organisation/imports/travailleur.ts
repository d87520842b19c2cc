import { parentPort } from 'node:worker_threads'
import type { Entetes } from '#app/organisation/imports/colonnes.ts'
import { readTable } from '#platform/tables/read.ts'
import { TableFault, type Row } from '#platform/tables/types.ts'

export interface ALire {
  contenu: Uint8Array
  lignes: number
  octets: number
}
/** Lines as a JSON text, ready for the database; the next ones are read when they have been taken. */
export type Message = { lot: string } | { fin: { lignes: number; ignorees: string[] } } | { faute: { code: string; colonnes?: string[] } }

const COLONNES_MAX = 100
const LOT = 2000

/** The work of a reading thread: what a file costs to read is not taken from the pages. */
export function travailler<C extends string>(
  { contenu, lignes: maximum, octets }: ALire,
  lireEntetes: (ligne: Row) => Entetes<C>,
  creerLecteur: (ou: Map<number, C>) => (ligne: Row) => object,
) {
  const port = parentPort!
  const dire = (m: Message) => port.postMessage(m)
  const donner = async (lot: object[]) => {
    const suite = new Promise<void>((resolve) => port.once('message', () => resolve()))
    dire({ lot: JSON.stringify(lot) })
    await suite
  }
  const lire = async () => {
    let lecteur: ((ligne: Row) => object) | null = null
    let ignorees: string[] = []
    let lignes = 0
    let lot: object[] = []
    for await (const ligne of readTable(Buffer.from(contenu.buffer, contenu.byteOffset, contenu.byteLength), {
      bytes: octets,
      columns: COLONNES_MAX,
    })) {
      if (!ligne.cells.length) continue
      if (!lecteur) {
        const entetes = lireEntetes(ligne)
        if ('code' in entetes) return dire({ faute: entetes })
        lecteur = creerLecteur(entetes.ou)
        ignorees = entetes.ignorees
        continue
      }
      if (++lignes > maximum) return dire({ faute: { code: 'trop-de-lignes' } })
      lot.push(lecteur(ligne))
      if (lot.length < LOT) continue
      await donner(lot)
      lot = []
    }
    if (!lignes) return dire({ faute: { code: lecteur ? 'aucune-ligne' : 'fichier-vide' } })
    if (lot.length) await donner(lot)
    dire({ fin: { lignes, ignorees } })
  }
  lire()
    .catch((erreur: unknown) => dire({ faute: { code: erreur instanceof TableFault ? erreur.code : 'fichier-abime' } }))
    .finally(() => port.close())
}
