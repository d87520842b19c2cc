import type { ObjetVerrouille, StructureVerrouillee } from '#demandes/definir.ts'
import { versionSuivante } from '#demandes/enregistrer.ts'
import { journaliser, journaliserPlusieurs, proprementA } from '#demandes/journal.ts'
import type { Definition } from '#demandes/milieu.ts'
import { versionObjetSuivante } from '#demandes/objet.ts'
import type { Tx } from '#platform/database/open.ts'

interface AuJournal {
  d: Definition
  chaines: string[]
  auteur: string | null
  demande: number
  moment: string
  contenu: Record<string, unknown>
  versions: StructureVerrouillee[]
  objet: ObjetVerrouille | null
  enVigueur: boolean
}

/** What a line of history says of versions: « since version n » is read from it. */
export function marque(
  d: Definition,
  structure: StructureVerrouillee | null | undefined,
  objet: ObjetVerrouille | null,
): Record<string, unknown> {
  if (d.objet) return objet ? { objet: objet.id, versionObjet: objet.version + 1 } : {}
  return structure && !d.personnes ? { version: structure.version + 1 } : {}
}

/** One line in the history of each structure it names; their version moves with it, unless only people are concerned. */
export async function inscrireAuJournal(tx: Tx, { d, chaines, auteur, demande, moment, contenu, versions, objet, enVigueur }: AuJournal) {
  const evenement = `${d.type}:${moment}`
  if (d.personnes && chaines.length > 1)
    return void (await journaliserPlusieurs(
      tx,
      chaines.map((chaine) => ({ chaine, auteur, demande, evenement, contenu: proprementA(contenu, [chaine]) })),
    ))
  for (const chaine of chaines) {
    const structure = d.personnes || d.objet ? undefined : versions.find((v) => v.id === chaine)
    // An object just made is at its first version already.
    const avec = structure
      ? versionSuivante(chaine, enVigueur)
      : d.objet && objet?.version
        ? versionObjetSuivante(d.objet.table, objet.id, enVigueur)
        : undefined
    await journaliser(tx, { chaine, auteur, demande, evenement, contenu: { ...contenu, ...marque(d, structure, objet) } }, avec)
  }
}
