import type { client as fr } from '#ui/textes/fr/client.ts'

export const client = {
  suggestions: (n: number) =>
    n === 0
      ? 'No result; check the spelling or type fewer words'
      : `${n} result${n === 1 ? '' : 's'}; arrow keys to choose, Enter to confirm`,
  suggestionsEnPanne: 'The list does not answer: type the whole value',
  selection: (n: number) => (n === 0 ? 'No line selected' : `${n} line${n === 1 ? '' : 's'} selected`),
  ibanJuste: 'Check digits are right',
  ibanFaux: 'The check digits are wrong: a character is missing, extra or wrong',
  fermer: 'Close',
  afficher: 'Show',
  masquer: 'Hide',
} satisfies typeof fr
