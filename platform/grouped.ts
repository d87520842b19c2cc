interface Options<A> {
  /** Items of one batch. */
  max: number
  /** Batches on their way at once. */
  flights: number
  /** Two items of one key are never on their way together: the second leaves once the first is back. */
  key?: (item: A) => string
  /** After this failure of a batch its items are tried again apart: one of them may be what made it fail. */
  alone?: (error: unknown) => boolean
}
interface Waiting<A, R> {
  item: A
  key: string | undefined
  resolve: (r: R) => void
  reject: (e: unknown) => void
}

/**
 * What many ask of the database at the same instant is asked once: what comes while batches are on their way leaves with the next one.
 * `run` answers in the order of its items.
 */
export function grouped<A, R>(run: (items: A[]) => Promise<R[]>, { max, flights, key, alone }: Options<A>): (item: A) => Promise<R> {
  let waiting: Waiting<A, R>[] = []
  const keys = new Set<string>()
  let flying = 0
  let soon = false

  const leave = () => {
    soon = false
    while (flying < flights && waiting.length) {
      const [batch, rest]: Waiting<A, R>[][] = [[], []]
      for (const w of waiting) {
        if (batch!.length >= max || (w.key !== undefined && keys.has(w.key))) rest!.push(w)
        else {
          batch!.push(w)
          if (w.key !== undefined) keys.add(w.key)
        }
      }
      waiting = rest!
      if (!batch!.length) return
      flying++
      void fly(batch!).finally(() => {
        flying--
        for (const w of batch!) if (w.key !== undefined) keys.delete(w.key)
        leave()
      })
    }
  }
  /** Halved until what fails is alone. */
  const fly = async (batch: Waiting<A, R>[]): Promise<void> => {
    try {
      const answers = await run(batch.map((w) => w.item))
      batch.forEach((w, i) => w.resolve(answers[i]!))
    } catch (error) {
      if (batch.length === 1 || !alone?.(error)) return batch.forEach((w) => w.reject(error))
      const half = Math.ceil(batch.length / 2)
      await fly(batch.slice(0, half))
      await fly(batch.slice(half))
    }
  }
  return (item) =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, key: key?.(item), resolve, reject })
      // Those of the same turn of the loop leave together.
      if (!soon && flying < flights) {
        soon = true
        setImmediate(leave)
      }
    })
}
