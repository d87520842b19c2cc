import type { ComponentProps, JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire, type Parcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse } from '#app/demandes/verification.tsx'
import { ChoixDeStructure } from '#app/organisation/structures/choisir.tsx'
import { structureOuChoix, type StructureOuChoix } from '#app/organisation/structures/choix.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { Structure } from '#app/organisation/structures/lire.ts'
import type { Recu } from '#demandes/index.ts'
import { Page, Resume, type Enfant, type LigneResume } from '#ui/index.ts'

interface Creation extends Pick<Parcours<StructureOuChoix>, 'chemin' | 'definition' | 'fichiers' | 'verification'> {
  /** The page that asks first in which structure. */
  choisir: (c: ContexteDuParcours) => Omit<ComponentProps<typeof ChoixDeStructure>, 'c' | 'choix' | 'erreurs'>
  formulaire: (c: ContexteDuParcours, structure: Structure, etat: EtatDuFormulaire) => JSX.Element
  /** Fields of the form that the demande does not take as they are typed. */
  adapter?: (saisie: Record<string, unknown>, structure: Structure | null) => Record<string, unknown>
}

/** To make something in a structure: which one, when one has several, then its form. */
export const definirCreation = ({ choisir, formulaire, adapter, ...p }: Creation) =>
  definirParcours<StructureOuChoix>({
    ...p,
    charger: (c) => structureOuChoix(c, p.definition.type),
    structureDe: () => null,
    adapter: (champs, saisie, { structure }) => ({
      ...(adapter?.(saisie, structure) ?? saisie),
      structure: champs.get('structure')?.[0] || structure?.id,
    }),
    formulaire: (c, { structure, choix }, etat) =>
      structure ? formulaire(c, structure, etat) : <ChoixDeStructure c={c} choix={choix} erreurs={etat.erreurs} {...choisir(c)} />,
  })

interface Verifiee {
  c: ContexteDuParcours
  titre: string
  fil: NonNullable<ComponentProps<typeof Page>['fil']>
  etapes: string[]
  cle: string
  recu: Recu
  resume: string
  lignes: LigneResume[]
  bouton: string
  children?: Enfant
}

/** « Vérifier vos réponses » of what will be made, each answer with the way back to it. */
export const VerificationDeCreation = ({ c, titre, fil, etapes, cle, recu, resume, lignes, bouton, children }: Verifiee) => (
  <Page c={cadre(c)} titre={titre} pour={pourLaStructure(c, recu.structure!)} fil={fil} etapes={{ liste: etapes, courante: 1 }}>
    <div class="narrow stack">
      <section class="card" aria-labelledby="resume">
        <h2 id="resume">{resume}</h2>
        <Resume lignes={lignes} />
      </section>
      {children}
      <CeQuiSePasse c={c} recu={recu} />
      <BoutonsDeVerification c={c} cle={cle} bouton={bouton} />
    </div>
  </Page>
)
