import { APPLICATIONS } from '#app/organisation/habilitations/qui-peut-quoi/groupes.ts'
import type { FiltreTableau } from '#app/organisation/habilitations/qui-peut-quoi/filtre.ts'
import { lireTableau, type PersonneDuTableau } from '#app/organisation/habilitations/qui-peut-quoi/lire.ts'
import type { CelluleDuTableau } from '#app/organisation/habilitations/qui-peut-quoi/cellules.ts'
import { EXPORT_LIMIT } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import { toFile, type Format, type Sheet } from '#platform/spreadsheets.ts'
import { dateCourte } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

const PAS = 4000

/** The cell in words: level, where, from or until when. */
function dire(c: CelluleDuTableau | undefined): string {
  const x = fr.droits.tableau
  if (!c) return ''
  const precisions = [
    ...(c.services ? [c.services.map((s) => s.code).join(', ')] : []),
    ...(c.etat === 'programmee' ? [x.feuille.des(dateCourte(c.debut))] : []),
    ...(c.fin ? [x.feuille.jusqua(dateCourte(c.fin))] : []),
  ]
  return `${fr.catalogue.niveaux[c.niveau]}${precisions.length ? ` (${precisions.join(' ; ')})` : ''}`
}

/** The table as a sheet: a line a person, a column an application. */
const tableauEnFeuille = (elements: PersonneDuTableau[], applications: string[]): Sheet => ({
  nom: 'qui-peut-quoi',
  entetes: [
    fr.champs.libelles.nom,
    fr.champs.libelles.prenom,
    fr.champs.libelles.adresseElectronique,
    fr.utilisateurs.colonnes.maille,
    fr.utilisateurs.colonnes.service,
    ...applications.map((a) => fr.catalogue.applications[a]!),
  ],
  lignes: elements.map((p) => [
    p.utilisateur.nom,
    p.utilisateur.prenom,
    p.utilisateur.adresseElectronique,
    fr.utilisateurs.mailles[p.entiere ? 'structure' : 'service']!,
    p.services.map((s) => s.code).join(', '),
    ...applications.map((a) => dire(p.droits.find((d) => d.application === a))),
  ]),
})

/** The whole of the filtered table as a file, read a few thousand people at a time. */
export async function exporterTableau(db: Db, f: FiltreTableau, format: Exclude<Format, 'json'>) {
  const elements: PersonneDuTableau[] = []
  let apres: string | null = null
  do {
    const lu: Awaited<ReturnType<typeof lireTableau>> = await lireTableau(db, { ...f, taille: PAS, page: 1, apres: apres ?? undefined })
    elements.push(...lu.elements)
    apres = lu.suivant
  } while (apres && elements.length < EXPORT_LIMIT)
  return toFile(format, tableauEnFeuille(elements.slice(0, EXPORT_LIMIT), f.application ? [f.application] : APPLICATIONS))
}
