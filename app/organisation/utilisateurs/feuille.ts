import { lireApres, type UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'
import { lirePerimetre } from '#app/organisation/utilisateurs/perimetre.ts'
import type { FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
import { EXPORT_LIMIT } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import { toFile, type Format, type Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

const PAS = 4000
const moment = (d: Date | string | null) => (d === null ? '' : new Date(d))

/** A list of users as a sheet. */
export const utilisateursEnFeuille = (elements: UtilisateurEnListe[]): Sheet => {
  const x = fr.utilisateurs
  return {
    nom: 'utilisateurs',
    entetes: [
      x.colonnes.structure,
      x.colonnes.identifiant,
      x.colonnes.nomSeul,
      x.colonnes.prenom,
      x.colonnes.adresseElectronique,
      x.colonnes.role,
      x.colonnes.maille,
      x.colonnes.service,
      x.colonnes.depuis,
      x.colonnes.nombreHabilitations,
      x.colonnes.derniereConnexionLe,
    ],
    lignes: elements.map((u) => [
      u.structure.raisonSociale,
      u.structure.identifiant,
      u.nom,
      u.prenom,
      u.adresseElectronique ?? '',
      x.role[u.role] ?? u.role,
      x.mailles[u.maille] ?? u.maille,
      u.services.map((s) => s.code).join(', '),
      moment(u.depuis),
      u.nombreHabilitations ?? '',
      moment(u.derniereConnexionLe),
    ]),
  }
}

/** The whole of a filtered list as a file, read a few thousand lines at a time; null: not one's own structure. */
export async function exporterUtilisateurs(db: Db, lecteur: string, f: FiltreUtilisateurs, format: Exclude<Format, 'json'>) {
  if (f.structure && !(await lirePerimetre(db, lecteur, f.structure))) return null
  const elements: UtilisateurEnListe[] = []
  let apres: string | null = null
  do {
    const lu: Awaited<ReturnType<typeof lireApres>> = await lireApres(db, lecteur, f, apres, PAS)
    elements.push(...lu.elements)
    apres = lu.suivant
  } while (apres && elements.length < EXPORT_LIMIT)
  return toFile(format, utilisateursEnFeuille(elements.slice(0, EXPORT_LIMIT)))
}
