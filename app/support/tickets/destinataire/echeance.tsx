import type { Contexte } from '#app/contexte.ts'
import type { Priorite as Code, StatutTicket } from '#app/support/tickets/champs.ts'
import { Etiquette, Temps } from '#ui/index.ts'

/** Only what is pressing has a colour. */
export function Priorite({ c, priorite }: { c: Contexte; priorite: Code }) {
  const nom = c.t.traitement.priorites[priorite]
  return priorite === 'urgente' || priorite === 'haute' ? (
    <Etiquette genre="err">{nom}</Etiquette>
  ) : (
    <span class={priorite === 'basse' ? 'muted' : undefined}>{nom}</span>
  )
}

/** When it is due, in a sentence or in a table; suspended while it is not the recipient's turn. */
export function Echeance({
  c,
  t,
  forme = 'jourHeure',
}: {
  c: Contexte
  forme?: 'jourHeure' | 'courte'
  t: { statut: StatutTicket; echeance: Date | null; enRetard: boolean }
}) {
  const x = c.t.traitement
  if (t.statut === 'EN_ATTENTE')
    return (
      <>
        {x.suspendue} <span class="sub">{x.suspendueTexte}</span>
      </>
    )
  if (!t.echeance) return <span class="muted">{x.aucune}</span>
  return t.enRetard ? (
    <>
      <Etiquette genre="err" icone="attention">
        {x.enRetard}
      </Etiquette>{' '}
      <span class="sub">
        <Temps date={t.echeance} forme="courte" />
      </span>
    </>
  ) : (
    <Temps date={t.echeance} forme={forme} />
  )
}
