/** What was typed, as each kind of thing is looked for. */
export interface Saisie {
  texte: string
  /** The digits of an identifier or of a telephone number, spaces and points left out; null: something else. */
  chiffres: string | null
  /** The numbers of demandes and tickets that it may be: whole, or without their letters and zeros. */
  demandes: string[]
  tickets: string[]
}

export function lireSaisie(q: string): Saisie {
  const texte = q.replaceAll('\0', ' ').trim().slice(0, 200)
  const colle = texte.replaceAll(/[\s\u00A0\u202F.\-+]/g, '').toUpperCase()
  const [, lettres, nombre] = /^(RITM|CPROCS)?0*([1-9]\d{0,14})$/.exec(colle) ?? []
  const numero = (prefixe: string) => (nombre && (!lettres || lettres === prefixe) ? [prefixe + nombre.padStart(7, '0')] : [])
  return { texte, chiffres: /^\d{6,15}$/.test(colle) ? colle : null, demandes: numero('RITM'), tickets: numero('CPROCS') }
}
