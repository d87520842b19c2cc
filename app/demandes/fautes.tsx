import type { Probleme } from '#platform/http/problem.ts'
import { ResumeErreurs } from '#ui/index.ts'
import type { Textes } from '#ui/textes/index.ts'

/**
 * What the page of a demande's form says first when it comes back: in its title, then field by field. Spread on `<Page>`.
 * `ancre`: where the field is, when its name is not its place.
 */
export const fautesDe = (
  { t }: { t: Textes },
  erreurs: readonly { champ: string; message: string }[],
  refus: Probleme | null = null,
  ancre = (champ: string) => champ,
) => ({
  erreur: erreurs.length > 0 || refus !== null,
  resume: (
    <ResumeErreurs
      titre={t.champs.resume(new Set(erreurs.map((e) => e.champ)).size)}
      erreurs={erreurs.map(({ champ, message }) => ({ champ: ancre(champ), message }))}
    />
  ),
})
