/** Shorter, a word looks like too many others; longer, it is none. */
const [LONGUEUR_MINIMUM, LONGUEUR_MAXIMUM] = [5, 30]

const sansUneLettre = (mot: string) => Array.from(mot, (_, i) => mot.slice(0, i) + mot.slice(i + 1))

/** A word that nobody wrote, one letter or two neighbours away from one that is known: that one, the most written of them. */
export function correcteur(connus: Map<string, number>): (mot: string) => string {
  const voisins = new Map<string, string[]>()
  for (const mot of connus.keys())
    if (mot.length >= LONGUEUR_MINIMUM - 1)
      for (const cle of [mot, ...sansUneLettre(mot)]) {
        const deja = voisins.get(cle)
        if (deja) deja.push(mot)
        else voisins.set(cle, [mot])
      }
  return (mot) => {
    if (mot.length < LONGUEUR_MINIMUM || mot.length > LONGUEUR_MAXIMUM || connus.has(mot) || /\d/.test(mot)) return mot
    const proches = [mot, ...sansUneLettre(mot)].flatMap((cle) => voisins.get(cle) ?? []).filter((v) => aUneFaute(v, mot))
    return proches.toSorted((a, b) => connus.get(b)! - connus.get(a)! || (a < b ? -1 : 1))[0] ?? mot
  }
}

/** One letter more, less or other, or two neighbours exchanged. */
function aUneFaute(a: string, b: string): boolean {
  let debut = 0
  while (debut < a.length && a[debut] === b[debut]) debut++
  let fin = 0
  while (fin < Math.min(a.length, b.length) - debut && a.at(-1 - fin) === b.at(-1 - fin)) fin++
  const [x, y] = [a.slice(debut, a.length - fin), b.slice(debut, b.length - fin)]
  return (x.length <= 1 && y.length <= 1) || (x.length === 2 && y === x[1]! + x[0]!)
}
