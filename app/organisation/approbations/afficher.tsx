import type { Contexte } from '#app/contexte.ts'
import type { EtatApprobation } from '#app/organisation/approbations/lister.ts'
import { Etiquette, type Genre } from '#ui/index.ts'

const GENRES: Record<EtatApprobation, Genre> = { demandee: 'action', approuvee: 'ok', refusee: 'err', annulee: 'neutre', expiree: 'warn' }
const ICONES = { approuvee: 'coche', refusee: 'croix' } as const

/** The state of an approval, in the words of APP-02. */
export const EtatApprouve = ({ c, etat }: { c: Contexte; etat: EtatApprobation }) => (
  <Etiquette genre={GENRES[etat]} {...(etat in ICONES ? { icone: ICONES[etat as keyof typeof ICONES] } : {})}>
    {c.t.approbations.etats[etat]}
  </Etiquette>
)

/** What a demande is called where it is decided. */
export const descriptionDe = (c: Contexte, type: string) => c.t.approbations.descriptions[type] ?? c.t.demandes.phrases[type] ?? type
