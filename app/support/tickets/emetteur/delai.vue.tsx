import type { Contexte } from '#app/contexte.ts'
import type { Delai } from '#app/support/tickets/emetteur/delai.ts'

const EN_JOURS = 48

/** « une fois sur deux en moins de 5 heures »: hours, then days. */
export function phraseDuDelai(c: Pick<Contexte, 't'>, delai: Delai | null): string {
  const x = c.t.emission.delai
  const dire = (heures: number) => (heures > EN_JOURS ? x.jours(Math.ceil(heures / 24)) : x.heures(heures))
  return delai ? x.phrase(dire(delai.medianeHeures), dire(delai.presqueHeures)) : x.inconnu
}

export const PhraseDuDelai = ({ c, delai }: { c: Contexte; delai: Delai | null }) => <p class="muted">{phraseDuDelai(c, delai)}</p>
