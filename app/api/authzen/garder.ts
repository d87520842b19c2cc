const MINUTE = 60_000

/** Keys that open nothing, by address: beyond what a mistake makes in a minute, they are answered without the database. */
export function garder(maximum: number) {
  let fin = 0
  let parAdresse = new Map<string, number>()
  return {
    lassee(adresse: string): boolean {
      if (!parAdresse.size) return false
      if (performance.now() > fin) parAdresse = new Map()
      return (parAdresse.get(adresse) ?? 0) >= maximum
    },
    noter(adresse: string) {
      if (!parAdresse.size) fin = performance.now() + MINUTE
      parAdresse.set(adresse, (parAdresse.get(adresse) ?? 0) + 1)
    },
  }
}
