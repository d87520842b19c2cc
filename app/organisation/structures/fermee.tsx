import type { Possible } from '#acces/index.ts'
import type { Contexte } from '#app/contexte.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Why an action is closed to the reader and who can open it; null: it is open. */
export const pourquoi = (t: Textes, possible: Possible): string | null =>
  possible === true ? null : `${t.acces.raison(possible.raison, possible.le)} ${t.acces.remede(possible.raison, possible.qui)}`

/** An action that is closed, named with its reason (POR-08). */
export function Fermee({ c: { t }, nom, possible }: { c: Pick<Contexte, 't'>; nom: string; possible: Possible }) {
  const phrase = pourquoi(t, possible)
  return phrase ? (
    <details class="small">
      <summary>
        {nom} — {t.structures.consulter.pourquoi}
      </summary>
      <p>{phrase}</p>
    </details>
  ) : null
}
