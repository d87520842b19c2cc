import { definitionDe } from '#demandes/definir.ts'
import type { Refaire } from '#demandes/dire.ts'

/** The forms that ask again for what waited for a decision and came to nothing, filled as it was (UTI-01, HAB-06, APP-01); none: of another kind. */
export const refaire = ({ type, saisie }: { type: string; saisie: Record<string, unknown> }): Refaire[] =>
  definitionDe(type)?.refaire?.(saisie) ?? []

/** Where a form is, with what it takes filled in. */
export const adresseRemplie = (chemin: string, champs: Record<string, string | null | undefined>, plusieurs: [string, string][] = []) =>
  `${chemin}?${new URLSearchParams([...Object.entries(champs).filter((e): e is [string, string] => Boolean(e[1])), ...plusieurs])}`
