import type { GenreAnnuaire } from '#app/organisation/annuaire/importer.fusion.ts'
import { StartError } from '#platform/settings.ts'

/** The SQL column that holds a heading of the file; an absent optional one is null. */
export type Entetes = (titre: string) => string

const NECESSAIRES: Record<GenreAnnuaire, string[]> = {
  services: ['TypeIdentifiant', 'Identifiant', 'CodeService'],
  structures: ['TypeIdentifiant', 'Identifiant', 'RaisonSociale', 'StructureActive'],
  nommees: ['identifiant', 'nom', 'nature'],
  identifiants: ['identifiant'],
}

/** Which kind of file has these headings, the fullest first. @throws StartError when none */
export function reconnaitreAnnuaire(entetes: readonly string[]): GenreAnnuaire {
  const genre = (Object.keys(NECESSAIRES) as GenreAnnuaire[]).find((g) => NECESSAIRES[g].every((titre) => entetes.includes(titre)))
  if (!genre)
    throw new StartError(
      'Ce fichier n’est pas un annuaire : il faut les titres officiels (TypeIdentifiant;Identifiant;RaisonSociale;…), ceux d’un fichier de services (TypeIdentifiant;Identifiant;CodeService;…), ou « identifiant ».',
    )
  return genre
}

export const colonneDe =
  (entetes: readonly string[]): Entetes =>
  (titre) =>
    entetes.includes(titre) ? `c${entetes.indexOf(titre)}` : 'null::text'
