// Runs in a thread of its own: what a file costs to read is not taken from the pages.
import { parentPort, workerData } from 'node:worker_threads'
import { creerLecteur, lireEntetes, type Application, type LigneLue } from '#app/organisation/utilisateurs/importer.colonnes.ts'
import { readTable } from '#platform/tables/read.ts'
import { TableFault } from '#platform/tables/types.ts'

export interface ALire { contenu: Uint8Array; applications: Application[]; lignes: number; octets: number }
/** Lines as a JSON text, ready for the database; the next ones are read when they have been taken. */
export type Message = { lot: string } | { fin: { lignes: number; ignorees: string[] } } | { faute: { code: string; colonnes?: string[] } }

const COLONNES_MAX = 100
const LOT = 2000
const port = parentPort!
const dire = (m: Message) => port.postMessage(m)
const suite = () => new Promise<void>((resolve) => port.once('message', () => resolve()))

async function lire({ contenu, applications, lignes: maximum, octets }: ALire) {
  let lecteur: ReturnType<typeof creerLecteur> | null = null
  let ignorees: string[] = []
  let lignes = 0
  let lot: LigneLue[] = []
  for await (const ligne of readTable(Buffer.from(contenu.buffer, contenu.byteOffset, contenu.byteLength), { bytes: octets, columns: COLONNES_MAX })) {
    if (!ligne.cells.length) continue
    if (!lecteur) {
      const entetes = lireEntetes(ligne)
      if ('code' in entetes) return dire({ faute: entetes })
      lecteur = creerLecteur(applications, entetes.ou)
      ignorees = entetes.ignorees
      continue
    }
    if (++lignes > maximum) return dire({ faute: { code: 'trop-de-lignes' } })
    lot.push(lecteur(ligne))
    if (lot.length < LOT) continue
    dire({ lot: JSON.stringify(lot) })
    lot = []
    await suite()
  }
  if (!lignes) return dire({ faute: { code: lecteur ? 'aucune-ligne' : 'fichier-vide' } })
  if (lot.length) {
    dire({ lot: JSON.stringify(lot) })
    await suite()
  }
  dire({ fin: { lignes, ignorees } })
}

lire(workerData as ALire).catch((erreur: unknown) => dire({ faute: { code: erreur instanceof TableFault ? erreur.code : 'fichier-abime' } })).finally(() => port.close())
