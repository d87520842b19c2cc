/** French spacing, applied to every sentence on its way out: nobody has to remember it, nobody can forget it. */
const espacer = (s: string) =>
  s
    .replace(/« /g, '«\u00A0')
    .replace(/ »/g, '\u00A0»')
    .replace(/ ([:])(?=\s|$|\u00A0)/g, '\u00A0$1')
    .replace(/ ([;!?])/g, '\u202F$1')

/** The same object, whose strings and whose functions' answers carry French spacing. */
export function typographier<T>(textes: T): T {
  if (typeof textes === 'string') return espacer(textes) as T
  if (typeof textes === 'function') return ((...a: unknown[]) => typographier((textes as (...x: unknown[]) => unknown)(...a))) as T
  if (Array.isArray(textes)) return textes.map(typographier) as T
  if (textes && typeof textes === 'object') return Object.fromEntries(Object.entries(textes).map(([k, v]) => [k, typographier(v)])) as T
  return textes
}

/** The shape of a set of texts, whatever its words: what the other languages must fill. */
export type Elargi<T> = T extends string
  ? string
  : T extends (...a: infer A) => infer R
    ? (...a: A) => Elargi<R>
    : T extends readonly (infer E)[]
      ? Elargi<E>[]
      : { [K in keyof T]: Elargi<T[K]> }
