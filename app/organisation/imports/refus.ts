import { refusDeChamps } from '#demandes/index.ts'
import { Refus, type Probleme } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

export type GenreImport = 'utilisateurs' | 'services'
/** What is said of imports of this kind. */
export const textesImport = (t: Textes, genre: GenreImport) => (genre === 'services' ? t.importsServices : t.imports)

/** What imports refuse, with its status; sentences are in the texts. */
const STATUTS = {
  'import-deja-lance': 409,
  'lignes-a-corriger': 422,
  'aucune-ligne-a-importer': 422,
  'lecture-en-cours': 503,
  'trop-de-requetes': 429,
} as const
export type CodeImport = keyof typeof STATUTS

export const refusImport = (t: Textes, code: CodeImport, plus: Partial<Probleme> = {}) =>
  new Refus({ status: STATUTS[code], code, detail: t.imports.refus[code], ...plus })

/** The file itself: what it is, what it lacks, how to mend it. */
export function refusDeFichier(t: Textes, genre: GenreImport, code: string, colonnes: string[] = []) {
  const x = textesImport(t, genre)
  return refusDeChamps(t, [
    {
      champ: 'fichier',
      code,
      message: x.fichier(
        code,
        colonnes.map((c) => x.colonnes[c] ?? c),
      ),
    },
  ])
}
