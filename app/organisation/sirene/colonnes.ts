import { StartError } from '#platform/settings.ts'

export type Genre = 'etablissement' | 'unite-legale'

/** Columns read of each official stock file; the others are passed over. */
export const COLONNES: Record<Genre, readonly string[]> = {
  etablissement: [
    'siret',
    'statutDiffusionEtablissement',
    'dateCreationEtablissement',
    'etablissementSiege',
    'complementAdresseEtablissement',
    'numeroVoieEtablissement',
    'indiceRepetitionEtablissement',
    'typeVoieEtablissement',
    'libelleVoieEtablissement',
    'codePostalEtablissement',
    'libelleCommuneEtablissement',
    'libelleCommuneEtrangerEtablissement',
    'distributionSpecialeEtablissement',
    'libellePaysEtrangerEtablissement',
    'dateDebut',
    'etatAdministratifEtablissement',
    'enseigne1Etablissement',
    'denominationUsuelleEtablissement',
  ],
  'unite-legale': [
    'siren',
    'statutDiffusionUniteLegale',
    'sigleUniteLegale',
    'prenom1UniteLegale',
    'prenomUsuelUniteLegale',
    'etatAdministratifUniteLegale',
    'nomUniteLegale',
    'nomUsageUniteLegale',
    'denominationUniteLegale',
    'denominationUsuelle1UniteLegale',
    'categorieJuridiqueUniteLegale',
    'nicSiegeUniteLegale',
  ],
}

/**
 * Which stock file has these headings.
 * @throws StartError saying which columns are missing, when it is neither
 */
export function reconnaitre(entetes: readonly string[]): Genre {
  const [seule] = entetes
  if (entetes.length === 1 && seule && /[;\t|]/.test(seule))
    throw new StartError('Ligne 1 : les colonnes ne sont pas séparées par des virgules, comme dans les fichiers stock de l’INSEE.')
  const genre: Genre = entetes.includes('siret') ? 'etablissement' : 'unite-legale'
  const manquantes = COLONNES[genre].filter((c) => !entetes.includes(c))
  if (manquantes.length === COLONNES[genre].length)
    throw new StartError('Ligne 1 : ce fichier n’est ni StockEtablissement ni StockUniteLegale de l’INSEE (aucune de leurs colonnes).')
  if (manquantes.length)
    throw new StartError(
      `Ligne 1 : il manque ${manquantes.length > 1 ? 'les colonnes' : 'la colonne'} ${manquantes.join(', ')} de ${genre === 'etablissement' ? 'StockEtablissement' : 'StockUniteLegale'}.`,
    )
  const double = entetes.find((c, i) => entetes.indexOf(c) !== i)
  if (double !== undefined) throw new StartError(`Ligne 1 : la colonne « ${double} » est là deux fois.`)
  if (entetes.length > 500) throw new StartError(`Ligne 1 : ${entetes.length} colonnes, c’est trop pour un fichier stock.`)
  return genre
}
