/** The processor's own time, in milliseconds, that reading ninety thousand members takes where promises were made. */
const LA_BAS = 50

/** How many times slower this machine's processor is: one at least. What other programs take from it is not counted. */
export function lenteur(): number {
  const texte = JSON.stringify(Object.fromEntries(Array.from({ length: 90_000 }, (_, i) => [`k${i}`, i])))
  const essais = [1, 2, 3].map(() => {
    const avant = process.threadCpuUsage()
    JSON.parse(texte)
    const { user, system } = process.threadCpuUsage(avant)
    return (user + system) / 1e3
  })
  return Math.max(1, Math.min(...essais) / LA_BAS)
}
