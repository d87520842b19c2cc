import type { Probleme } from '#platform/http/problem.ts'
import { Alerte, Bouton, type Enfant } from '#ui/index.ts'

/** What one can do about a refusal: a sentence, or a link. */
export function Remede({ remede }: { remede: Probleme['remede'] }) {
  if (!remede) return null
  if (typeof remede === 'string') return <p>{remede}</p>
  return (
    <p>
      {remede.href ? (
        <Bouton genre="second" petit href={remede.href}>
          {remede.libelle}
        </Bouton>
      ) : (
        remede.libelle
      )}
    </p>
  )
}

/** A refusal of the whole form, with its way on. `avis`: not an error of the person's, nothing to announce. */
export function RefusAvecRemede({
  refus,
  titre = refus?.detail,
  avis,
  children,
}: {
  refus: Probleme | null
  titre?: string
  avis?: boolean
  children?: Enfant
}) {
  if (!refus) return null
  const { remede, raison, status } = refus
  return (
    <Alerte genre={avis || status === 503 ? 'warn' : 'err'} {...(avis ? {} : { role: 'alert' as const })} titre={titre}>
      {raison ? <p>{raison}</p> : null}
      {children}
      <Remede remede={remede} />
    </Alerte>
  )
}
