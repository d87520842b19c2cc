import type { Probleme } from '#platform/http/problem.ts'
import { Alerte, Bouton } from '#ui/index.ts'

/** A refusal of the whole form, with its way on: a sentence, or a link. */
export function RefusAvecRemede({ refus, titre = refus?.detail, avis }: { refus: Probleme | null; titre?: string; avis?: boolean }) {
  if (!refus) return null
  const { remede, raison, status } = refus
  return (
    <Alerte genre={avis || status === 503 ? 'warn' : 'err'} {...(avis ? {} : { role: 'alert' as const })} titre={titre}>
      {raison ? <p>{raison}</p> : null}
      {typeof remede === 'string' ? <p>{remede}</p> : remede ? <p>{remede.href ? <Bouton genre="second" petit href={remede.href}>{remede.libelle}</Bouton> : remede.libelle}</p> : null}
    </Alerte>
  )
}
